"""Pounds as people write them and whole pence as the rules count them.

Knows the written form of a sum; knows nothing of rents, incomes or limits.
"""

import re

_SUM = re.compile(r"[0-9]+(?:\.[0-9]{1,2})?")
MOST_PENCE = 1_000_000_000
"""The largest sum that is read, ten million pounds: far above any rent, far below where counting fails."""


def pence(text: str) -> int:
    """Whole pence of a sum such as "520", "520.5" or "520.00".

    Raises ValueError for anything else: a sign, a space, a comma, three decimals, more than ten million
    pounds.
    """
    if not _SUM.fullmatch(text) or len(text) > 20:
        raise ValueError(f"not a sum of pounds: {text[:40]!r}")
    whole, _, part = text.partition(".")
    total = int(whole) * 100 + int(part.ljust(2, "0"))
    if total > MOST_PENCE:
        raise ValueError(f"a sum above ten million pounds: {text!r}")
    return total


def spoken(pence_: int) -> str:
    """The sum as a sentence has it, such as "£1,520.00"; a negative sum keeps its sign."""
    whole, part = divmod(abs(pence_), 100)
    return f"{'-' if pence_ < 0 else ''}£{whole:,}.{part:02d}"


def pounds(pence_: int) -> str:
    """The sum with two decimals as a document has it, such as "1520.00"; a negative sum keeps its sign."""
    sign = "-" if pence_ < 0 else ""
    return f"{sign}{abs(pence_) // 100}.{abs(pence_) % 100:02d}"
