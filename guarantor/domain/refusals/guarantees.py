"""Refusals in a guarantee's life after issue."""

import datetime as dt
from dataclasses import dataclass

from guarantor.domain.money import spoken
from guarantor.domain.refusals.base import Refused


@dataclass
class EndContradicted(Refused):
    """A reason for the end that the record itself does not bear out."""

    ref: str
    reason: str

    def __str__(self) -> str:
        return f"{self.ref} cannot end as {self.reason.replace('_', ' ')}: the record does not show it."


@dataclass
class NoNoticeClause(Refused):
    """The council would give notice under a deed that does not let it."""

    ref: str

    def __str__(self) -> str:
        return f"The deed of {self.ref} does not let the council end it by notice."


@dataclass
class NoticeTooShort(Refused):
    """The council's notice would run out before the deed's own period is over."""

    ref: str
    given_on: dt.date
    earliest_on: dt.date
    ends_on: dt.date

    def __str__(self) -> str:
        return (
            f"By the deed of {self.ref} a notice given on {self.given_on.isoformat()} runs out on "
            f"{self.earliest_on.isoformat()} at the earliest, not on {self.ends_on.isoformat()}."
        )


@dataclass
class MoveUnderWay(Refused):
    """A new deed was asked for already, and what becomes of that is not settled."""

    ref: str
    asked_on: dt.date

    def __str__(self) -> str:
        return f"{self.ref} has a move under way, asked for on {self.asked_on.isoformat()}."


@dataclass
class NoMonthsLeft(Refused):
    """Nothing is left of the term for a new deed."""

    ref: str
    starts_on: dt.date

    def __str__(self) -> str:
        return f"No month of {self.ref} begins on or after {self.starts_on.isoformat()}, so none can move."


@dataclass
class NoCapLeft(Refused):
    """What is left of the cap is all needed for rent due before the move."""

    ref: str
    left_pence: int
    kept_pence: int

    def __str__(self) -> str:
        return (
            f"Nothing is left of {self.ref} for a new deed: {spoken(self.left_pence)} may still be called and "
            f"{spoken(self.kept_pence)} is kept for rent due before the move."
        )
