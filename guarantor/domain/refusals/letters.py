"""Refusals in making letters."""

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
