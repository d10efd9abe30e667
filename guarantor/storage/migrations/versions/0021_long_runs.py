"""Version 0.9.0: explorations under way, so that every process of the pages can show them and stop them."""

import sqlalchemy as sa
from alembic import op

from guarantor.storage.types import Instant

revision = "0021"
down_revision = "0020"

TABLE = "long_run"


def upgrade() -> None:
    """Make the table. Its rows change and go after a day, so it has no guards."""
    op.create_table(
        TABLE,
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("steps_done", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("stop_asked", sa.Boolean(), nullable=False),
        sa.Column("asked_at", Instant(), nullable=False),
        sa.Column("beat_at", Instant(), nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'stopped', 'refused')", name=op.f("ck_long_run_state")
        ),
        sa.CheckConstraint("(state = 'done') = (document IS NOT NULL)", name=op.f("ck_long_run_document")),
        sa.ForeignKeyConstraint(["asked_by"], ["officer.number"], name=op.f("fk_long_run_asked_by")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_long_run")),
        sa.UniqueConstraint("token", name=op.f("uq_long_run_token")),
        sqlite_strict=True,
    )
    op.create_index("ix_long_run_asked_by", TABLE, ["asked_by"])
