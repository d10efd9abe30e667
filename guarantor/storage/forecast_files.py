"""Answers of the forecast as they were kept."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from guarantor.storage.tables.forecasts import SavedForecast


def every(session: Session) -> list[SavedForecast]:
    """Every answer that was kept, oldest first."""
    return list(session.scalars(select(SavedForecast).order_by(SavedForecast.number)))


def held(session: Session, number: int) -> SavedForecast | None:
    """One of them, None where there is none of that number."""
    return session.get(SavedForecast, number)
