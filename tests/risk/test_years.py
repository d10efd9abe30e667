"""Months fall into financial years, April to March, from the month of the first day on."""

from datetime import date

import pytest

from risk.years import Window, financial_year, months_to_end_of, windows, year_label


@pytest.mark.parametrize(
    ("on", "began"),
    [
        (date(2018, 3, 31), 2017),
        (date(2018, 4, 1), 2018),
        (date(2019, 3, 31), 2018),
        (date(2018, 12, 31), 2018),
    ],
)
def test_a_financial_year_begins_on_the_first_of_april(on: date, began: int) -> None:
    assert financial_year(on) == began


@pytest.mark.parametrize(("began", "label"), [(2018, "2018/19"), (1999, "1999/00"), (2008, "2008/09")])
def test_a_year_is_written_with_both_its_ends(began: int, label: str) -> None:
    assert year_label(began) == label


@pytest.mark.parametrize("day", [1, 30])
def test_june_is_the_first_of_ten_months_whatever_the_day(day: int) -> None:
    assert windows(date(2018, 6, day), 12) == (Window("2018/19", 0, 10), Window("2019/20", 10, 12))


def test_a_run_from_april_is_whole_years() -> None:
    assert [(each.year, each.after - each.first) for each in windows(date(2018, 4, 1), 24)] == [
        ("2018/19", 12),
        ("2019/20", 12),
    ]


def test_a_run_from_march_has_one_month_in_its_first_year() -> None:
    assert windows(date(2019, 3, 15), 13) == (Window("2018/19", 0, 1), Window("2019/20", 1, 13))


def test_no_months_touch_no_year() -> None:
    assert windows(date(2018, 6, 1), 0) == ()


def test_months_to_the_end_of_a_year_count_the_month_of_the_day() -> None:
    assert months_to_end_of(date(2018, 6, 1), 2018) == 10
    assert months_to_end_of(date(2019, 3, 31), 2018) == 1
    assert months_to_end_of(date(2019, 4, 1), 2018) == 0
