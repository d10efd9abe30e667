"""Version 0.6.0: reasons of decisions in other words, for a landlord to read."""

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

revision = "0015"
down_revision = "0014"

BY_ROLE = Guard(
    "reworded_reason_by_role",
    "reworded_reason",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.officer AND role = 'approver')",
    "reworded_reason needs an officer with the role approver",
)
OF_ITS_GUARANTEE = Guard(
    "reworded_reason_of_its_guarantee",
    "reworded_reason",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM claim WHERE claim.ref = NEW.claim_ref AND claim.guarantee_ref = NEW.guarantee_ref) "
    "AND NOT EXISTS (SELECT 1 FROM guarantee_change AS opened WHERE opened.id = NEW.change "
    "AND opened.guarantee_ref = NEW.guarantee_ref)",
    "what is reworded is a decision on the guarantee that it names",
)


def upgrade() -> None:
    """Make the table and set its guards up."""
    op.create_table(
        "reworded_reason",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("claim_ref", sa.Text(), nullable=True),
        sa.Column("change", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reworded_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "(claim_ref IS NULL) <> (change IS NULL)", name=op.f("ck_reworded_reason_of_one_decision")
        ),
        sa.ForeignKeyConstraint(
            ["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_reworded_reason_guarantee_ref")
        ),
        sa.ForeignKeyConstraint(
            ["claim_ref"], ["claim_decision.claim_ref"], name=op.f("fk_reworded_reason_claim_ref")
        ),
        sa.ForeignKeyConstraint(
            ["change"], ["guarantee_change_decision.change"], name=op.f("fk_reworded_reason_change")
        ),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_reworded_reason_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reworded_reason")),
        sqlite_strict=True,
    )
    for column in ("guarantee_ref", "claim_ref", "change"):
        op.create_index(f"ix_reworded_reason_{column}", "reworded_reason", [column])
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    kept = ["id", "guarantee_ref", "claim_ref", "change", "reworded_on", "officer", "recorded_at"]
    guards: list[Guard] = [
        no_replace("reworded_reason", [["id"]], dialect),
        *erasable("reworded_reason", kept, ["reason"], dialect),
        BY_ROLE,
        OF_ITS_GUARANTEE,
    ]
    if dialect == "sqlite":
        guards += [
            true_dates("reworded_reason", "INSERT", ["reworded_on", "recorded_at"]),
            true_dates("reworded_reason", "UPDATE", ["erased_at"]),
        ]
    for guard in guards:
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for statement in no_truncate("reworded_reason"):
            bind.exec_driver_sql(statement)
