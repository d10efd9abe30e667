"""Which records' time is over on a day, and what keeps a record that would have to go: a hold, or something still open.

A case that is under way has no clock, nor has one whose guarantee has not ended; money that is owed either way keeps
what stands behind it.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from guarantor.domain.dates import financial_year_start, plus_months
from guarantor.domain.lifecycle import CaseStatus, GuaranteeStatus
from guarantor.ledger.accounts import Account
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.data_protection.clocks import EVENT_IN_WORDS, Clock, RecordKind, clocks
from guarantor.storage import case_files, guarantee_files, holds, personal, record, turned_down_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.base import Erasable
from guarantor.storage.tables.guarantees import Guarantee

_CLOSED = frozenset({CaseStatus.DECLINED, CaseStatus.WITHDRAWN, CaseStatus.LAPSED})
_OWED = (Account.CLAIMS_PAYABLE, Account.RECOVERABLE)


@dataclass(frozen=True)
class Due:
    """A kind of record of one case with something left to erase: the day its time is over, and how many rows."""

    case: str
    kind: RecordKind
    event_on: dt.date
    due_on: dt.date
    rows: int
    held: bool


def listed(office: Office, on: dt.date | None = None) -> list[dict[str, Any]]:
    """What has a clock that runs or is over, the soonest first; `due` where its time is over and nothing holds it."""
    day = business_day(office, on)
    with reading(office.engine) as session:
        found = sorted(everything(session), key=lambda each: (each.due_on, each.case, each.kind))
    return [
        {
            "case": each.case,
            "kind": each.kind,
            "from": EVENT_IN_WORDS[clocks()[each.kind].event],
            "event_on": each.event_on.isoformat(),
            "due_on": each.due_on.isoformat(),
            "rows": each.rows,
            "held": each.held,
            "due": each.due_on <= day and not each.held,
        }
        for each in found
    ]


def due_on(session: Session, day: dt.date) -> list[Due]:
    """What has to go by a day."""
    return [each for each in everything(session) if each.due_on <= day and not each.held]


def everything(session: Session) -> Iterator[Due]:
    """Every kind of record of every case whose clock runs, while something is left of it."""
    held = holds.standing(session)
    for case in case_files.refs(session):
        yield from _of_case(session, case, held=case in held)


def rows_of(session: Session, case: str, kind: RecordKind) -> list[Erasable]:
    """The rows of a case that are of a kind and not erased yet."""
    found, tables = personal.rows(session, case), clocks()[kind].tables
    return [row for row in found if not tables or row.__tablename__ in tables]  # type: ignore[attr-defined]


def _of_case(session: Session, case: str, *, held: bool) -> Iterator[Due]:
    guarantees = case_files.guarantees(session, case)
    kinds = [RecordKind.CARE_RECORD, RecordKind.LANDLORD_AND_MONEY, RecordKind.DEED]
    for kind in kinds if guarantees else [RecordKind.REFUSED_APPLICATION]:
        clock = clocks()[kind]
        event_on = _event_on(session, case, guarantees, clock)
        if event_on is not None and (rows := len(rows_of(session, case, kind))):
            yield Due(case, kind, event_on, plus_months(event_on, clock.months), rows, held)


def _event_on(session: Session, case: str, guarantees: list[Guarantee], clock: Clock) -> dt.date | None:
    """The day that the clock is counted from; None where it does not run."""
    if clock.kind is RecordKind.REFUSED_APPLICATION:
        return _last_outcome(session, case)
    ends = [_ended_on(session, each) for each in guarantees]
    ended = [end for end in ends if end is not None]
    if len(ended) < len(ends) or _is_open_again(session, case):
        return None
    if clock.kind is not RecordKind.LANDLORD_AND_MONEY:
        return max(ended)
    if any(guarantee_files.balance(session, owed, each.ref) for owed in _OWED for each in guarantees):
        return None
    moved = [entry.happened_on for each in guarantees for entry in record.transfers(session, each.ref)]
    return _year_end(max([*ended, *moved]))


def _last_outcome(session: Session, case: str) -> dt.date | None:
    status = case_files.status(session, case)
    answered = turned_down_files.complaints(session, case)
    reviews = turned_down_files.reviews(session, case)
    if status not in _CLOSED or any(answer is None for _, answer in (*answered, *reviews)):
        return None
    days = [case_files.steps(session, case)[-1].happened_on]
    days += [answer.answered_on for _, answer in answered if answer is not None]
    days += [outcome.reviewed_on for _, outcome in reviews if outcome is not None]
    return max(days)


def _is_open_again(session: Session, case: str) -> bool:
    """Whether the case is on its way to another guarantee, after a move."""
    return case_files.status(session, case) is not CaseStatus.GUARANTEED


def _ended_on(session: Session, guarantee: Guarantee) -> dt.date | None:
    step = guarantee_files.last_step(session, guarantee.ref)
    return step.happened_on if step.status == GuaranteeStatus.ENDED else None


def _year_end(day: dt.date) -> dt.date:
    return plus_months(financial_year_start(day), 12) - dt.timedelta(days=1)
