"""Calendar arithmetic: months are clamped, 29 February has a birthday every year, the financial year is April's."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.months import add_months, age_on, birthday, financial_year, months_begun, whole_months

days = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2018, 8, 31), 6, date(2019, 2, 28)),
        (date(2019, 8, 31), 6, date(2020, 2, 29)),
        (date(2018, 12, 15), 1, date(2019, 1, 15)),
        (date(2018, 3, 31), -1, date(2018, 2, 28)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
    ],
)
def test_a_month_ahead_is_clamped_to_the_last_day(day: date, months: int, then: date) -> None:
    assert add_months(day, months) == then


@given(days, days)
def test_whole_months_is_the_largest_number_that_does_not_pass(first: date, last: date) -> None:
    months = whole_months(first, last)
    assert add_months(first, months) <= last < add_months(first, months + 1)


@given(days, days)
def test_months_begun_is_the_smallest_number_that_reaches(first: date, last: date) -> None:
    months = months_begun(first, last)
    assert add_months(first, months - 1) < last <= add_months(first, months)


def test_a_birth_on_29_february_has_its_birthday_on_1_march_in_other_years() -> None:
    assert birthday(date(1996, 2, 29), 25) == date(2021, 3, 1)
    assert birthday(date(1996, 2, 29), 24) == date(2020, 2, 29)
    assert age_on(date(1996, 2, 29), date(2021, 2, 28)) == 24
    assert age_on(date(1996, 2, 29), date(2021, 3, 1)) == 25


@given(days, days)
def test_an_age_lasts_from_one_birthday_to_the_day_before_the_next(born: date, day: date) -> None:
    age = age_on(born, day)
    assert birthday(born, age) <= day < birthday(born, age + 1)


def test_the_financial_year_starts_on_1_april() -> None:
    assert financial_year(date(2019, 3, 31)) == "2018/19"
    assert financial_year(date(2019, 4, 1)) == "2019/20"
    assert financial_year(date(1999, 4, 1)) == "1999/00"
