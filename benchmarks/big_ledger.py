"""Large ledgers to measure with: a fixed number of guarantees whose weekly rent goes on for more and more years.

Rows are written many at a time, by the office's own storage and under the database's own guards, and every one stands
in the journal, so `ledger check` and `audit verify` have nothing to find. Every person is invented.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from sqlalchemy import select

from benchmarks.offices import Clock
from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus, GuaranteeStatus, Party
from guarantor.ledger.postings import guarantee_issued, rent_charged, rent_paid
from guarantor.ledger.rent_periods import Every
from guarantor.ledger.transfer import Posting
from guarantor.rehearsal.staff import Staff
from guarantor.services.acting.office import Office
from guarantor.storage import record, recorded_rows
from guarantor.storage.engine import Session, acting
from guarantor.storage.tables.base import Erasable, Table
from guarantor.storage.tables.cases import ApplicationFacts, Assessment, CaseDecision, CaseFile, CaseStatusRow
from guarantor.storage.tables.guarantees import Guarantee, GuaranteeStatusRow, Signature
from guarantor.storage.tables.programmes import Place, Programme

ISSUED_ON = dt.date(2018, 7, 2)
FIRST_ON = dt.date(2018, 8, 20)
WEEKLY_PENCE = 12_000
SHARE_PENCE = 52_000
YEARS = 11
AREAS = ("kent", "medway", "london")
GROUPS = ("citizen", "uasc")

Row = TypeVar("Row", bound=Table)


@dataclass
class BigLedger:
    """A ledger that grows week by week: rent falls due on Mondays, and most of it is paid on Thursdays.

    `weeks` are those that are recorded whole.
    """

    office: Office
    clock: Clock
    staff: Staff
    refs: Sequence[str]
    transfers: int
    weeks: int = 0

    @property
    def last_on(self) -> dt.date:
        """The Sunday of the last week that is recorded."""
        return FIRST_ON + dt.timedelta(days=7 * self.weeks - 1)

    def grow_week(self, most: int | None = None) -> None:
        """Record another week in one act, or so many of its transfers."""
        postings = list(islice(_week(self.refs, self.weeks), most))
        self.weeks += 1
        self.clock.set(self.last_on)
        with acting(self.office.engine) as session:
            record.append(
                session,
                postings,
                at=self.clock.now(),
                actor=self.staff.caseworkers[0].number,
                via="benchmark",
                act=Act.IMPORT_STATEMENTS,
                subject=f"week {self.weeks}",
                details={"on": self.last_on.isoformat()},
            )
        self.transfers += len(postings)


def begun(office: Office, clock: Clock, staff: Staff, programme: str, guarantees: int) -> BigLedger:
    """So many guarantees in force, each with its cap committed and nothing else."""
    refs = [f"RG-{number:04d}" for number in range(1, guarantees + 1)]
    clock.set(ISSUED_ON)
    with acting(office.engine) as session:
        issuing = _Issuing(session, clock.now(), staff, session.get_one(Programme, programme))
        issuing.all(refs)
    return BigLedger(office, clock, staff, [f"{ref}/1" for ref in refs], transfers=guarantees)


class _Issuing:
    """Issues many guarantees at once, table by table in the order that the guards ask for."""

    def __init__(self, session: Session, at: dt.datetime, staff: Staff, programme: Programme) -> None:
        self._session = session
        self._at = at
        self._caseworker, self._approver = staff.caseworkers[0].number, staff.approvers[0].number
        self._programme = programme
        self._rows: dict[str, list[Table]] = {}

    def all(self, refs: Sequence[str]) -> None:
        self._rows = {ref: [] for ref in refs}
        self._add((ref, CaseFile(ref=ref, opened_by=self._caseworker, opened_at=self._at)) for ref in refs)
        for status in (CaseStatus.DRAFT, CaseStatus.SUBMITTED, CaseStatus.ASSESSED):
            self._step(refs, status, self._caseworker)
        facts = self._add((ref, self._facts(ref)) for ref in refs)
        assessed = self._add((ref, self._assessment(ref, row)) for ref, row in zip(refs, facts, strict=True))
        decided = self._add((ref, self._decision(ref, row)) for ref, row in zip(refs, assessed, strict=True))
        self._step(refs, CaseStatus.APPROVED, self._approver)
        self._add((each.case_ref, self._guarantee(number, each)) for number, each in enumerate(decided))
        self._guarantee_step(refs, GuaranteeStatus.OFFERED)
        self._add((ref, self._signature(ref, party)) for ref in refs for party in Party)
        self._guarantee_step(refs, GuaranteeStatus.ACTIVE)
        self._step(refs, CaseStatus.GUARANTEED, self._approver)
        free = select(Place).where(Place.programme == self._programme.code).order_by(Place.number)
        for place, ref in zip(self._session.scalars(free), refs, strict=False):
            place.guarantee_ref = f"{ref}/1"
        self._session.flush()
        for ref in refs:
            self._write_down(ref)

    def _add(self, rows: Iterable[tuple[str, Row]]) -> list[Row]:
        listed = list(rows)
        self._session.add_all(row for _, row in listed)
        self._session.flush()
        for ref, row in listed:
            self._rows[ref].append(row)
        return [row for _, row in listed]

    def _step(self, refs: Sequence[str], status: CaseStatus, officer: int) -> None:
        self._add(
            (
                ref,
                CaseStatusRow(
                    case_ref=ref, status=status, happened_on=ISSUED_ON, officer=officer, recorded_at=self._at
                ),
            )
            for ref in refs
        )

    def _guarantee_step(self, refs: Sequence[str], status: GuaranteeStatus) -> None:
        self._add(
            (
                ref,
                GuaranteeStatusRow(
                    guarantee_ref=f"{ref}/1",
                    status=status,
                    reason_code=None,
                    happened_on=ISSUED_ON,
                    officer=self._approver,
                    recorded_at=self._at,
                ),
            )
            for ref in refs
        )

    def _facts(self, ref: str) -> ApplicationFacts:
        document = json.dumps({"reference": ref, "person": {"date_of_birth": "1999-03-14"}})
        return ApplicationFacts(
            case_ref=ref, document=document, recorded_by=self._caseworker, recorded_at=self._at
        )

    def _assessment(self, ref: str, facts: ApplicationFacts) -> Assessment:
        return Assessment(
            case_ref=ref,
            purpose="assessment",
            facts=facts.id,
            policy_fingerprint=self._programme.policy_fingerprint,
            assessed_on=ISSUED_ON,
            outcome="eligible",
            record="{}",
            officer=self._caseworker,
            recorded_at=self._at,
        )

    def _decision(self, ref: str, assessment: Assessment) -> CaseDecision:
        return CaseDecision(
            case_ref=ref,
            assessment=assessment.id,
            decision="approved",
            accepts="[]",
            reason="synthetic",
            decided_on=ISSUED_ON,
            prepared_by=self._caseworker,
            decided_by=self._approver,
            recorded_at=self._at,
        )

    def _guarantee(self, number: int, decision: CaseDecision) -> Guarantee:
        return Guarantee(
            ref=f"{decision.case_ref}/1",
            case_ref=decision.case_ref,
            number=1,
            programme=self._programme.code,
            policy_fingerprint=self._programme.policy_fingerprint,
            decision=decision.id,
            assessment=decision.assessment,
            issued_on=ISSUED_ON,
            starts_on=FIRST_ON,
            ends_on=FIRST_ON.replace(year=FIRST_ON.year + YEARS),
            months=12 * YEARS,
            share_pence=SHARE_PENCE,
            cap_pence=6 * SHARE_PENCE,
            group_code=GROUPS[number % len(GROUPS)],
            area=AREAS[number % len(AREAS)],
            brma=None,
            age_at_start=19,
            prepared_by=self._caseworker,
            issued_by=self._approver,
            recorded_at=self._at,
        )

    def _signature(self, ref: str, party: Party) -> Signature:
        return Signature(
            guarantee_ref=f"{ref}/1",
            party=party,
            name="synthetic",
            capacity=party.value,
            witness=None,
            how="on paper",
            signed_on=ISSUED_ON,
            officer=self._caseworker,
            recorded_at=self._at,
        )

    def _write_down(self, ref: str) -> None:
        """One line of the journal for everything of one guarantee, and its commitment."""
        rows = self._rows[ref]
        erasable = [row for row in rows if isinstance(row, Erasable)]
        record.append(
            self._session,
            guarantee_issued(f"{ref}/1", 6 * SHARE_PENCE, ISSUED_ON),
            at=self._at,
            actor=self._approver,
            via="benchmark",
            act=Act.ISSUE_GUARANTEE,
            subject=ref,
            details={
                "rows": {recorded_rows.label(row): recorded_rows.row_digest(row) for row in rows},
                "digests": {recorded_rows.label(row): row.digest() for row in erasable},
                "on": ISSUED_ON.isoformat(),
            },
        )


def _week(refs: Sequence[str], week: int) -> Iterator[Posting]:
    """What is recorded of a week: everybody is charged, and everybody pays but one in ten, who pays the week after."""
    due_on = FIRST_ON + dt.timedelta(days=7 * week)
    for ref in refs:
        yield from rent_charged(ref, WEEKLY_PENCE, due_on, Every.WEEK)
    for number, ref in enumerate(refs):
        owed_weeks = 2 if week and _misses(number, week - 1) else 1
        if not _misses(number, week):
            yield from rent_paid(ref, owed_weeks * WEEKLY_PENCE, due_on + dt.timedelta(days=3), "tenant")


def _misses(number: int, week: int) -> bool:
    return (number + week) % 10 == 0
