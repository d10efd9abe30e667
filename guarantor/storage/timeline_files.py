"""Everything that was done on a case, read from the journal: which act, by whom, when, and what was written beside it.

The journal names rows and transfers and holds no words; the words are read from the rows that still hold them.
"""

import datetime as dt
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    Text,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    select,
    union_all,
)
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
from guarantor.storage.tables.letters import ExecutedCopyTakenBack
from guarantor.storage.tables.notes import CaseNote
from guarantor.storage.tables.payees import PayeeVersion
from guarantor.storage.tables.recovery import WriteOff
from guarantor.storage.tables.rewording import RewordedReason
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
    "executed_copy_taken_back": (ExecutedCopyTakenBack.copy, ExecutedCopyTakenBack.reason),
    "gate_record": (GateRecord.id, GateRecord.evidence),
    "guarantee_change": (GuaranteeChange.id, GuaranteeChange.detail),
    "guarantee_change_decision": (GuaranteeChangeDecision.change, GuaranteeChangeDecision.reason),
    "late_entry": (LateEntry.id, LateEntry.reason),
    "let_pass": (LetPass.waiting, LetPass.reason),
    "proposed_end": (ProposedEnd.pending, ProposedEnd.evidence),
    "refusal_review": (RefusalReview.id, RefusalReview.grounds),
    "refusal_review_outcome": (RefusalReviewOutcome.review, RefusalReviewOutcome.reason),
    "reworded_reason": (RewordedReason.id, RewordedReason.reason),
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
    """The numbers of the journal's lines that are a case's, the latest first."""

    seqs: tuple[int, ...]

    def without(self, seqs: Iterable[int]) -> "OfCase":
        """The lines but for some."""
        left_out = set(seqs)
        return OfCase(tuple(seq for seq in self.seqs if seq not in left_out))

    def page(self, session: Session, first: int, at_most: int) -> list[Line]:
        """Some of them, the latest first, from the `first` on."""
        wanted = self.seqs[first : first + at_most]
        if not wanted:
            return []
        return [
            Line(row.seq, row.at, row.actor, row.act, row.subject, json.loads(row.details))
            for row in session.execute(_ROWS, {"seqs": wanted})
        ]


_JOURNAL = JournalRow.__table__.c
# Read by their keys and not along the journal: asked for the latest few of some subjects, a database may read it
# backwards until it has found them.
_ROWS = (
    select(_JOURNAL.seq, _JOURNAL.at, _JOURNAL.actor, _JOURNAL.act, _JOURNAL.subject, _JOURNAL.details)
    .where(_JOURNAL.seq.in_(bindparam("seqs", expanding=True)))
    .order_by(_JOURNAL.seq.desc())
)
_OF_SUBJECTS = select(_JOURNAL.seq).where(_JOURNAL.subject.in_(bindparam("subjects", expanding=True)))
_CASE: BindParameter[str] = bindparam("ref")
_DEEDS = select(Guarantee.ref).where(Guarantee.case_ref == _CASE)
_CLAIMS = (
    select(Claim.ref).join(Guarantee, Guarantee.ref == Claim.guarantee_ref).where(Guarantee.case_ref == _CASE)
)
_PROPOSED = union_all(
    select(CaseException.pending.label("pending")).where(CaseException.case_ref == _CASE),
    select(CaseCost.pending).where(CaseCost.case_ref == _CASE),
    select(PayeeVersion.pending).where(PayeeVersion.case_ref == _CASE),
    select(ProposedEnd.pending).where(ProposedEnd.guarantee_ref.in_(_DEEDS)),
    select(UndoneAcceptance.pending).where(UndoneAcceptance.claim_ref.in_(_CLAIMS)),
    select(WriteOff.pending).where(WriteOff.claim_ref.in_(_CLAIMS)),
).subquery()
_SUBJECTS = union_all(
    _DEEDS,
    _CLAIMS,
    select(CaseCost.ref).where(CaseCost.case_ref == _CASE),
    select(literal("P-") + cast(_PROPOSED.c.pending, Text)),
)
_WRITTEN = union_all(
    select(CaseFile.opened_at.label("at")).where(CaseFile.ref == _CASE),
    select(TransferRow.recorded_at).where(
        TransferRow.guarantee_ref.in_(_DEEDS), TransferRow.kind.in_((Kind.RENT_CHARGED, Kind.RENT_PAID))
    ),
    select(RentStatement.recorded_at).where(RentStatement.guarantee_ref.in_(_DEEDS)),
).subquery()
_IMPORTED = select(_JOURNAL.seq, _JOURNAL.details).where(
    _JOURNAL.at.in_(select(_WRITTEN.c.at)), _JOURNAL.act.in_(_IMPORTS)
)


