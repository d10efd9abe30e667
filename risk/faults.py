"""What is said of input that cannot be used.

Knows how to turn pydantic's findings into one plain sentence each. Knows nothing of the fields themselves.
"""

from collections.abc import Callable, Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails


class WrongInput(ValueError):
    """Input that cannot be used. `faults` holds one sentence for each fault, naming the field or the line."""

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


def dotted(location: Sequence[int | str]) -> str:
    """The place of a fault as a person writes it: ("first_miss", "alpha") is first_miss.alpha."""
    return ".".join(str(part) for part in location)


def sentences(
    error: ValidationError, place: Callable[[Sequence[int | str]], str] = dotted, *, within: str = ""
) -> list[str]:
    """One sentence for each fault that pydantic found; `place` words where it is, `within` names the document."""
    opening = f"{within}: " if within else ""
    return [f"{opening}{_sentence(place(fault['loc']), fault)}" for fault in error.errors()]


def _sentence(place: str, fault: ErrorDetails) -> str:
    match fault["type"]:
        case "missing":
            return f"{place} is missing."
        case "extra_forbidden" | "invalid_key":
            return f"{place} is not a field of this document."
        case "value_error":
            said = str(fault["ctx"]["error"])
            return f"{place} {said}." if place else f"{said}."
        case _:
            expected = fault["msg"].removeprefix("Input ")
            return f"{place or 'the document'} {expected}, not {_shown(fault['input'])}."


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
