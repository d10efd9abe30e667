"""Finance's own records: prices of accommodation, months as they were closed, and balances carried forward."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Table
from guarantor.storage.types import Pence


class AccommodationPrice(Table):
    """What a category of accommodation (Table 4) costs the council a week, from a day on; the latest counts."""

    __tablename__ = "accommodation_price"
    __table_args__ = (CheckConstraint("weekly_pence >= 0", name="weekly"), Table.__table_args__)

    id: Mapped[int] = mapped_column(primary_key=True)
    category: Mapped[str]
    weekly_pence: Mapped[int | None] = mapped_column(Pence)
    from_on: Mapped[dt.date]
    source: Mapped[str]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class MonthClose(Table):
    """A month as finance closed it: the document as printed, what was known, and the journal's head then."""

    __tablename__ = "month_close"

    month: Mapped[str] = mapped_column(primary_key=True)
    document: Mapped[str]
    sha256: Mapped[str]
    through_transfer: Mapped[int]
    journal_seq: Mapped[int]
    journal_hash: Mapped[str]
    closed_on: Mapped[dt.date]
    closed_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class Period(Table):
    """A point up to which balances are carried forward: transfers up to a number, dated up to a day."""

    __tablename__ = "period"

    number: Mapped[int] = mapped_column(primary_key=True)
    through_transfer: Mapped[int]
    through_on: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime]


class PeriodGuarantee(Table):
    """A guarantee's sums and rent at the close of a period, as a small JSON document."""

    __tablename__ = "period_guarantee"

    period: Mapped[int] = mapped_column(ForeignKey("period.number"), primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), primary_key=True)
    document: Mapped[str]


class PeriodAccount(Table):
    """An account's debits and credits up to the close of a period."""

    __tablename__ = "period_account"

    period: Mapped[int] = mapped_column(ForeignKey("period.number"), primary_key=True)
    account: Mapped[str] = mapped_column(primary_key=True)
    debit_pence: Mapped[int] = mapped_column(Pence)
    credit_pence: Mapped[int] = mapped_column(Pence)
