"""${message}."""

import sqlalchemy as sa
from alembic import op

from guarantor.storage.guard_ddl import Guard, statements
from guarantor.storage.types import Instant, Pence

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """${message}."""
    ${upgrades if upgrades else "pass"}
