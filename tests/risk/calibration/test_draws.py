"""Draws of theta and the years' shocks, before and after something was seen."""

from collections.abc import Callable

import numpy as np
import pytest
from scipy.special import betaincinv, ndtri
from scipy.stats import kstest

from risk.assumptions import Assumptions
from risk.calibration.draws import _inverse, drawn
from risk.calibration.posterior import resolved, theta_at, theta_axis
from risk.evidence import NOTHING_SEEN, Months, Seen, evidence_of
from risk.faults import WrongInput

Changed = Callable[..., Assumptions]
BAD_YEAR = evidence_of(
    [Seen("citizen", 2017, Months(clear=600, clear_missed=24, owing=60, owing_missed=40))], tenancies=50
)
MANY = 40_000


def uniforms(rows: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.random.Generator(np.random.Philox(key=7)).random((rows, MANY))


# The curve is followed at places of its own, halfway between which it is judged: a wide prior, a narrow one, a certain
# one, and two for which it would not be near enough, because theta is too small to be told or bends too sharply.
@pytest.mark.parametrize(("alpha", "beta", "followed"),
                         [(6.5, 222.5, True), (1, 79, True), (0.5, 0.5, True), (65, 2225, True),
                          (1e9, 1e-6, True), (0.05, 4, False), (0.2, 0.3, False)])  # fmt: skip
def test_before_anything_was_seen_draws_are_the_priors_inverse(
    with_changes: Changed, alpha: float, beta: float, followed: bool
) -> None:
    assumed = with_changes(first_miss={"alpha": alpha, "beta": beta})
    given = uniforms(2)
    given[0, :4] = 2**-53, 1e-12, 1 - 1e-12, 1 - 2**-53
    theta, z = drawn(assumed, NOTHING_SEEN, [2018], given)
    assert np.abs(theta / betaincinv(alpha, beta, given[0]) - 1).max() < 1e-9
    assert (_inverse(assumed) is not None) == followed
    assert np.array_equal(z[0], ndtri(given[1]))


def test_a_static_shock_is_one_for_all_years(worked: Assumptions) -> None:
    _, z = drawn(worked, NOTHING_SEEN, [2018, 2019, 2020], uniforms(4))
    assert np.array_equal(z[0], z[2])


def test_a_yearly_shock_is_remembered_by_phi(with_changes: Changed) -> None:
    _, z = drawn(with_changes(factor={"yearly_ar1": 0.6}), NOTHING_SEEN, [2018, 2019, 2020], uniforms(4))
    assert float(np.corrcoef(z[0], z[1])[0, 1]) == pytest.approx(0.6, abs=0.015)
    assert float(np.corrcoef(z[0], z[2])[0, 1]) == pytest.approx(0.36, abs=0.02)
    assert z.std(axis=1) == pytest.approx([1, 1, 1], abs=0.02)


@pytest.mark.parametrize("factor", ["static", {"yearly_ar1": 0.5}])
def test_draws_of_theta_have_the_posteriors_law(with_changes: Changed, factor: object) -> None:
    assumed = with_changes(factor=factor)
    theta, _ = drawn(assumed, BAD_YEAR, [2018], uniforms(2))
    axis = theta_axis(assumed, BAD_YEAR, 1 / 32)
    upto = np.cumsum(axis.weight) - axis.weight / 2
    assert kstest(np.interp(theta, axis.value, upto), "uniform").pvalue > 0.01


def test_under_a_static_shock_the_horizon_has_a_fresh_one(worked: Assumptions) -> None:
    theta, z = drawn(worked, BAD_YEAR, [2018], uniforms(2))
    assert kstest(z[0], "norm").pvalue > 0.01
    assert np.corrcoef(theta, z[0])[0, 1] == pytest.approx(0, abs=0.02)


@pytest.mark.parametrize("first", [2017, 2018, 2020])
def test_a_yearly_shock_goes_on_from_the_last_year_seen(with_changes: Changed, first: int) -> None:
    assumed = with_changes(factor={"yearly_ar1": 0.5})
    past = resolved(np.linspace(-6, 6, 97), assumed, BAD_YEAR)
    weight = past.weight()
    last = float(weight.sum(axis=0) @ past.z)
    _, z = drawn(assumed, BAD_YEAR, [first, first + 1], uniforms(3))
    assert last > 0.5
    assert z[0].mean() == pytest.approx(last * 0.5 ** (first - 2017), abs=0.02)


def test_theta_and_the_shock_that_goes_on_are_drawn_together(with_changes: Changed) -> None:
    # Many misses were a high rate or a bad year: where theta is drawn high, the year's shock is drawn low.
    assumed = with_changes(factor={"yearly_ar1": 0.9})
    seen = evidence_of([Seen("citizen", 2017, Months(clear=5_000, clear_missed=150))])
    theta, z = drawn(assumed, seen, [2017], uniforms(2))
    past = resolved(np.linspace(-6, 6, 193), assumed, seen)
    weight = past.weight()
    together = float(np.sum(weight * theta_at(past.x, assumed)[:, None] * past.z))
    assert np.corrcoef(theta, z[0])[0, 1] < -0.8
    assert float(np.mean(theta * z[0])) == pytest.approx(together, abs=3e-4)


def test_evidence_after_the_first_year_to_come_is_refused(with_changes: Changed) -> None:
    with pytest.raises(WrongInput, match="evidence: it ends in 2017, after the run begins in 2016"):
        drawn(with_changes(factor={"yearly_ar1": 0.5}), BAD_YEAR, [2016], uniforms(2))


def test_uniform_numbers_at_the_very_ends_draw_finite_figures(worked: Assumptions) -> None:
    ends = np.array([[0.0, 1 - 2**-53], [0.0, 1 - 2**-53]])
    for seen in (NOTHING_SEEN, BAD_YEAR):
        theta, z = drawn(worked, seen, [2018], ends)
        assert np.isfinite(theta).all()
        assert np.isfinite(z).all()
