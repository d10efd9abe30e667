"""Version 0.9.0: passwords that people chose anew, and which browser a session calls itself."""

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

revision = "0022"
down_revision = "0021"

TABLE = "password_change"
BY_ITS_OFFICER = Guard(
    f"{TABLE}_by_its_officer",
    TABLE,
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM account JOIN account_credential ON account_credential.account = account.id "
    "WHERE account.id = NEW.account AND account.officer = NEW.officer AND account.way = 'local')",
    "a password is changed by the officer who set the account up",
)
WHILE_OPEN = Guard(
    f"{TABLE}_while_open",
    TABLE,
    "INSERT",
    "EXISTS (SELECT 1 FROM account_closing WHERE account_closing.account = NEW.account)",
    "the password of an account that was closed is not changed",
)


def upgrade() -> None:
    """Make the table and set its guards up. Sessions under way have no browser: it was not asked when they began."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f(f"fk_{TABLE}_account")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f(f"fk_{TABLE}_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sqlite_strict=True,
    )
    op.create_index(f"ix_{TABLE}_account", TABLE, ["account"])
    op.add_column("web_session", sa.Column("browser", sa.Text(), nullable=True))
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    guards = [no_replace(TABLE, [["id"]], dialect), *insert_only(TABLE), BY_ITS_OFFICER, WHILE_OPEN]
    if dialect == "sqlite":
        guards.append(true_dates(TABLE, "INSERT", ["recorded_at"]))
    for guard in guards:
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for statement in no_truncate(TABLE):
            bind.exec_driver_sql(statement)
