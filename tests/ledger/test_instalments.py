"""Which instalments of a plan are met, missed or not asked for on a day."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.instalments import Promise, Space, asked_on, check_plan, next_due, states

JANUARY, FEBRUARY, MARCH = dt.date(2019, 1, 31), dt.date(2019, 2, 28), dt.date(2019, 3, 31)
PLAN = [Promise(JANUARY, 4_000), Promise(FEBRUARY, 4_000), Promise(MARCH, 2_400)]
A_DAY = dt.timedelta(days=1)

days = st.dates(dt.date(2019, 1, 1), dt.date(2019, 6, 30))
plans = st.lists(
    st.builds(Promise, days, st.integers(1, 9_999)), min_size=1, max_size=6, unique_by=lambda p: p.due_on
)
spaces = st.lists(
    st.tuples(days, st.integers(0, 40)).map(lambda s: Space(s[0], s[0] + dt.timedelta(days=s[1]))), max_size=4
)


def missed(met_pence: int, on: dt.date, *rests: Space) -> list[int]:
    return [each.number for each in states(PLAN, met_pence, rests, on) if each.missed]


@pytest.mark.parametrize(("on", "numbers"), [(JANUARY - A_DAY, []), (JANUARY, []), (JANUARY + A_DAY, [1])])
def test_an_instalment_is_missed_from_the_day_after_it_is_due(on: dt.date, numbers: list[int]) -> None:
    assert missed(0, on) == numbers


@pytest.mark.parametrize(("met", "numbers"), [(3_999, [1, 2]), (4_000, [2]), (7_999, [2]), (8_000, [])])
def test_what_came_back_meets_the_oldest_instalment_first(met: int, numbers: list[int]) -> None:
    assert missed(met, FEBRUARY + A_DAY) == numbers


def test_within_a_breathing_space_nothing_is_missed_and_afterwards_what_is_still_unpaid() -> None:
    space = Space(JANUARY - A_DAY, FEBRUARY)
    # Both instalments that fall in it are asked for on 1 March, so they are missed from 2 March on.
    assert missed(0, JANUARY + A_DAY, space) == []
    assert missed(0, FEBRUARY, space) == []
    assert missed(0, FEBRUARY + A_DAY, space) == []
    assert missed(0, FEBRUARY + 2 * A_DAY, space) == [1, 2]


def test_a_space_that_begins_after_a_missed_instalment_only_rests_it() -> None:
    space = Space(JANUARY + 2 * A_DAY, FEBRUARY - A_DAY)
    assert missed(0, JANUARY + A_DAY, space) == [1]
    assert missed(0, JANUARY + 2 * A_DAY, space) == []
    assert missed(0, FEBRUARY, space) == [1]


def test_spaces_that_meet_put_an_instalment_off_to_the_end_of_the_last() -> None:
    spaces_ = [Space(FEBRUARY, MARCH), Space(JANUARY, FEBRUARY - A_DAY)]
    assert asked_on(JANUARY, spaces_) == MARCH + A_DAY


@given(plans, st.integers(0, 70_000), spaces, days)
def test_of_a_plan_as_much_is_unpaid_as_was_not_met(
    plan: list[Promise], met: int, rests: list[Space], on: dt.date
) -> None:
    shown = states(sorted(plan), met, rests, on)
    promised = sum(each.amount_pence for each in plan)
    assert sum(each.unpaid_pence for each in shown) == max(promised - met, 0)
    assert all(0 <= each.unpaid_pence <= each.amount_pence for each in shown)
    # No instalment is met before the one before it is met whole.
    unpaid = [each.unpaid_pence for each in shown]
    touched = [number for number, each in enumerate(shown) if each.unpaid_pence < each.amount_pence]
    assert all(unpaid[number] == 0 for number in range(max(touched, default=0)))


@given(plans, st.integers(0, 70_000), spaces, days)
def test_nothing_is_missed_that_is_met_or_not_asked_for_yet(
    plan: list[Promise], met: int, rests: list[Space], on: dt.date
) -> None:
    for each in states(sorted(plan), met, rests, on):
        resting = any(rest.from_on <= on <= rest.until_on for rest in rests)
        in_a_space = any(rest.from_on <= each.asked_on <= rest.until_on for rest in rests)
        assert not in_a_space
        assert each.asked_on >= each.due_on
        assert each.missed == (each.unpaid_pence > 0 and each.asked_on < on and not resting)


def test_the_next_instalment_is_the_first_with_something_unpaid() -> None:
    following = next_due(states(PLAN, 5_000, [], JANUARY))
    assert following is not None
    assert (following.number, following.unpaid_pence) == (2, 3_000)
    assert next_due(states(PLAN, 10_400, [], JANUARY)) is None


def test_a_plan_is_put_in_order() -> None:
    assert check_plan(PLAN[::-1], JANUARY, "--instalment") == PLAN


@pytest.mark.parametrize(
    ("plan", "says"),
    [
        ([], "at least one"),
        ([Promise(JANUARY, 1), Promise(JANUARY, 2)], "each day once"),
        ([Promise(JANUARY - A_DAY, 1)], "from 2019-01-31 on"),
        ([Promise(JANUARY, 0)], "above zero"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_wrong_input(plan: list[Promise], says: str) -> None:
    with pytest.raises(WrongInput, match=says):
        check_plan(plan, JANUARY, "--instalment")
