"""Working days against the printed list of England's bank holidays, 2018 to 2027."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.working_days import is_working_day, working_days_after
from guarantor.domain.wrong_input import WrongInput

BANK_HOLIDAYS = {
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
"""The days on which offices are shut though it is Monday to Friday (gov.uk, bank holidays in England and Wales)."""

DAYS = st.dates(dt.date(2018, 1, 1), dt.date(2027, 6, 30))


@pytest.mark.parametrize("year", BANK_HOLIDAYS)
def test_the_weekdays_that_are_not_worked_are_the_bank_holidays_of_england(year: int) -> None:
    days = [dt.date(year, 1, 1) + dt.timedelta(days=after) for after in range(366)]
    shut = [day for day in days if day.year == year and day.weekday() < 5 and not is_working_day(day)]
    assert " ".join(f"{day:%m-%d}" for day in shut) == BANK_HOLIDAYS[year]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2020-05-04", "the May holiday moved to the 8th for VE Day"),
        ("2022-05-30", "the spring holiday moved to 2 June for the jubilee"),
        ("2018-12-24", "Christmas Eve is worked"),
        ("2019-08-05", "Scotland's August holiday is worked in England"),
        ("2019-03-18", "Northern Ireland's St Patrick's Day is worked in England"),
    ],
)
def test_a_day_that_looks_like_a_holiday_and_is_none_is_worked(day: str, why: str) -> None:
    assert is_working_day(dt.date.fromisoformat(day)), why


@pytest.mark.parametrize(
    ("day", "count", "falls_on"),
    [
        ("2018-08-24", 1, "2018-08-28"),  # a Friday before the August holiday
        ("2018-08-24", 10, "2018-09-10"),
        ("2018-08-25", 1, "2018-08-28"),  # a Saturday
        ("2018-08-27", 1, "2018-08-28"),  # the holiday itself
        ("2018-08-28", 1, "2018-08-29"),
        ("2018-11-05", 10, "2018-11-19"),
        ("2018-12-18", 10, "2019-01-04"),  # over Christmas and New Year
        ("2022-09-16", 1, "2022-09-20"),  # the Queen's funeral
        ("2023-04-06", 1, "2023-04-11"),  # Easter
    ],
)
def test_ten_working_days_are_counted_past_weekends_and_holidays(day: str, count: int, falls_on: str) -> None:
    assert working_days_after(dt.date.fromisoformat(day), count).isoformat() == falls_on


@given(DAYS, st.integers(1, 40))
def test_as_many_working_days_lie_between_as_were_asked_for(day: dt.date, count: int) -> None:
    found = working_days_after(day, count)
    between = [day + dt.timedelta(days=after) for after in range(1, (found - day).days + 1)]
    assert sum(is_working_day(each) for each in between) == count
    assert is_working_day(found)


@given(DAYS, st.integers(1, 20), st.integers(1, 20))
def test_counting_on_from_a_working_day_is_counting_in_one_go(day: dt.date, first: int, more: int) -> None:
    assert working_days_after(working_days_after(day, first), more) == working_days_after(day, first + more)


@pytest.mark.parametrize("day", [dt.date(1871, 12, 29), dt.date(2101, 1, 3)])
def test_a_year_whose_bank_holidays_are_not_held_is_refused_and_not_guessed(day: dt.date) -> None:
    with pytest.raises(WrongInput, match=rf"bank holidays in England are held, not in {day.year}"):
        is_working_day(day)


def test_counting_does_not_run_on_into_years_that_are_not_held() -> None:
    assert working_days_after(dt.date(2100, 12, 30), 1) == dt.date(2100, 12, 31)
    with pytest.raises(WrongInput, match="not in 2101"):
        working_days_after(dt.date(2100, 12, 30), 2)
