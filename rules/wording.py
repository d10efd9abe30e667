"""How numbers, sums, days and lists are written for people, singular and plural.

Knows words; knows no rule.
"""

from collections.abc import Sequence
from datetime import date

from rules.pounds import spoken
from rules.vocabulary import FIELDS

_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_ONE_OF = {
    "months": "month",
    "days": "day",
    "working_days": "working day",
    "guarantees": "guarantee",
    "calls": "call",
    "places": "place",
    "people": "person",
}

_NAMES = {"kent": "Kent", "medway": "Medway", "london": "London"}


def day_in_words(day: date) -> str:
    """The day as people write it, such as 1 August 2018."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def quantity(number: int, unit: str) -> str:
    """A number with its unit, singular or plural: "1 month", "£560.00", "25" (years of age)."""
    if unit == "pounds":
        return spoken(number)
    if unit == "percent":
        return f"{number}%"
    if unit == "years":
        return str(number)
    many = {"working_days": "working days"}.get(unit, unit)
    return f"{number} {_ONE_OF[unit] if number == 1 else many}"


def code_in_words(code: str) -> str:
    """A code as people write it: "former relevant", "Kent"."""
    return _NAMES.get(code, code.replace("_", " "))


def listed(words: Sequence[str]) -> str:
    """The words as a list within a sentence: "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""


def not_known(fields: Sequence[str]) -> str:
    """One sentence on fields that are missing, with who usually knows them."""
    by_holder: dict[str, list[str]] = {}
    for field in fields:
        by_holder.setdefault(FIELDS[field].holder, []).append(FIELDS[field].words)
    asked = "; ".join(f"{listed(words)} (ask {holder})" for holder, words in by_holder.items())
    return f"Not known yet: {asked}."
