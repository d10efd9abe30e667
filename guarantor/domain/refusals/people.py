"""Refusals about who works here and which database this is."""

from collections.abc import Sequence
from dataclasses import dataclass

from guarantor.domain.refusals.base import Refused


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
class NotADemo(Refused):
    """A demo would overwrite a database that no demo made."""

    why: str

    def __str__(self) -> str:
        return f"The demo replaces only a database that a demo made, and this one {self.why}."
