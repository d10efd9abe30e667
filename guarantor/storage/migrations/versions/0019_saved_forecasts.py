"""Version 0.8.0: answers of the forecast that somebody kept, so that they can be held against what came."""

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

revision = "0019"
down_revision = "0018"

TABLE = "saved_forecast"


def upgrade() -> None:
    """Make the table and set its guards up."""
    op.create_table(
        TABLE,
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_saved_forecast_officer")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_saved_forecast")),
        sqlite_strict=True,
    )
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    guards: list[Guard] = [
        *insert_only(TABLE),
        no_replace(TABLE, [["number"]], dialect),
        Guard(
            f"{TABLE}_by_role",
            TABLE,
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.officer AND role = 'finance')",
            f"{TABLE} needs an officer with the role finance",
        ),
    ]
    if dialect == "sqlite":
        guards.append(true_dates(TABLE, "INSERT", ["made_on", "recorded_at"]))
    for guard in guards:
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for statement in no_truncate(TABLE):
            bind.exec_driver_sql(statement)
