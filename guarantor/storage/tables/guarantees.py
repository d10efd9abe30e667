"""Guarantees, their statuses, signatures and papers, and what was said of the rent besides money."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table
from guarantor.storage.types import Pence


class Guarantee(Table):
    """The terms as issued; they never change. `number` is the guarantee's within its case."""

    __tablename__ = "guarantee"
    __table_args__ = (
        CheckConstraint("issued_by <> prepared_by", name="two_people"),
        CheckConstraint("cap_pence > 0", name="cap"),
        CheckConstraint("share_pence > 0", name="share"),
        CheckConstraint("ends_on >= starts_on", name="period"),
        Table.__table_args__,
    )

    ref: Mapped[str] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    number: Mapped[int]
    programme: Mapped[str] = mapped_column(ForeignKey("programme.code"))
    policy_fingerprint: Mapped[str] = mapped_column(ForeignKey("policy_version.fingerprint"))
    decision: Mapped[int] = mapped_column(ForeignKey("case_decision.id"))
    assessment: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    issued_on: Mapped[dt.date]
    starts_on: Mapped[dt.date]
    ends_on: Mapped[dt.date]
    months: Mapped[int]
    share_pence: Mapped[int] = mapped_column(Pence)
    cap_pence: Mapped[int] = mapped_column(Pence)
    group_code: Mapped[str | None]
    area: Mapped[str | None]
    brma: Mapped[str | None]
    age_at_start: Mapped[int | None]
    prepared_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    issued_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class GuaranteeStatusRow(Table):
    """One step in a guarantee's life; the latest row is its status."""

    __tablename__ = "guarantee_status"

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    status: Mapped[str]
    reason_code: Mapped[str | None]
    happened_on: Mapped[dt.date]
    officer: Mapped[int | None] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class Signature(Erasable, Table):
    """Who signed the deed for a party, in what capacity, before which witness, and how."""

    __tablename__ = "signature"
    __table_args__ = (
        UniqueConstraint("guarantee_ref", "party", name="uq_signature_party"),
        CheckConstraint("party IN ('landlord', 'young-person', 'council')", name="party"),
        Table.__table_args__,
    )
    erasable = ("name", "capacity", "witness", "how")

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"))
    party: Mapped[str]
    name: Mapped[str | None]
    capacity: Mapped[str | None]
    witness: Mapped[str | None]
    how: Mapped[str | None]
    signed_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class Paper(Erasable, Table):
    """A document as issued: stored once, never made again. `code` is printed on it."""

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("guarantee_ref", "kind", name="uq_paper_kind"),
        Table.__table_args__,
    )
    erasable = ("inputs", "content_bytes")

    code: Mapped[str] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    kind: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    clause_versions: Mapped[str]
    inputs: Mapped[str | None]
    content_bytes: Mapped[bytes | None]
    made_at: Mapped[dt.datetime]


class RentStatement(Table):
    """A dated statement about a month's rent that moves no money: nothing heard, or reported missed."""

    __tablename__ = "rent_statement"
    __table_args__ = (
        CheckConstraint("says IN ('silent', 'missed')", name="says"),
        Table.__table_args__,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    month: Mapped[str]
    says: Mapped[str]
    stated_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
