"""Version 0.6.0: notes on cases, and the journal found by the instant of an act."""

from typing import cast

import sqlalchemy as sa
from alembic import op

from guarantor.storage.guard_ddl import (
    Dialect,
    Guard,
    erasable,
    no_replace,
    no_truncate,
    statements,
    true_dates,
)
from guarantor.storage.types import Instant

revision = "0011"
down_revision = "0010"

BY_ROLE = Guard(
    "case_note_by_role",
    "case_note",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.officer AND role IN ('caseworker', 'approver'))",
    "case_note needs an officer with the role caseworker or approver",
)


def upgrade() -> None:
    """Make the table and set its guards up."""
    op.create_table(
        "case_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_case_note_case_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_case_note_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_note")),
        sqlite_strict=True,
    )
    op.create_index("ix_case_note_case_ref", "case_note", ["case_ref"])
    # An import's subject names no single case: a timeline finds it by the instant at which it wrote.
    op.create_index("ix_journal_at", "journal", ["at"])
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    guards: list[Guard] = [
        no_replace("case_note", [["id"]], dialect),
        *erasable("case_note", ["id", "case_ref", "noted_on", "officer", "recorded_at"], ["note"], dialect),
        BY_ROLE,
    ]
    if dialect == "sqlite":
        guards += [
            true_dates("case_note", "INSERT", ["noted_on", "recorded_at"]),
            true_dates("case_note", "UPDATE", ["erased_at"]),
        ]
    for guard in guards:
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for statement in no_truncate("case_note"):
            bind.exec_driver_sql(statement)
