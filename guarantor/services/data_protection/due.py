"""Which records' time is over on a day, and what keeps a record that would have to go: a hold, or something still open.

A case that is under way has no clock, nor has one whose guarantee has not ended; money that is owed either way keeps
what stands behind it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guarantor.domain.dates import financial_year_start, plus_months
from guarantor.domain.lifecycle import CaseStatus
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.data_protection.clocks import EVENT_IN_WORDS, Event, RecordKind, clocks
from guarantor.storage import case_files, holds, keeping, personal
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.base import Erasable

_CLOSED = frozenset({CaseStatus.DECLINED, CaseStatus.WITHDRAWN, CaseStatus.LAPSED})
_OF_A_GUARANTEE = (RecordKind.CARE_RECORD, RecordKind.LANDLORD_AND_MONEY, RecordKind.DEED)


@dataclass(frozen=True)
class Due:
    """A kind of record of one case with something left to erase: the day its time is over, and its rows by table."""

    case: str
    kind: RecordKind
    event_on: dt.date
    due_on: dt.date
    tables: Mapping[str, int]
    held: bool

    @property
    def rows(self) -> int:
        """How many rows would go."""
        return sum(self.tables.values())

    def goes_on(self, day: dt.date) -> bool:
        """Whether its time is over on a day and nothing holds it."""
        return self.due_on <= day and not self.held


def listed(office: Office, on: dt.date | None = None) -> list[dict[str, Any]]:
    """What has a clock that runs or is over, the soonest first; `due` where its time is over and nothing holds it."""
    day = business_day(office, on)
    with reading(office.engine) as session:
        found = soonest_first(everything(session))
    return [
        {
            "case": each.case,
            "kind": each.kind,
            "from": EVENT_IN_WORDS[clocks()[each.kind].event],
            "event_on": each.event_on.isoformat(),
            "due_on": each.due_on.isoformat(),
            "rows": each.rows,
            "held": each.held,
            "due": each.goes_on(day),
        }
        for each in found
    ]


def soonest_first(found: Iterable[Due]) -> list[Due]:
    """The longest overdue first."""
    return sorted(found, key=lambda each: (each.due_on, each.case, each.kind))


def due_on(session: Session, day: dt.date) -> list[Due]:
    """What has to go by a day."""
    return [each for each in everything(session) if each.goes_on(day)]


def everything(session: Session) -> Iterator[Due]:
    """Every kind of record of every case whose clock runs, while something is left of it."""
    held = holds.standing(session)
    return _running(session, None, held)


def of_case(session: Session, case: str, *, held: bool) -> Iterator[Due]:
    """As `everything`, of one case."""
    return _running(session, case, frozenset({case}) if held else frozenset())


def rows_of(session: Session, case: str, kind: RecordKind) -> list[Erasable]:
    """The rows of a case that are of a kind and not erased yet."""
    return [row for row in personal.rows(session, case) if _is_of(kind, row.__tablename__)]  # type: ignore[attr-defined]


def kinds_of(session: Session, case: str) -> list[RecordKind]:
    """The kinds of record that a case is of, or is made up of."""
    return list(
        _OF_A_GUARANTEE if case_files.guarantees(session, case) else (RecordKind.REFUSED_APPLICATION,)
    )


def _is_of(kind: RecordKind, table: str) -> bool:
    """Whether a table's rows go with a kind of record; a case that never led to a guarantee goes whole."""
    tables = clocks()[kind].tables
    return not tables or table in tables


def _running(session: Session, only: str | None, held: frozenset[str]) -> Iterator[Due]:
    left = personal.left(session, only)
    for case, events in _events(session, only):
        for kind, event_on in events.items():
            tables = {name: rows for name, rows in left.get(case, {}).items() if _is_of(kind, name)}
            if tables:
                over_on = plus_months(event_on, clocks()[kind].months)
                yield Due(case, kind, event_on, over_on, tables, case in held)


def _events(session: Session, only: str | None) -> Iterator[tuple[str, dict[RecordKind, dt.date]]]:
    """Each case with the day that the clock of each of its kinds of record is counted from, where it runs."""
    stands, answered = keeping.statuses(session, only), keeping.answered(session, only)
    ends, moved = keeping.ends(session, only), keeping.moved(session, only)
    for case, at in stands.items():
        if case not in ends:
            outcome_on = _last_outcome(at, answered.get(case))
            yield case, {} if outcome_on is None else {RecordKind.REFUSED_APPLICATION: outcome_on}
        elif at.status is CaseStatus.GUARANTEED:
            yield case, _after_the_end(ends[case], moved)
        # Otherwise the case is on its way to another guarantee, after a move.


def _after_the_end(
    ends: Mapping[str, dt.date | None], moved: Mapping[str, keeping.Moved]
) -> dict[RecordKind, dt.date]:
    ended = [end for end in ends.values() if end is not None]
    if len(ended) < len(ends):
        return {}
    money = [moved[ref] for ref in ends if ref in moved]
    days = {Event.LAST_END: max(ended)}
    if not any(each.is_owed for each in money):
        days[Event.LAST_PAYMENT_YEAR] = _year_end(max([*ended, *(each.last_on for each in money)]))
    return {kind: days[clocks()[kind].event] for kind in _OF_A_GUARANTEE if clocks()[kind].event in days}


def _last_outcome(at: keeping.Stands, answered: keeping.Answered | None) -> dt.date | None:
    if at.status not in _CLOSED or (answered is not None and not answered.all):
        return None
    last_on = answered.last_on if answered is not None else None
    return at.since_on if last_on is None else max(at.since_on, last_on)


def _year_end(day: dt.date) -> dt.date:
    return plus_months(financial_year_start(day), 12) - dt.timedelta(days=1)
