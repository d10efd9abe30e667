"""Refusals about claims and their payment."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from guarantor.domain.money import spoken
from guarantor.domain.refusals.base import Refused


@dataclass
class ClaimExceedsCap(Refused):
    """More would be accepted than the maximum guarantee has left."""

    ref: str
    asked_pence: int
    left_pence: int

    def __str__(self) -> str:
        return (
            f"{self.ref}: {spoken(self.asked_pence)} is more than the {spoken(self.left_pence)} "
            "left of the maximum guarantee."
        )


@dataclass
class LineNotPayable(Refused):
    """More would be accepted on a claim's line than its checks allow."""

    claim: str
    month: str
    asked_pence: int
    payable_pence: int
    failed: Sequence[str]

    def __str__(self) -> str:
        why = f" ({'; '.join(self.failed)})" if self.failed else ""
        return (
            f"{self.claim}, line {self.month}: at most {spoken(self.payable_pence)} can be accepted, "
            f"not {spoken(self.asked_pence)}{why}."
        )


@dataclass
class AlreadyDecided(Refused):
    """The claim has its decision."""

    claim: str
    outcome: str

    def __str__(self) -> str:
        return f"{self.claim} was already {self.outcome.replace('_', ' ')}."


@dataclass
class NothingToPay(Refused):
    """The claim was not accepted, or was paid before."""

    claim: str
    why: str

    def __str__(self) -> str:
        return f"{self.claim} cannot be paid: {self.why}."


@dataclass
class NothingToDispute(Refused):
    """The claim has no decision that left the landlord anything to ask for."""

    claim: str
    why: str

    def __str__(self) -> str:
        return f"{self.claim} cannot be disputed: {self.why}."


@dataclass
class DisputeTooLate(Refused):
    """The landlord took longer than the days in which a decision can be disputed."""

    claim: str
    on: dt.date
    last_on: dt.date

    def __str__(self) -> str:
        return (
            f"{self.claim} could be disputed until {self.last_on.isoformat()}, and "
            f"{self.on.isoformat()} is later."
        )


@dataclass
class NothingToUndo(Refused):
    """The claim has no acceptance that can still be undone."""

    claim: str
    why: str

    def __str__(self) -> str:
        return f"The acceptance of {self.claim} cannot be undone: {self.why}."


@dataclass
class NothingToReword(Refused):
    """There is no reason, or none that a landlord may not read."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"The reason of {self.what} cannot be reworded: {self.why}."
