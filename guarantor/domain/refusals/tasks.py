"""Refusals about tasks."""

from dataclasses import dataclass

from guarantor.domain.refusals.base import Refused


@dataclass
class DoneByItsAct(Refused):
    """The task is done by the act it asks for, and by nobody's word."""

    task: str
    asks: str

    def __str__(self) -> str:
        return f"{self.task} closes when what it asks for is recorded ({self.asks.rstrip('.')})."
