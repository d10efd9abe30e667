"""What follows a decision besides a guarantee: waiting, withdrawal, review, complaint, exception, costs."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table
from guarantor.storage.types import Pence


class Waiting(Table):
    """An approved case for which no place was free; the list runs in the order of the decisions."""

    __tablename__ = "waiting"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    decision: Mapped[int] = mapped_column(ForeignKey("case_decision.id"), unique=True)
    joined_on: Mapped[dt.date]
    officer: Mapped[int | None] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class LetPass(Erasable, Table):
    """An approver let the cases behind this one pass it, for a reason."""

    __tablename__ = "let_pass"
    erasable = ("reason",)

    waiting: Mapped[int] = mapped_column(ForeignKey("waiting.id"), primary_key=True)
    reason: Mapped[str | None]
    passed_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class Withdrawal(Erasable, Table):
    """Why an application was withdrawn."""

    __tablename__ = "withdrawal"
    erasable = ("reason",)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    reason: Mapped[str | None]
    withdrawn_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class RefusalReview(Erasable, Table):
    """A young person asked for a refusal to be looked at again; once for each decision."""

    __tablename__ = "refusal_review"
    erasable = ("grounds",)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    decision: Mapped[int] = mapped_column(ForeignKey("case_decision.id"), unique=True)
    grounds: Mapped[str | None]
    asked_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class RefusalReviewOutcome(Erasable, Table):
    """What another approver found; an overturned refusal waits for a new decision."""

    __tablename__ = "refusal_review_outcome"
    __table_args__ = (
        CheckConstraint("reviewed_by <> decided_by", name="two_people"),
        CheckConstraint("outcome IN ('upheld', 'overturned')", name="outcome"),
        Table.__table_args__,
    )
    erasable = ("reason",)

    review: Mapped[int] = mapped_column(ForeignKey("refusal_review.id"), primary_key=True)
    outcome: Mapped[str]
    reason: Mapped[str | None]
    reviewed_on: Mapped[dt.date]
    decided_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    reviewed_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class Complaint(Erasable, Table):
    """A complaint, with the day by which it is answered."""

    __tablename__ = "complaint"
    __table_args__ = (CheckConstraint("stage BETWEEN 1 AND 3", name="stage"), Table.__table_args__)
    erasable = ("about",)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    stage: Mapped[int]
    about: Mapped[str | None]
    received_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class ComplaintAnswer(Erasable, Table):
    """The answer to a complaint."""

    __tablename__ = "complaint_answer"
    __table_args__ = (
        CheckConstraint("outcome IN ('upheld', 'partly_upheld', 'not_upheld')", name="outcome"),
        Table.__table_args__,
    )
    erasable = ("answer",)

    complaint: Mapped[int] = mapped_column(ForeignKey("complaint.id"), primary_key=True)
    outcome: Mapped[str]
    answer: Mapped[str | None]
    answered_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class CaseException(Erasable, Table):
    """An approver proposes to approve an ineligible case, naming each `not_met` finding; a second one confirms.

    `criteria` and `accepts` are JSON lists: the `not_met` findings excepted, and the `refer` findings accepted.
    """

    __tablename__ = "case_exception"
    erasable = ("reason",)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    assessment: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    criteria: Mapped[str]
    accepts: Mapped[str]
    reason: Mapped[str | None]
    pending: Mapped[int] = mapped_column(ForeignKey("pending_act.number"), unique=True)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    proposed_on: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime]


class ExceptedDecision(Table):
    """An approval that stands on a confirmed exception."""

    __tablename__ = "excepted_decision"

    decision: Mapped[int] = mapped_column(ForeignKey("case_decision.id"), primary_key=True)
    exception: Mapped[int] = mapped_column(ForeignKey("case_exception.id"), unique=True)


class CaseCost(Erasable, Table):
    """Legal or independent advice costs of a case, paid by the council once an approver confirmed them.

    `ref` is the cost's reference, such as RG-0001/K1; it stands in the `reason_code` of its transfers.
    """

    __tablename__ = "case_cost"
    __table_args__ = (
        CheckConstraint("kind IN ('legal', 'advice')", name="kind"),
        CheckConstraint("amount_pence > 0", name="amount"),
        Table.__table_args__,
    )
    erasable = ("reason",)

    ref: Mapped[str] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    kind: Mapped[str]
    amount_pence: Mapped[int] = mapped_column(Pence)
    incurred_on: Mapped[dt.date]
    reason: Mapped[str | None]
    pending: Mapped[int] = mapped_column(ForeignKey("pending_act.number"), unique=True)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class CostPayment(Table):
    """The payment of approved costs, never by the person who approved them."""

    __tablename__ = "cost_payment"
    __table_args__ = (
        CheckConstraint("paid_by <> approved_by", name="two_people"),
        Table.__table_args__,
    )

    cost_ref: Mapped[str] = mapped_column(ForeignKey("case_cost.ref"), primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    paid_on: Mapped[dt.date]
    approved_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    paid_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
