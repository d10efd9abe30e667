"""What surrounds a claim: its receipt and evidence, disputes and reopening, and acceptances that were undone."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table


class ClaimReceipt(Erasable, Table):
    """What the landlord is told on lodging: who owns the claim and by when it is decided; why it is late, if so."""

    __tablename__ = "claim_receipt"
    erasable = ("late_reason",)

    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim.ref"), primary_key=True)
    owner_role: Mapped[str]
    decide_by_on: Mapped[dt.date]
    late_reason: Mapped[str | None]
    recorded_at: Mapped[dt.datetime]


class ClaimEvidence(Erasable, Table):
    """A paper that a claim needs was seen."""

    __tablename__ = "claim_evidence"
    __table_args__ = (
        CheckConstraint(
            "item IN ('tenancy_agreement', 'rent_schedule', 'tenant_told', 'other')", name="item"
        ),
        Table.__table_args__,
    )
    erasable = ("evidence",)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim.ref"), index=True)
    item: Mapped[str]
    evidence: Mapped[str | None]
    seen_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class Dispute(Erasable, Table):
    """The landlord does not agree with a claim's decision; once for each claim."""

    __tablename__ = "dispute"
    erasable = ("grounds",)

    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim_decision.claim_ref"), primary_key=True)
    grounds: Mapped[str | None]
    raised_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class DisputeAnswer(Erasable, Table):
    """What another approver than the claim's own answered: the decision stands, or the claim is reopened."""

    __tablename__ = "dispute_answer"
    __table_args__ = (
        CheckConstraint("answered_by <> decided_by", name="two_people"),
        CheckConstraint("outcome IN ('stands', 'reopened')", name="outcome"),
        Table.__table_args__,
    )
    erasable = ("reason",)

    claim_ref: Mapped[str] = mapped_column(ForeignKey("dispute.claim_ref"), primary_key=True)
    outcome: Mapped[str]
    reason: Mapped[str | None]
    answered_on: Mapped[dt.date]
    decided_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    answered_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class ClaimReopening(Table):
    """A claim that takes up what another left: after a dispute, or after its acceptance was undone.

    It is judged as of the day on which the first one was lodged. A claim is reopened at most once for each cause.
    """

    __tablename__ = "claim_reopening"
    __table_args__ = (
        CheckConstraint("cause IN ('dispute', 'undone')", name="cause"),
        UniqueConstraint("reopens", "cause"),
        Table.__table_args__,
    )

    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim.ref"), primary_key=True)
    reopens: Mapped[str] = mapped_column(ForeignKey("claim.ref"))
    cause: Mapped[str]


class UndoneAcceptance(Erasable, Table):
    """An acceptance that was wrong and not paid: one approver proposes to undo it, another confirms."""

    __tablename__ = "undone_acceptance"
    erasable = ("reason",)

    pending: Mapped[int] = mapped_column(ForeignKey("pending_act.number"), primary_key=True)
    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim_decision.claim_ref"), index=True)
    reason: Mapped[str | None]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
