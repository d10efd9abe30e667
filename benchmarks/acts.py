"""What an act costs beside bare inserts of the same rows: the same statements that write, each act in one transaction.

The acts are done on one copy of a database, the bare inserts on another one, turn by turn; both are made as safe on
the disk as the database makes them. A bare insert meets every guard too, and nothing else of the office.
"""

import datetime as dt
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any
from unittest.mock import patch

import psycopg
from sqlalchemy import event, make_url

from benchmarks.big_ledger import begun
from benchmarks.cases_to_issue import approved
from benchmarks.offices import Clock, Databases, opened, staffed
from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import Party
from guarantor.rehearsal.staff import Staff
from guarantor.services.acting.office import Office
from guarantor.services.claiming import claims
from guarantor.services.correspondence import files
from guarantor.services.guaranteeing import guarantees, issuing
from guarantor.services.paying import payments
from guarantor.services.rent_record import rent

GUARANTEES = 25
ISSUES = 8
PENCE = 52_000
UNDRAWN = ", papers not counted"
ISSUED_ON = dt.date(2018, 7, 6)
DUE_ON = [dt.date(2018, month, 20) for month in (8, 9, 10)]
MONTHS = [Month(2018, 9), Month(2018, 10)]
CLAIMED_ON = dt.date(2018, 11, 5)

Statement = tuple[str, Any, bool]
"""A statement that writes, its values, and whether these are many rows."""


@dataclass(frozen=True)
class Deed:
    """An act to be done: its kind, the day it is done on, and the doing. Some draw papers."""

    kind: str
    on: dt.date
    do: Callable[[], object]
    draws: bool = False


@dataclass(frozen=True)
class Cost:
    """What one kind of act costs on one kind of database; times in seconds, medians over the acts."""

    database: str
    kind: str
    rows: int
    statements: int
    act: float
    bare: float
    ratio: float

    @property
    def per_second(self) -> float:
        """Acts in a second."""
        return 1 / self.act


def costs(databases: Databases, kind: str) -> list[Cost]:
    """Every kind of act measured on one kind of database."""
    clock = Clock()
    url = databases.empty(kind)
    with opened(url, databases.folder, clock) as office:
        staff, programme = staffed(office, GUARANTEES + ISSUES)
        begun(office, clock, staff, programme, GUARANTEES)
        cases = approved(office, clock, staff, range(GUARANTEES + 1, GUARANTEES + ISSUES + 1))
    written = _written(databases, url, clock, staff, cases)
    times: dict[str, list[tuple[float, float]]] = {}
    with (
        opened(databases.copy(url), databases.folder, clock) as office,
        _bare_client(databases.copy(url)) as bare,
    ):
        for deed, (_, statements) in zip(_deeds(office, staff, cases), written, strict=True):
            clock.set(deed.on)
            with _drawing() as drawn:
                act = _timed(deed.do)
            inserts = _timed(partial(bare, statements))
            times.setdefault(deed.kind, []).append((act, inserts))
            if deed.draws:
                times.setdefault(f"{deed.kind}{UNDRAWN}", []).append((act - sum(drawn), inserts))
    return [_cost(kind, each, written, laps) for each, laps in times.items()]


def _cost(
    database: str, kind: str, written: Sequence[tuple[Deed, list[Statement]]], laps: list[tuple[float, float]]
) -> Cost:
    of_kind = [statements for deed, statements in written if deed.kind == kind.removesuffix(UNDRAWN)]
    return Cost(
        database,
        kind,
        rows=round(median(sum(_rows(each) for each in statements) for statements in of_kind)),
        statements=round(median(len(statements) for statements in of_kind)),
        act=median(act for act, _ in laps),
        bare=median(bare for _, bare in laps),
        ratio=median(act / bare for act, bare in laps),
    )


def _rows(statement: Statement) -> int:
    return len(statement[1]) if statement[2] else 1


def _timed(do: Callable[[], object]) -> float:
    started = time.perf_counter()
    do()
    return time.perf_counter() - started


