"""How figures read on paper: pounds, dates, counts and names in British English.

Knows words and punctuation. Does not know what any figure means, nor which paper it stands on.
"""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def money(pounds: Decimal) -> str:
    """Pounds with pence: `Decimal("3120")` -> `"£3,120.00"`.

    Raises ValueError for part of a penny, since a paper never rounds what is owed.
    """
    if pounds != pounds.quantize(Decimal("0.01")):
        raise ValueError(f"{pounds} pounds is not a whole number of pence")
    sign = "-" if pounds < 0 else ""
    return f"{sign}£{abs(pounds):,.2f}"


def whole_pounds(pounds: Decimal) -> str:
    """Pounds to the nearest pound, for forecasts: `Decimal("4935.63")` -> `"£4,936"`."""
    rounded = pounds.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    sign = "-" if rounded < 0 else ""
    return f"{sign}£{abs(rounded):,}"


def day(on: date) -> str:
    """A date in words: `date(2019, 7, 31)` -> `"31 July 2019"`."""
    return f"{on.day} {MONTHS[on.month - 1]} {on.year}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """A number with its noun: `count(1, "month")` -> `"1 month"`, `count(2, "month")` -> `"2 months"`."""
    noun = singular if number == 1 else (plural or f"{singular}s")
    return f"{number:,} {noun}"


def percent(share: Decimal) -> str:
    """A chance as a percentage, one decimal under ten: `Decimal("0.034")` -> `"3.4%"`.

    What is possible never reads as 0%, and what is not certain never as 100%.
    """
    hundredths = share * 100
    places = Decimal("0.1") if hundredths < 10 else Decimal(1)
    rounded = hundredths.quantize(places, rounding=ROUND_HALF_UP)
    if rounded == 0 < share:
        return "under 0.1%"
    if rounded == 100 and share < 1:
        return "over 99%"
    return f"{rounded}%"


def names(several: Iterable[str]) -> str:
    """Names in a sentence: `["A", "B", "C"]` -> `"A, B and C"`."""
    *first, last = several
    return f"{', '.join(first)} and {last}" if first else last
