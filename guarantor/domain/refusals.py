"""Acts the scheme forbids: one error for each, named for the act and carrying its figures.

A refusal is not a fault in the input (see wrong_input) and not a bug: the record stays as it was.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from guarantor.domain.money import spoken


class Refused(Exception):
    """Base of every refusal; its text is one sentence for the person who asked."""

    @property
    def name(self) -> str:
        """The refusal's name in answers to machines."""
        return type(self).__name__


@dataclass
class NotPermitted(Refused):
    """The person's roles do not include the act."""

    who: str
    act: str
    roles: Sequence[str]

    def __str__(self) -> str:
        need = " or ".join(self.roles) or "nobody"
        return f"{self.who} may not {self.act.replace('_', ' ')}; this is for: {need}."


@dataclass
class SamePerson(Refused):
    """One person would do both halves of an act that takes two."""

    who: str
    act: str
    other_half: str

    def __str__(self) -> str:
        return f"{self.who} {self.other_half}, so another person must {self.act}."


@dataclass
class WrongStatus(Refused):
    """The case or guarantee is not where this act can happen."""

    ref: str
    status: str
    needed: Sequence[str]

    def __str__(self) -> str:
        need = " or ".join(status.replace("_", " ") for status in self.needed)
        return f"{self.ref} is {self.status.replace('_', ' ')}; this needs it to be {need}."


@dataclass
class NoPlaceFree(Refused):
    """Every place of the programme is held."""

    programme: str
    places: int

    def __str__(self) -> str:
        return f"No place is free: all {self.places} places of {self.programme} are taken."


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
class DateInThePast(Refused):
    """A live database takes these acts only on the day they happen."""

    act: str
    on: dt.date
    today: dt.date

    def __str__(self) -> str:
        return (
            f"In a live database nobody can {self.act.replace('_', ' ')} on {self.on.isoformat()}; "
            f"today is {self.today.isoformat()}."
        )


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
class KeyUsedBefore(Refused):
    """The idempotency key stands for another act."""

    key: str

    def __str__(self) -> str:
        return f"The key {self.key} was used before for an act with other content."


@dataclass
class RolesDoNotCombine(Refused):
    """An administrator has no other role."""

    who: str
    held: Sequence[str]
    asked: str

    def __str__(self) -> str:
        held = " and ".join(self.held)
        return f"{self.who} is {held}; an administrator holds no other role, so {self.asked} is refused."


@dataclass
class AlreadyDone(Refused):
    """The act has happened; doing it again would change nothing."""

    what: str

    def __str__(self) -> str:
        return f"{self.what}."


@dataclass
class EndContradicted(Refused):
    """A reason for the end that the record itself does not bear out."""

    ref: str
    reason: str

    def __str__(self) -> str:
        return f"{self.ref} cannot end as {self.reason.replace('_', ' ')}: the record does not show it."


@dataclass
class NotADemo(Refused):
    """A demo would overwrite a database that no demo made."""

    why: str

    def __str__(self) -> str:
        return f"The demo replaces only a database that a demo made, and this one {self.why}."
