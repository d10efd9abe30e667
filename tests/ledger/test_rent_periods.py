"""When rent falls due in weekly, four-weekly, monthly and termly lets, and how their rents compare."""

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.arrears import Charge
from guarantor.ledger.rent_periods import (
    PERIODS_PER_YEAR,
    Every,
    charges_due,
    due_dates,
    instalments_due,
    monthly_share_pence,
    within_monthly,
)
from tests.ledger.conftest import DAYS

REGULAR = st.sampled_from([Every.WEEK, Every.FOUR_WEEKS, Every.MONTH])
RENTS = st.integers(1, 500_000)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("2019-01-31", "01-31 02-28 03-31 04-30 05-31"),
        ("2020-01-31", "01-31 02-29 03-31 04-30 05-31"),
        ("2020-01-29", "01-29 02-29 03-29 04-29 05-29"),
        ("2019-01-29", "01-29 02-28 03-29 04-29 05-29"),
        ("2019-01-01", "01-01 02-01 03-01 04-01 05-01"),
    ],
)
def test_monthly_rent_keeps_its_day_and_falls_on_the_last_of_a_short_month(first: str, expected: str) -> None:
    due = due_dates(Every.MONTH, day(first), day(f"{first[:4]}-05-31"))
    assert " ".join(f"{each:%m-%d}" for each in due) == expected


@pytest.mark.parametrize(
    ("every", "expected"),
    [(Every.WEEK, "02-18 02-25 03-03 03-10 03-17"), (Every.FOUR_WEEKS, "02-18 03-17")],
)
def test_weeks_are_seven_days_across_the_29th_of_february(every: Every, expected: str) -> None:
    due = due_dates(every, day("2020-02-18"), day("2020-03-17"))
    assert " ".join(f"{each:%m-%d}" for each in due) == expected


@pytest.mark.parametrize("every", [Every.WEEK, Every.FOUR_WEEKS, Every.MONTH])
def test_the_last_day_counts_and_the_day_before_the_first_does_not(every: Every) -> None:
    first, second = due_dates(every, day("2019-01-31"), day("2019-02-28"))[:2]
    assert first == day("2019-01-31")
    assert due_dates(every, first, second) == [first, second]
    assert due_dates(every, first, second - dt.timedelta(days=1)) == [first]
    assert due_dates(every, first, first) == [first]
    assert due_dates(every, first, first - dt.timedelta(days=1)) == []


@given(REGULAR, DAYS, st.integers(0, 800))
def test_a_longer_time_only_adds_rent_at_its_end(every: Every, first: dt.date, days: int) -> None:
    shorter = due_dates(every, first, first + dt.timedelta(days=days))
    longer = due_dates(every, first, first + dt.timedelta(days=days + 31))
    assert longer[: len(shorter)] == shorter
    assert len(longer) > len(shorter)
    assert longer == sorted(set(longer))


def test_every_charge_of_a_regular_let_is_the_same_rent() -> None:
    assert charges_due(Every.WEEK, day("2019-03-01"), day("2019-03-08"), 12_000) == [
        Charge(day("2019-03-01"), 12_000),
        Charge(day("2019-03-08"), 12_000),
    ]


TERMS = [
    Charge(day("2020-01-11"), 180_000),
    Charge(day("2019-09-21"), 180_000),
    Charge(day("2020-04-18"), 120_000),
]


@pytest.mark.parametrize(("until", "count"), [("2019-09-20", 0), ("2019-09-21", 1), ("2020-04-18", 3)])
def test_instalments_fall_due_on_the_days_agreed_in_order(until: str, count: int) -> None:
    assert instalments_due(TERMS, day(until)) == sorted(TERMS)[:count]


def test_two_instalments_of_one_day_are_refused() -> None:
    with pytest.raises(WrongInput, match="one instalment on 2020-01-11, not two"):
        instalments_due([*TERMS, Charge(day("2020-01-11"), 1)], day("2019-09-21"))


def test_an_instalment_of_nothing_is_refused() -> None:
    with pytest.raises(WrongInput, match="every instalment to be above zero"):
        instalments_due([*TERMS, Charge(day("2020-06-01"), 0)], day("2019-09-21"))


@pytest.mark.parametrize(
    ("rent", "periods", "monthly"),
    [
        (12_000, 52, 52_000),
        (10_000, 52, 43_333),  # and a third
        (11_000, 52, 47_667),  # less a third
        (48_000, 13, 52_000),
        (6, 13, 7),  # six and a half
        (52_000, 12, 52_000),
    ],
)
def test_a_months_share_is_shown_to_the_nearest_penny(rent: int, periods: int, monthly: int) -> None:
    assert monthly_share_pence(rent, periods) == monthly


@given(RENTS, REGULAR)
def test_a_months_share_is_never_half_a_penny_out_of_the_way(rent: int, every: Every) -> None:
    periods = PERIODS_PER_YEAR[every]
    assert periods is not None
    assert abs(monthly_share_pence(rent, periods) - Fraction(rent * periods, 12)) <= Fraction(1, 2)


@given(RENTS, RENTS, REGULAR)
def test_a_rent_is_within_a_monthly_limit_exactly_if_a_year_of_it_is_within_twelve(
    rent: int, limit: int, every: Every
) -> None:
    periods = PERIODS_PER_YEAR[every]
    assert periods is not None
    assert (rent <= within_monthly(limit, periods)) == (rent * periods <= limit * 12)


@pytest.mark.parametrize(
    ("limit", "periods", "highest"),
    [
        (52_000, 52, 12_000),
        (51_999, 52, 11_999),
        (52_004, 52, 12_000),
        (52_005, 52, 12_001),
        (57_200, 12, 57_200),
    ],
)
def test_the_highest_weekly_rent_within_a_monthly_limit(limit: int, periods: int, highest: int) -> None:
    assert within_monthly(limit, periods) == highest
