"""New glyphs put together from a font's own: a letter with its dots as one.

A program that reads a page meets one code for one letter then, on one line. Knows TrueType's composite glyphs and
how ReportLab keeps a font's tables. Does not know scripts.
"""

from dataclasses import dataclass
from struct import pack, unpack_from
from typing import Any

# The flags of a composite's parts (OpenType, `glyf`): offsets in words, offsets not points, more to come.
_WORDS, _OFFSETS, _MORE = 0x0001, 0x0002, 0x0020
# Where `maxp` keeps the most parts of a composite and how deep they may nest.
_MOST_PARTS, _DEPTH = 28, 30


@dataclass(frozen=True, slots=True)
class Part:
    """A glyph of the font at an offset from the new one's origin, in font units."""

    glyph: int
    right: int
    up: int


class Composites:
    """The new glyphs of one font, each made once. Raises no error: any glyph of the font may be a part."""

    def __init__(self, face: Any) -> None:
        self._face = face
        self._made: dict[tuple[Part, ...], int] = {}
        self._start, _ = face.get_table_pos("glyf")
        self._allow_parts()
        # ReportLab finds a glyph between two positions: one unused glyph spans the tables after the last real one.
        self._add_position(advance=0, left=0)

    def glyph(self, parts: tuple[Part, ...], advance: int) -> int:
        """The number of the glyph that draws all `parts` and moves on by `advance` font units."""
        if parts not in self._made:
            self._made[parts] = self._make(parts, advance)
        return self._made[parts]

    def _make(self, parts: tuple[Part, ...], advance: int) -> int:
        number = len(self._face.glyphPos) - 1
        boxes = [self._box(part) for part in parts]
        left, bottom = min(box[0] for box in boxes), min(box[1] for box in boxes)
        right, top = max(box[2] for box in boxes), max(box[3] for box in boxes)
        data = pack(">5h", -1, left, bottom, right, top)
        for place, part in enumerate(parts, start=1):
            flags = _WORDS | _OFFSETS | (_MORE if place < len(parts) else 0)
            data += pack(">2H2h", flags, part.glyph, part.right, part.up)
        self._face._ttf_data += data + bytes(-len(data) % 4)
        self._add_position(advance, left)
        return number

    def _box(self, part: Part) -> tuple[int, int, int, int]:
        begins, ends = self._face.glyphPos[part.glyph : part.glyph + 2]
        if begins == ends:
            return (0, 0, 0, 0)
        left, bottom, right, top = unpack_from(">4h", self._face._ttf_data, self._start + begins + 2)
        return (left + part.right, bottom + part.up, right + part.right, top + part.up)

    def _add_position(self, advance: int, left: int) -> None:
        """What is at the end of the data now is the end of the last glyph."""
        face = self._face
        end = len(face._ttf_data) - self._start
        face.glyphPos.append(end)
        face.hmetrics.append((advance, left & 0xFFFF))
        face.table["glyf"]["length"] = end

    def _allow_parts(self) -> None:
        begins, _ = self._face.get_table_pos("maxp")
        data = bytearray(self._face._ttf_data)
        for field, least in ((_MOST_PARTS, 8), (_DEPTH, 2)):
            (most,) = unpack_from(">H", data, begins + field)
            data[begins + field : begins + field + 2] = pack(">H", max(most, least))
        self._face._ttf_data = bytes(data) + bytes(-len(data) % 4)
