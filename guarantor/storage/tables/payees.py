"""Who is paid and how: payees with sealed bank details, confirmed by two people, and batches for accounts payable."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table
from guarantor.storage.types import Pence


class PayeeVersion(Erasable, Table):
    """A case's payee as entered; the latest confirmed one counts. `sealed` is encrypted with the payee key."""

    __tablename__ = "payee_version"
    __table_args__ = (
        CheckConstraint("kind IN ('landlord', 'agent')", name="kind"),
        Table.__table_args__,
    )
    erasable = ("name", "sealed")

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    kind: Mapped[str]
    name: Mapped[str | None]
    sealed: Mapped[bytes | None]
    pending: Mapped[int] = mapped_column(ForeignKey("pending_act.number"), unique=True)
    proposed_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    proposed_on: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime]


class PayeeConfirmation(Erasable, Table):
    """A second finance officer rang the payee on a number known before, and confirmed the details."""

    __tablename__ = "payee_confirmation"
    __table_args__ = (
        CheckConstraint("confirmed_by <> proposed_by", name="two_people"),
        Table.__table_args__,
    )
    erasable = ("call_back",)

    payee: Mapped[int] = mapped_column(ForeignKey("payee_version.id"), primary_key=True)
    call_back: Mapped[str | None]
    confirmed_on: Mapped[dt.date]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    confirmed_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class PaymentBatch(Table):
    """A list of claims to pay, handed to accounts payable as a file."""

    __tablename__ = "payment_batch"
    __table_args__ = (CheckConstraint("total_pence > 0", name="total"), Table.__table_args__)

    number: Mapped[int] = mapped_column(primary_key=True)
    made_on: Mapped[dt.date]
    total_pence: Mapped[int] = mapped_column(Pence)
    made_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class PaymentBatchLine(Table):
    """One claim's payment in a batch; an attempt at paying a claim stands in one batch only."""

    __tablename__ = "payment_batch_line"
    __table_args__ = (
        CheckConstraint("amount_pence > 0", name="amount"),
        UniqueConstraint("claim_ref", "attempt", name="uq_payment_batch_line_attempt"),
        Table.__table_args__,
    )

    batch: Mapped[int] = mapped_column(ForeignKey("payment_batch.number"), primary_key=True)
    claim_ref: Mapped[str] = mapped_column(ForeignKey("claim_decision.claim_ref"), primary_key=True)
    attempt: Mapped[int]
    payee: Mapped[int] = mapped_column(ForeignKey("payee_version.id"))
    reference: Mapped[str] = mapped_column(unique=True)
    amount_pence: Mapped[int] = mapped_column(Pence)
