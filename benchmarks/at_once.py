"""Sixteen workers at once on PostgreSQL, each a process of its own: they issue guarantees and pay claims, turn by turn.

There are fewer places than cases, so some issues are refused. Afterwards every act that a worker was told of must be
in the journal, and both checks must find nothing.
"""

import datetime as dt
import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path

from sqlalchemy import text

from benchmarks.big_ledger import begun
from benchmarks.cases_to_issue import approved
from benchmarks.offices import Clock, Databases, opened, staffed
from guarantor.domain.dates import Month
from guarantor.domain.refusals import NoPlaceFree
from guarantor.rehearsal.staff import Staff
from guarantor.services.acting.office import Office
from guarantor.services.adoption import judging, policies
from guarantor.services.claiming import claims
from guarantor.services.guaranteeing import issuing
from guarantor.services.paying import payments
from guarantor.services.proof import checking
from guarantor.services.rent_record import rent
from guarantor.storage import programme_files
from guarantor.storage.engine import reading
from letters import pdf

WORKERS = 16
EACH = 3
"""Cases to issue and claims to pay, for every worker."""
TOO_FEW = 8
"""Places fewer than cases."""
PENCE = 52_000
MONTHS = [Month(2018, 9), Month(2018, 10)]
ISSUED_ON = dt.date(2018, 7, 6)
CLAIMED_ON = dt.date(2018, 11, 5)


class Lost(RuntimeError):
    """An act was acknowledged and is not there, or a check found something: the figures mean nothing."""


@dataclass(frozen=True)
class Work:
    """What one worker does: cases to issue and claims to pay."""

    cases: Sequence[str]
    claims: Sequence[str]


@dataclass(frozen=True)
class Done:
    """What one worker did, and between which moments of the machine's clock."""

    issued: int
    refused: int
    paid: int
    began: float
    ended: float


@dataclass(frozen=True)
class Throughput:
    """What so many workers did together, in acts and seconds."""

    workers: int
    issued: int
    refused: int
    paid: int
    seconds: float

    @property
    def per_second(self) -> float:
        """Acts in a second, refusals among them."""
        return (self.issued + self.refused + self.paid) / self.seconds


def throughput(databases: Databases) -> tuple[Throughput, Throughput]:
    """The same work done by one worker and by sixteen, each on a copy of one database. Raises Lost."""
    clock, count = Clock(), WORKERS * EACH
    url = databases.empty("postgresql")
    with opened(url, databases.folder, clock) as office:
        staff, programme = staffed(office, 2 * count - TOO_FEW)
        refs = begun(office, clock, staff, programme, count).refs
        cases = approved(office, clock, staff, range(count + 1, 2 * count + 1))
        claimed = _claimed(office, clock, staff, refs)
    shares = [Work(cases[number::WORKERS], claimed[number::WORKERS]) for number in range(WORKERS)]
    alone = _done(databases, databases.copy(url), staff, [Work(cases, claimed)])
    return alone, _done(databases, databases.copy(url), staff, shares)


def _claimed(office: Office, clock: Clock, staff: Staff, refs: Sequence[str]) -> list[str]:
    """An accepted claim on each guarantee."""
    lines = dict.fromkeys(MONTHS, PENCE)
    clock.set(CLAIMED_ON)
    caseworker, found = staff.caseworkers[0], []
    for ref in refs:
        for month in MONTHS:
            due_on = dt.date(month.year, month.month, 20)
            rent.charge(office, caseworker, ref, due_on, PENCE, due_on, None)
        claim = str(claims.lodge(office, caseworker, ref, lines, CLAIMED_ON, None)["claim"])
        claims.decide(office, staff.approvers[0], claim, lines, "synthetic", CLAIMED_ON)
        found.append(claim)
    return found


def _done(databases: Databases, url: str, staff: Staff, shares: Sequence[Work]) -> Throughput:
    with opened(url, databases.folder, Clock()) as office:
        before = _lines(office)
    # Workers come from a process that has loaded the program and holds no connection.
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    together = (context.Barrier(len(shares)),)
    with ProcessPoolExecutor(len(shares), context, initializer=_meet, initargs=together) as workers:
        asked = [workers.submit(_work, url, databases.folder, staff, share) for share in shares]
        done = [each.result() for each in asked]
    found = Throughput(
        workers=len(shares),
        issued=sum(each.issued for each in done),
        refused=sum(each.refused for each in done),
        paid=sum(each.paid for each in done),
        seconds=max(each.ended for each in done) - min(each.began for each in done),
    )
    with opened(url, databases.folder, Clock()) as office:
        _check(office, found, _lines(office) - before)
    return found


_together: list[Barrier] = []
"""In a worker: where it meets the others before they begin."""


def _meet(barrier: Barrier) -> None:
    _together.append(barrier)


def _work(url: str, folder: Path, staff: Staff, share: Work) -> Done:
    clock = Clock()
    issued = refused = 0
    with opened(url, folder, clock) as office:
        _get_ready(office)
        _together[0].wait(timeout=120)
        began = time.monotonic()
        for case, claim in zip(share.cases, share.claims, strict=True):
            clock.set(ISSUED_ON)
            try:
                issuing.issue(office, staff.approvers[1], case, ISSUED_ON)
                issued += 1
            except NoPlaceFree:
                refused += 1
            clock.set(CLAIMED_ON)
            payments.pay(office, staff.finance[0], claim, f"BACS {claim}", CLAIMED_ON)
        return Done(issued, refused, len(share.claims), began, time.monotonic())


def _get_ready(office: Office) -> None:
    """Connect, and load fonts and policies, as a process that has been at work for a while."""
    pdf.prepare()
    with reading(office.engine) as session:
        for programme in programme_files.every(session):
            policy = policies.stored(session, programme.policy_fingerprint)
            judging.prepare(policy, programme.from_on)


def _lines(office: Office) -> int:
    with office.engine.connect() as connection:
        return int(connection.execute(text("SELECT COUNT(*) FROM journal")).scalar_one())


def _check(office: Office, found: Throughput, lines: int) -> None:
    if lines != found.issued + found.paid:
        raise Lost(f"{found.issued + found.paid} acts were acknowledged, the journal has {lines} more lines")
    if found.refused != TOO_FEW:
        raise Lost(f"{found.refused} cases found no place, and {TOO_FEW} places were lacking")
    findings = [*checking.check_ledger(office), *checking.verify_journal(office)]
    if findings:
        raise Lost(f"the checks find {len(findings)} things, first: {findings[0].says}")
