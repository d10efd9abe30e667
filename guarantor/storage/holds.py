"""Legal holds as they stand."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from guarantor.storage.tables.holds import LegalHold


def standing(session: Session) -> frozenset[str]:
    """The cases that are held."""
    row = LegalHold.__table__.c
    latest = {
        each.case_ref: each.step for each in session.execute(select(row.case_ref, row.step).order_by(row.id))
    }
    return frozenset(ref for ref, step in latest.items() if step == "put")


def of_case(session: Session, case_ref: str) -> list[LegalHold]:
    """Every step of a case's hold, oldest first."""
    asked = select(LegalHold).where(LegalHold.case_ref == case_ref).order_by(LegalHold.id)
    return list(session.scalars(asked))
