"""Refusals about what is kept and what has to go."""

import datetime as dt
from dataclasses import dataclass

from guarantor.domain.refusals.base import Refused


@dataclass
class CaseIsHeld(Refused):
    """A legal hold stands on a case, and nothing of it may go."""

    case: str

    def __str__(self) -> str:
        return f"{self.case} is under a legal hold: nothing of it is erased until the hold is lifted."


@dataclass
class NothingIsDue(Refused):
    """No record's time is over."""

    on: dt.date

    def __str__(self) -> str:
        return f"No record's time is over on {self.on.isoformat()}, or a hold keeps it."


@dataclass
class NotDueAnyMore(Refused):
    """A record of the list that was reviewed may not go any more."""

    case: str
    kind: str
    pending: str

    def __str__(self) -> str:
        return (
            f"The {self.kind} of {self.case} is not due any more: a hold was put, or the case is open again. "
            f"Nothing was erased; propose a new run in the place of {self.pending}."
        )
