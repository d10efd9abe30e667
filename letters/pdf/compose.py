"""From a paper's blocks to tagged flowing parts, in reading order.

Knows which flowable and which structure element each kind of block becomes. Does not know pages.
"""

from collections.abc import Iterable

from reportlab.platypus import Flowable, Spacer
from reportlab.platypus import Table as PlainTable

from letters.document import (
    Block,
    Chart,
    CheckPanel,
    Heading,
    Item,
    ListOf,
    Paragraph,
    SideBySide,
    Signature,
    SignatureLine,
    Table,
)
from letters.pdf import charts, fonts, qr
from letters.pdf.flowables import (
    RuledLine,
    TaggedFigure,
    TaggedParagraph,
    TaggedTable,
    label_width,
    tagged,
)
from letters.pdf.styles import ACCENT, HAIRLINE, SHADE, Styles
from letters.pdf.tags import Element
from letters.pdf.text import LinkTarget, link_key

_LIST_NUMBERING = {"bullet": "Disc", "decimal": "Decimal", "letter": "LowerAlpha"}
_LABEL_SHARE = 0.36
_GUTTER = 14
# Room for "20.2", so that the text of all numbered clauses stands in one line.
_DECIMAL_HANG = 2.9
# 34 millimetres, which a telephone reads from a hand's breadth away.
_QR_SIDE = 96.0
# A row is kept whole unless a cell has more letters than this: in large print it may be longer than a page.
_LONG_CELL = 300
# A chart is as high as this many lines of text.
_CHART_ROWS = 14


