"""Refusals about the rent record."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from guarantor.domain.refusals.base import Refused


@dataclass
class AlreadyCharged(Refused):
    """A charge of rent stands on days that would be charged again."""

    ref: str
    days: Sequence[dt.date]

    def __str__(self) -> str:
        days = ", ".join(day.isoformat() for day in self.days)
        return (
            f"{self.ref} was charged before on {days}; correct what was charged, to the whole sum where more "
            "fell due, or leave these days out."
        )


@dataclass
class NotCorrectable(Refused):
    """The transfer is no entry of the rent record that can be corrected."""

    transfer: int
    why: str

    def __str__(self) -> str:
        return f"Transfer {self.transfer} cannot be corrected: {self.why}."
