"""Calendar arithmetic of the scheme: months, birthdays and financial years, all exact.

A month ahead is the same day of the next month, clamped to the month's last day (31 August + 6 months =
28 February). Someone born on 29 February has their birthday on 1 March in other years. Knows no rule.
"""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The day so many calendar months later (earlier if negative), clamped to the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def whole_months(first: date, last: date) -> int:
    """The largest n with first + n months <= last; negative when last is before first."""
    return _months_apart(first, last) - (_day_in_month_of(first, last) > last.day)


def months_begun(first: date, last: date) -> int:
    """The smallest n with first + n months >= last: a month begun counts as a month."""
    return _months_apart(first, last) + (_day_in_month_of(first, last) < last.day)


def _months_apart(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _day_in_month_of(first: date, last: date) -> int:
    """The day of `first` moved into the month of `last`."""
    if first.day <= 28:
        return first.day
    return min(first.day, monthrange(last.year, last.month)[1])


def birthday(born_on: date, age: int) -> date:
    """The day on which the person reaches the age."""
    year = born_on.year + age
    if (born_on.month, born_on.day) == (2, 29) and monthrange(year, 2)[1] == 28:
        return date(year, 3, 1)
    return born_on.replace(year=year)


def age_on(born_on: date, day: date) -> int:
    """Whole years lived on the day; negative before the birth."""
    years = day.year - born_on.year
    return years - (day < birthday(born_on, years))


def financial_year(day: date) -> str:
    """The year from 1 April to 31 March that holds the day, written like "2018/19"."""
    first = day.year if day.month >= 4 else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"
