"""How text is written into a page: words in other scripts and links under tags of their own.

Knows ReportLab's text objects and the marks inside them. Does not know paragraphs' layout.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.textobject import PDFTextObject

from letters.pdf import fonts
from letters.pdf.shaping import Emboldened, JoinedFont
from letters.pdf.tags import Annotation, Element

if TYPE_CHECKING:
    from letters.pdf.canvas import TaggedCanvas

# The outline that makes a letter bold, as a share of its size: about what a bold of the same family gains.
_OUTLINE = 0.04


@dataclass(slots=True)
class LinkTarget:
    """One link of a paragraph: its words, where it leads, its element once drawn, its rectangles until then."""

    words: str
    address: str
    element: Element | None = None
    notes: list[Annotation] = field(default_factory=list)


class ScriptText(PDFTextObject):  # type: ignore[misc]  # ReportLab ships no types
    """A text object that sets joined scripts, and draws bold where a font ships none."""

    def _formatText(self, text: str) -> str:  # noqa: N802 (ReportLab's name)
        name = self._fontname
        code = str(super()._formatText(text)) if name not in fonts.SCRIPT_TAGS else self._script(text, name)
        if not fonts.is_emboldened(name):
            return code
        return f"{self._ink()} {self._fontsize * _OUTLINE:.3f} w 2 Tr {code} 0 Tr"

    def _script(self, text: str, name: str) -> str:
        """A piece in another script; the spaces around it belong to the line, not to the piece."""
        font = pdfmetrics.getFont(name)
        regular = font.regular if isinstance(font, Emboldened) else font
        core = text.strip(" ")
        if not core or not isinstance(regular, JoinedFont):
            return str(super()._formatText(text))
        before, _, after = text.partition(core)
        return " ".join(
            super(ScriptText, self)._formatText(piece)
            for piece in (before, regular.visual(core), after)
            if piece
        )

    def _ink(self) -> str:
        """Lines in the colour that fills the letters."""
        ink = getattr(self, "_fillColorObj", self._canvas._fillColorObj)
        red, green, blue = ink.rgb() if hasattr(ink, "rgb") else ink
        return f"{red:.6g} {green:.6g} {blue:.6g} RG"


@dataclass(frozen=True, slots=True)
class _Piece:
    """One run of drawn text: where its code begins, and the script it is in with its words, if not our own."""

    start: int
    script: str | None = None
    words: str = ""


class MarkedText(ScriptText):
    """The text of a paragraph with parts of its own: links, and words in another script.

    What is between them belongs to the paragraph. Glyphs of a joined script stand in the order of the eye, so
    their element gives the words in the order of the voice.
    """

    def __init__(
        self, canvas: "TaggedCanvas", x: float, y: float, element: Element, links: Sequence[LinkTarget]
    ) -> None:
        super().__init__(canvas, x, y)
        self._element = element
        self._links = links
        self._head = len(self._code)
        self._pieces: list[_Piece] = []
        self._link_of: dict[int, int] = {}
        self._open_link: int | None = None

    def link_all(self, number: int) -> None:
        """The whole paragraph is one link: ReportLab records no begin and end of it."""
        self._open_link = number

    def _textOut(self, text: str, TStar: int = 0) -> None:  # noqa: N802, N803 (ReportLab's names)
        start = len(self._code) if self._pieces else self._head
        super()._textOut(text, TStar)
        script = fonts.SCRIPT_TAGS.get(self._fontname)
        if self._open_link is not None:
            self._link_of[len(self._pieces)] = self._open_link
        # A line's last word is parted from the next line's first, as the eye parts them.
        words = f"{text} " if TStar and not text.endswith(" ") else text
        self._pieces.append(_Piece(start, script, words) if script else _Piece(start))

    def _linkRecord(self, link: tuple[Any, str], kind: str) -> None:  # noqa: N802 (ReportLab's name)
        """ReportLab tells of a link's begin after its first words, and of its end before what follows."""
        self._open_link = link_number(link[1]) if kind == "start" else None
        if kind == "start":
            self._link_of[len(self._pieces) - 1] = link_number(link[1])

    def getCode(self) -> str:  # noqa: N802 (ReportLab's name)
        """The text with its marks, standing outside of the furniture that the canvas is in."""
        code = self._code[: self._head]
        ends = [piece.start for piece in self._pieces[1:]] + [len(self._code)]
        opened: Element | None = None
        for number, (piece, end) in enumerate(zip(self._pieces, ends, strict=True)):
            element = self._element_of(number, piece)
            if element is not opened:
                code += ["EMC"] if opened else []
                code.append(self._canvas.begin(element))
                opened = element
            code += self._code[piece.start : end]
        code += ["EMC"] if opened else []
        for target in self._links:
            if target.notes:
                self._link_element(target).kids += target.notes
                target.notes = []
        return " ".join(["EMC", *code, "ET", "/Artifact BMC"])

    def _element_of(self, number: int, piece: _Piece) -> Element:
        link = self._link_of.get(number)
        parent = self._element if link is None else self._link_element(self._links[link])
        if piece.script is None:
            return parent
        return parent.add("Span", language=piece.script, actual=piece.words)

    def _link_element(self, target: LinkTarget) -> Element:
        if target.element is None:
            target.element = self._element.add("Link")
        return target.element


def link_key(number: int) -> str:
    """The address that ReportLab is given for a paragraph's link, counted from 0."""
    return f"link:{number}"


def link_number(key: str) -> int:
    """The link that `link_key` named."""
    return int(key.removeprefix("link:"))
