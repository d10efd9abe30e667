"""What officers note on a case in their own words."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table


class CaseNote(Erasable, Table):
    """A note on a case, dated on the day it tells of. It is never changed; a later note may say otherwise."""

    __tablename__ = "case_note"
    erasable = ("note",)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    note: Mapped[str | None]
    noted_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
