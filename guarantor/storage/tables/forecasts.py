"""Answers of the forecast that somebody kept."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Table


class SavedForecast(Table):
    """A setting with what the model answered on a day, under a name. It stays as it was said."""

    __tablename__ = "saved_forecast"

    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    made_on: Mapped[dt.date]
    document: Mapped[str]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
