"""Explorations that take more than a moment: how far each is, and what came out, for a day. No part of the record."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Table


class KeptRun(Table):
    """One exploration: who asked, what for, how far it is, and what came out, as JSON.

    `beat_at` is when the process that works on it was last heard of.
    """

    __tablename__ = "long_run"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'stopped', 'refused')", name="state"),
        CheckConstraint("(state = 'done') = (document IS NOT NULL)", name="document"),
        Table.__table_args__,
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    token: Mapped[str] = mapped_column(unique=True)
    asked_by: Mapped[int] = mapped_column(ForeignKey("officer.number"), index=True)
    kind: Mapped[str]
    asked: Mapped[str]
    state: Mapped[str]
    steps_done: Mapped[int]
    steps: Mapped[int]
    document: Mapped[str | None]
    says: Mapped[str]
    stop_asked: Mapped[bool]
    asked_at: Mapped[dt.datetime]
    beat_at: Mapped[dt.datetime]
