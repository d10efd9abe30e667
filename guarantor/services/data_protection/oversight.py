"""What whoever answers for data protection looks at: what is due or runs, what is held, and the deletion runs.

Says which kinds of record of which cases there are and how many entries they have; never a name, nor what they say.
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guarantor.domain.access import Act
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting.office import Office
from guarantor.services.data_protection import deletion, legal_holds
from guarantor.services.data_protection.clocks import RecordKind
from guarantor.services.data_protection.due import Due, due_on, everything, soonest_first
from guarantor.services.data_protection.legal_holds import Hold
from guarantor.storage import journal_pages, officers
from guarantor.storage.engine import Session, reading
from guarantor.storage.journal_pages import Sought
from guarantor.storage.tables.people import PendingAct

AT_ONCE = 25
LATEST_RUNS = 10


@dataclass(frozen=True)
class Chosen:
    """Which of the records with a clock are shown; None and False leave nothing out."""

    kind: RecordKind | None = None
    due_only: bool = False
    page: int = 1


@dataclass(frozen=True)
class OfKind:
    """What goes of one kind of record: of how many cases, and its entries by the table that holds them."""

    kind: RecordKind
    cases: int
    tables: Mapping[str, int]

    @property
    def entries(self) -> int:
        """How many entries would be emptied."""
        return sum(self.tables.values())


@dataclass(frozen=True)
class Going:
    """What a deletion run would take, and `later`: how many more are due than one run takes.

    `fingerprint` changes with what would go.
    """

    records: tuple[Due, ...]
    kinds: tuple[OfKind, ...]
    later: int
    fingerprint: str

    @property
    def cases(self) -> int:
        """Of how many cases something goes."""
        return len({each.case for each in self.records})

    @property
    def entries(self) -> int:
        """How many entries would be emptied."""
        return sum(each.rows for each in self.records)


@dataclass(frozen=True)
class Run:
    """A deletion run: what it lists by case, and what of that is not due any more while it waits.

    `going` is what it would take, none once it was confirmed; `erased` is how many entries it emptied.
    """

    pending: str
    proposed_by: str
    proposed_at: dt.datetime
    cases: Mapping[str, list[RecordKind]]
    not_due: tuple[tuple[str, RecordKind], ...] = ()
    going: Going | None = None
    confirmed_by: str | None = None
    confirmed_at: dt.datetime | None = None
    erased: int | None = None

    @property
    def records(self) -> int:
        """How many kinds of record of cases it lists."""
        return sum(map(len, self.cases.values()))


@dataclass(frozen=True)
class Oversight:
    """One page of what has a clock, the soonest first, with the holds, what is due in all, and the runs."""

    rows: tuple[Due, ...]
    found: int
    page: int
    pages: int
    holds: Mapping[str, Hold]
    going: Going
    waiting: tuple[Run, ...]
    confirmed: tuple[Run, ...]


def oversight(office: Office, chosen: Chosen, on: dt.date) -> Oversight:
    """Everything at once, as of a day."""
    with reading(office.engine) as session:
        names = officers.names(session)
        running = soonest_first(everything(session))
        due = [each for each in running if each.goes_on(on)]
        shown = [
            each
            for each in (due if chosen.due_only else running)
            if chosen.kind is None or each.kind is chosen.kind
        ]
        pages = max(1, -(-len(shown) // AT_ONCE))
        page = min(max(1, chosen.page), pages)
        done = officers.confirmed_acts(session, Act.PROPOSE_DELETION, LATEST_RUNS)
        return Oversight(
            rows=tuple(shown[(page - 1) * AT_ONCE : page * AT_ONCE]),
            found=len(shown),
            page=page,
            pages=pages,
            holds=legal_holds.standing(session, names),
            going=_going(due),
            waiting=_waiting(session, due, names),
            confirmed=tuple(_confirmed(session, each, names) for each in done),
        )


def would_go(office: Office, on: dt.date) -> Going:
    """What a run proposed on a day would take."""
    with reading(office.engine) as session:
        return _going(due_on(session, on))


def run(office: Office, number: int, on: dt.date) -> Run:
    """One run, waiting or confirmed. Raises NotFound."""
    with reading(office.engine) as session:
        names = officers.names(session)
        pending = session.get(PendingAct, number)
        if pending is None or pending.act != Act.PROPOSE_DELETION:
            raise NotFound("PENDING", "a deletion run", f"P-{number}")
        if pending.confirmed_by is not None:
            return _confirmed(session, pending, names)
        waiting = _waiting(session, due_on(session, on), names)
        return next(each for each in waiting if each.pending == f"P-{number}")


def _waiting(session: Session, due: list[Due], names: Mapping[int, str]) -> tuple[Run, ...]:
    by_record = {(each.case, each.kind): each for each in due}
    runs = []
    for pending, not_due in deletion.waiting(session, due):
        listed = deletion.listed_in(json.loads(pending.content))
        runs.append(
            Run(
                f"P-{pending.number}",
                names[pending.proposed_by],
                pending.proposed_at,
                _by_case(listed),
                not_due=tuple(not_due),
                going=_going([by_record[each] for each in listed if each in by_record]),
            )
        )
    return tuple(runs)


def _confirmed(session: Session, pending: PendingAct, names: Mapping[int, str]) -> Run:
    assert pending.confirmed_by is not None, "it was confirmed"
    number = f"P-{pending.number}"
    (line,) = journal_pages.lines(session, Sought(act=Act.CONFIRM_DELETION, subjects=(number,)), 1)
    return Run(
        number,
        names[pending.proposed_by],
        pending.proposed_at,
        _by_case(deletion.listed_in(json.loads(pending.content))),
        confirmed_by=names[pending.confirmed_by],
        confirmed_at=pending.confirmed_at,
        erased=json.loads(line.details)["erased"],
    )


def _by_case(listed: Iterable[tuple[str, RecordKind]]) -> dict[str, list[RecordKind]]:
    found: dict[str, list[RecordKind]] = {}
    for case, kind in listed:
        found.setdefault(case, []).append(kind)
    return found


def _going(due: list[Due]) -> Going:
    """What a run takes of what is due."""
    records = deletion.at_once(due)
    kinds: dict[RecordKind, Counter[str]] = {}
    for each in records:
        kinds.setdefault(each.kind, Counter()).update(each.tables)
    of = Counter(each.kind for each in records)
    said = json.dumps([(each.case, each.kind, each.rows) for each in records])
    return Going(
        tuple(records),
        tuple(OfKind(kind, of[kind], kinds[kind]) for kind in RecordKind if kind in kinds),
        len(due) - len(records),
        hashlib.sha256(said.encode()).hexdigest()[:16],
    )
