"""Working days in England: every day but Saturdays, Sundays and England's bank holidays.

The bank holidays are those of the `holidays` library: as proclaimed up to its release, reckoned by rule for the
years after that. A holiday proclaimed later is known only once the library is brought up to date. Asks nothing of
the clock, and knows nothing of what has to be done by when.
"""

import datetime as dt
from functools import cache

from holidays import country_holidays

from guarantor.domain.wrong_input import WrongInput

_SATURDAY = 5


def is_working_day(day: dt.date) -> bool:
    """Whether offices in England work on a day. Raises WrongInput for a year whose bank holidays are not held."""
    bank_holidays = _bank_holidays(day.year)
    return day.weekday() < _SATURDAY and day not in bank_holidays


def working_days_after(day: dt.date, count: int) -> dt.date:
    """The `count`-th working day after a day, which itself never counts; `count` is at least 1.

    Raises WrongInput where the way there leads through a year whose bank holidays are not held.
    """
    assert count >= 1, "the day itself is not a working day after it"
    while count:
        day += dt.timedelta(days=1)
        count -= is_working_day(day)
    return day


@cache
def _bank_holidays(year: int) -> frozenset[dt.date]:
    held = country_holidays("GB", subdiv="ENG")
    if not held.start_year <= year <= held.end_year:
        raise WrongInput.at(
            "date",
            f"expected a day in the years {held.start_year} to {held.end_year}, "
            f"whose bank holidays in England are held, not in {year}",
        )
    return frozenset(country_holidays("GB", subdiv="ENG", years=year))
