"""Lists of guarantees for the people who may see names: by status, area, end and open warnings, or found by words.

Each comes with its cap, what is used of it and the stage of its arrears, worked out for the page that is shown. One
whose case is closed to whoever looks stands there with its reference alone.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.domain.task_kinds import TaskKind
from guarantor.ledger import stages
from guarantor.ledger.postings import Kind
from guarantor.ledger.stages import Stage
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import policies
from guarantor.services.entering import restricting
from guarantor.services.finance import carried_forward
from guarantor.storage import case_words, claim_lists, guarantee_lists, officers
from guarantor.storage.engine import Session, reading
from guarantor.storage.guarantee_lists import MOST_COUNTED, Raised, Row, Wanted
from guarantor.storage.tables.cases import Home

AT_ONCE = 25
SOON_DAYS = 56
"""An end within so many days is soon."""

_REFERENCE = re.compile(r"(?:RG[-\s]?)?(\d{1,9})(?:[-/]\d{1,4})?", re.IGNORECASE | re.ASCII)


class Warned(StrEnum):
    """Which open tasks of the rent record a list is narrowed to."""

    ANY = "any"
    EARLY = "early"
    FORMAL = "formal"
    SILENT = "silent"


_TASKS: dict[Warned, tuple[TaskKind, ...]] = {
    Warned.ANY: (TaskKind.EARLY_WARNING, TaskKind.FORMAL_WARNING, TaskKind.SILENCE),
    Warned.EARLY: (TaskKind.EARLY_WARNING,),
    Warned.FORMAL: (TaskKind.FORMAL_WARNING,),
    Warned.SILENT: (TaskKind.SILENCE,),
}


@dataclass(frozen=True)
class Chosen:
    """What a list is narrowed to, its order, and the page that is shown. `soon`: it ends within SOON_DAYS."""

    status: GuaranteeStatus | None = None
    area: str | None = None
    warned: Warned | None = None
    soon: bool = False
    soonest: bool = False
    page: int = 1


@dataclass(frozen=True)
class Listed:
    """A guarantee in a list, sums in pence. Of a restricted one nothing is said but the reference."""

    ref: str
    case_ref: str
    restricted: bool
    status: GuaranteeStatus | None = None
    reason: str | None = None
    name: str | None = None
    home: str | None = None
    area: str | None = None
    ends_on: dt.date | None = None
    cap_pence: int | None = None
    used_pence: int | None = None
    stage: Stage | None = None
    arrears_pence: int = 0
    days: int = 0
    not_heard_of_pence: int = 0


@dataclass(frozen=True)
class GuaranteeList:
    """One page of guarantees; `found` is how many there are, `more` that there are more than anybody counts."""

    guarantees: tuple[Listed, ...]
    found: int
    more: bool
    page: int
    pages: int


@dataclass(frozen=True)
class OpenChange:
    """A change that waits for a decision."""

    number: int
    guarantee_ref: str
    kind: str
    restricted: bool
    opened_on: dt.date
    opened_by: str
    due_on: dt.date


def listed(office: Office, person: Person, on: dt.date, chosen: Chosen) -> GuaranteeList:
    """The guarantees chosen, as they stand on a day."""
    wanted = Wanted(
        status=GuaranteeStatus.ACTIVE if chosen.soon and chosen.status is None else chosen.status,
        area=chosen.area,
        tasks=_TASKS[chosen.warned] if chosen.warned else (),
        ends_by=on + dt.timedelta(days=SOON_DAYS) if chosen.soon else None,
        soonest=chosen.soonest or chosen.soon,
    )
    hidden = restricting.hidden_from(office, person)
    with reading(office.engine) as session:
        return _page(session, wanted, chosen.page, on, hidden)


def search(office: Office, person: Person, on: dt.date, text: str, page: int = 1) -> GuaranteeList:
    """The guarantees of a case or under a reference, or those in whose names and addresses every word stands."""
    named = _REFERENCE.fullmatch(text.strip())
    words = case_words.asked_for(text)
    hidden = restricting.hidden_from(office, person)
    with reading(office.engine) as session:
        if named is not None:
            return _page(session, Wanted(case_ref=f"RG-{int(named[1]):04d}"), page, on, hidden)
        if not words:
            return GuaranteeList((), 0, more=False, page=1, pages=1)
        return _page(session, Wanted(words=tuple(words), without=hidden), page, on, hidden)


def open_changes(office: Office, person: Person, page: int) -> tuple[list[OpenChange], int]:
    """One page of the changes that wait for a decision, the one due first at the head, and how many pages."""
    hidden = restricting.hidden_from(office, person)
    with reading(office.engine) as session:
        pages = max(1, -(-guarantee_lists.count_open_changes(session) // AT_ONCE))
        first = (min(max(1, page), pages) - 1) * AT_ONCE
        names = officers.names(session)
        found = guarantee_lists.open_changes(session, first=first, at_most=AT_ONCE)
    return [
        OpenChange(
            each.id,
            each.guarantee_ref,
            each.kind,
            case_ref in hidden,
            each.opened_on,
            names[each.officer],
            each.due_on,
        )
        for each, case_ref in found
    ], pages


def _page(
    session: Session, wanted: Wanted, number: int, on: dt.date, hidden: frozenset[str]
) -> GuaranteeList:
    counted = guarantee_lists.count(session, wanted)
    found = min(counted, MOST_COUNTED)
    pages = max(1, -(-found // AT_ONCE))
    number = min(max(1, number), pages)
    rows = guarantee_lists.page(session, wanted, first=(number - 1) * AT_ONCE, at_most=AT_ONCE)
    return GuaranteeList(
        tuple(_documents(session, rows, on, hidden)), found, counted > MOST_COUNTED, number, pages
    )


def _documents(session: Session, rows: Sequence[Row], on: dt.date, hidden: frozenset[str]) -> list[Listed]:
    """The rows of a page, with few questions for all of them together."""
    seen = [row.guarantee for row in rows if row.guarantee.case_ref not in hidden]
    refs = [each.ref for each in seen]
    names = claim_lists.names(session, {each.case_ref for each in seen})
    homes = claim_lists.homes(session, seen)
    called = guarantee_lists.called(session, refs)
    raised = guarantee_lists.raised(session, refs)
    rents = carried_forward.rents(session, refs, on) if refs else {}
    shown = []
    for row in rows:
        held = row.guarantee
        if held.case_ref in hidden:
            shown.append(Listed(held.ref, held.case_ref, restricted=True))
            continue
        changed = raised.get(held.ref, Raised())
        rent = rents[held.ref].state
        policy = policies.stored(session, held.policy_fingerprint)
        shown.append(
            Listed(
                held.ref,
                held.case_ref,
                restricted=False,
                status=GuaranteeStatus(row.status),
                reason=row.reason,
                name=names.get(held.case_ref),
                home=_home(homes.get(held.ref)),
                area=held.area,
                ends_on=min(row.since_on, held.ends_on)
                if row.status == GuaranteeStatus.ENDED
                else held.ends_on,
                cap_pence=held.cap_pence + changed.added_pence,
                used_pence=_accepted(called[held.ref]),
                stage=stages.stage(
                    rent,
                    _share(held.share_pence, changed, on),
                    policy.parameter("formal_warning_months"),
                    policy.parameter("call_after_months"),
                ),
                arrears_pence=rent.arrears_pence,
                days=rent.days,
                not_heard_of_pence=rent.not_heard_of_pence,
            )
        )
    return shown


def _accepted(moved: Counter[str]) -> int:
    return moved[Kind.CLAIM_ACCEPTED] - moved[Kind.CLAIM_UNDONE]


def _share(issued_pence: int, changed: Raised, on: dt.date) -> int:
    since = [share_pence for from_on, share_pence in changed.shares if from_on <= on]
    return since[-1] if since else issued_pence


def _home(home: Home | None) -> str | None:
    return None if home is None else ", ".join(filter(None, (home.address, home.postcode))) or None
