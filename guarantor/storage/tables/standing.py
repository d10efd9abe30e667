"""What is open now: the tasks nobody has closed, and where each case stands, beside the histories that say so.

Whoever lists what waits reads these and not the histories, so that a list costs the same however long they have grown.
The database itself keeps them, as each row of a history is written (see migration 0013). They say nothing that the
histories do not say and are no part of the record: they have no guards, and the journal does not name them.
"""

import datetime as dt

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Table


class OpenTask(Table):
    """A task that nobody has closed, or that was opened again; `owner` is the officer it was given to last."""

    __tablename__ = "open_task"
    __table_args__ = (
        # Each order in which a tray is read has its index, with what the filters ask: nothing is sorted or looked up.
        Index("ix_open_task_due", "owner_role", "due_on", "task", "owner"),
        Index("ix_open_task_kind", "kind", "due_on", "task", "owner"),
        Index("ix_open_task_owner", "owner", "due_on", "task", "kind"),
        Index("ix_open_task_newest", "owner_role", "task", "due_on", "owner"),
        Index("ix_open_task_case", "owner_role", "case_ref", "due_on", "task", "owner"),
        Table.__table_args__,
    )

    task: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True, autoincrement=False)
    kind: Mapped[str]
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    owner_role: Mapped[str]
    owner: Mapped[int | None] = mapped_column(ForeignKey("officer.number"))
    due_on: Mapped[dt.date]


class CaseStanding(Table):
    """The status that a case has now, by which step of its history, and since when.

    `lacks`: its last assessment lacks facts other than the home's, so that nobody can decide on it.
    """

    __tablename__ = "case_standing"
    __table_args__ = (
        Index("ix_case_standing_status", "status", "lacks", "step", "case_ref"),
        Table.__table_args__,
    )

    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), primary_key=True)
    status: Mapped[str]
    step: Mapped[int] = mapped_column(ForeignKey("case_status.id"), unique=True)
    since_on: Mapped[dt.date]
    lacks: Mapped[bool]
