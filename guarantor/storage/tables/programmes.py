"""Policy versions as stored and as proposed, the programmes that adopted them, and the places."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Table
from guarantor.storage.types import Pence


class PolicyVersion(Table):
    """The text of a policy as it was adopted. A stored version never changes."""

    __tablename__ = "policy_version"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    in_force_from: Mapped[dt.date]
    text: Mapped[str]
    stored_at: Mapped[dt.datetime]


class PolicyProposal(Table):
    """A policy with other thresholds, as an officer proposed it. It binds nobody until a programme adopts it."""

    __tablename__ = "policy_proposal"

    number: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    based_on: Mapped[str]
    in_force_from: Mapped[dt.date]
    text: Mapped[str]
    why: Mapped[str]
    proposed_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class PolicyProposalWithdrawal(Table):
    """A proposal that was taken back; it can be read still, and no longer adopted."""

    __tablename__ = "policy_proposal_withdrawal"

    proposal: Mapped[int] = mapped_column(
        ForeignKey("policy_proposal.number"), primary_key=True, autoincrement=False
    )
    why: Mapped[str]
    withdrawn_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class Programme(Table):
    """Which policy is adopted from which date, with the places, limits and minute that decided it."""

    __tablename__ = "programme"
    __table_args__ = (
        CheckConstraint("places >= 1", name="places"),
        CheckConstraint("ceiling_pence > 0", name="ceiling"),
        CheckConstraint("budget_pence > 0", name="budget"),
        Table.__table_args__,
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    policy: Mapped[str]
    policy_fingerprint: Mapped[str] = mapped_column(ForeignKey("policy_version.fingerprint"))
    from_on: Mapped[dt.date]
    places: Mapped[int]
    reuse_places: Mapped[bool]
    ceiling_pence: Mapped[int | None] = mapped_column(Pence)
    budget_pence: Mapped[int | None] = mapped_column(Pence)
    minute: Mapped[str]
    pending: Mapped[int] = mapped_column(ForeignKey("pending_act.number"), unique=True)


class Place(Table):
    """One place of a programme; the rows exist from adoption, so the database itself keeps the limit."""

    __tablename__ = "place"
    __table_args__ = (
        ForeignKeyConstraint(["guarantee_ref"], ["guarantee.ref"], name="fk_place_guarantee_ref"),
        Table.__table_args__,
    )

    programme: Mapped[str] = mapped_column(ForeignKey("programme.code"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str | None] = mapped_column(unique=True)
