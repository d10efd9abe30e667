"""The common shock and the uncertain rate are where the formulas put them."""

import numpy as np
import pytest
from scipy.special import ndtri, roots_jacobi

from risk.engines.factor import (
    EDGE,
    Rule,
    chances_at,
    first_rule,
    grid,
    jacobi_axis,
    normal_axis,
    quantile_axis,
    shocked,
)


@pytest.mark.parametrize(("level", "quantile"), [(0.95, 0.028462), (0.99, 0.046797), (0.999, 0.077497)])
def test_quantiles_of_the_shocked_chance_are_vasiceks(level: float, quantile: float) -> None:
    assert shocked(0.01, ndtri(level), 0.1) == pytest.approx(quantile, abs=5e-7)


@pytest.mark.parametrize("correlation", [0.0, 1e-8, 0.1, 0.5, 0.9])
@pytest.mark.parametrize("chance", [0.0, 1e-9, 0.02, 0.5, 1 - 1e-12, 1.0])
def test_the_shock_keeps_the_mean(chance: float, correlation: float) -> None:
    z = normal_axis(0.02)
    assert shocked(chance, z.value, correlation) @ z.weight == pytest.approx(chance, abs=1e-13)


def beta_moment(alpha: float, beta: float, power: int) -> float:
    j = np.arange(power)
    return float(np.prod((alpha + j) / (alpha + beta + j)))


PRIORS = [
    (6.5, 222.5),
    (1, 79),
    (0.5, 0.5),
    (1, 1),
    (65, 2225),
    (6500, 222500),
    (1e-6, 1),
    (1e9, 1e-6),
    (1e6, 1e9),
]


@pytest.mark.parametrize(("alpha", "beta"), PRIORS)
def test_gauss_jacobi_nodes_have_the_moments_of_the_prior(alpha: float, beta: float) -> None:
    axis = jacobi_axis(alpha, beta, 12)
    assert axis.weight.sum() == pytest.approx(1)
    for power in range(1, 24):
        found = axis.weight @ axis.value**power
        assert found == pytest.approx(beta_moment(alpha, beta, power), rel=1e-9), power


def test_the_usual_routine_has_no_weights_for_a_heavy_prior_and_ours_has() -> None:
    with np.errstate(all="ignore"):
        _, usual = roots_jacobi(12, 2225 - 1, 65 - 1)
        assert not np.isfinite(usual / usual.sum()).all()
    ours = jacobi_axis(65, 2225, 12)
    assert np.isfinite(ours.value).all()
    assert ours.weight @ ours.value == pytest.approx(65 / 2290)


def test_one_node_is_the_mean() -> None:
    assert jacobi_axis(2, 6, 1).value == pytest.approx([0.25])


@pytest.mark.parametrize(("alpha", "beta"), [(6.5, 222.5), (1, 79), (0.5, 0.5), (65, 2225), (0.05, 4)])
def test_nodes_by_quantile_have_the_moments_of_the_prior(alpha: float, beta: float) -> None:
    axis = quantile_axis(alpha, beta, 0.05)
    for power in (1, 2, 5):
        assert axis.weight @ axis.value**power == pytest.approx(beta_moment(alpha, beta, power), rel=1e-6)


def test_a_trapezoid_reaches_eight_deviations_with_no_wider_step_than_asked() -> None:
    axis = normal_axis(0.3)
    assert (axis.value[0], axis.value[-1]) == (-EDGE, EDGE)
    assert np.diff(axis.value).max() <= 0.3
    assert 0.0 in axis.value


def test_without_correlation_there_is_one_shock_and_it_is_none() -> None:
    made = grid(6.5, 222.5, first_rule(0.0))
    assert made.z.value.tolist() == [0.0]


def test_a_doubled_rule_has_twice_the_nodes_each_way() -> None:
    coarse, fine = (grid(1, 79, rule).shape for rule in (Rule(0.25), Rule(0.25).doubled()))
    assert fine == (2 * coarse[0], 2 * coarse[1] - 1)
    assert Rule(None, theta_step=0.5).doubled() == Rule(None, jacobi=24, theta_step=0.25)


def test_light_nodes_are_left_out_and_the_others_still_add_up() -> None:
    made = grid(6.5, 222.5, Rule(0.25))
    assert len(made.heavy().weight) < len(made.every().weight)
    assert made.heavy().weight.sum() == pytest.approx(1, abs=1e-15)


def test_a_rate_multiplied_past_certainty_stops_just_short_of_it(with_changes) -> None:  # type: ignore[no-untyped-def]
    assumed = with_changes(first_miss={"group_multiplier": {"citizen": 1.0, "uasc": 3.0}})
    made = chances_at(np.array([0.2, 0.5, 1.0]), np.zeros(3), assumed, "uasc", correlation=0.0)
    assert made.first == pytest.approx([0.6, 1 - 1e-12, 1 - 1e-12], abs=1e-15)


@pytest.mark.parametrize(("named", "expected"), [("first_miss", 0.2), ("repeat_miss", 0.35), (0.6, 0.6)])
def test_after_a_call_the_named_rate_is_used(with_changes, named: object, expected: float) -> None:  # type: ignore[no-untyped-def]
    made = chances_at(
        np.array([0.2]), np.zeros(1), with_changes(after_call_miss=named), "citizen", correlation=0.0
    )
    assert made.after_call == pytest.approx([expected])


def test_the_shock_moves_all_three_rates_and_neither_the_ends_nor_the_clearing(with_changes) -> None:  # type: ignore[no-untyped-def]
    theta = np.array([0.2, 0.2])
    made = chances_at(
        theta, np.array([0.0, 2.0]), with_changes(after_call_miss=0.5), "citizen", correlation=0.1
    )
    for rate in (made.first, made.repeat, made.after_call):
        assert rate[1] > rate[0]
    assert (made.ends, made.clears) == (0.03, 0.5)
