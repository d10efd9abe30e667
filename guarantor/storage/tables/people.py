"""Officers, their roles, acts that wait for a second person, and what kind of database this is."""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Table


class DatabaseMark(Table):
    """One row: whether this database is live or a rehearsal, and the rehearsal's business date."""

    __tablename__ = "database_mark"
    __table_args__ = (
        CheckConstraint("id = 1", name="one_row"),
        CheckConstraint("kind IN ('live', 'rehearsal')", name="kind"),
        CheckConstraint("kind = 'rehearsal' OR business_on IS NULL", name="live_has_todays_date"),
        Table.__table_args__,
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    kind: Mapped[str]
    business_on: Mapped[dt.date | None]
    made_by_demo: Mapped[bool]
    created_at: Mapped[dt.datetime]


class Officer(Table):
    """A person who uses the system. The journal knows them by number only."""

    __tablename__ = "officer"

    number: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    os_uid: Mapped[int | None] = mapped_column(unique=True)
    added_at: Mapped[dt.datetime]


class PendingAct(Table):
    """An act of two people: proposed by one, confirmed once by another."""

    __tablename__ = "pending_act"
    __table_args__ = (
        CheckConstraint("confirmed_by <> proposed_by", name="two_people"),
        CheckConstraint("(confirmed_by IS NULL) = (confirmed_at IS NULL)", name="confirmed_whole"),
        Index(
            "ix_pending_act_waiting",
            "number",
            sqlite_where=text("confirmed_by IS NULL"),
            postgresql_where=text("confirmed_by IS NULL"),
        ),
        Table.__table_args__,
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    act: Mapped[str]
    content: Mapped[str]
    proposed_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    proposed_at: Mapped[dt.datetime]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("officer.number"))
    confirmed_at: Mapped[dt.datetime | None]


class OfficerRole(Table):
    """A role granted to an officer by two administrators; the first two administrators have no pending act."""

    __tablename__ = "officer_role"

    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)
    pending: Mapped[int | None] = mapped_column(ForeignKey("pending_act.number"))
    granted_at: Mapped[dt.datetime]
