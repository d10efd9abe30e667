"""Paying back, where the policy asks for it: plans with instalments, breathing space, and what is written off."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table
from guarantor.storage.types import Pence


class RecoveryPlan(Table):
    """A plan to pay a claim back; the latest of a claim counts."""

    __tablename__ = "recovery_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim.ref"), index=True)
    agreed_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class Instalment(Table):
    """One payment that a plan asks for."""

    __tablename__ = "instalment"
    __table_args__ = (CheckConstraint("amount_pence > 0", name="amount"), Table.__table_args__)

    plan: Mapped[int] = mapped_column(ForeignKey("recovery_plan.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    due_on: Mapped[dt.date]
    amount_pence: Mapped[int] = mapped_column(Pence)


class BreathingSpace(Erasable, Table):
    """Between two days, both included, nobody asks for an instalment."""

    __tablename__ = "breathing_space"
    __table_args__ = (CheckConstraint("until_on >= from_on", name="period"), Table.__table_args__)
    erasable = ("reason",)

    id: Mapped[int] = mapped_column(primary_key=True)
    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim.ref"), index=True)
    from_on: Mapped[dt.date]
    until_on: Mapped[dt.date]
    reason: Mapped[str | None]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class WriteOff(Erasable, Table):
    """What nobody asks for any more: one finance officer proposes it, another confirms."""

    __tablename__ = "write_off"
    __table_args__ = (CheckConstraint("amount_pence > 0", name="amount"), Table.__table_args__)
    erasable = ("reason",)

    pending: Mapped[int] = mapped_column(ForeignKey("pending_act.number"), primary_key=True)
    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim.ref"), index=True)
    amount_pence: Mapped[int] = mapped_column(Pence)
    reason: Mapped[str | None]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
