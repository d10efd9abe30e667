"""Version 0.6.0: a signed copy counts once a second person has compared it, and can be taken back.

Copies that were kept before had one person behind them: they wait to be compared, as new ones do.
"""

from typing import cast

import sqlalchemy as sa
from alembic import op

from guarantor.storage.guard_ddl import (
    Dialect,
    Guard,
    dropped,
    erasable,
    insert_only,
    no_replace,
    no_truncate,
    statements,
    true_dates,
)
from guarantor.storage.types import Instant

revision = "0014"
down_revision = "0013"

_KEPT = "id guarantee_ref code sha256 media_type received_on officer recorded_at"
_COLUMNS = f"{_KEPT} content_bytes salt erased_at"
_ROLES = "role IN ('caseworker', 'approver')"
# The parties who sign each paper.
_PARTIES = (
    ("deed", "landlord"),
    ("deed", "council"),
    ("agreement", "young-person"),
    ("agreement", "council"),
)


def _lacks(kind: str, party: str) -> str:
    return (
        f"(paper.kind = '{kind}' AND NOT EXISTS (SELECT 1 FROM signature "
        f"WHERE signature.guarantee_ref = paper.guarantee_ref AND signature.party = '{party}' "
        "AND signature.signed_on <= kept.received_on))"
    )


def _by_role(table: str, column: str) -> Guard:
    return Guard(
        f"{table}_by_role",
        table,
        "INSERT",
        f"NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.{column} AND {_ROLES})",
        f"{table} needs an officer with the role caseworker or approver",
    )


OF_COPIES = [
    Guard(
        "executed_copy_held_once",
        "executed_copy",
        "INSERT",
        "EXISTS (SELECT 1 FROM executed_copy AS held WHERE held.sha256 = NEW.sha256 "
        "AND NOT EXISTS (SELECT 1 FROM executed_copy_taken_back WHERE executed_copy_taken_back.copy = held.id))",
        "a signed copy is held once, unless it was taken back",
    ),
    _by_role("executed_copy_confirmation", "confirmed_by"),
    Guard(
        "executed_copy_confirmation_true_keeper",
        "executed_copy_confirmation",
        "INSERT",
        "NOT EXISTS (SELECT 1 FROM executed_copy WHERE id = NEW.copy AND officer = NEW.kept_by)",
        "a signed copy is confirmed by another person than the one who kept it",
    ),
    Guard(
        "executed_copy_confirmation_signed",
        "executed_copy_confirmation",
        "INSERT",
        "EXISTS (SELECT 1 FROM executed_copy AS kept JOIN paper ON paper.code = kept.code "
        f"WHERE kept.id = NEW.copy AND ({' OR '.join(_lacks(*each) for each in _PARTIES)}))",
        "a signed copy is confirmed once every party to the paper has signed it",
    ),
    Guard(
        "executed_copy_confirmation_stands",
        "executed_copy_confirmation",
        "INSERT",
        "EXISTS (SELECT 1 FROM executed_copy_taken_back WHERE executed_copy_taken_back.copy = NEW.copy)",
        "a signed copy that was taken back is not confirmed",
    ),
    _by_role("executed_copy_taken_back", "officer"),
]


def upgrade() -> None:
    """Make the tables and set their guards up; a file can be held again once it was taken back."""
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    guards = _held_again(dialect)
    _create_tables()
    guards += [
        no_replace("executed_copy_confirmation", [["copy"]], dialect),
        *insert_only("executed_copy_confirmation"),
        no_replace("executed_copy_taken_back", [["copy"]], dialect),
        *erasable(
            "executed_copy_taken_back",
            ["copy", "taken_back_on", "officer", "recorded_at"],
            ["reason"],
            dialect,
        ),
        *OF_COPIES,
    ]
    if dialect == "sqlite":
        guards += [
            true_dates("executed_copy_confirmation", "INSERT", ["confirmed_on", "recorded_at"]),
            true_dates("executed_copy_taken_back", "INSERT", ["taken_back_on", "recorded_at"]),
            true_dates("executed_copy_taken_back", "UPDATE", ["erased_at"]),
        ]
    for guard in guards:
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for table in ("executed_copy_confirmation", "executed_copy_taken_back"):
            for statement in no_truncate(table):
                bind.exec_driver_sql(statement)


def _held_again(dialect: Dialect) -> list[Guard]:
    """Let a digest stand in more than one row; answers with the guards that are to be set up anew.

    SQLite takes no constraint away: the table is made again with what it holds, and its guards went with the old one.
    """
    bind = op.get_bind()
    once = no_replace("executed_copy", [["id"]], dialect)
    if dialect == "postgresql":
        op.drop_constraint("uq_executed_copy_sha256", "executed_copy")
        for statement in dropped(once.name, "executed_copy", dialect):
            bind.exec_driver_sql(statement)
        op.create_index("ix_executed_copy_sha256", "executed_copy", ["sha256"])
        return [once]
    for column in ("code", "guarantee_ref"):
        op.drop_index(f"ix_executed_copy_{column}", "executed_copy")
    bind.exec_driver_sql("ALTER TABLE executed_copy RENAME TO executed_copy_before")
    _create_executed_copy()
    columns = ", ".join(_COLUMNS.split())
    bind.exec_driver_sql(
        f"INSERT INTO executed_copy ({columns}) SELECT {columns} FROM executed_copy_before ORDER BY id"
    )
    bind.exec_driver_sql("DROP TABLE executed_copy_before")
    return [
        once,
        *erasable("executed_copy", _KEPT.split(), ["content_bytes"], dialect),
        true_dates("executed_copy", "INSERT", ["received_on", "recorded_at"]),
        true_dates("executed_copy", "UPDATE", ["erased_at"]),
        _by_role("executed_copy", "officer"),
    ]


def _create_executed_copy() -> None:
    op.create_table(
        "executed_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("content_bytes", sa.LargeBinary(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_executed_copy_guarantee_ref")
        ),
        sa.ForeignKeyConstraint(["code"], ["paper.code"], name=op.f("fk_executed_copy_code")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_executed_copy_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_executed_copy")),
        sqlite_strict=True,
    )
    for column in ("code", "guarantee_ref", "sha256"):
        op.create_index(f"ix_executed_copy_{column}", "executed_copy", [column])


def _create_tables() -> None:
    op.create_table(
        "executed_copy_confirmation",
        sa.Column("copy", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("kept_by", sa.Integer(), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint("confirmed_by <> kept_by", name=op.f("ck_executed_copy_confirmation_two_people")),
        sa.ForeignKeyConstraint(
            ["copy"], ["executed_copy.id"], name=op.f("fk_executed_copy_confirmation_copy")
        ),
        sa.ForeignKeyConstraint(
            ["kept_by"], ["officer.number"], name=op.f("fk_executed_copy_confirmation_kept_by")
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["officer.number"], name=op.f("fk_executed_copy_confirmation_confirmed_by")
        ),
        sa.PrimaryKeyConstraint("copy", name=op.f("pk_executed_copy_confirmation")),
        sqlite_strict=True,
    )
    op.create_table(
        "executed_copy_taken_back",
        sa.Column("copy", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("taken_back_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["copy"], ["executed_copy.id"], name=op.f("fk_executed_copy_taken_back_copy")
        ),
        sa.ForeignKeyConstraint(
            ["officer"], ["officer.number"], name=op.f("fk_executed_copy_taken_back_officer")
        ),
        sa.PrimaryKeyConstraint("copy", name=op.f("pk_executed_copy_taken_back")),
        sqlite_strict=True,
    )
