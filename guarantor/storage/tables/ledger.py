"""The ledger and the journal: insert only, references, codes and digests only."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Table
from guarantor.storage.types import Pence


class TransferRow(Table):
    """One movement of money: one debit, one credit, one whole positive amount."""

    __tablename__ = "transfer"
    __table_args__ = (
        CheckConstraint("amount_pence > 0", name="positive"),
        CheckConstraint("debit <> credit", name="two_accounts"),
        CheckConstraint("length(debit) > 0 AND length(credit) > 0", name="named_accounts"),
        Index("ix_transfer_guarantee_ref", "guarantee_ref", "id"),
        Index("ix_transfer_guarantee_day", "guarantee_ref", "happened_on"),
        Index("ix_transfer_happened_on", "happened_on"),
        Index("ix_transfer_claim_ref", "claim_ref"),
        Table.__table_args__,
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    debit: Mapped[str]
    credit: Mapped[str]
    amount_pence: Mapped[int] = mapped_column(Pence)
    happened_on: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime]
    kind: Mapped[str]
    guarantee_ref: Mapped[str | None] = mapped_column(ForeignKey("guarantee.ref"))
    claim_ref: Mapped[str | None] = mapped_column(ForeignKey("claim.ref"))
    reason_code: Mapped[str | None]
    corrects: Mapped[int | None] = mapped_column(ForeignKey("transfer.id"))
    idempotency_key: Mapped[str | None] = mapped_column(unique=True)


class JournalRow(Table):
    """One act; hash-chained over everything in the row and the transfers it made."""

    __tablename__ = "journal"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime] = mapped_column(index=True)
    actor: Mapped[int | None] = mapped_column(ForeignKey("officer.number"))
    actor_type: Mapped[str]
    via: Mapped[str]
    act: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)
    details: Mapped[str]
    transfers_digest: Mapped[str]
    previous_hash: Mapped[str]
    hash: Mapped[str]


class KeyedAct(Table):
    """An act that carried an idempotency key: the same key with the same content is the same act."""

    __tablename__ = "keyed_act"

    key: Mapped[str] = mapped_column(primary_key=True)
    act: Mapped[str]
    content_digest: Mapped[str]
    answer: Mapped[str]
