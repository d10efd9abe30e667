"""Version 0.7.0: policies with other thresholds, proposed, read and taken back before anybody adopts one."""

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

revision = "0017"
down_revision = "0015"

TABLES = ("policy_proposal", "policy_proposal_withdrawal")

ADOPTED_STAYS = Guard(
    "policy_proposal_withdrawal_before_adoption",
    "policy_proposal_withdrawal",
    "INSERT",
    "EXISTS (SELECT 1 FROM policy_proposal AS proposed JOIN policy_version AS adopted "
    "ON adopted.fingerprint = proposed.fingerprint WHERE proposed.number = NEW.proposal)",
    "a proposed policy that was adopted is not taken back",
    lock=("policy_proposal", "number = NEW.proposal"),
)


def upgrade() -> None:
    """Make the tables and set their guards up."""
    _create_tables()
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    guards: list[Guard] = [
        no_replace("policy_proposal", [["number"]], dialect),
        no_replace("policy_proposal_withdrawal", [["proposal"]], dialect),
        ADOPTED_STAYS,
    ]
    for table in TABLES:
        guards += [*insert_only(table), _by_role(table)]
    if dialect == "sqlite":
        guards += [
            true_dates("policy_proposal", "INSERT", ["in_force_from", "proposed_on", "recorded_at"]),
            true_dates("policy_proposal_withdrawal", "INSERT", ["withdrawn_on", "recorded_at"]),
        ]
    for guard in guards:
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for table in TABLES:
            for statement in no_truncate(table):
                bind.exec_driver_sql(statement)


def _create_tables() -> None:
    op.create_table(
        "policy_proposal",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("based_on", sa.Text(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_policy_proposal_officer")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_policy_proposal")),
        sqlite_strict=True,
    )
    op.create_index("ix_policy_proposal_fingerprint", "policy_proposal", ["fingerprint"])
    op.create_table(
        "policy_proposal_withdrawal",
        sa.Column("proposal", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal"], ["policy_proposal.number"], name=op.f("fk_policy_proposal_withdrawal_proposal")
        ),
        sa.ForeignKeyConstraint(
            ["officer"], ["officer.number"], name=op.f("fk_policy_proposal_withdrawal_officer")
        ),
        sa.PrimaryKeyConstraint("proposal", name=op.f("pk_policy_proposal_withdrawal")),
        sqlite_strict=True,
    )


def _by_role(table: str) -> Guard:
    return Guard(
        f"{table}_by_role",
        table,
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.officer AND role = 'approver')",
        f"{table} needs an officer with the role approver",
    )
