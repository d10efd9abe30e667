"""Version 0.6.0: accounts, restricted cases, who looked at which case, and what a visit leaves behind."""

from typing import cast

import sqlalchemy as sa
from alembic import op

from guarantor.storage.guard_ddl import (
    Dialect,
    Guard,
    dropped,
    insert_only,
    no_replace,
    no_truncate,
    statements,
    true_dates,
)
from guarantor.storage.types import Instant

revision = "0009"
down_revision = "0008"

KEYS: dict[str, list[list[str]]] = {
    "account": [["id"], ["pending"]],
    "account_closing": [["account"]],
    "account_credential": [["account"]],
    "case_access": [["id"]],
    "case_look": [["id"]],
}
# The columns that hold instants, for SQLite.
DATES = {
    "account": "code_ends_at opened_at",
    "account_closing": "closed_at",
    "account_credential": "recorded_at",
    "case_access": "recorded_at",
    "case_look": "looked_at",
}


def _by_roles(column: str, roles: dict[str, str]) -> str:
    granted = " OR ".join(
        f"(role = '{role}' AND NEW.act IN ({', '.join(repr(act) for act in acts.split())}))"
        for role, acts in roles.items()
    )
    return f"NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = {column} AND ({granted}))"


def _no_role(column: str, role: str) -> str:
    return f"NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.{column} AND role = '{role}')"


_ADMINISTRATORS = "propose_role propose_account"
_APPROVERS = "propose_programme propose_exception propose_claim_correction propose_end"

GUARDS = [
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
    Guard(
        "account_by_two",
        "account",
        "INSERT",
        # What was proposed is JSON with its names in order: the name and the way must stand in it.
        "NOT EXISTS (SELECT 1 FROM pending_act AS opened JOIN officer ON officer.number = NEW.officer "
        "WHERE opened.number = NEW.pending AND opened.act = 'propose_account' "
        "AND opened.confirmed_by IS NOT NULL "
        "AND REPLACE(opened.content, '\"name\": \"' || officer.name || '\"', '') <> opened.content "
        "AND REPLACE(opened.content, '\"way\": \"' || NEW.way || '\"', '') <> opened.content)",
        "an account is opened by two administrators as it was proposed",
    ),
    Guard(
        "account_closing_by_role",
        "account_closing",
        "INSERT",
        _no_role("officer", "administrator"),
        "account_closing needs an officer with the role administrator",
    ),
    Guard(
        "account_credential_by_its_officer",
        "account_credential",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM account WHERE account.id = NEW.account "
        "AND account.officer = NEW.officer AND account.way = 'local')",
        "a local account is set up by its own officer",
    ),
    Guard(
        "account_credential_while_open",
        "account_credential",
        "INSERT",
        "EXISTS (SELECT 1 FROM account_closing WHERE account_closing.account = NEW.account)",
        "an account that was closed is not set up",
    ),
    Guard(
        "case_access_by_role",
        "case_access",
        "INSERT",
        _no_role("officer", "approver"),
        "case_access needs an officer with the role approver",
    ),
]


def upgrade() -> None:
    """Make the tables and set their guards up."""
    _create_accounts()
    _create_access()
    _create_fleeting()
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    guards: list[Guard] = []
    for table, keys in KEYS.items():
        guards += [no_replace(table, keys, dialect), *insert_only(table)]
    if dialect == "sqlite":
        guards += [true_dates(table, "INSERT", columns.split()) for table, columns in DATES.items()]
    for name in ("pending_act_proposed_by_role", "pending_act_confirmed_by_role"):
        for statement in dropped(name, "pending_act", dialect):
            bind.exec_driver_sql(statement)
    for guard in (*guards, *GUARDS):
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for table in KEYS:
            for statement in no_truncate(table):
                bind.exec_driver_sql(statement)


def _create_accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("secret_digest", sa.Text(), nullable=False),
        sa.Column("code_ends_at", Instant(), nullable=True),
        sa.Column("pending", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.CheckConstraint("way IN ('local', 'council')", name=op.f("ck_account_way")),
        sa.CheckConstraint("(way = 'local') = (code_ends_at IS NOT NULL)", name=op.f("ck_account_code")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_account_officer")),
        sa.ForeignKeyConstraint(["pending"], ["pending_act.number"], name=op.f("fk_account_pending")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("pending", name=op.f("uq_account_pending")),
        sqlite_strict=True,
    )
    for column in ("officer", "secret_digest"):
        op.create_index(f"ix_account_{column}", "account", [column])
    op.create_table(
        "account_credential",
        sa.Column("account", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("sealed_secret", sa.LargeBinary(), nullable=True),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_account_credential_account")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_account_credential_officer")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_account_credential")),
        sqlite_strict=True,
    )
    op.create_table(
        "account_closing",
        sa.Column("account", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("closed_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_account_closing_account")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_account_closing_officer")),
        sa.PrimaryKeyConstraint("account", name=op.f("pk_account_closing")),
        sqlite_strict=True,
    )


def _create_access() -> None:
    op.create_table(
        "case_access",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("named", sa.Integer(), nullable=True),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "step IN ('restricted', 'lifted', 'named', 'unnamed')", name=op.f("ck_case_access_step")
        ),
        sa.CheckConstraint(
            "(step IN ('named', 'unnamed')) = (named IS NOT NULL)", name=op.f("ck_case_access_named")
        ),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_case_access_case_ref")),
        sa.ForeignKeyConstraint(["named"], ["officer.number"], name=op.f("fk_case_access_named")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_case_access_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_access")),
        sqlite_strict=True,
    )
    op.create_index("ix_case_access_case_ref", "case_access", ["case_ref"])
    op.create_table(
        "case_look",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("looked_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_case_look_case_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_case_look_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_look")),
        sqlite_strict=True,
    )
    op.create_index("ix_case_look_case_ref", "case_look", ["case_ref"])
    op.create_index("ix_case_look_officer", "case_look", ["officer", "case_ref", "looked_at"])


def _create_fleeting() -> None:
    op.create_table(
        "web_session",
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("began_at", Instant(), nullable=False),
        sa.Column("used_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_web_session_account")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_web_session_officer")),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_web_session")),
        sqlite_strict=True,
    )
    op.create_index("ix_web_session_account", "web_session", ["account"])
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_digest", sa.Text(), nullable=False),
        sa.Column("failed_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
        sqlite_strict=True,
    )
    op.create_index("ix_sign_in_failure_name_digest", "sign_in_failure", ["name_digest"])
    op.create_table(
        "used_code",
        sa.Column("account", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("half_minute", sa.Integer(), nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_used_code_account")),
        sa.PrimaryKeyConstraint("account", "half_minute", name=op.f("pk_used_code")),
        sqlite_strict=True,
    )
    op.create_table(
        "sent_form",
        sa.Column("token_digest", sa.Text(), nullable=False),
        sa.Column("sent_at", Instant(), nullable=False),
        sa.Column("leads_to", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("token_digest", name=op.f("pk_sent_form")),
        sqlite_strict=True,
    )
