"""The policy versions that programmes adopted."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from guarantor.storage.tables.programmes import PolicyVersion


def every(session: Session) -> list[PolicyVersion]:
    """Every stored version, in the order they were stored."""
    return list(
        session.scalars(select(PolicyVersion).order_by(PolicyVersion.stored_at, PolicyVersion.fingerprint))
    )
