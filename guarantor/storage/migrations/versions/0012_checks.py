"""Version 0.6.0: checks of papers by people from outside."""

from typing import cast

import sqlalchemy as sa
from alembic import op

from guarantor.storage.guard_ddl import (
    Dialect,
    Guard,
    insert_only,
    no_replace,
    no_truncate,
    statements,
    true_dates,
)
from guarantor.storage.types import Instant

revision = "0012"
down_revision = "0011"

OF_A_PAPER = Guard(
    "paper_check_of_a_paper",
    "paper_check",
    "INSERT",
    "NEW.code IS NOT NULL AND NOT EXISTS (SELECT 1 FROM paper WHERE paper.code = NEW.code) "
    "AND NOT EXISTS (SELECT 1 FROM letter WHERE letter.code = NEW.code)",
    "what is checked is a paper that was issued, or none",
)


def upgrade() -> None:
    """Make the table and set its guards up."""
    op.create_table(
        "paper_check",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("checked_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "outcome IN ('in_force', 'not_yet_signed', 'ended', 'never_signed', 'withdrawn', 'letter', "
            "'wrong_postcode', 'unknown')",
            name=op.f("ck_paper_check_outcome"),
        ),
        sa.CheckConstraint("(outcome = 'unknown') = (code IS NULL)", name=op.f("ck_paper_check_known")),
        sa.CheckConstraint("file IN ('issued', 'signed_copy', 'other')", name=op.f("ck_paper_check_file")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_check")),
        sqlite_strict=True,
    )
    for column in ("code", "checked_at"):
        op.create_index(f"ix_paper_check_{column}", "paper_check", [column])
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    guards: list[Guard] = [
        no_replace("paper_check", [["id"]], dialect),
        *insert_only("paper_check"),
        OF_A_PAPER,
    ]
    if dialect == "sqlite":
        guards.append(true_dates("paper_check", "INSERT", ["checked_at"]))
    for guard in guards:
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for statement in no_truncate("paper_check"):
            bind.exec_driver_sql(statement)