@contextmanager
def _drawing() -> Iterator[list[float]]:
    """While it lasts, the seconds that every drawing and sealing of a paper takes."""
    seconds: list[float] = []
    draw = files.drawn_and_sealed

    def timed(*given: Any) -> Any:
        started = time.perf_counter()
        try:
            return draw(*given)
        finally:
            seconds.append(time.perf_counter() - started)

    with patch.object(files, "drawn_and_sealed", timed):
        yield seconds


def _deeds(office: Office, staff: Staff, cases: Sequence[str]) -> Iterator[Deed]:
    """The acts in order: of each guarantee its rent and a claim, of each case its issue and signatures."""
    for number in range(1, GUARANTEES + 1):
        yield from _of_a_guarantee(office, staff, f"RG-{number:04d}/1")
    for ref in cases:
        issue = partial(issuing.issue, office, staff.approvers[1], ref, ISSUED_ON)
        yield Deed("issue a guarantee", ISSUED_ON, issue, draws=True)
        for party in Party:
            sign = partial(guarantees.sign, office, staff.caseworkers[0], f"{ref}/1", party, ISSUED_ON)
            yield Deed("record a signature", ISSUED_ON, sign)


def _of_a_guarantee(office: Office, staff: Staff, ref: str) -> Iterator[Deed]:
    """August is paid; September and October are not, and are claimed."""
    caseworker, approver, finance = staff.caseworkers[0], staff.approvers[0], staff.finance[0]
    for due_on in DUE_ON:
        charge = partial(rent.charge, office, caseworker, ref, due_on, PENCE, due_on, None)
        yield Deed("charge rent", due_on, charge)
    key = f"paid {ref}"
    pay = partial(rent.pay, office, caseworker, ref, DUE_ON[0], PENCE, "tenant", DUE_ON[0], key)
    yield Deed("record rent paid, with a key", DUE_ON[0], pay)
    missed = partial(rent.state, office, caseworker, ref, MONTHS[0], "missed", CLAIMED_ON)
    yield Deed("record rent missed", CLAIMED_ON, missed)
    lines, claim = dict.fromkeys(MONTHS, PENCE), f"{ref}/C1"
    lodge = partial(claims.lodge, office, caseworker, ref, lines, CLAIMED_ON, None)
    yield Deed("lodge a claim", CLAIMED_ON, lodge)
    decide = partial(claims.decide, office, approver, claim, lines, "as recorded", CLAIMED_ON)
    yield Deed("decide a claim", CLAIMED_ON, decide)
    pay_claim = partial(payments.pay, office, finance, claim, f"BACS {ref}", CLAIMED_ON)
    yield Deed("pay a claim", CLAIMED_ON, pay_claim)


def _written(
    databases: Databases, url: str, clock: Clock, staff: Staff, cases: Sequence[str]
) -> list[tuple[Deed, list[Statement]]]:
    """Every act done once on a copy, with the statements by which it wrote."""
    statements: list[Statement] = []

    def seen(_conn: Any, _cursor: Any, statement: str, values: Any, _context: Any, many: bool) -> None:
        if statement.lstrip().partition(" ")[0] in ("INSERT", "UPDATE", "DELETE"):
            statements.append((statement, values, many))

    written = []
    with opened(databases.copy(url), databases.folder, clock) as office:
        event.listen(office.engine, "before_cursor_execute", seen)
        for deed in _deeds(office, staff, cases):
            clock.set(deed.on)
            deed.do()
            written.append((deed, list(statements)))
            statements.clear()
    return written


@contextmanager
def _bare_client(url: str) -> Iterator[Callable[[list[Statement]], None]]:
    """Runs statements in one transaction, by the database's own driver and as safely as the office does."""
    if url.startswith("sqlite"):
        connection: Any = sqlite3.connect(str(make_url(url).database), isolation_level=None)
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON"):
            connection.execute(f"PRAGMA {pragma}")
        begin = "BEGIN IMMEDIATE"
    else:
        connection = psycopg.connect(url, autocommit=True)
        begin = "BEGIN"

    def run(statements: list[Statement]) -> None:
        cursor = connection.cursor()
        cursor.execute(begin)
        for statement, values, many in statements:
            if many:
                cursor.executemany(statement, values)
                continue
            cursor.execute(statement, values)
            if cursor.description is not None:
                cursor.fetchall()
        cursor.execute("COMMIT")
        cursor.close()

    with closing(connection):
        yield run
