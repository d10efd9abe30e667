"""Version 0.9.0: what was written down wrong of a signature, as it stands on the paper."""

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

revision = "0023"
down_revision = "0022"

TABLE = "signature_correction"
WORDS = ["name", "capacity", "witness", "how", "why"]
BY_ROLE = Guard(
    f"{TABLE}_by_role",
    TABLE,
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.officer AND role IN ('caseworker', 'approver'))",
    f"{TABLE} needs an officer with the role caseworker or approver",
)
AFTER_IT = Guard(
    f"{TABLE}_after_it",
    TABLE,
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM signature WHERE signature.id = NEW.signature "
    "AND signature.signed_on <= NEW.corrected_on)",
    "what was written of a signature is corrected after it was made",
)


def upgrade() -> None:
    """Make the table and set its guards up."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("signature", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=True) for name in WORDS),
        sa.Column("corrected_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(["guarantee_ref"], ["guarantee.ref"], name=op.f(f"fk_{TABLE}_guarantee_ref")),
        sa.ForeignKeyConstraint(["signature"], ["signature.id"], name=op.f(f"fk_{TABLE}_signature")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f(f"fk_{TABLE}_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{TABLE}")),
        sqlite_strict=True,
    )
    for column in ("guarantee_ref", "signature"):
        op.create_index(f"ix_{TABLE}_{column}", TABLE, [column])
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    kept = ["id", "guarantee_ref", "signature", "corrected_on", "officer", "recorded_at"]
    guards: list[Guard] = [
        no_replace(TABLE, [["id"]], dialect),
        *erasable(TABLE, kept, WORDS, dialect),
        BY_ROLE,
        AFTER_IT,
    ]
    if dialect == "sqlite":
        guards += [
            true_dates(TABLE, "INSERT", ["corrected_on", "recorded_at"]),
            true_dates(TABLE, "UPDATE", ["erased_at"]),
        ]
    for guard in guards:
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for statement in no_truncate(TABLE):
            bind.exec_driver_sql(statement)
