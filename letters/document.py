"""A paper as a tree, before any layout: headings, paragraphs, lists, tables, signatures, charts.

Knows the parts of a paper and their reading order. Does not know fonts, pages or PDF: the same tree can be
read aloud, printed or shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

LANGUAGE = "en-GB"
REHEARSAL_MARK = "REHEARSAL - synthetic people"


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 is the title of the paper and stands once."""

    text: str
    level: Literal[1, 2, 3]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`lead` opens a paper, `note` is set in a box, `small` is for sources and versions."""

    text: str
    kind: Literal["body", "lead", "note", "small"] = "body"


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


Block = Heading | Paragraph | ListOf | Table | SignatureLine | Signature | Chart | SideBySide


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
    """A whole paper. `mark` stands on every page.

    `setting` is how it is set: a `letter` large and open, a `contract` closer, a `sheet` small and on one
    page or not at all.
    """

    title: str
    reference: str
    author: str
    made_on: date
    blocks: tuple[Block, ...]
    clause_versions: tuple[ClauseVersion, ...] = ()
    mark: str | None = None
    setting: Literal["letter", "contract", "sheet"] = "letter"
    language: str = LANGUAGE

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
