"""Version 0.6.0: evidence files, the words that a case is found by, and the day a young person agreed to apply."""

from typing import cast

import sqlalchemy as sa
from alembic import op

from guarantor.storage.case_words import words_of
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

revision = "0010"
down_revision = "0009"

_KEPT = "id case_ref shows media_type size_bytes sha256 scan received_on officer recorded_at"
BY_ROLE = Guard(
    "evidence_file_by_role",
    "evidence_file",
    "INSERT",
    "NOT EXISTS (SELECT 1 FROM officer_role WHERE officer = NEW.officer AND role = 'caseworker')",
    "evidence_file needs an officer with the role caseworker",
)
# The texts that a case is found by, as its latest rows have them.
_TEXTS = {
    "young_person": "name, address",
    "home": "address, postcode, landlord_name, agent",
}


def upgrade() -> None:
    """Make the tables, set the guards up, and find the words of the cases that are there."""
    op.add_column("circumstances", sa.Column("young_person_agreed_on", sa.Date(), nullable=True))
    _create_evidence_file()
    # A word is found by its beginning, which takes an order by the characters' numbers: SQLite's own, not PostgreSQL's.
    word = sa.Text(collation="C" if op.get_bind().dialect.name == "postgresql" else None)
    op.create_table(
        "case_word",
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("word", word, nullable=False),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_case_word_case_ref")),
        sa.PrimaryKeyConstraint("case_ref", "word", name=op.f("pk_case_word")),
        sqlite_strict=True,
    )
    op.create_index("ix_case_word_word", "case_word", ["word", "case_ref"])
    _guard()
    _find_words()


def _guard() -> None:
    bind = op.get_bind()
    dialect = cast("Dialect", bind.dialect.name)
    guards: list[Guard] = [
        no_replace("evidence_file", [["id"], ["case_ref", "sha256"]], dialect),
        *erasable("evidence_file", _KEPT.split(), ["file_name", "content_bytes"], dialect),
        BY_ROLE,
    ]
    if dialect == "sqlite":
        guards += [
            true_dates("evidence_file", "INSERT", ["received_on", "recorded_at"]),
            true_dates("evidence_file", "UPDATE", ["erased_at"]),
            true_dates("circumstances", "INSERT", ["young_person_agreed_on"]),
        ]
    for guard in guards:
        for statement in statements(guard, dialect):
            bind.exec_driver_sql(statement)
    if dialect == "postgresql":
        for statement in no_truncate("evidence_file"):
            bind.exec_driver_sql(statement)


def _find_words() -> None:
    bind = op.get_bind()
    found: dict[str, set[str]] = {}
    for table, columns in _TEXTS.items():
        latest = f"SELECT MAX(id) FROM {table} GROUP BY case_ref"
        for ref, *texts in bind.exec_driver_sql(
            f"SELECT case_ref, {columns} FROM {table} WHERE id IN ({latest})"
        ):
            found.setdefault(ref, set()).update(words_of(texts))
    rows = [{"case_ref": ref, "word": word} for ref, words in found.items() for word in sorted(words)]
    if rows:
        bind.execute(sa.text("INSERT INTO case_word (case_ref, word) VALUES (:case_ref, :word)"), rows)


def _create_evidence_file() -> None:
    op.create_table(
        "evidence_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_ref", sa.Text(), nullable=False),
        sa.Column("shows", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("scan", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("content_bytes", sa.LargeBinary(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("officer", sa.Integer(), nullable=False),
        sa.Column("recorded_at", Instant(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=True),
        sa.Column("erased_at", Instant(), nullable=True),
        sa.CheckConstraint("scan IN ('clean', 'not_scanned')", name=op.f("ck_evidence_file_scan")),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_evidence_file_size")),
        sa.ForeignKeyConstraint(["case_ref"], ["case_file.ref"], name=op.f("fk_evidence_file_case_ref")),
        sa.ForeignKeyConstraint(["officer"], ["officer.number"], name=op.f("fk_evidence_file_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_file")),
        sa.UniqueConstraint("case_ref", "sha256", name=op.f("uq_evidence_file_case_ref")),
        sqlite_strict=True,
    )
    op.create_index("ix_evidence_file_case_ref", "evidence_file", ["case_ref"])
