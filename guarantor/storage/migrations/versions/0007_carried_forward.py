"""Version 0.4.0: what finds a transfer by its day, and the guards on balances that are carried forward."""

from typing import cast

from alembic import op

from guarantor.storage.guard_ddl import Dialect, Guard, statements

revision = "0007"
down_revision = "0006"

GUARDS = [
    Guard(
        "period_follows",
        "period",
        "INSERT",
        "NEW.number <> 1 + (SELECT COUNT(*) FROM period) "
        "OR NEW.through_transfer > COALESCE((SELECT MAX(id) FROM transfer), 0) "
        "OR EXISTS (SELECT 1 FROM period AS before WHERE before.through_transfer > NEW.through_transfer "
        "OR before.through_on > NEW.through_on)",
        "a period follows the one before it and ends with a transfer that is there",
    ),
    Guard(
        "transfer_after_the_last_period",
        "transfer",
        "INSERT",
        # SQLite shows a row without a number as -1 before it gives it the next one.
        "NEW.id <> -1 AND NEW.id <= COALESCE((SELECT through_transfer FROM period ORDER BY number DESC LIMIT 1), 0)",
        "transfers up to this number are carried forward",
    ),
]


def upgrade() -> None:
    """Make the indexes and set the guards up."""
    bind = op.get_bind()
    # A guarantee's transfers in the order of their numbers, and of their days.
    op.drop_index("ix_transfer_guarantee_ref", "transfer")
    op.create_index("ix_transfer_guarantee_ref", "transfer", ["guarantee_ref", "id"])
    op.create_index("ix_transfer_guarantee_day", "transfer", ["guarantee_ref", "happened_on"])
    op.create_index("ix_transfer_happened_on", "transfer", ["happened_on"])
    for guard in GUARDS:
        for statement in statements(guard, cast("Dialect", bind.dialect.name)):
            bind.exec_driver_sql(statement)
