"""Tasks: owned, dated, visible. A task is opened once; its steps say who took it and how it was closed."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table


class Task(Table):
    """Something somebody must do by a day.

    `basis` names what opened it, such as "review RG-0001/1 3", so that the same thing never opens two tasks.
    `owner_role` owns it until an officer takes it. `opened_by` is None where the system opened it.
    """

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    basis: Mapped[str] = mapped_column(unique=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    guarantee_ref: Mapped[str | None] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    claim_ref: Mapped[str | None] = mapped_column(ForeignKey("claim.ref"))
    owner_role: Mapped[str]
    due_on: Mapped[dt.date]
    opened_on: Mapped[dt.date]
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class TaskStep(Erasable, Table):
    """One step of a task; the latest counts. `owner` is the officer it was given to."""

    __tablename__ = "task_step"
    __table_args__ = (
        CheckConstraint("step IN ('assigned', 'noted', 'done', 'not_needed', 'reopened')", name="step"),
        Table.__table_args__,
    )
    erasable = ("note",)

    id: Mapped[int] = mapped_column(primary_key=True)
    task: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    step: Mapped[str]
    owner: Mapped[int | None] = mapped_column(ForeignKey("officer.number"))
    note: Mapped[str | None]
    happened_on: Mapped[dt.date]
    officer: Mapped[int | None] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class WarningPause(Erasable, Table):
    """Early warnings on a guarantee rest between two days, both included, for a reason."""

    __tablename__ = "warning_pause"
    __table_args__ = (CheckConstraint("until_on >= from_on", name="period"), Table.__table_args__)
    erasable = ("reason",)

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    from_on: Mapped[dt.date]
    until_on: Mapped[dt.date]
    reason: Mapped[str | None]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
