"""Everything that was done on a case, read from the journal: which act, by whom, when, and what was written beside it.

The journal names rows and transfers and holds no words; the words are read from the rows that still hold them.
"""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from guarantor.domain.access import Act
from guarantor.ledger.postings import Kind
from guarantor.storage.tables.cases import CaseDecision, CaseFile, GateRecord
from guarantor.storage.tables.changes import (
    DepositStatement,
    GuaranteeChange,
    GuaranteeChangeDecision,
    LateEntry,
    ProposedEnd,
)
from guarantor.storage.tables.claims import Claim, ClaimDecision
from guarantor.storage.tables.disputes import ClaimEvidence, Dispute, DisputeAnswer, UndoneAcceptance
from guarantor.storage.tables.guarantees import Guarantee, RentStatement
from guarantor.storage.tables.ledger import JournalRow, TransferRow
from guarantor.storage.tables.notes import CaseNote
from guarantor.storage.tables.payees import PayeeVersion
from guarantor.storage.tables.recovery import WriteOff
from guarantor.storage.tables.tasks import Task, TaskStep, WarningPause
from guarantor.storage.tables.turned_down import (
    CaseCost,
    CaseException,
    Complaint,
    ComplaintAnswer,
    LetPass,
    RefusalReview,
    RefusalReviewOutcome,
    Withdrawal,
)

_IMPORTS = (Act.IMPORT_APPLICATIONS, Act.IMPORT_STATEMENTS)
_WORDS: Mapping[str, tuple[InstrumentedAttribute[Any], InstrumentedAttribute[str | None]]] = {
    "case_cost": (CaseCost.ref, CaseCost.reason),
    "case_decision": (CaseDecision.id, CaseDecision.reason),
    "case_exception": (CaseException.id, CaseException.reason),
    "case_note": (CaseNote.id, CaseNote.note),
    "claim_decision": (ClaimDecision.claim_ref, ClaimDecision.reason),
    "claim_evidence": (ClaimEvidence.id, ClaimEvidence.evidence),
    "complaint": (Complaint.id, Complaint.about),
    "complaint_answer": (ComplaintAnswer.complaint, ComplaintAnswer.answer),
    "deposit_statement": (DepositStatement.id, DepositStatement.evidence),
    "dispute": (Dispute.claim_ref, Dispute.grounds),
    "dispute_answer": (DisputeAnswer.claim_ref, DisputeAnswer.reason),
    "gate_record": (GateRecord.id, GateRecord.evidence),
    "guarantee_change": (GuaranteeChange.id, GuaranteeChange.detail),
    "guarantee_change_decision": (GuaranteeChangeDecision.change, GuaranteeChangeDecision.reason),
    "late_entry": (LateEntry.id, LateEntry.reason),
    "let_pass": (LetPass.waiting, LetPass.reason),
    "proposed_end": (ProposedEnd.pending, ProposedEnd.evidence),
    "refusal_review": (RefusalReview.id, RefusalReview.grounds),
    "refusal_review_outcome": (RefusalReviewOutcome.review, RefusalReviewOutcome.reason),
    "task_step": (TaskStep.id, TaskStep.note),
    "undone_acceptance": (UndoneAcceptance.pending, UndoneAcceptance.reason),
    "warning_pause": (WarningPause.id, WarningPause.reason),
    "withdrawal": (Withdrawal.id, Withdrawal.reason),
    "write_off": (WriteOff.pending, WriteOff.reason),
}
"""Of each table that holds people's words: its key, and the column of the words."""


@dataclass(frozen=True)
class Line:
    """One act. `details` are the journal's codes and references; `actor` is None for the system."""

    seq: int
    at: dt.datetime
    actor: int | None
    act: str
    subject: str
    details: dict[str, Any]


@dataclass(frozen=True)
class OfCase:
    """Which of the journal's lines are a case's: those on what it consists of, and imports that wrote to it."""

    subjects: tuple[str, ...]
    imports: tuple[int, ...]

    def _lines(self) -> ColumnElement[bool]:
        return or_(JournalRow.subject.in_(self.subjects), JournalRow.seq.in_(self.imports))

    def count(self, session: Session) -> int:
        """How many there are."""
        return session.scalar(select(func.count()).select_from(JournalRow).where(self._lines())) or 0

    def page(self, session: Session, first: int, at_most: int) -> list[Line]:
        """Some of them, the latest first."""
        asked = select(JournalRow).where(self._lines()).order_by(JournalRow.seq.desc())
        return [
            Line(row.seq, row.at, row.actor, row.act, row.subject, json.loads(row.details))
            for row in session.scalars(asked.offset(first).limit(at_most))
        ]


