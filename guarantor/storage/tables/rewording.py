"""Reasons of decisions in other words, where those that were stored may not go to a landlord."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table


class RewordedReason(Erasable, Table):
    """The reason of a claim's decision, or of a change's, in other words; the decision keeps the ones before.

    `guarantee_ref` is the guarantee of either. Where a reason was reworded more than once, the latest words count.
    """

    __tablename__ = "reworded_reason"
    __table_args__ = (
        CheckConstraint("(claim_ref IS NULL) <> (change IS NULL)", name="of_one_decision"),
        Table.__table_args__,
    )
    erasable = ("reason",)

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    claim_ref: Mapped[str | None] = mapped_column(ForeignKey("claim_decision.claim_ref"), index=True)
    change: Mapped[int | None] = mapped_column(ForeignKey("guarantee_change_decision.change"), index=True)
    reason: Mapped[str | None]
    reworded_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
