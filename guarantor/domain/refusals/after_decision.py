"""Refusals in what follows a decision besides a guarantee: waiting, withdrawal, review, exception, costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from guarantor.domain.money import spoken
from guarantor.domain.refusals.base import Refused


@dataclass
class OthersWaitFirst(Refused):
    """The free places go to cases that were decided before this one and still wait."""

    ref: str
    ahead: Sequence[str]
    free: int

    def __str__(self) -> str:
        free = "1 place is" if self.free == 1 else f"{self.free} places are"
        were = "was" if len(self.ahead) == 1 else "were"
        return f"{self.ref} waits for its turn: {free} free, and {', '.join(self.ahead)} {were} decided before it."


@dataclass
class NeedNotWait(Refused):
    """A place is free for the case now, so it does not join the waiting list."""

    ref: str
    programme: str
    free: int

    def __str__(self) -> str:
        free = "a place" if self.free == 1 else f"{self.free} places"
        return f"{self.ref} need not wait: {self.programme} has {free} free."


@dataclass
class GuaranteeStands(Refused):
    """A guarantee was issued on the case, so the application can be neither withdrawn nor begun again."""

    ref: str
    guarantee: str
    status: str

    def __str__(self) -> str:
        return f"{self.ref} has the guarantee {self.guarantee}, which is {self.status}: end the guarantee instead."


@dataclass
class NothingToReview(Refused):
    """No review of the refusal was asked for, or it has its outcome."""

    ref: str
    why: str

    def __str__(self) -> str:
        return f"The refusal of {self.ref} cannot be reviewed: {self.why}."


@dataclass
class NothingToAnswer(Refused):
    """No such complaint is open."""

    ref: str
    why: str

    def __str__(self) -> str:
        return f"No complaint about {self.ref} can be answered: {self.why}."


@dataclass
class NeverExcepted(Refused):
    """A finding that no exception can set aside."""

    ref: str
    criteria: Sequence[str]

    def __str__(self) -> str:
        return f"{self.ref} cannot be approved as an exception: never for {', '.join(self.criteria)}."


@dataclass
class NotExcepted(Refused):
    """Findings that are not met are not named in the exception."""

    ref: str
    criteria: Sequence[str]

    def __str__(self) -> str:
        names = ", ".join(self.criteria)
        return f"{self.ref} needs these findings excepted by name, for they are not met: {names}."


@dataclass
class AssessedSince(Refused):
    """The case was assessed again after the exception was proposed, so it stands on other findings."""

    ref: str

    def __str__(self) -> str:
        return f"{self.ref} was assessed again after the exception was proposed; propose it afresh."


@dataclass
class CostOverLimit(Refused):
    """The costs of a case would pass the limit, and nobody has said that they may."""

    ref: str
    kind: str
    limit_pence: int
    before_pence: int
    amount_pence: int

    def __str__(self) -> str:
        return (
            f"{self.ref}: {self.kind} costs of {spoken(self.amount_pence)} beside {spoken(self.before_pence)} so far "
            f"pass the limit of {spoken(self.limit_pence)}; they must be proposed as over the limit."
        )


@dataclass
class CostNotPayable(Refused):
    """The costs were not approved, or were paid before."""

    cost: str
    why: str

    def __str__(self) -> str:
        return f"{self.cost} cannot be paid: {self.why}."
