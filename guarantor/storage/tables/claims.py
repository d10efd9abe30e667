"""Claims by line, their decision and their payment; each step by another person than the one before."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
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
    """A payment of an accepted claim, never by the person who decided it.

    `attempt` counts from 1; there is another one only where the bank returned the one before.
    """

    __tablename__ = "claim_payment"
    __table_args__ = (
        CheckConstraint("paid_by <> decided_by", name="two_people"),
        CheckConstraint("amount_pence > 0", name="amount"),
        CheckConstraint("attempt >= 1", name="attempt"),
        Table.__table_args__,
    )

    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim_decision.claim_ref"), primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reference: Mapped[str] = mapped_column(unique=True)
    amount_pence: Mapped[int] = mapped_column(Pence)
    paid_on: Mapped[dt.date]
    decided_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    paid_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class PaymentReturn(Table):
    """The bank returned a payment; the claim is owed again."""

    __tablename__ = "payment_return"
    __table_args__ = (
        ForeignKeyConstraint(
            ["claim_ref", "attempt"],
            ["claim_payment.claim_ref", "claim_payment.attempt"],
            name="fk_payment_return_payment",
        ),
        Table.__table_args__,
    )

    claim_ref: Mapped[str] = mapped_column(primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    reason_code: Mapped[str]
    returned_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
