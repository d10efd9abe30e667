"""Refusals on the way from an application to an issued guarantee."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from guarantor.domain.money import spoken
from guarantor.domain.refusals.base import Refused


@dataclass
class NotApprovable(Refused):
    """The assessment's outcome does not allow the decision."""

    ref: str
    outcome: str
    why: str

    def __str__(self) -> str:
        return f"{self.ref} was assessed as {self.outcome}: {self.why}."


@dataclass
class NotAccepted(Refused):
    """Findings that a person must judge are not named in the approval."""

    ref: str
    criteria: Sequence[str]

    def __str__(self) -> str:
        names = ", ".join(self.criteria)
        return f"{self.ref} needs these findings accepted by name in the approval: {names}."


@dataclass
class GateIncomplete(Refused):
    """Evidence that must be seen before issue is not recorded."""

    ref: str
    items: Sequence[str]

    def __str__(self) -> str:
        return f"{self.ref} cannot be issued before these are recorded: {', '.join(self.items)}."


@dataclass
class NoProgramme(Refused):
    """No programme has adopted the policy by that day."""

    on: dt.date
    policy: str | None = None

    def __str__(self) -> str:
        named = f" the policy {self.policy}" if self.policy else " a policy"
        return f"No programme has adopted{named} for {self.on.isoformat()}."


@dataclass
class NoPlaceFree(Refused):
    """Every place of the programme is held. `position` is the case's on the waiting list, from 1, if it is there."""

    programme: str
    places: int
    position: int | None = None

    def __str__(self) -> str:
        waits = (
            "the case can join the waiting list"
            if self.position is None
            else f"the case is number {self.position} on the waiting list"
        )
        return f"No place is free: all {self.places} places of {self.programme} are taken; {waits}."


@dataclass
class CeilingPassed(Refused):
    """Remaining caps with this one would pass the programme's ceiling."""

    ceiling_pence: int
    committed_pence: int
    cap_pence: int

    def __str__(self) -> str:
        return (
            f"The ceiling of {spoken(self.ceiling_pence)} would be passed: "
            f"{spoken(self.committed_pence)} is committed and this cap is {spoken(self.cap_pence)}."
        )


@dataclass
class BudgetUsedUp(Refused):
    """Accepted claims of the financial year have passed the yearly budget."""

    budget_pence: int
    accepted_pence: int
    year: str

    def __str__(self) -> str:
        return (
            f"The budget of {spoken(self.budget_pence)} for {self.year} is passed: "
            f"claims of {spoken(self.accepted_pence)} have been accepted."
        )


@dataclass
class ScannerSilent(Refused):
    """Files are scanned before they are taken, and the scanner does not answer."""

    def __str__(self) -> str:
        return "The virus scanner does not answer, so no file is taken now; try again later."


@dataclass
class FileInfected(Refused):
    """The virus scanner found something in a file."""

    found: str

    def __str__(self) -> str:
        return f"The virus scanner found {self.found} in the file; it was not kept."
