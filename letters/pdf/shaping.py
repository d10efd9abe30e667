"""Fonts that ReportLab alone cannot set right: joined letters from right to left, and bold where none is shipped.

Knows how HarfBuzz's glyphs become codes of a font's subset and what those codes mean when a reader copies them.
Does not know which text needs which font.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

import uharfbuzz
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import ShapeData, ShapedStr, TTFont

from letters.pdf.composites import Composites, Part

# Glyphs without a letter of their own are numbered here, where Unicode promises never to put a letter.
_FIRST_PRIVATE = 0xF0000
_NUMBERS = re.compile(r"([0-9\u0660-\u0669\u06f0-\u06f9]+)")
_UNICODE_LINE = re.compile(r"> <([0-9A-F]{5,6})>$", re.MULTILINE)


class JoinedFont(TTFont):  # type: ignore[misc]  # ReportLab ships no types
    """A font whose letters join and run from right to left. Widths and drawings are those of the joined text."""

    def __init__(self, name: str, path: str, script: str) -> None:
        super().__init__(name, path)
        self._script = script
        self._shaper = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(path)))
        self._composites = Composites(self.face)
        self._private: dict[tuple[int, str], int] = {}
        self._meaning: dict[int, str] = {}
        self.visual = lru_cache(maxsize=4096)(self._visual)

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: ARG002, N802
        """Width in points of a text in reading order."""
        return float(sum(glyph.x_advance for glyph in self.visual(text).__shapeData__) * size / 1000)

    def _visual(self, text: str) -> Any:
        """The glyphs of a text from left to right, as ReportLab's shaped string; numbers keep their own order."""
        pieces = reversed([piece for piece in _NUMBERS.split(text) if piece])
        glyphs = [glyph for piece in pieces for glyph in self._glyphs(piece)]
        places = [place._replace(cluster=number) for number, (_, place) in enumerate(glyphs)]
        return ShapedStr("".join(letter for letter, _ in glyphs), places)

    def _glyphs(self, text: str) -> Iterator[tuple[str, Any]]:
        """The glyphs of letters, or of a number, from left to right: one for each letter with its dots."""
        buffer = uharfbuzz.Buffer()
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.direction = "ltr" if _NUMBERS.fullmatch(text) else "rtl"
        buffer.script = self._script
        uharfbuzz.shape(self._shaper, buffer)
        clusters = sorted({info.cluster for info in buffer.glyph_infos} | {len(text)})
        ends = dict(pairwise(clusters))
        drawn = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        for cluster, several in groupby(drawn, lambda glyph: glyph[0].cluster):
            meaning = text[cluster : ends[cluster]]
            glyphs = list(several)
            if len(glyphs) == 1:
                info, position = glyphs[0]
                place = (position.x_advance, position.x_offset, position.y_offset)
                yield self._placed(info.codepoint, meaning, *place)
                continue
            parts, pen = [], 0
            for info, position in glyphs:
                parts.append(Part(info.codepoint, pen + position.x_offset, position.y_offset))
                pen += position.x_advance
            yield self._placed(self._composites.glyph(tuple(parts), pen), meaning, pen, 0, 0)

    def _placed(self, glyph: int, meaning: str, advance: int, right: int, up: int) -> tuple[str, Any]:
        letter = self._letter(glyph, meaning, advance)
        scale = self.face._pdfScale
        width = self.face.charWidths[ord(letter)]
        return letter, ShapeData(0, scale(advance), 0, scale(right), scale(up), width)

    def _letter(self, glyph: int, meaning: str, advance: int) -> str:
        """The letter under which ReportLab finds a glyph; a private one unless the glyph is a letter's own."""
        known = self.face.charToGlyph
        if len(meaning) == 1 and known.get(ord(meaning)) == glyph:
            return meaning
        private = self._private.get((glyph, meaning))
        if private is None:
            private = self._private[glyph, meaning] = _FIRST_PRIVATE + len(self._private)
            known[private] = glyph
            self.face.charWidths[private] = self.face._pdfScale(advance)
            self._meaning[private] = meaning
        return chr(private)

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802 (ReportLab's name)
        """Write the subsets; a private code is told to readers as the letters that it draws."""
        subsets = len(self.state[doc].subsets)
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(subsets)]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for name in names:
            meanings = doc.idToObject[fonts[name].ToUnicode.name]
            meanings.content = _UNICODE_LINE.sub(self._told, meanings.content)

    def _told(self, line: re.Match[str]) -> str:
        meaning = self._meaning[int(line[1], 16)]
        return f"> <{meaning.encode('utf-16-be').hex().upper()}>"


class Emboldened:
    """The bold of a font that ships none: the same glyphs, drawn with a thin outline of their own colour."""

    _multiByte = 1  # noqa: N815 (ReportLab asks for this name)
    _dynamicFont = 1  # noqa: N815 (ReportLab asks for this name)

    def __init__(self, name: str, regular: Any) -> None:
        self.fontName = name
        self.regular = regular
        self.face = regular.face
        self.encoding = regular.encoding
        # ReportLab splits and measures a text, and names subsets, by the font that it later embeds.
        self.stringWidth = regular.stringWidth
        self.splitString = regular.splitString
        self.getSubsetInternalName = regular.getSubsetInternalName
        self.shapable = regular.shapable
