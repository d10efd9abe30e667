"""The letters of every case, as those who write them look through them: due, to be sent, sent, come back.

Without those of cases that are closed to whoever looks. Knows nothing of one letter's story; see of_one_case.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from guarantor.domain.correspondence import SentHow
from guarantor.services.acting.closed_cases import case_of, closed_to
from guarantor.services.acting.office import Office, Person
from guarantor.services.correspondence import batches, dispatch
from guarantor.services.correspondence.telling import Due
from guarantor.storage import case_queues, letter_files, letter_lists
from guarantor.storage.engine import Session, reading
from guarantor.storage.letter_files import Issued
from letters.kinds import KINDS

AT_ONCE = 25
"""Letters on a page of a list, and in one go."""

Row = TypeVar("Row")


@dataclass(frozen=True)
class Letter:
    """A letter in a list: what it is called, what it is about, of which case, and whose case that is.

    `about` is a claim, a guarantee or the case. `code` is empty while the letter is not made.
    """

    code: str
    kind: str
    about: str
    case_ref: str
    young_person: str | None

    @property
    def title(self) -> str:
        """What it is called."""
        return KINDS[self.kind].title

    @property
    def reader(self) -> str:
        """Whom it is for: young-person or landlord."""
        return str(KINDS[self.kind].reader)


@dataclass(frozen=True)
class DueLetter(Letter):
    """A letter that the record asks for and nobody has made."""

    due: Due

    @property
    def key(self) -> str:
        """What tells it from every other that is due."""
        return f"{self.due.kind} {self.due.basis}"


@dataclass(frozen=True)
class UnsentLetter(Letter):
    """A paper that never went out, and where it goes by a way of sending; without a `place` why it cannot."""

    issued: Issued
    place: str | None
    why_not: str | None


@dataclass(frozen=True)
class SentLetter(Letter):
    """A paper that went out on a day, and when and why it came back, where it did."""

    how: str
    sent_on: dt.date
    came_back_on: dt.date | None
    why_back: str | None


@dataclass(frozen=True)
class Listed(Generic[Row]):
    """One page of `found` letters."""

    letters: tuple[Row, ...]
    found: int
    page: int
    pages: int


@dataclass(frozen=True)
class Counted:
    """How many letters are to be sent, and how many that went out came back."""

    to_send: int
    came_back: int


def counted(office: Office, person: Person) -> Counted:
    """The figures beside the letters that are due."""
    with reading(office.engine) as session:
        closed = closed_to(session, person)
        return Counted(
            letter_lists.count_to_send(session, closed),
            letter_lists.count_sendings(session, closed, came_back=True),
        )


def due(office: Office, person: Person, on: dt.date, page: int = 1) -> Listed[DueLetter]:
    """Letters that are due on a day, the one that waits longest at the head."""
    wanted = batches.due(office, on, person)
    page, pages, first = _cut(len(wanted), page)
    shown = wanted[first : first + AT_ONCE]
    with reading(office.engine) as session:
        names = case_queues.names(session, {str(case_of(each.ref)) for each in shown})
    found = tuple(
        DueLetter("", each.kind, each.ref, case_ref, names.get(case_ref), each)
        for each in shown
        for case_ref in [str(case_of(each.ref))]
    )
    return Listed(found, len(wanted), page, pages)


def chosen_due(office: Office, person: Person, on: dt.date, keys: Collection[str]) -> list[Due]:
    """Those of the letters with these keys that are still due."""
    return [each for each in batches.due(office, on, person) if f"{each.kind} {each.basis}" in keys]


def to_send(office: Office, person: Person, how: SentHow, page: int = 1) -> Listed[UnsentLetter]:
    """Papers that stand and never went out, the one made first at the head, with where they go by a way of sending."""
    with reading(office.engine) as session:
        closed = closed_to(session, person)
        found = letter_lists.count_to_send(session, closed)
        page, pages, first = _cut(found, page)
        codes = letter_lists.to_send(session, closed, first=first, at_most=AT_ONCE)
        papers = _in_order(session, codes)
        names = case_queues.names(session, {each.case_ref for each in papers})
        letters = tuple(
            UnsentLetter(
                each.code,
                each.kind,
                each.about,
                each.case_ref,
                names.get(each.case_ref),
                each,
                where.place,
                where.why_not,
            )
            for each in papers
            for where in [dispatch.destination(session, each, how)]
        )
    return Listed(letters, found, page, pages)


def under(office: Office, person: Person, codes: Collection[str]) -> list[Issued]:
    """The papers under some codes, at most a page of them, but for those of cases that are closed to the person."""
    with reading(office.engine) as session:
        closed = closed_to(session, person)
        return [each for each in _in_order(session, sorted(codes)[:AT_ONCE]) if each.case_ref not in closed]


def sent(office: Office, person: Person, page: int = 1, *, came_back: bool = False) -> Listed[SentLetter]:
    """Papers as they went out, the latest at the head; or of those the ones that came back."""
    with reading(office.engine) as session:
        closed = closed_to(session, person)
        found = letter_lists.count_sendings(session, closed, came_back=came_back)
        page, pages, first = _cut(found, page)
        rows = letter_lists.sendings(session, closed, came_back=came_back, first=first, at_most=AT_ONCE)
        papers = {each.code: each for each in letter_files.of_codes(session, {row.code for row in rows})}
        names = case_queues.names(session, {row.case_ref for row in rows})
        letters = tuple(
            SentLetter(
                row.code,
                papers[row.code].kind,
                papers[row.code].about,
                row.case_ref,
                names.get(row.case_ref),
                row.how,
                row.sent_on,
                row.came_back_on,
                row.why_back,
            )
            for row in rows
        )
    return Listed(letters, found, page, pages)


def _in_order(session: Session, codes: Sequence[str]) -> list[Issued]:
    """The papers under some codes in the order of the codes."""
    found = {each.code: each for each in letter_files.of_codes(session, codes)}
    return [found[code] for code in codes if code in found]


def _cut(found: int, page: int) -> tuple[int, int, int]:
    """The page that there is nearest to the one asked for, how many there are, and where it begins."""
    pages = max(1, -(-found // AT_ONCE))
    nearest = min(max(1, page), pages)
    return nearest, pages, (nearest - 1) * AT_ONCE