def of_case(session: Session, ref: str) -> OfCase:
    """The lines of a case, its guarantees, claims and costs, and of what was proposed on any of them."""
    deeds = tuple(session.scalars(select(Guarantee.ref).where(Guarantee.case_ref == ref)))
    claims = tuple(session.scalars(select(Claim.ref).where(Claim.guarantee_ref.in_(deeds))))
    costs = tuple(session.scalars(select(CaseCost.ref).where(CaseCost.case_ref == ref)))
    pending = tuple(f"P-{number}" for number in session.scalars(_proposed(ref, deeds, claims)))
    return OfCase((ref, *deeds, *claims, *costs, *pending), _imports(session, ref, deeds))


def _proposed(ref: str, deeds: Collection[str], claims: Collection[str]) -> Select[int]:
    asked = union_all(
        select(CaseException.pending.label("pending")).where(CaseException.case_ref == ref),
        select(CaseCost.pending).where(CaseCost.case_ref == ref),
        select(PayeeVersion.pending).where(PayeeVersion.case_ref == ref),
        select(ProposedEnd.pending).where(ProposedEnd.guarantee_ref.in_(deeds)),
        select(UndoneAcceptance.pending).where(UndoneAcceptance.claim_ref.in_(claims)),
        select(WriteOff.pending).where(WriteOff.claim_ref.in_(claims)),
    ).subquery()
    return select(asked.c.pending)


def _imports(session: Session, ref: str, deeds: Collection[str]) -> tuple[int, ...]:
    """The imports that opened the case or wrote rent down, found by the instant at which they did."""
    rent = (Kind.RENT_CHARGED, Kind.RENT_PAID)
    written = union_all(
        select(CaseFile.opened_at.label("at")).where(CaseFile.ref == ref),
        select(TransferRow.recorded_at).where(
            TransferRow.guarantee_ref.in_(deeds), TransferRow.kind.in_(rent)
        ),
        select(RentStatement.recorded_at).where(RentStatement.guarantee_ref.in_(deeds)),
    ).subquery()
    instants = list(session.scalars(select(written.c.at).distinct()))
    asked = select(JournalRow.seq, JournalRow.details).where(
        JournalRow.at.in_(instants), JournalRow.act.in_(_IMPORTS)
    )
    own = {ref, *deeds}
    return tuple(
        seq
        for seq, details in session.execute(asked)
        for told in [json.loads(details)]
        if own & {*told.get("refs", ()), *told.get("guarantees", ())}
    )


def words(session: Session, lines: Iterable[Line]) -> dict[int, str]:
    """What people wrote, by the line that it was written with; one query for each table that is named."""
    asked: dict[str, dict[str, int]] = {}
    for line in lines:
        for label in line.details.get("rows", {}):
            table, _, key = label.partition(":")
            if table in _WORDS:
                asked.setdefault(table, {})[key] = line.seq
    found: dict[int, list[str]] = {}
    for table, wanted in asked.items():
        key, column = _WORDS[table]
        keys = [int(each) if each.isdigit() else each for each in wanted]
        for named, said in session.execute(select(key, column).where(key.in_(keys), column.is_not(None))):
            found.setdefault(wanted[str(named)], []).append(str(said))
    return {seq: "\n".join(said) for seq, said in found.items()}


def amounts(session: Session, lines: Iterable[Line]) -> dict[int, int]:
    """The pence that each line moved first."""
    first = {line.details["transfers"][0]: line.seq for line in lines if line.details.get("transfers")}
    asked = select(TransferRow.id, TransferRow.amount_pence).where(TransferRow.id.in_(first))
    return {first[number]: amount for number, amount in session.execute(asked)}


def task_kinds(session: Session, lines: Iterable[Line]) -> dict[int, str]:
    """The kind of each task that the lines name, by its number."""
    named = {line.details["task"] for line in lines if "task" in line.details}
    named |= {number for line in lines for number in line.details.get("tasks", ())}
    asked = select(Task.id, Task.kind).where(Task.id.in_(named))
    return {number: kind for number, kind in session.execute(asked)}  # noqa: C416 - a result is no mapping
