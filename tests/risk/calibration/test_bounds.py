"""The upper bound on the chance of a call: closed forms, the published figures, both sides of each count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betaincinv

from risk.calibration.bounds import chance_of_so_few, clean_tenancies_needed, highest_chance
from risk.faults import WrongInput


@pytest.mark.parametrize(("rho", "bound"), [(0.0, 0.146), (0.05, 0.174), (0.1, 0.204), (0.2, 0.269)])
def test_no_call_in_nineteen_tenancies_is_not_a_zero_rate(rho: float, bound: float) -> None:
    assert highest_chance(0, 19, rho) == pytest.approx(bound, abs=5e-4)


def test_without_a_shock_the_bound_is_clopper_and_pearsons() -> None:
    assert highest_chance(2, 19, 0.0) == pytest.approx(betaincinv(3, 17, 0.95), rel=1e-9)


@given(st.integers(1, 40), st.sampled_from([0.0, 0.1, 0.3]), st.data())
def test_more_calls_never_lower_the_bound_nor_does_more_shock_where_none_was_seen(
    tenancies: int, rho: float, data: st.DataObject
) -> None:
    calls = data.draw(st.integers(0, tenancies - 1))
    bound = highest_chance(calls, tenancies, rho)
    assert bound <= highest_chance(calls + 1, tenancies, rho)
    assert highest_chance(0, tenancies, rho) <= highest_chance(0, tenancies, rho + 0.1) + 1e-9
    assert chance_of_so_few(bound, calls, tenancies, rho) == pytest.approx(0.05, abs=1e-6)


def test_when_every_tenancy_called_nothing_is_ruled_out() -> None:
    assert highest_chance(3, 3, 0.1) == 1.0
    assert highest_chance(0, 0, 0.1) == 1.0


@pytest.mark.parametrize("calls", [-1, 4])
def test_calls_that_cannot_be_are_refused(calls: int) -> None:
    with pytest.raises(WrongInput, match=f"calls should be from 0 to the 3 tenancies, not {calls}"):
        highest_chance(calls, 3, 0.1)


@pytest.mark.parametrize("rho", [0.0, 0.1])
@pytest.mark.parametrize("below", [0.05, 0.1])
def test_the_clean_tenancies_needed_are_the_fewest(below: float, rho: float) -> None:
    number = clean_tenancies_needed(below, rho)
    assert number is not None
    assert highest_chance(0, number, rho) <= below < highest_chance(0, number - 1, rho)


def test_fifty_nine_clean_tenancies_settle_five_in_a_hundred() -> None:
    assert clean_tenancies_needed(0.05, 0.0) == 59


def test_a_shock_so_strong_that_no_number_settles_it_is_said() -> None:
    assert clean_tenancies_needed(0.01, 0.9) is None


@pytest.mark.parametrize("below", [0.0, 1.0, -0.1])
def test_a_chance_outside_nought_and_one_is_refused(below: float) -> None:
    with pytest.raises(WrongInput, match="below should be a chance above 0 and below 1"):
        clean_tenancies_needed(below, 0.1)