class Composer:
    """Turns blocks into flowables of one width, hanging their elements under one parent."""

    def __init__(self, root: Element, styles: Styles, width: float) -> None:
        self._root = root
        self._styles = styles
        self._width = width

    def compose(self, blocks: Iterable[Block]) -> list[Flowable]:
        """The flowables of all blocks, in order."""
        return [part for block in blocks for part in self._compose(block)]

    def _compose(self, block: Block) -> list[Flowable]:
        parts: list[Flowable]
        match block:
            case Heading():
                parts = [self._heading(block)]
            case Paragraph():
                parts = [self._paragraph(block)]
            case ListOf():
                parts = self._list(block, self._root, 0.0)
            case Table():
                parts = self._table(block)
            case SignatureLine():
                parts = [self._ruled(block)]
            case Signature():
                parts = self._signature(block)
            case Chart():
                parts = [self._chart(block)]
            case SideBySide():
                parts = [self._side_by_side(block)]
            case CheckPanel():
                parts = [self._check_panel(block)]
        return parts

    def _heading(self, block: Heading) -> TaggedParagraph:
        style = self._styles.headings[block.level - 1]
        element = self._root.add(f"H{block.level}")
        return tagged(
            fonts.markup(block.text, style.fontName), style, element, outline=(block.text, block.level - 1)
        )

    def _paragraph(self, block: Paragraph) -> TaggedParagraph:
        style = getattr(self._styles, block.kind)
        links = [LinkTarget(link.words, link.address) for link in block.links]
        markup = _linked(block, style.fontName) if links else fonts.markup(block.text, style.fontName)
        part = tagged(markup, style, self._root.add("P"), links=links)
        part.keepWithNext = block.text.endswith(":")
        return part

    def _list(self, block: ListOf, parent: Element, left: float) -> list[Flowable]:
        listing = parent.add("L", {"List": {"ListNumbering": _LIST_NUMBERING[block.kind]}})
        hang = label_width([item.label for item in block.items], self._styles.body)
        if block.kind == "decimal":
            hang = max(hang, self._styles.size * _DECIMAL_HANG)
        parts = [part for item in block.items for part in self._item(item, listing, hang, left)]
        parts[-1].spaceAfter = self._styles.air
        return parts

    def _item(self, item: Item, listing: Element, hang: float, left: float) -> list[Flowable]:
        """A label at `left`, its text hanging `hang` right of it, and the list under it from there on."""
        element = listing.add("LI")
        label = (element.add("Lbl"), item.label, left)
        body = element.add("LBody")
        style = self._styles.listed(left + hang)
        part = tagged(fonts.markup(item.text, style.fontName), style, body, label=label)
        if item.under is None:
            return [part]
        part.keepWithNext = True
        return [part, *self._list(item.under, body, left + hang)]

    def _table(self, block: Table) -> list[Flowable]:
        element = self._root.add("Table")
        parts: list[Flowable] = []
        if block.show_caption:
            style = self._styles.caption
            parts.append(tagged(fonts.markup(block.caption, style.fontName), style, element.add("Caption")))
        rows = [self._row(element, block.head, block, head=True)] if block.head else []
        rows += [self._row(element, row, block) for row in block.rows]
        whole = sum(block.widths)
        table = TaggedTable(
            rows,
            colWidths=[self._width * share / whole for share in block.widths],
            repeatRows=1 if block.head else 0,
            splitInRow=int(any(len(cell) > _LONG_CELL for row in block.rows for cell in row)),
            style=self._table_style(has_head=bool(block.head)),
            spaceAfter=self._styles.air * 1.6,
            hAlign="LEFT",
        )
        return [*parts, table]

    def _row(
        self, table: Element, cells: tuple[str, ...], block: Table, *, head: bool = False
    ) -> list[TaggedParagraph]:
        row = table.add("TR")
        return [self._cell(row, place, text, block, head=head) for place, text in enumerate(cells)]

    def _cell(self, row: Element, place: int, text: str, block: Table, *, head: bool) -> TaggedParagraph:
        styles, right = self._styles, place in block.figures
        if head:
            style = styles.figure_head if right else styles.column_head
            element = row.add("TH", {"Table": {"Scope": "Column"}}, repeats=True)
        elif block.row_heads and place == 0:
            style = styles.cell
            element = row.add("TH", {"Table": {"Scope": "Row"}})
        else:
            style = styles.figure if right else styles.cell
            element = row.add("TD")
        return tagged(fonts.markup(text, style.fontName), style, element)

    def _table_style(self, *, has_head: bool) -> list[tuple[object, ...]]:
        pad = self._styles.cell_air
        everywhere = ((0, 0), (-1, -1))
        style: list[tuple[object, ...]] = [
            ("FONT", *everywhere, fonts.REGULAR, self._styles.size),
            ("VALIGN", *everywhere, "TOP"),
            ("TOPPADDING", *everywhere, pad),
            ("BOTTOMPADDING", *everywhere, pad * 1.3),
            ("LEFTPADDING", *everywhere, pad * 1.6),
            ("RIGHTPADDING", *everywhere, pad * 1.6),
            ("LINEBELOW", *everywhere, 0.4, HAIRLINE),
            ("LINEABOVE", (0, 0), (-1, 0), 0.8, ACCENT),
        ]
        if has_head:
            style.append(("BACKGROUND", (0, 0), (-1, 0), SHADE))
        return style

    def _ruled(self, line: SignatureLine) -> RuledLine:
        style = self._styles.cell
        label = tagged(fonts.markup(line.label, style.fontName), style, self._root.add("P"))
        return RuledLine(label, self._styles.size * 2.3, _LABEL_SHARE)

    def _signature(self, block: Signature) -> list[Flowable]:
        """Everything down to the last rule keeps with what follows, so the block stands on one page."""
        parts: list[Flowable] = [
            self._heading(Heading(block.party, 3)),
            self._paragraph(Paragraph(block.says)),
            *(self._ruled(line) for line in block.lines),
        ]
        for part in parts:
            part.keepWithNext = True
        return [*parts, Spacer(1, self._styles.size)]

    def _chart(self, block: Chart) -> TaggedFigure:
        element = self._root.add("Figure", alternative=block.says)
        height = self._styles.body.leading * _CHART_ROWS
        return TaggedFigure(charts.drawing(block, self._width, height, self._styles.size * 0.9), element)

    def _side_by_side(self, block: SideBySide) -> PlainTable:
        room = self._width - _GUTTER
        left, right = room * block.share, room * (1 - block.share)
        return self._columns(
            left,
            Composer(self._root, self._styles, left).compose(block.left),
            Composer(self._root, self._styles, right).compose(block.right),
        )

    def _check_panel(self, block: CheckPanel) -> PlainTable:
        """The picture for a telephone, and beside it the same in words; never parted over two pages."""
        figure = self._root.add("Figure", alternative=block.alternative)
        picture = TaggedFigure(qr.drawing(block.link.address, _QR_SIDE), figure)
        words = (
            Paragraph(block.says),
            Paragraph(block.code_line),
            Paragraph(block.address, links=(block.link,)),
        )
        beside = Composer(self._root, self._styles, self._width - _GUTTER - _QR_SIDE).compose(words)
        return self._columns(_QR_SIDE, [picture], beside)

    def _columns(self, left: float, first: list[Flowable], second: list[Flowable]) -> PlainTable:
        """Two columns, the first `left` points wide."""
        everywhere = ((0, 0), (-1, -1))
        style = [
            ("FONT", *everywhere, fonts.REGULAR, self._styles.size),
            ("VALIGN", *everywhere, "TOP"),
            *((f"{edge}PADDING", *everywhere, 0) for edge in ("LEFT", "RIGHT", "TOP", "BOTTOM")),
        ]
        widths = [left, _GUTTER, self._width - left - _GUTTER]
        return PlainTable([[first, "", second]], colWidths=widths, style=style, hAlign="LEFT")


def _linked(block: Paragraph, font: str) -> str:
    """A paragraph's markup with the words of each link underlined and numbered."""
    written, number = [], 0
    for piece, link in block.pieces():
        markup = fonts.markup(piece, font)
        if link is not None:
            markup = f'<a href="{link_key(number)}" color="{ACCENT.hexval()}" underline="1">{markup}</a>'
            number += 1
        written.append(markup)
    return "".join(written)
