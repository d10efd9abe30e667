"""What happens to a guarantee after issue: proposed ends, moves, changes under review, what became of the deposit."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table
from guarantor.storage.types import Pence


class ProposedEnd(Erasable, Table):
    """An early end that one officer proposed; it happens when an approver confirms it."""

    __tablename__ = "proposed_end"
    erasable = ("evidence",)

    pending: Mapped[int] = mapped_column(ForeignKey("pending_act.number"), primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    reason_code: Mapped[str]
    ended_on: Mapped[dt.date]
    evidence: Mapped[str | None]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class Move(Table):
    """A young person moves, or got a no-fault notice: a new deed is asked for, on the same place.

    `reserve_pence` is what an officer asked to keep back for rent due before the move; None leaves it to the record.
    The case's first `gate_records_before` gate records and `payees_before` payees are of the home before, and its
    first `steps_before` statuses came before the move was asked for.
    """

    __tablename__ = "move"
    __table_args__ = (
        CheckConstraint("reason_code IN ('move', 'no_fault_notice')", name="reason"),
        CheckConstraint("reserve_pence >= 0", name="reserve"),
        Table.__table_args__,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    reason_code: Mapped[str]
    moves_on: Mapped[dt.date]
    reserve_pence: Mapped[int | None] = mapped_column(Pence)
    gate_records_before: Mapped[int]
    payees_before: Mapped[int]
    steps_before: Mapped[int]
    asked_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class MovedGuarantee(Table):
    """The guarantee that a move led to, and the one it followed; at most one follows another."""

    __tablename__ = "moved_guarantee"

    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), primary_key=True)
    from_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), unique=True)
    move: Mapped[int] = mapped_column(ForeignKey("move.id"), unique=True)


class GuaranteeChange(Erasable, Table):
    """A change that may discharge the council or enlarge its liability; it ends nothing by itself."""

    __tablename__ = "guarantee_change"
    erasable = ("detail",)

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    kind: Mapped[str]
    detail: Mapped[str | None]
    opened_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class GuaranteeChangeDecision(Erasable, Table):
    """What an approver decided of a change, with the legal advice.

    A consent to a higher rent names the new share, from when, and how much is added to the cap.
    """

    __tablename__ = "guarantee_change_decision"
    __table_args__ = (
        CheckConstraint("decided_by <> opened_by", name="two_people"),
        CheckConstraint("decision IN ('consented', 'not_consented', 'no_effect')", name="decision"),
        CheckConstraint("share_pence > 0", name="share"),
        CheckConstraint("added_cap_pence >= 0", name="added_cap"),
        CheckConstraint(
            "(share_pence IS NULL) = (from_on IS NULL) AND (share_pence IS NULL) = (added_cap_pence IS NULL) "
            "AND (share_pence IS NULL OR decision = 'consented')",
            name="terms_whole",
        ),
        Table.__table_args__,
    )
    erasable = ("legal_advice", "reason")

    change: Mapped[int] = mapped_column(ForeignKey("guarantee_change.id"), primary_key=True)
    decision: Mapped[str]
    legal_advice: Mapped[str | None]
    reason: Mapped[str | None]
    share_pence: Mapped[int | None] = mapped_column(Pence)
    added_cap_pence: Mapped[int | None] = mapped_column(Pence)
    from_on: Mapped[dt.date | None]
    decided_on: Mapped[dt.date]
    opened_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    decided_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class DepositStatement(Erasable, Table):
    """How much of the deposit is there to be kept for rent at the tenancy's end; the latest statement counts."""

    __tablename__ = "deposit_statement"
    __table_args__ = (CheckConstraint("available_pence >= 0", name="available"), Table.__table_args__)
    erasable = ("evidence",)

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    available_pence: Mapped[int] = mapped_column(Pence)
    evidence: Mapped[str | None]
    stated_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class LateEntry(Erasable, Table):
    """Why an act was dated on an earlier day than today in a live database."""

    __tablename__ = "late_entry"
    erasable = ("reason",)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str | None] = mapped_column(ForeignKey("case_file.ref"), index=True)
    act: Mapped[str]
    subject: Mapped[str]
    dated_on: Mapped[dt.date]
    reason: Mapped[str | None]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
