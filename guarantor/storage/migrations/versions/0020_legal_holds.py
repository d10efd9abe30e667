"""Version 0.8.0: legal holds, which keep a case's record although its time is over, and deletion runs of two people."""

from typing import cast

import sqlalchemy as sa
from alembic import op

from guarantor.storage.guard_ddl import (
    Dialect,
    Guard,
    dropped,
    erasable,
    no_replace,
    no_truncate,
    statements,
    true_dates,
)
from guarantor.storage.types import Instant

revision = "0020"
down_revision = "0019"

TABLE = "legal_hold"


def _by_roles(column: str, roles: dict[str, str]) -> str:
    granted = " OR ".join(
        f"(role = '{role}' AND NEW.act IN ({', '.join(repr(act) for act in acts.split())}))"
        for role, acts in roles.items()
    )
    return f"NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = {column} AND ({granted}))"


_ADMINISTRATORS = "propose_role propose_account propose_deletion"
_APPROVERS = "propose_programme propose_exception propose_claim_correction propose_end"
OF_TWO = [
    Guard(
        "pending_act_proposed_by_role",
        "pending_act",
        "INSERT",
        _by_roles(
            "NEW.proposed_by",
            {
                "administrator": _ADMINISTRATORS,
                "approver": _APPROVERS,
                "caseworker": "propose_end propose_cost",
                "finance": "propose_payee propose_write_off",
            },
        ),
        "an act of two is proposed by an officer whose role allows it",
    ),
    Guard(
        "pending_act_confirmed_by_role",
        "pending_act",
        "UPDATE",
        _by_roles(
            "NEW.confirmed_by",
            {
                "administrator": _ADMINISTRATORS,
                "approver": f"{_APPROVERS} propose_cost",
                "finance": "propose_payee propose_write_off",
            },
        ),
        "an act of two is confirmed by an officer whose role allows it",
    ),
]


def upgrade() -> None:
    """Make the table and set its guards up."""
    op.create_table(
        TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint("step IN ('put', 'lifted')", name=op.f("ck_legal_hold_step")),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_legal_hold_case_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_legal_hold_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
        sqlite_strict=True,
    )
    op.create_index("ix_legal_hold_case_ref", TABLE, ["case_ref"])
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    kept = ["id", "case_ref", "step", "happened_on", "officer", "recorded_at"]
    for guard in OF_TWO:
        for statement in dropped(guard.name, guard.table, dialect):
            bind.exec_driver_sql(statement)
    guards: list[Guard] = [
        *OF_TWO,
        no_replace(TABLE, [["id"]], dialect),
        *erasable(TABLE, kept, ["why"], dialect),
        Guard(
            f"{TABLE}_by_role",
            TABLE,
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.officer AND role = 'administrator')",
            f"{TABLE} needs an officer with the role administrator",
        ),
    ]
    if dialect == "sqlite":
        guards += [
            true_dates(TABLE, "INSERT", ["happened_on", "recorded_at"]),
            true_dates(TABLE, "UPDATE", ["erased_at"]),
        ]
    for guard in guards:
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for statement in no_truncate(TABLE):
            bind.exec_driver_sql(statement)
