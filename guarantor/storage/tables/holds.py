"""Legal holds: why a case's record is kept although its time may be over."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table


class LegalHold(Erasable, Table):
    """A step of a case's hold: put or lifted; the latest says whether it stands."""

    __tablename__ = "legal_hold"
    __table_args__ = (CheckConstraint("step IN ('put', 'lifted')", name="step"), Table.__table_args__)
    erasable: ClassVar[tuple[str, ...]] = ("why",)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    step: Mapped[str]
    why: Mapped[str | None]
    happened_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
