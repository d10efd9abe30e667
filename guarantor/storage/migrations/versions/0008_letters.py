"""Version 0.5.0: letters, and what became of every paper."""

from typing import cast

import sqlalchemy as sa
from alembic import op

from guarantor.storage.guard_ddl import (
    Dialect,
    Guard,
    erasable,
    insert_only,
    no_replace,
    no_truncate,
    statements,
    true_dates,
)
from guarantor.storage.types import Instant

revision = "0008"
down_revision = "0007"

KEYS: dict[str, list[list[str]]] = {
    "dispatch": [["id"]],
    "executed_copy": [["id"], ["sha256"]],
    "letter": [["code"]],
    "returned_letter": [["dispatch"]],
    "withdrawn_paper": [["code"]],
}
INSERT_ONLY = ("returned_letter", "withdrawn_paper")
# Of each table the columns that stay, and those that an erasure empties.
ERASABLE: dict[str, tuple[str, str]] = {
    "dispatch": ("id case_ref code how sent_on officer recorded_at", "sent_to"),
    "executed_copy": (
        "id guarantee_ref code sha256 media_type received_on officer recorded_at",
        "content_bytes",
    ),
    "letter": (
        "code case_ref guarantee_ref claim_ref kind edition basis made_on sha256 clause_versions officer recorded_at",
        "inputs content_bytes",
    ),
}
# The columns that hold dates and instants, for SQLite.
DATES = {
    "dispatch": "sent_on recorded_at",
    "executed_copy": "received_on recorded_at",
    "letter": "made_on recorded_at",
    "returned_letter": "returned_on recorded_at",
    "withdrawn_paper": "withdrawn_on recorded_at",
}
# Who may write rows of each table: any of these roles.
BY_ROLE = {
    "dispatch": ("caseworker", "approver"),
    "executed_copy": ("caseworker", "approver"),
    "letter": ("caseworker", "approver"),
    "returned_letter": ("caseworker", "approver"),
    "withdrawn_paper": ("approver",),
}
_NO_PAPER = (
    "NOT EXISTS (SELECT 1 FROM paper WHERE paper.code = NEW.code) "
    "AND NOT EXISTS (SELECT 1 FROM letter WHERE letter.code = NEW.code)"
)
OF_A_PAPER = [
    Guard("dispatch_of_a_paper", "dispatch", "INSERT", _NO_PAPER, "what is sent is a paper that was issued"),
    Guard(
        "withdrawn_paper_of_a_paper",
        "withdrawn_paper",
        "INSERT",
        _NO_PAPER,
        "what is withdrawn is a paper that was issued",
    ),
    Guard(
        "letter_with_a_code_of_its_own",
        "letter",
        "INSERT",
        "EXISTS (SELECT 1 FROM paper WHERE paper.code = NEW.code)",
        "a letter has a code of its own",
    ),
]


def upgrade() -> None:
    """Make the tables and set their guards up."""
    for column in ("joint", "licence"):
        op.add_column("circumstances", sa.Column(column, sa.Boolean(), nullable=True))
    _create_letter()
    _create_withdrawn_paper()
    _create_executed_copy()
    _create_dispatch()
    _create_returned_letter()
    # A paper is found by the digest of its file.
    op.create_index("ix_paper_sha256", "paper", ["sha256"])
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    guards: list[Guard] = [no_replace(table, keys, dialect) for table, keys in KEYS.items()]
    for table in INSERT_ONLY:
        guards += insert_only(table)
    for table, (kept, erased) in ERASABLE.items():
        guards += erasable(table, kept.split(), erased.split(), dialect)
    if dialect == "sqlite":
        guards += [true_dates(table, "INSERT", columns.split()) for table, columns in DATES.items()]
        guards += [true_dates(table, "UPDATE", ["erased_at"]) for table in ERASABLE]
    for guard in (*guards, *OF_A_PAPER, *_by_role()):
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for table in KEYS:
            for statement in no_truncate(table):
                bind.exec_driver_sql(statement)


def _by_role() -> list[Guard]:
    return [
        Guard(
            f"{table}_by_role",
            table,
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.officer "
            f"AND role IN ({', '.join(repr(role) for role in roles)}))",
            f"{table} needs an officer with the role {' or '.join(roles)}",
        )
        for table, roles in BY_ROLE.items()
    ]


def _create_letter() -> None:
    op.create_table(
        "letter",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("guarantee_ref", sa.Text(), nullable=True),
        sa.Column("claim_ref", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("clause_versions", sa.Text(), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=True),
        sa.Column("content_bytes", sa.LargeBinary(), nullable=True),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint(
            "edition IN ('standard', 'large-print', 'easy-read')", name=op.f("ck_letter_edition")
        ),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_letter_case_ref")),
        sa.ForeignKeyConstraint(["guarantee_ref"], ["guarantee.ref"], name=op.f("fk_letter_guarantee_ref")),
        sa.ForeignKeyConstraint(["claim_ref"], ["claim.ref"], name=op.f("fk_letter_claim_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_letter_officer")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_letter")),
        sqlite_strict=True,
    )
    for column in ("case_ref", "guarantee_ref", "basis", "sha256"):
        op.create_index(f"ix_letter_{column}", "letter", [column])


def _create_withdrawn_paper() -> None:
    op.create_table(
        "withdrawn_paper",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "reason_code IN ('mistake', 'replaced', 'never_given')", name=op.f("ck_withdrawn_paper_reason")
        ),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_withdrawn_paper_officer")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_withdrawn_paper")),
        sqlite_strict=True,
    )


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
        sa.UniqueConstraint("sha256", name=op.f("uq_executed_copy_sha256")),
        sqlite_strict=True,
    )
    for column in ("code", "guarantee_ref"):
        op.create_index(f"ix_executed_copy_{column}", "executed_copy", [column])


def _create_dispatch() -> None:
    op.create_table(
        "dispatch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("sent_to", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint("how IN ('post', 'email', 'by_hand', 'signed_for')", name=op.f("ck_dispatch_how")),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_dispatch_case_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_dispatch_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dispatch")),
        sqlite_strict=True,
    )
    for column in ("case_ref", "code"):
        op.create_index(f"ix_dispatch_{column}", "dispatch", [column])


def _create_returned_letter() -> None:
    op.create_table(
        "returned_letter",
        sa.Column("dispatch", sa.Integer(), nullable=False),
        sa.Column("reason_code", sa.Text(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "reason_code IN ('not_known', 'moved', 'refused', 'bounced', 'other')",
            name=op.f("ck_returned_letter_reason"),
        ),
        sa.ForeignKeyConstraint(["dispatch"], ["dispatch.id"], name=op.f("fk_returned_letter_dispatch")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_returned_letter_officer")),
        sa.PrimaryKeyConstraint("dispatch", name=op.f("pk_returned_letter")),
        sqlite_strict=True,
    )
