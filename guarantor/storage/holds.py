"""Legal holds as they stand."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.storage.tables.holds import LegalHold


def standing(session: Session) -> frozenset[str]:
    """The cases that are held."""
    return frozenset(latest(session))


def latest(session: Session) -> dict[str, LegalHold]:
    """The hold of each case that is held, the latest first."""
    last = select(func.max(LegalHold.id)).group_by(LegalHold.case_ref)
    asked = select(LegalHold).where(LegalHold.id.in_(last), LegalHold.step == "put")
    return {each.case_ref: each for each in session.scalars(asked.order_by(LegalHold.id.desc()))}


def of_case(session: Session, case_ref: str) -> list[LegalHold]:
    """Every step of a case's hold, oldest first."""
    asked = select(LegalHold).where(LegalHold.case_ref == case_ref).order_by(LegalHold.id)
    return list(session.scalars(asked))
