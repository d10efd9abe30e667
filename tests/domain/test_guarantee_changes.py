"""How many months of a term are left on a day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.dates import plus_months
from guarantor.domain.guarantee_changes import months_left

days = st.dates(dt.date(2018, 1, 1), dt.date(2030, 12, 31))
terms = st.integers(1, 36)


@pytest.mark.parametrize(
    ("on", "left"),
    [
        ("2018-07-01", 12),
        ("2018-08-01", 12),
        ("2018-08-02", 11),
        ("2018-09-01", 11),
        ("2018-09-02", 10),
        ("2019-07-01", 1),
        ("2019-07-02", 0),
        ("2020-01-01", 0),
    ],
)
def test_a_month_that_begins_on_the_day_is_left_and_one_that_has_begun_is_not(on: str, left: int) -> None:
    assert months_left(dt.date(2018, 8, 1), 12, dt.date.fromisoformat(on)) == left


@given(starts_on=days, months=terms, on=days)
def test_the_months_left_counted_from_the_day_never_pass_the_terms_end(
    starts_on: dt.date, months: int, on: dt.date
) -> None:
    left = months_left(starts_on, months, on)
    assert 0 <= left <= months
    if left < months or on == starts_on:
        assert left == 0 or plus_months(on, left) <= plus_months(starts_on, months)


@given(starts_on=days, months=terms, day=st.integers(0, 1200))
def test_a_later_day_leaves_no_more(starts_on: dt.date, months: int, day: int) -> None:
    on = starts_on + dt.timedelta(days=day)
    assert months_left(starts_on, months, on + dt.timedelta(days=1)) <= months_left(starts_on, months, on)
