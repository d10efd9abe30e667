"""Rho with the mean held: theta gives way, so that the spread alone moves."""

from collections.abc import Callable

import pytest

from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.dated_basis import basis_of
from risk.explorations.held_mean import SET_AGAIN, bar_of_rho, with_mean_held
from risk.liability import law_of
from risk.measures import Figures, figures

BASIS = basis_of("2018-06")


def made_up(assumptions: Assumptions) -> Figures:
    """A mean of theta x (1 + rho) and a P95 of ten times theta x (1 + 5 rho)."""
    theta, rho = assumptions.first_miss.mean, assumptions.correlation
    return Figures(100 * theta * (1 + rho), 0.0, {0.95: 1000 * theta * (1 + 5 * rho)}, {})


def test_theta_falls_as_rho_rises_so_that_the_mean_stands() -> None:
    held = with_mean_held(
        BASIS.assumptions.model_copy(update={"correlation": 0.32}), made_up, 100 * 0.0125 * 1.1
    )
    assert held is not None
    assert held.first_miss.mean == pytest.approx(0.0125 * 1.1 / 1.32, rel=2e-4)
    assert held.first_miss.alpha + held.first_miss.beta == pytest.approx(80)


@pytest.mark.parametrize("mean", [0.0, 1e6])
def test_a_mean_that_no_theta_reaches_is_said_to_be_none(mean: float) -> None:
    assert with_mean_held(BASIS.assumptions, made_up, mean) is None


def test_the_bar_has_one_mean_and_the_p95_that_the_shock_alone_makes() -> None:
    bar = bar_of_rho(BASIS, made_up)
    assert bar is not None
    assert (bar.assumption, bar.low, bar.high, bar.owner) == (SET_AGAIN, "0.03", "0.2", "finance")
    assert bar.mean_low == pytest.approx(bar.mean_high, rel=2e-4)
    theta = 0.0125 * 1.1
    assert bar.p95_low == pytest.approx(1000 * theta / 1.03 * 1.15, rel=2e-4)
    assert bar.p95_high == pytest.approx(1000 * theta / 1.2 * 2.0, rel=2e-4)


def test_of_the_model_itself_a_higher_rho_raises_p99_by_less_once_the_mean_is_held(
    one: Callable[..., Exposure],
) -> None:
    exposure = one(count=4, months=6)

    def cost(assumptions: Assumptions) -> Figures:
        return figures(law_of(exposure, assumptions))

    as_assumed, raised = (
        cost(BASIS.assumptions.model_copy(update={"correlation": rho})) for rho in (0.10, 0.20)
    )
    assert raised.mean > 1.02 * as_assumed.mean
    held = with_mean_held(BASIS.assumptions.model_copy(update={"correlation": 0.20}), cost, as_assumed.mean)
    assert held is not None
    found = cost(held)
    assert found.mean == pytest.approx(as_assumed.mean, rel=1e-3)
    assert as_assumed.tail_means[0.99] < found.tail_means[0.99] < raised.tail_means[0.99]
