"""Strict reading of single values from an application document: one sentence says what was expected.

Knows how a sum, a day, a count, a choice and a name are written; knows nothing of what they mean. Each reader
answers None for null ("not known yet") and raises ValueError with the end of a sentence that starts with the
field's name.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Literal

from rules.pounds import pence

EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 12, 31)
MOST_COUNTED = 1000
LONGEST_NAME = 100
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Never = Literal["never"]
NEVER: Never = "never"


def given(value: object) -> str:
    """The value as it may be repeated in a sentence: short, and with its kind where that is the fault."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{printable(value[:40])}"'
    if isinstance(value, int | float):
        return f"the number {str(value)[:40]}" if abs(value) < 10**30 else "a huge number"
    if isinstance(value, dict):
        return "an object in braces"
    return "a list in brackets" if isinstance(value, list) else "null"


def printable(text: str) -> str:
    """The text with characters that do not print replaced by a question mark."""
    return "".join(character if character.isprintable() else "?" for character in text)


def sum_of_money(value: object) -> int | None:
    """Whole pence from a string of pounds."""
    if value is None:
        return None
    if isinstance(value, str):
        try:
            return pence(value)
        except ValueError as wrong:
            if "ten million" in str(wrong):
                raise ValueError(f"must be at most ten million pounds, not {given(value)}") from None
    raise ValueError(
        'must be pounds written as text with at most two decimals and no sign, like "520.00", '
        f"not {given(value)}"
    )


def day(value: object) -> date | None:
    """A date from its ISO form, between 1900 and 2200."""
    if value is None:
        return None
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"must be a day that exists, not {given(value)}") from None
        if EARLIEST <= found <= LATEST:
            return found
        raise ValueError(f"must be a date between 1900 and 2200, not {given(value)}")
    raise ValueError(f'must be a date written like "2018-08-01", not {given(value)}')


def day_or_never(value: object) -> date | Never | None:
    """A date, or the word never."""
    if value == NEVER:
        return NEVER
    try:
        return day(value)
    except ValueError as wrong:
        raise ValueError(str(wrong).replace(", not ", ' or the word "never", not ', 1)) from None


def count(value: object) -> int | None:
    """A whole number from 0 to 1,000."""
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MOST_COUNTED:
        return value
    raise ValueError(f"must be a whole number from 0 to {MOST_COUNTED}, not {given(value)}")


def yes_or_no(value: object) -> bool | None:
    """True or false, and nothing that only looks like it."""
    if value is None or isinstance(value, bool):
        return value
    raise ValueError(f"must be true or false, not {given(value)}")


def name(value: object) -> str | None:
    """A short text that prints and is not blank."""
    if value is None:
        return None
    if isinstance(value, str) and value.strip() and len(value) <= LONGEST_NAME and value.isprintable():
        return value
    raise ValueError(
        f"must be a text of 1 to {LONGEST_NAME} printable characters that is not blank, not {given(value)}"
    )


def reference(value: object) -> str:
    """A name that must be given."""
    found = name(value)
    if found is None:
        raise ValueError("must be given")
    return found


def one_of(*choices: str) -> Callable[[object], str | None]:
    """A reader of exactly these words."""
    listed = f"{', '.join(choices[:-1])} or {choices[-1]}"

    def choice(value: object) -> str | None:
        if value is None or (isinstance(value, str) and value in choices):
            return value
        raise ValueError(f"must be {listed}, not {given(value)}")

    return choice
