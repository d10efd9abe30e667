"""Withdrawals, reviews of refusals, complaints and exceptions of a case, each with what answered it."""

from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, func, select
from sqlalchemy.orm import Session

from guarantor.storage.tables.turned_down import (
    CaseCost,
    CaseException,
    Complaint,
    ComplaintAnswer,
    ExceptedDecision,
    RefusalReview,
    RefusalReviewOutcome,
    Waiting,
    Withdrawal,
)

_REF: BindParameter[str] = bindparam("ref")
# Most cases have none of these: one question says which of them are worth asking for.
_THERE = select(
    *(
        select(table.case_ref).where(table.case_ref == _REF).exists()
        for table in (Waiting, Withdrawal, RefusalReview, Complaint, CaseException, CaseCost)
    )
)


@dataclass(frozen=True)
class There:
    """Which histories a case has at all."""

    waiting: bool
    withdrawals: bool
    reviews: bool
    complaints: bool
    exceptions: bool
    costs: bool


def there(session: Session, ref: str) -> There:
    """Which histories a case has."""
    return There(*map(bool, session.execute(_THERE, {"ref": ref}).one()))


def withdrawals(session: Session, ref: str) -> list[Withdrawal]:
    """Every time the application was withdrawn, oldest first."""
    return list(session.scalars(select(Withdrawal).where(Withdrawal.case_ref == ref).order_by(Withdrawal.id)))


def review_of(session: Session, decision: int) -> RefusalReview | None:
    """The review of a refusal, where one was asked for."""
    return session.scalars(select(RefusalReview).where(RefusalReview.decision == decision)).first()


def reviews(session: Session, ref: str) -> list[tuple[RefusalReview, RefusalReviewOutcome | None]]:
    """Every review that was asked for, oldest first, with its outcome."""
    asked = (
        select(RefusalReview, RefusalReviewOutcome)
        .outerjoin(RefusalReviewOutcome, RefusalReviewOutcome.review == RefusalReview.id)
        .where(RefusalReview.case_ref == ref)
        .order_by(RefusalReview.id)
    )
    return [(review, outcome) for review, outcome in session.execute(asked)]


def overturned(session: Session, decision: int) -> bool:
    """Whether a review overturned this decision."""
    asked = (
        select(func.count())
        .select_from(RefusalReviewOutcome)
        .join(RefusalReview, RefusalReview.id == RefusalReviewOutcome.review)
        .where(RefusalReview.decision == decision, RefusalReviewOutcome.outcome == "overturned")
    )
    return session.scalar(asked) != 0


def complaints(session: Session, ref: str) -> list[tuple[Complaint, ComplaintAnswer | None]]:
    """Every complaint in the order received, with its answer."""
    asked = (
        select(Complaint, ComplaintAnswer)
        .outerjoin(ComplaintAnswer, ComplaintAnswer.complaint == Complaint.id)
        .where(Complaint.case_ref == ref)
        .order_by(Complaint.id)
    )
    return [(complaint, answered) for complaint, answered in session.execute(asked)]


def exceptions(session: Session, ref: str) -> list[tuple[CaseException, ExceptedDecision | None]]:
    """Every exception that was proposed, oldest first, with the decision that a second approver confirmed."""
    asked = (
        select(CaseException, ExceptedDecision)
        .outerjoin(ExceptedDecision, ExceptedDecision.exception == CaseException.id)
        .where(CaseException.case_ref == ref)
        .order_by(CaseException.id)
    )
    return [(proposed, decided) for proposed, decided in session.execute(asked)]


def exception_proposed(session: Session, pending: int) -> CaseException:
    """The exception that waits, or waited, under the number of a pending act."""
    return session.scalars(select(CaseException).where(CaseException.pending == pending)).one()


def exception_behind(session: Session, decision: int) -> CaseException | None:
    """The exception that an approval stands on, or None where it needed none."""
    asked = (
        select(CaseException)
        .join(ExceptedDecision, ExceptedDecision.exception == CaseException.id)
        .where(ExceptedDecision.decision == decision)
    )
    return session.scalars(asked).first()


def exceptions_made(session: Session) -> int:
    """How many approvals stand on an exception."""
    return session.scalar(select(func.count()).select_from(ExceptedDecision)) or 0
