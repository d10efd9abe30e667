"""A paper as a tree, before any layout: headings, paragraphs, lists, tables, signatures, charts.

Knows the parts of a paper and their reading order. Does not know fonts, pages or PDF: the same tree can be
read aloud, printed or shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

LANGUAGE = "en-GB"
REHEARSAL_MARK = "REHEARSAL - synthetic people"
DEMO_MARK = "DEMO seal"

Setting = Literal["letter", "large", "easy", "contract", "report", "sheet"]

# Letters and figures that are not mistaken for one another when read aloud or copied by hand.
_CODE = re.compile("[2-9A-HJKMNP-TV-Z]{14}")
_CODE_GROUP = 4
_ADDRESS = re.compile("(https?://|mailto:|tel:).")


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the title of the paper and stands once."""

    text: str
    level: Literal[1, 2, 3]


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a paragraph that lead to an address: "https://...", "http://...", "mailto:..." or "tel:...".

    Raises ValueError for any other address, since a reader's program would follow whatever stands there.
    """

    words: str
    address: str

    def __post_init__(self) -> None:
        if not _ADDRESS.match(self.address):
            raise ValueError(
                f"link {self.words!r}: expected an https, http, mailto or tel address: {self.address}"
            )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`lead` opens a paper, `note` is set in a box, `small` is for sources and versions.

    The words of each link stand in the text; the first place where they stand after the link before is meant.
    Raises ValueError where they do not, or not in that order.
    """

    text: str
    kind: Literal["body", "lead", "note", "small"] = "body"
    links: tuple[Link, ...] = ()

    def __post_init__(self) -> None:
        self.pieces()

    def pieces(self) -> tuple[tuple[str, Link | None], ...]:
        """The text cut where its links begin and end: each piece with its link or None, in order, none empty."""
        pieces: list[tuple[str, Link | None]] = []
        left = self.text
        for link in self.links:
            before, words, left = left.partition(link.words)
            if not words:
                raise ValueError(
                    f"link {link.words!r}: expected its words in the text {self.text!r}, in order"
                )
            pieces += [(before, None), (words, link)]
        return tuple(piece for piece in (*pieces, (left, None)) if piece[0])


@dataclass(frozen=True, slots=True)
class Item:
    """One list item: its label as printed ("2.1", "(a)", a bullet), its text, and the list under it."""

    label: str
    text: str
    under: "ListOf | None" = None


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list; `kind` says how its labels count, for those who hear it."""

    items: tuple[Item, ...]
    kind: Literal["bullet", "decimal", "letter"]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under column heads (`head` may be empty).

    `widths` are relative; `figures` are the columns set to the right; with `row_heads` the first cell of a
    row names it. Every row has as many cells as there are widths.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    figures: frozenset[int] = frozenset()
    row_heads: bool = False
    show_caption: bool = True

    def __post_init__(self) -> None:
        for row in (self.head, *self.rows) if self.head else self.rows:
            if len(row) != len(self.widths):
                raise ValueError(
                    f"table {self.caption!r}: expected {len(self.widths)} cells, got {len(row)}: {row}"
                )


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """A label with a rule beside it to write on."""

    label: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One party's place to sign, never parted over two pages."""

    party: str
    says: str
    lines: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One named run of values of a chart, as many as the chart has labels."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars or lines in pounds; `says` is the chart in words, and a table with the figures stands beside."""

    title: str
    says: str
    kind: Literal["bar", "line"]
    labels: tuple[str, ...]
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two columns, read left then right; `share` is the left one's part of the width."""

    left: tuple["Block", ...]
    right: tuple["Block", ...]
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class CheckPanel:
    """Where anybody can check a paper: a picture for a telephone's camera, the code and a link beside it.

    `code` is the paper's own, 14 letters; `address` is the check page's; `says` tells what it is for.
    Raises ValueError for a code that is none and for an address that no link may lead to.
    """

    code: str
    address: str
    says: str

    def __post_init__(self) -> None:
        printed_code(self.code)
        _ = self.link

    @property
    def link(self) -> Link:
        """Where picture and link lead: the check page with the code filled in."""
        return Link(self.address, f"{self.address}?code={self.code}")

    @property
    def alternative(self) -> str:
        """The picture in words."""
        return f"QR code that opens {self.address} for this paper."

    @property
    def code_line(self) -> str:
        """The code in words: "Paper code 2345-6789-ABCD-EF"."""
        return code_line(self.code)


Block = Heading | Paragraph | ListOf | Table | SignatureLine | Signature | Chart | SideBySide | CheckPanel


def printed_code(code: str) -> str:
    """A paper's code as printed, in groups: "2345-6789-ABCD-EF".

    Raises ValueError unless it is 14 of 2 to 9 and the capitals without I, L, O and U.
    """
    if not _CODE.fullmatch(code):
        raise ValueError(f"paper code {code!r}: expected 14 of 2 to 9 and capital letters without I, L, O, U")
    return "-".join(code[place : place + _CODE_GROUP] for place in range(0, len(code), _CODE_GROUP))


def code_line(code: str) -> str:
    """A paper's code as each page carries it: "Paper code 2345-6789-ABCD-EF"."""
    return f"Paper code {printed_code(code)}"


@dataclass(frozen=True, slots=True)
class ClauseVersion:
    """Which wording a paper carries."""

    id: str
    title: str
    version: str
    in_force_from: date
    approved_by: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. `mark` and the paper's `code` stand on every page.

    `setting` is how it is set: a `letter` large and open, `large` in large print, `easy` in large type and
    short lines with much air, a `contract` closer, a `report` of many tables closer still, a `sheet` small and on
    one page or not at all.
    Raises ValueError for a code that is none.
    """

    title: str
    reference: str
    author: str
    made_on: date
    blocks: tuple[Block, ...]
    clause_versions: tuple[ClauseVersion, ...] = ()
    mark: str | None = None
    setting: Setting = "letter"
    language: str = LANGUAGE
    code: str | None = None

    def __post_init__(self) -> None:
        if self.code is not None:
            printed_code(self.code)

    def lines(self) -> tuple[str, ...]:
        """Everything the paper says in reading order: headings, paragraphs, items, cells, one string each."""
        return tuple(line for block in self.blocks for line in _said(block))


def _said(block: Block) -> Iterator[str]:
    match block:
        case Heading(text=text) | Paragraph(text=text):
            yield text
        case ListOf(items=items):
            for item in items:
                yield f"{item.label} {item.text}"
                yield from _said(item.under) if item.under else ()
        case Table():
            yield from ((block.caption,) if block.show_caption else ())
            yield from block.head
            yield from (cell for row in block.rows for cell in row)
        case SignatureLine(label=label):
            yield label
        case Signature():
            yield from (block.party, block.says, *(line.label for line in block.lines))
        case Chart():
            yield block.says
        case SideBySide():
            for part in (*block.left, *block.right):
                yield from _said(part)
        case CheckPanel():
            yield from (block.alternative, block.says, block.code_line, block.address)
