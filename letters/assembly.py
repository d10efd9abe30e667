"""Puts a paper together: its clauses in order, what must be known before them, and which versions they are.

Knows how clauses become parts of a paper. Knows no kind of paper, no fact and no layout.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from string import ascii_lowercase

from letters import clausebook, formats
from letters.clausebook import Clause
from letters.content import Issued, Wording
from letters.document import REHEARSAL_MARK, Block, Heading, Item, ListOf, Paragraph

TO_CONFIRM_NOTE = "Wording for the council's lawyer to confirm."
_BULLET = "\N{BULLET}"


def clauses(
    paper: str,
    made_on: date,
    switches: Mapping[str, bool],
    values: Mapping[str, str],
    at_hand: Mapping[str, str] | None = None,
) -> tuple[Clause, ...]:
    """The clauses of a paper in force on a date, filled; what is `at_hand` only where a clause asks for it.

    Raises NoClauseInForce before the first clause, PlaceholdersDisagree when clauses and values differ.
    """
    chosen = clausebook.standard().in_force(paper, made_on, switches)
    return clausebook.fill(chosen, values, at_hand)


def notes(chosen: Iterable[Clause], content: Issued) -> list[Block]:
    """What must be known before the wording: that it is a rehearsal, that no lawyer has confirmed it."""
    said = []
    if content.rehearsal:
        said.append(f"{REHEARSAL_MARK}. Nobody named here exists, and this paper binds nobody.")
    if any(_approved_by(clause, content.wording) is None for clause in chosen):
        said.append(TO_CONFIRM_NOTE)
    return [Paragraph(" ".join(said), "note")] if said else []


def numbered(chosen: Iterable[Clause]) -> list[Block]:
    """Clauses as a lawyer cites them: clause 3, paragraph 3.1, item (a)."""
    blocks: list[Block] = []
    for number, clause in enumerate(chosen, start=1):
        items = tuple(
            Item(f"{number}.{part}", paragraph.text, _lettered(paragraph.bullets))
            for part, paragraph in enumerate(clause.paragraphs, start=1)
        )
        blocks += [Heading(f"{number}. {clause.head.title}", 3), ListOf(items, "decimal")]
    return blocks


def plain(chosen: Iterable[Clause], after: Mapping[str, Iterable[Block]] | None = None) -> list[Block]:
    """Clauses as anybody reads them: a heading, short paragraphs, bullets; `after` a clause's id come more parts.

    Raises KeyError where `after` names a clause that the paper does not have.
    """
    left = dict(after or {})
    blocks: list[Block] = []
    for clause in chosen:
        blocks.append(Heading(clause.head.title, 2))
        for paragraph in clause.paragraphs:
            blocks.append(Paragraph(paragraph.text))
            if paragraph.bullets:
                blocks.append(bullets(paragraph.bullets))
        blocks += left.pop(clause.head.id, ())
    if left:
        raise KeyError(f"no clause of this paper is {', '.join(left)}")
    return blocks


def bullets(texts: Iterable[str]) -> ListOf:
    """A plain list."""
    return ListOf(tuple(Item(_BULLET, text) for text in texts), "bullet")


def editions(chosen: Iterable[Clause], content: Issued) -> list[Block]:
    """Which version of which clause the paper carries, and who stands for the wording."""
    by_approver: dict[str | None, list[str]] = {}
    for number, clause in enumerate(chosen, start=1):
        head = clause.head
        since = formats.day(head.in_force_from)
        approver = _approved_by(clause, content.wording)
        by_approver.setdefault(approver, []).append(f"{number} {head.id} {head.version} ({since})")
    return [
        Paragraph(f"Clause versions, {_says(approver)}: {'; '.join(listed)}.", "small")
        for approver, listed in by_approver.items()
    ]


def _lettered(texts: tuple[str, ...]) -> ListOf | None:
    items = tuple(Item(f"({ascii_lowercase[place]})", text) for place, text in enumerate(texts))
    return ListOf(items, "letter") if items else None


def _approved_by(clause: Clause, wording: Wording) -> str | None:
    """Who stands for a clause's wording, None while nobody does.

    Whoever confirmed the book on a day confirmed no wording that came into force, or was written, later.
    """
    head = clause.head
    if head.approved_by != clausebook.TO_CONFIRM:
        return head.approved_by
    wording_since = max(head.in_force_from, head.worded_on or head.in_force_from)
    if wording.confirmed_on is None or wording.confirmed_on < wording_since:
        return None
    return f"{wording.confirmed_by} on {formats.day(wording.confirmed_on)}"


def _says(approver: str | None) -> str:
    return clausebook.TO_CONFIRM if approver is None else f"approved by {approver}"
