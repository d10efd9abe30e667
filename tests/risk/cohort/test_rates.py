"""The rate of arrivals is as uncertain as the Betas of the basis make it."""

import numpy as np
import pytest
from scipy.special import betainc

from risk.cohort.arrivals import flow
from risk.cohort.rates import STAY, arrival_log_sd, beta_of
from risk.dated_basis import UNCERTAIN, Basis, basis_of

BASES = [basis_of("2018-06"), basis_of("2026-11")]


def weighing(basis: Basis, times: float) -> Basis:
    """The basis with every weight so many times as heavy."""
    entries = {
        name: entry.model_copy(
            update={"weight": entry.weight.model_copy(update={"number": entry.weight.number * times})}
        )
        if entry.weight
        else entry
        for name, entry in basis.entries.items()
    }
    return Basis(basis.name, basis.in_force_from, basis.assumptions, basis.arrivals, entries)


def test_a_beta_has_the_value_as_its_mean_and_the_weight_as_its_sum() -> None:
    assert beta_of(BASES[0], "applies") == pytest.approx((8, 2))
    alpha, beta = beta_of(BASES[0], STAY)
    assert (alpha + beta, alpha / (alpha + beta)) == pytest.approx((260, 1 / 33))


@pytest.mark.parametrize("basis", BASES, ids=lambda basis: basis.name)
def test_the_log_sd_is_that_of_the_rates_drawn(basis: Basis) -> None:
    random = np.random.default_rng(20261101)
    drawn = {rate: random.beta(*beta_of(basis, rate), size=200_000) for rate in UNCERTAIN}
    a_month = np.prod(list(drawn.values()), axis=0)
    assert np.log(a_month).std() == pytest.approx(arrival_log_sd(basis), rel=0.01)
    assert a_month.mean() == pytest.approx(flow(basis.arrivals), rel=0.01)


@pytest.mark.parametrize("basis", BASES, ids=lambda basis: basis.name)
def test_the_heavier_the_weights_the_surer_the_rate(basis: Basis) -> None:
    sds = [arrival_log_sd(weighing(basis, times)) for times in (0.5, 1, 2, 1e6)]
    assert sds == sorted(sds, reverse=True)
    assert sds[-1] < 0.001


@pytest.mark.parametrize("basis", BASES, ids=lambda basis: basis.name)
def test_each_beta_keeps_nine_tenths_in_its_own_range(basis: Basis) -> None:
    for rate in UNCERTAIN:
        edges = basis.entries[f"arrivals.{rate}"].range
        assert edges is not None
        low, high = (1 / edges[1], 1 / edges[0]) if rate == STAY else edges
        alpha, beta = beta_of(basis, rate)
        assert betainc(alpha, beta, high) - betainc(alpha, beta, low) > 0.9, rate
