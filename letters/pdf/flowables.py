"""ReportLab's flowing parts, each drawing itself inside its element of the structure tree.

Knows how paragraphs, list items, tables, rules and charts are drawn and parted over pages. Does not know what
the paper is about.
"""

from collections.abc import Sequence
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Flowable, Paragraph, Table

from letters.pdf import fonts
from letters.pdf.styles import RULE
from letters.pdf.tags import Element
from letters.pdf.text import LinkTarget, MarkedText, link_number


class TaggedParagraph(Paragraph):  # type: ignore[misc]  # ReportLab ships no types
    """A paragraph that belongs to an element, however many pieces it falls into.

    An item's `label` is drawn under its own element on the first line; a heading leaves a bookmark. Made by
    `tagged`, since ReportLab itself calls the constructor when it parts a paragraph.
    """

    element: Element
    label: tuple[Element, str, float] | None = None
    outline: tuple[str, int] | None = None
    links: Sequence[LinkTarget] = ()
    parted = False

    def split(self, width: float, height: float) -> list[Flowable]:
        """The pieces of a paragraph that does not fit: all of one element, the label with the first."""
        pieces = super().split(width, height)
        for piece in pieces:
            piece.element, piece.links, piece.parted = self.element, self.links, self.parted
        if pieces:
            pieces[0].label, pieces[0].outline = self.label, self.outline
        return list(pieces)

    def draw(self) -> None:
        """Draw label, text and tags."""
        if self.outline:
            self.canv.bookmark(*self.outline, self.height)
        if self.label:
            element, text, left = self.label
            with self.canv.marked(element):
                self.canv.setFont(self.style.fontName, self.style.fontSize)
                self.canv.setFillColor(self.style.textColor)
                # ReportLab puts a paragraph's first baseline one size of type below its top.
                self.canv.drawString(left, self.height - self.style.fontSize, text)
        with self.canv.parting(self.links) if self.parted else self.canv.marked(self.element):
            super().draw()

    def beginText(self, x: float, y: float) -> Any:  # noqa: N802 (ReportLab's name)
        """The text object to write into: one that marks its own parts where there are any."""
        if not self.canv.is_parting:
            return super().beginText(x, y)
        text = MarkedText(self.canv, x, y, self.element, self.links)
        if self.blPara.kind == 0 and self.frags[0].link:
            _, key = self.frags[0].link[0]
            text.link_all(link_number(key))
        return text


def tagged(
    markup: str,
    style: Any,
    element: Element,
    label: tuple[Element, str, float] | None = None,
    outline: tuple[str, int] | None = None,
    links: Sequence[LinkTarget] = (),
) -> TaggedParagraph:
    """A paragraph of ReportLab's markup under `element`; `label` is its element, text and left edge."""
    paragraph = TaggedParagraph(markup, style)
    paragraph.element, paragraph.label, paragraph.outline = element, label, outline
    paragraph.links = links
    paragraph.parted = bool(links) or any(piece.fontName in fonts.SCRIPT_TAGS for piece in paragraph.frags)
    return paragraph


class TaggedTable(Table):  # type: ignore[misc]  # ReportLab ships no types
    """A table whose cells carry their own tags; its shades and rules are furniture."""

    def _drawBkgrnd(self) -> None:  # noqa: N802 (ReportLab's name)
        with self.canv.artifact():
            super()._drawBkgrnd()

    def _drawLines(self) -> None:  # noqa: N802 (ReportLab's name)
        with self.canv.artifact():
            super()._drawLines()


class RuledLine(Flowable):  # type: ignore[misc]  # ReportLab ships no types
    """A label with a rule beside it to write on."""

    def __init__(self, label: TaggedParagraph, height: float, label_share: float) -> None:
        super().__init__()
        self._label = label
        self._line_height = height
        self._label_share = label_share

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The label takes its share of the width; a long one makes the line higher."""
        self.width = width
        _, label_height = self._label.wrapOn(self.canv, width * self._label_share - 6, height)
        self.height = max(self._line_height, label_height + 6)
        return width, self.height

    def draw(self) -> None:
        """Label and rule, both on the lower edge."""
        self._label.drawOn(self.canv, 0, 3)
        with self.canv.artifact():
            self.canv.setStrokeColor(RULE)
            self.canv.setLineWidth(0.6)
            self.canv.line(self.width * self._label_share, 3, self.width, 3)


class TaggedFigure(Flowable):  # type: ignore[misc]  # ReportLab ships no types
    """A drawing that a screen reader meets as one figure with its text alternative."""

    def __init__(self, drawing: Any, element: Element) -> None:
        super().__init__()
        self._drawing = drawing
        self._element = element

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """The drawing's own size."""
        self.width, self.height = self._drawing.width, self._drawing.height
        return self.width, self.height

    def draw(self) -> None:
        """Draw it and note where on the page it stands."""
        left, bottom = self.canv.absolutePosition(0, 0)
        self._element.box = (left, bottom, left + self.width, bottom + self.height)
        with self.canv.marked(self._element):
            renderPDF.draw(self._drawing, self.canv, 0, 0)


def label_width(labels: list[str], style: Any) -> float:
    """Room for the widest label and a gap, in points."""
    widest = max(pdfmetrics.stringWidth(label, style.fontName, style.fontSize) for label in labels)
    return float(widest + style.fontSize * 0.7)
