"""Lists of cases for the people who may see names: by status and outcome, or found by reference and words.

A case that is closed to whoever looks stands in a list with its reference alone, and is not found by its words: the
finding would tell whose case it is.
"""

import datetime as dt
import re
from dataclasses import dataclass

from guarantor.domain.lifecycle import CaseStatus
from guarantor.services.acting.office import Office, Person
from guarantor.services.entering import restricting
from guarantor.storage import case_lists, case_words, officers
from guarantor.storage.case_lists import MOST_COUNTED, Row, Wanted
from guarantor.storage.engine import Session, reading

AT_ONCE = 25
_REFERENCE = re.compile(r"(?:RG[-\s]?)?(\d{1,9})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Chosen:
    """What a list is narrowed to, its order, and the page that is shown. `mine`: opened by whoever looks."""

    status: CaseStatus | None = None
    outcome: str | None = None
    mine: bool = False
    oldest_first: bool = False
    page: int = 1


@dataclass(frozen=True)
class Listed:
    """A case in a list. Of a restricted one nothing is said but the reference."""

    ref: str
    restricted: bool
    status: CaseStatus | None = None
    since_on: dt.date | None = None
    opened_by: str | None = None
    outcome: str | None = None
    name: str | None = None
    address: str | None = None
    home: str | None = None
    postcode: str | None = None
    landlord: str | None = None


@dataclass(frozen=True)
class CaseList:
    """One page of cases; `found` is how many there are, `more` that there are more than anybody counts."""

    cases: tuple[Listed, ...]
    found: int
    more: bool
    page: int
    pages: int


def listed(office: Office, person: Person, chosen: Chosen) -> CaseList:
    """The cases chosen, those with the latest step first unless asked otherwise."""
    wanted = Wanted(
        status=chosen.status,
        outcome=chosen.outcome,
        opened_by=person.number if chosen.mine else None,
        oldest_first=chosen.oldest_first,
    )
    hidden = restricting.hidden_from(office, person)
    with reading(office.engine) as session:
        return _page(session, wanted, chosen.page, hidden)


def search(office: Office, person: Person, text: str, page: int = 1) -> CaseList:
    """The cases of a reference, or those in whose names and addresses every word stands, at least its beginning.

    A reference may be given as its number alone.
    """
    words = case_words.asked_for(text)
    hidden = restricting.hidden_from(office, person)
    with reading(office.engine) as session:
        named = _named(session, text)
        if named is not None:
            return CaseList(
                (_listed(named, officers.names(session), hidden),), 1, more=False, page=1, pages=1
            )
        if not words:
            return CaseList((), 0, more=False, page=1, pages=1)
        return _page(session, Wanted(words=tuple(words), without=hidden), page, hidden)


def named(found: CaseList, text: str) -> str | None:
    """The one case that was looked for by its reference and found open to whoever looks; None for any other search."""
    given = _REFERENCE.fullmatch(text.strip())
    refs = [each.ref for each in found.cases if not each.restricted]
    return refs[0] if given is not None and refs == [f"RG-{int(given[1]):04d}"] else None


def _page(session: Session, wanted: Wanted, number: int, hidden: frozenset[str]) -> CaseList:
    counted = case_lists.count(session, wanted)
    found = min(counted, MOST_COUNTED)
    pages = max(1, -(-found // AT_ONCE))
    number = min(max(1, number), pages)
    names = officers.names(session)
    rows = case_lists.page(session, wanted, (number - 1) * AT_ONCE, AT_ONCE)
    return CaseList(
        tuple(_listed(row, names, hidden) for row in rows), found, counted > MOST_COUNTED, number, pages
    )


def _named(session: Session, text: str) -> Row | None:
    """The case whose reference somebody typed, with or without its letters and leading noughts."""
    given = _REFERENCE.fullmatch(text.strip())
    return None if given is None else case_lists.by_ref(session, f"RG-{int(given[1]):04d}")


def _listed(row: Row, names: dict[int, str], hidden: frozenset[str]) -> Listed:
    if row.ref in hidden:
        return Listed(row.ref, restricted=True)
    return Listed(
        ref=row.ref,
        restricted=False,
        status=CaseStatus(row.status),
        since_on=row.since_on,
        opened_by=names[row.opened_by],
        outcome=row.outcome,
        name=row.name,
        address=row.address,
        home=row.home,
        postcode=row.postcode,
        landlord=row.landlord,
    )
