"""Input that cannot be read: every fault at once, each naming its field or line."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the input: the field or line, and a sentence that names it and what was expected."""

    field: str
    says: str

    def __str__(self) -> str:
        return self.says


class WrongInput(ValueError):
    """The input cannot be used as it stands; nothing was written."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(str(fault) for fault in self.faults))

    @classmethod
    def at(cls, field: str, says: str) -> "WrongInput":
        """One fault in one field; `says` is what was expected there."""
        return cls([Fault(field, f"{field}: {says}.")])


class NotFound(WrongInput):
    """Nothing is stored under the reference that was given."""

    def __init__(self, field: str, what: str, ref: str) -> None:
        super().__init__([Fault(field, f"{field}: expected {what} that exists, and there is no {ref}.")])


def one_of(choices: type[Choice], text: str, field: str) -> Choice:
    """A word out of a closed list, however its parts are joined: Rent-above-ceiling is rent_above_ceiling.

    Raises WrongInput naming `field` and every word that would do.
    """
    for choice in choices:
        if _joined(choice) == _joined(text):
            return choice
    raise WrongInput.at(field, f"expected one of {', '.join(choices)}, not {text!r}")


def _joined(words: str) -> str:
    return words.strip().lower().replace("-", "_").replace(" ", "_")