def of_case(session: Session, ref: str) -> OfCase:
    """The lines of a case, its guarantees, claims and costs, of what was proposed on them, and of its imports."""
    subjects = subjects_of(session, ref)
    return OfCase(_latest_first({*_of(session, subjects), *_imports(session, {*subjects}, ref)}))


def filled_in(session: Session, ref: str) -> tuple[int, ...]:
    """The lines by which a case's application was filled in before it was first handed in, in their order."""
    handed_in = select(func.min(_JOURNAL.seq)).where(_JOURNAL.subject == ref, _JOURNAL.act == Act.SUBMIT_CASE)
    filled = select(_JOURNAL.seq).where(
        _JOURNAL.subject == ref,
        _JOURNAL.act == Act.REVISE_CASE,
        _JOURNAL.seq < func.coalesce(handed_in.scalar_subquery(), _JOURNAL.seq + 1),
    )
    return tuple(session.scalars(filled.order_by(_JOURNAL.seq)))


def subjects_of(session: Session, ref: str) -> tuple[str, ...]:
    """What the journal calls a case: itself, its guarantees, claims and costs, and what was proposed on them."""
    return (ref, *session.scalars(_SUBJECTS, {"ref": ref}))


def of_subjects(session: Session, subjects: Iterable[str]) -> OfCase:
    """The lines of some subjects alone."""
    return OfCase(_latest_first(_of(session, subjects)))


def _of(session: Session, subjects: Iterable[str]) -> set[int]:
    return set(session.scalars(_OF_SUBJECTS, {"subjects": list(subjects)}))


def _latest_first(seqs: set[int]) -> tuple[int, ...]:
    return tuple(sorted(seqs, reverse=True))


def _imports(session: Session, own: Collection[str], ref: str) -> Iterator[int]:
    """The imports that opened the case or wrote rent down, found by the instant at which they did."""
    for seq, details in session.execute(_IMPORTED, {"ref": ref}):
        told = json.loads(details)
        if any(each in own for each in (*told.get("refs", ()), *told.get("guarantees", ()))):
            yield seq


def words(session: Session, lines: Sequence[Line]) -> dict[int, str]:
    """What people wrote, by the line that it was written with."""
    keys: dict[str, list[int | str]] = {}
    for label in (label for line in lines for label in line.details.get("rows", {})):
        table, _, key = label.partition(":")
        if table in _WORDS:
            keys.setdefault(table, []).append(int(key) if key.isdigit() else key)
    if not keys:
        return {}
    said = {f"{table}:{key}": text for table, key, text in session.execute(_said(tuple(sorted(keys))), keys)}
    found = {
        line.seq: [said[each] for each in line.details.get("rows", {}) if each in said] for line in lines
    }
    return {seq: "\n".join(texts) for seq, texts in found.items() if texts}


@lru_cache(maxsize=256)
def _said(tables: tuple[str, ...]) -> CompoundSelect[str, str, str]:
    """What asks for the words in some tables at once; a page of lines names a few of them."""
    asked = []
    for table in tables:
        key, column = _WORDS[table]
        named = select(literal_column(f"'{table}'", Text), cast(key, Text), column)
        asked.append(named.where(key.in_(bindparam(table, expanding=True)), column.is_not(None)))
    return union_all(*asked)


_MOVED = select(TransferRow.id, TransferRow.amount_pence).where(
    TransferRow.id.in_(bindparam("ids", expanding=True))
)
_TASK_KINDS = select(Task.id, Task.kind).where(Task.id.in_(bindparam("ids", expanding=True)))


def amounts(session: Session, lines: Iterable[Line]) -> dict[int, int]:
    """The pence that each line moved first."""
    first = {line.details["transfers"][0]: line.seq for line in lines if line.details.get("transfers")}
    if not first:
        return {}
    return {first[number]: amount for number, amount in session.execute(_MOVED, {"ids": list(first)})}


def task_kinds(session: Session, lines: Iterable[Line]) -> dict[int, str]:
    """The kind of each task that the lines name, by its number."""
    named = {line.details["task"] for line in lines if "task" in line.details}
    named |= {number for line in lines for number in line.details.get("tasks", ())}
    if not named:
        return {}
    found = session.execute(_TASK_KINDS, {"ids": list(named)})
    return {number: kind for number, kind in found}  # noqa: C416 - a result is no mapping
