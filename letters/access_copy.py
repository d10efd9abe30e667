"""The copy of what is held on a person, for them to read: what it is for, how it was decided, and all of it.

Knows the order and the words around what is held. Does not know where it came from or what was left out and why; the
names of tables and columns arrive in words.
"""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from letters import formats
from letters.content import Content, Line
from letters.document import (
    REHEARSAL_MARK,
    Block,
    Document,
    Heading,
    Item,
    Link,
    ListOf,
    Paragraph,
    Table,
)

Cell = Annotated[str, Field(max_length=40_000)]
_NARROWEST, _WIDEST = 13, 36
_ICO = "https://ico.org.uk/make-a-complaint"


class Record(Content):
    """One entry: each thing that is held in words with its value."""

    lines: tuple[tuple[Cell, Cell], ...]


class HeldTable(Content):
    """Everything of one kind: as a table where it is short, as entries one after the other where it is long."""

    title: Line
    head: tuple[Line, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    records: tuple[Record, ...] = ()


class Chapter(Content):
    """Kinds of entries that belong together."""

    title: Line
    tables: tuple[HeldTable, ...]


class KeptUntil(Content):
    """How long one kind of record is kept: what it is, how many months from which event, and until when if known."""

    about: Line
    months: int
    event: Line
    until: date | None


class AccessCopyContent(Content):
    """All that the copy says."""

    council_name: Line
    contact: Line
    telephone: Line | None
    email: Line
    complaints: Line
    advocacy: Line
    name: Cell
    cases: tuple[Line, ...]
    made_on: date
    policy: Line | None
    chapters: tuple[Chapter, ...]
    files: tuple[tuple[Cell, Cell], ...]
    left_out: tuple[tuple[Cell, Cell], ...]
    kept: tuple[KeptUntil, ...]
    rehearsal: bool


def access_copy(content: AccessCopyContent) -> Document:
    """The copy as a paper."""
    title = "What we hold about you"
    return Document(
        title=title,
        reference=f"Copy of what is held, {content.made_on.isoformat()}",
        author=content.council_name,
        made_on=content.made_on,
        blocks=(
            Heading(title, 1),
            Paragraph(
                f"{content.council_name}, {formats.day(content.made_on)}. For {content.name}. "
                f"{formats.count(len(content.cases), 'Case', 'Cases')[2:]} {formats.names(content.cases)}.",
                "lead",
            ),
            *_about(content),
            *_kept(content),
            *_rights(content),
            *_pack(content),
            *(
                block
                for number, chapter in enumerate(content.chapters, 1)
                for block in _chapter(number, chapter)
            ),
        ),
        mark=REHEARSAL_MARK if content.rehearsal else None,
        setting="contract",
    )


def _about(content: AccessCopyContent) -> Iterator[Block]:
    rules = f" The rules in force are called {content.policy}." if content.policy else ""
    yield Heading("Why we hold it, and how we decide", 2)
    yield Paragraph(
        "You asked the council to promise your rent to a landlord. We hold what we need to decide that, to keep the "
        "promise, and to show later that public money was spent rightly."
    )
    yield Paragraph(
        "It comes from you, from the people at the council who support you, and from the landlord or agent."
    )
    yield Paragraph(
        "A program compares your application with the scheme's rules and says what they recommend. It decides nothing: "
        f"a person reads it and decides.{rules} You can ask for a refusal to be reviewed by somebody else."
    )
    yield Paragraph(
        "The landlord or agent gets the deed and letters about the guarantee: your name, the address of the home, the "
        "rent and the dates. They are not told your age, that you were in care, or why anything was decided. Finance "
        "sees references and sums and not your name. Councillors see only counts and sums of everybody together."
    )


def _kept(content: AccessCopyContent) -> Iterator[Block]:
    yield Heading("How long we keep it", 2)
    rows = tuple(
        (
            each.about,
            f"{each.months} months after {each.event}",
            formats.day(each.until) if each.until else "not ended yet",
        )
        for each in content.kept
    )
    yield Table(
        "How long each kind is kept",
        ("What", "How long", "Until"),
        rows,
        (3, 3, 1.2),
        row_heads=True,
        show_caption=False,
    )


def _rights(content: AccessCopyContent) -> Iterator[Block]:
    ring = f", telephone {content.telephone}" if content.telephone else ""
    yield Heading("What you can ask for", 2)
    asks = (
        "that we put right what is wrong;",
        "that we erase what we need no longer, or stop using it;",
        "that a person explains to you how something was decided, and looks at it again.",
    )
    yield ListOf(tuple(Item("•", each) for each in asks), "bullet")
    yield Paragraph(
        f"Ask the {content.contact}, {content.email}{ring}. Complaints go to {content.complaints}. "
        f"{content.advocacy} can help you to say what you want to say."
    )
    yield Paragraph(
        "You can also complain to the Information Commissioner, who looks after everybody's rights over their data: "
        f"{_ICO}.",
        links=(Link(_ICO, _ICO),),
    )


def _pack(content: AccessCopyContent) -> Iterator[Block]:
    yield Heading("What is in this pack", 2)
    if content.files:
        yield Paragraph(
            "This paper, the same as data for a computer (data.json), and the files that we hold, as they are:"
        )
        yield Table(
            "Files", ("File", "What it is"), content.files, (3, 2), row_heads=True, show_caption=False
        )
    else:
        yield Paragraph("This paper and the same as data for a computer (data.json). We hold no files.")
    if content.left_out:
        yield Paragraph("We left out what follows. You can complain about that, as said above.")
        yield Table(
            "What was left out", ("What", "Why"), content.left_out, (2, 3), row_heads=True, show_caption=False
        )
    else:
        yield Paragraph("Nothing was left out.")


def _chapter(number: int, chapter: Chapter) -> Iterator[Block]:
    yield Heading(f"{number}. {chapter.title}", 2)
    for each in chapter.tables:
        yield Heading(each.title, 3)
        if each.rows:
            yield Table(each.title, each.head, each.rows, _widths(each), show_caption=False)
        for place, record in enumerate(each.records, 1):
            several = f"{each.title}, {place} of {len(each.records)}"
            yield Table(
                several, (), record.lines, (1, 2.6), row_heads=True, show_caption=len(each.records) > 1
            )


def _widths(table: HeldTable) -> tuple[float, ...]:
    """By the longest cell of each column, so that a few words do not stand one above the other."""
    columns = zip(table.head, *table.rows, strict=True)
    return tuple(min(max(*map(len, column), _NARROWEST), _WIDEST) for column in columns)
