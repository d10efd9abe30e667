"""Refusals of what would be done with a proposed policy."""

import datetime as dt
from dataclasses import dataclass

from guarantor.domain.refusals.base import Refused


@dataclass
class PolicyWithdrawn(Refused):
    """The proposal was taken back."""

    proposal: str
    on: dt.date

    def __str__(self) -> str:
        return f"{self.proposal} was withdrawn on {self.on.isoformat()}."


@dataclass
class PolicyAdopted(Refused):
    """A programme adopted the proposal; it stays."""

    proposal: str

    def __str__(self) -> str:
        return f"{self.proposal} was adopted by a programme and cannot be withdrawn."


@dataclass
class PolicyKnown(Refused):
    """A policy that says the same is there already."""

    known_as: str

    def __str__(self) -> str:
        return f"This says the same as {self.known_as}."
