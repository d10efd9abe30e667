"""Claims by line, their decision and their payment; each step by another person than the one before."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table
from guarantor.storage.types import Pence


class Claim(Table):
    """A landlord's claim as lodged."""

    __tablename__ = "claim"

    ref: Mapped[str] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    number: Mapped[int]
    lodged_on: Mapped[dt.date]
    lodged_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class ClaimLine(Table):
    """A month's sum as claimed."""

    __tablename__ = "claim_line"
    __table_args__ = (CheckConstraint("claimed_pence > 0", name="claimed"), Table.__table_args__)

    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim.ref"), primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    claimed_pence: Mapped[int] = mapped_column(Pence)


class ClaimDecision(Erasable, Table):
    """What an approver accepted; one decision for a claim, never by the person who lodged it."""

    __tablename__ = "claim_decision"
    __table_args__ = (
        CheckConstraint("decided_by <> lodged_by", name="two_people"),
        CheckConstraint("outcome IN ('accepted', 'part_accepted', 'rejected')", name="outcome"),
        Table.__table_args__,
    )
    erasable = ("reason",)

    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim.ref"), primary_key=True)
    outcome: Mapped[str]
    reason: Mapped[str | None]
    decided_on: Mapped[dt.date]
    lodged_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    decided_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class AcceptedLine(Table):
    """The pence accepted of a line."""

    __tablename__ = "accepted_line"
    __table_args__ = (CheckConstraint("accepted_pence > 0", name="accepted"), Table.__table_args__)

    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim_decision.claim_ref"), primary_key=True)
    month: Mapped[str] = mapped_column(primary_key=True)
    accepted_pence: Mapped[int] = mapped_column(Pence)


class ClaimPayment(Table):
    """The payment of an accepted claim; one for a claim, never by the person who decided it."""

    __tablename__ = "claim_payment"
    __table_args__ = (
        CheckConstraint("paid_by <> decided_by", name="two_people"),
        CheckConstraint("amount_pence > 0", name="amount"),
        Table.__table_args__,
    )

    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim_decision.claim_ref"), primary_key=True)
    reference: Mapped[str] = mapped_column(unique=True)
    amount_pence: Mapped[int] = mapped_column(Pence)
    paid_on: Mapped[dt.date]
    decided_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    paid_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
