"""When the rent of weekly, four-weekly, monthly and termly lets falls due, and how such rents compare.

A tenancy's year has 52 weeks or 13 times four weeks, as rents are quoted, so a month of a weekly let is 52/12 of it.
Knows nothing of what was paid.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import count, pairwise, takewhile

from guarantor.domain.dates import plus_months
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.arrears import Charge


class Every(StrEnum):
    """How often the rent of a let falls due."""

    WEEK = "week"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"
    TERM = "term"


PERIODS_PER_YEAR: Mapping[Every, int | None] = {
    Every.WEEK: 52,
    Every.FOUR_WEEKS: 13,
    Every.MONTH: 12,
    Every.TERM: None,
}
"""Rents in a year; None where the instalments of a year are agreed one by one, as a university's are."""

_DAYS = {Every.WEEK: 7, Every.FOUR_WEEKS: 28}


def days_of_period(periods_per_year: int) -> int | None:
    """The days of a week or of four weeks, by how many there are in a year; None for months, which differ."""
    return next((days for every, days in _DAYS.items() if PERIODS_PER_YEAR[every] == periods_per_year), None)


def due_dates(every: Every, first_on: dt.date, until_on: dt.date) -> list[dt.date]:
    """The days on which rent falls due, from the first to `until_on`, both included.

    A monthly rent keeps the first one's day and falls on the month's last day where the month is too short: after
    31 January come 28 February and 31 March. Termly rent follows no rule: `instalments_due` takes its dates.
    """
    assert every is not Every.TERM, "the dates of a termly let are agreed, not worked out"
    if every is Every.MONTH:
        days = (plus_months(first_on, months) for months in count())
    else:
        days = (first_on + dt.timedelta(days=_DAYS[every] * periods) for periods in count())
    return list(takewhile(lambda day: day <= until_on, days))


def charges_due(every: Every, first_on: dt.date, until_on: dt.date, amount_pence: int) -> list[Charge]:
    """The charges of a let with one and the same rent, as `due_dates` gives their days."""
    return [Charge(day, amount_pence) for day in due_dates(every, first_on, until_on)]


def instalments_due(instalments: Iterable[Charge], until_on: dt.date) -> list[Charge]:
    """The agreed instalments of a termly let that fall due by a day, in order.

    Raises WrongInput where two share a day or one is not above zero.
    """
    agreed = sorted(instalments)
    if any(each.amount_pence <= 0 for each in agreed):
        raise WrongInput.at("instalments", "expected every instalment to be above zero")
    for before, after in pairwise(agreed):
        if before.due_on == after.due_on:
            raise WrongInput.at(
                "instalments", f"expected one instalment on {after.due_on.isoformat()}, not two"
            )
    return [each for each in agreed if each.due_on <= until_on]


def monthly_share_pence(amount_pence: int, periods_per_year: int) -> int:
    """What a rent comes to in a month, to the nearest penny and half a penny up: for people to read.

    A month's share of a weekly rent is rarely whole pence. Nothing may be judged by this figure: a limit per month
    is held against a weekly rent by `within_monthly`, which rounds nothing.
    """
    return (2 * amount_pence * periods_per_year + 12) // 24


def within_monthly(monthly_pence: int, periods_per_year: int) -> int:
    """The highest rent in whole pence that is not above a monthly limit.

    A rent is above it exactly if rent x periods > limit x 12, so for whole pence no rounding decides.
    """
    return monthly_pence * 12 // periods_per_year
