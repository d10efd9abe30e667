"""Days, months and the council's year."""

import datetime as dt
from calendar import monthrange

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.dates import Month, date, financial_year, financial_year_start, plus_months
from guarantor.domain.wrong_input import WrongInput

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2060, 12, 31))
MONTHS = st.integers(-300, 300)


def months_between(first: dt.date, then: dt.date) -> int:
    return (then.year - first.year) * 12 + then.month - first.month


@given(DAYS, MONTHS)
def test_months_later_is_that_many_calendar_months_later(day: dt.date, months: int) -> None:
    assert months_between(day, plus_months(day, months)) == months


@given(DAYS, MONTHS)
def test_the_day_stays_or_is_clamped_to_the_months_last(day: dt.date, months: int) -> None:
    later = plus_months(day, months)
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@given(DAYS, DAYS, MONTHS)
def test_of_two_days_the_later_is_never_earlier_months_on(
    first: dt.date, second: dt.date, months: int
) -> None:
    first, second = sorted((first, second))
    assert plus_months(first, months) <= plus_months(second, months)


def test_a_month_after_the_31st_is_the_months_last_day() -> None:
    assert plus_months(dt.date(2018, 8, 31), 6) == dt.date(2019, 2, 28)
    assert plus_months(dt.date(2019, 8, 31), 6) == dt.date(2020, 2, 29)


@given(DAYS)
def test_a_date_reads_back_as_it_was_written(day: dt.date) -> None:
    assert date(day.isoformat(), "--on") == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2018-8-1",
        "01/08/2018",
        "2018-02-30",
        "2018-13-01",
        "20180801",
        "2018-08-01T00:00",
        "2018-08-01\n",
        "never",
        "２０１８-08-01",
        "0000-01-01",
    ],
)
def test_what_is_no_date_is_refused_with_the_field_named(text: str) -> None:
    with pytest.raises(WrongInput, match="--on: expected a date such as 2018-08-01"):
        date(text, "--on")


@given(DAYS)
def test_a_month_reads_back_as_it_was_written(day: dt.date) -> None:
    assert Month.read(str(Month.of(day)), "--month") == Month.of(day)


@given(DAYS, DAYS)
def test_months_sort_as_their_days_do(first: dt.date, second: dt.date) -> None:
    assert (Month.of(first) <= Month.of(second)) == (first.replace(day=1) <= second.replace(day=1))


@pytest.mark.parametrize(
    "text", ["2018-00", "2018-13", "2018-9", "0000-01", "2018-09-01", "２０１８-09", "September"]
)
def test_what_is_no_month_is_refused_with_the_field_named(text: str) -> None:
    with pytest.raises(WrongInput, match="--line: expected a month such as 2018-09"):
        Month.read(text, "--line")


@pytest.mark.parametrize(
    ("day", "year", "began_on"),
    [
        (dt.date(2018, 3, 31), "2017/18", dt.date(2017, 4, 1)),
        (dt.date(2018, 4, 1), "2018/19", dt.date(2018, 4, 1)),
        (dt.date(2019, 3, 31), "2018/19", dt.date(2018, 4, 1)),
        (dt.date(1999, 12, 31), "1999/00", dt.date(1999, 4, 1)),
    ],
)
def test_the_councils_year_begins_on_the_1st_of_april(day: dt.date, year: str, began_on: dt.date) -> None:
    assert financial_year(day) == year
    assert financial_year_start(day) == began_on


@given(DAYS)
def test_every_day_is_in_the_year_that_began_by_then_and_not_twelve_months_before(day: dt.date) -> None:
    began_on = financial_year_start(day)
    assert began_on <= day < plus_months(began_on, 12)
    assert financial_year(began_on) == financial_year(day)


@given(DAYS)
def test_a_month_is_followed_by_that_of_the_day_after_its_last(day: dt.date) -> None:
    month = Month.of(day)
    assert month.first_on <= day <= month.last_on
    assert Month.of(month.first_on) == Month.of(month.last_on) == month
    assert Month.of(month.last_on + dt.timedelta(days=1)) == month.following()
    assert month.following().first_on == month.last_on + dt.timedelta(days=1)
