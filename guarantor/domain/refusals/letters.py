"""Refusals in making letters."""

from collections.abc import Sequence
from dataclasses import dataclass

from guarantor.domain.refusals.base import Refused


@dataclass
class NothingToTell(Refused):
    """The record holds nothing that a letter of this kind could tell. `needs` is what would have to be so."""

    kind: str
    ref: str
    needs: str

    def __str__(self) -> str:
        return f"{self.ref} has nothing that the letter {self.kind} could tell: it needs {self.needs}."


@dataclass
class NoSafePlace(Refused):
    """A paper cannot be sent that way: nothing on record says that it is safe, or where to."""

    why: str

    def __str__(self) -> str:
        return f"It was not sent: {self.why}."


@dataclass
class NotSignedByAll(Refused):
    """A copy cannot carry every signature of its paper. `lacks` says of each party what the record lacks."""

    copy: str
    kind: str
    lacks: Sequence[str]

    def __str__(self) -> str:
        return f"{self.copy} cannot be the signed {self.kind}: {'; '.join(self.lacks)}."
