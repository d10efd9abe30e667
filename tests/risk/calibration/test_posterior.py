"""The posterior of theta and the past shocks: against closed forms, against counts made up from known rates."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from scipy.special import betainc, ndtri
from scipy.stats import binom, kstest

from risk.assumptions import Assumptions
from risk.book import Book, Exposure
from risk.calibration.posterior import nodes, phi_of, reach, theta_axis
from risk.engines.exact import exact_run
from risk.engines.factor import Axis, Rule, shocked
from risk.evidence import NOTHING_SEEN, Evidence, Months, Seen, evidence_of
from risk.faults import WrongInput
from risk.groups import Group

Changed = Callable[..., Assumptions]
JEFFREYS = {"alpha": 0.5, "beta": 0.5}
SIX_OF_228 = evidence_of([Seen("citizen", 2017, Months(clear=228, clear_missed=6))], tenancies=19)


def upto(axis: Axis, theta: float) -> float:
    """F(theta) of a posterior on nodes, each node's weight half below it."""
    return float(np.interp(theta, axis.value, np.cumsum(axis.weight) - axis.weight / 2))


def test_joint_updating_takes_the_worked_examples_p95_from_16500_to_26200(
    worked: Assumptions, worked_book: Book, with_changes: Changed
) -> None:
    # Beta(6.5, 222.5) is Jeffreys after 6 misses in 228 months, as if no shock had been shared by them.
    apart = exact_run(Exposure(worked_book, (), 12), worked).total
    jointly = exact_run(Exposure(worked_book, (), 12, SIX_OF_228), with_changes(first_miss=JEFFREYS)).total
    assert apart.quantile(0.95) == 1_650_000
    assert jointly.quantile(0.95) == 2_620_000


def test_without_a_shock_the_posterior_is_the_conjugate_one(with_changes: Changed) -> None:
    axis = theta_axis(with_changes(correlation=0.0, first_miss=JEFFREYS), SIX_OF_228, 1 / 16)
    mean = float(axis.weight @ axis.value)
    assert mean == pytest.approx(6.5 / 229, rel=1e-9)
    variance = float(axis.weight @ axis.value**2) - mean**2
    assert variance == pytest.approx(6.5 * 222.5 / 229**2 / 230, rel=1e-7)
    for theta in (0.015, 0.028, 0.05):
        assert upto(axis, theta) == pytest.approx(betainc(6.5, 222.5, theta), abs=2e-4)


@pytest.mark.parametrize(("clear", "missed"), [(200_000, 2_600), (200_000, 0), (3, 3), (1, 0)])
def test_much_evidence_and_little_are_both_resolved(with_changes: Changed, clear: int, missed: int) -> None:
    seen = evidence_of([Seen("citizen", 2017, Months(clear=clear, clear_missed=missed))])
    assumed = with_changes(correlation=0.0, first_miss={"alpha": 1.0, "beta": 79.0})
    axis = theta_axis(assumed, seen, 1 / 8)
    assert float(axis.weight @ axis.value) == pytest.approx((1 + missed) / (80 + clear), rel=1e-6)


def test_a_halved_step_moves_nothing(with_changes: Changed) -> None:
    assumed = with_changes(first_miss=JEFFREYS, factor={"yearly_ar1": 0.5})
    seen = evidence_of(
        [
            Seen("citizen", year, Months(clear=300, clear_missed=8, owing=20, owing_missed=7))
            for year in (2015, 2017)
        ]
    )
    coarse, fine = (theta_axis(assumed, seen, step) for step in (1 / 2, 1 / 4))
    assert float(coarse.weight @ coarse.value) == pytest.approx(float(fine.weight @ fine.value), rel=1e-6)


def test_evidence_that_nothing_was_seen_leaves_the_prior(worked: Assumptions) -> None:
    rule = Rule(0.3)
    assert np.array_equal(nodes(worked, rule, NOTHING_SEEN).weight, nodes(worked, rule, Evidence()).weight)


def test_repeat_misses_tell_of_the_shock_and_so_of_theta(with_changes: Changed) -> None:
    # The same first misses in a year whose repeat misses were many are the year's doing rather than theta's.
    assumed = with_changes(first_miss=JEFFREYS)
    usual, bad = (
        evidence_of(
            [Seen("citizen", 2017, Months(clear=228, clear_missed=6, owing=400, owing_missed=missed))]
        )
        for missed in (140, 260)
    )
    in_usual, in_bad = (
        float(axis.weight @ axis.value) for axis in (theta_axis(assumed, seen, 0.25) for seen in (usual, bad))
    )
    assert in_bad < in_usual / 1.5


def test_a_group_likelier_to_miss_excuses_theta(with_changes: Changed) -> None:
    assumed = with_changes(
        correlation=0.0, first_miss=JEFFREYS | {"group_multiplier": {"citizen": 1.0, "uasc": 2.0}}
    )
    by_group = {
        group: theta_axis(assumed, evidence_of([Seen(group, 2017, Months(clear=500, clear_missed=20))]), 0.25)
        for group in _GROUPS
    }
    means = {group: float(axis.weight @ axis.value) for group, axis in by_group.items()}
    assert means["uasc"] == pytest.approx(means["citizen"] / 2, rel=0.01)


_GROUPS: tuple[Group, ...] = ("citizen", "uasc")


def test_what_the_assumptions_call_impossible_is_said(with_changes: Changed) -> None:
    assumed = with_changes(repeat_miss=0.0)
    seen = evidence_of([Seen("citizen", 2017, Months(owing=5, owing_missed=1))])
    with pytest.raises(
        WrongInput, match="evidence: the ledger has seen what the assumptions call impossible"
    ):
        reach(assumed, seen)


def test_a_chance_of_nought_that_was_never_contradicted_is_no_fault(with_changes: Changed) -> None:
    seen = evidence_of([Seen("citizen", 2017, Months(clear=10, owing=5, owing_missed=0))])
    assert reach(with_changes(repeat_miss=0.0), seen).sd > 0


@pytest.mark.parametrize(("phi", "taken"), [(0.999, True), (0.9991, False), (1.0, True)])
def test_a_phi_that_no_grid_resolves_is_refused(with_changes: Changed, phi: float, taken: bool) -> None:
    assumed = with_changes(factor={"yearly_ar1": phi})
    seen = evidence_of([Seen("citizen", year, Months(clear=30, clear_missed=1)) for year in (2016, 2017)])
    if taken:
        assert reach(assumed, seen).sd > 0
    else:
        with pytest.raises(WrongInput, match=r"yearly_ar1 should be at most 0\.999, or 1, not 0\.9991"):
            reach(assumed, seen)


@pytest.mark.parametrize("factor", ["static", {"yearly_ar1": 0.5}])
def test_the_posterior_is_calibrated_over_ledgers_made_from_known_rates(
    with_changes: Changed, factor: object
) -> None:
    """Simulation-based calibration: theta from the prior, a ledger from theta, F(theta | ledger) is uniform."""
    assumed = with_changes(first_miss={"alpha": 2.0, "beta": 60.0}, factor=factor)
    random = np.random.Generator(np.random.Philox(key=20180601))
    places, ignoring = [], []
    alone = assumed.model_copy(update={"correlation": 0.0})
    for _ in range(100):
        theta, seen = _made_up(assumed, random)
        places.append(upto(theta_axis(assumed, seen, 1 / 4), theta))
        ignoring.append(upto(theta_axis(alone, seen, 1 / 4), theta))
    assert kstest(places, "uniform").pvalue > 0.01
    # Without the shared shock the posterior is far too sure: the same ledgers put theta in its tails.
    assert kstest(ignoring, "uniform").pvalue < 1e-6


def _made_up(assumed: Assumptions, random: np.random.Generator) -> tuple[float, Evidence]:
    """A theta and what three years of some 400 months under it would have shown."""
    prior = assumed.first_miss
    theta = random.beta(prior.alpha, prior.beta)
    phi, z, seen = phi_of(assumed), ndtri(random.random()), []
    for year in (2015, 2016, 2017):
        missed, repeated = (
            int(binom.ppf(random.random(), months, float(shocked(np.array(chance), np.array(z), 0.1))))
            for months, chance in ((400, theta), (12, assumed.repeat_miss))
        )
        seen.append(
            Seen("citizen", year, Months(clear=400, clear_missed=missed, owing=12, owing_missed=repeated))
        )
        z = phi * z + np.sqrt(1 - phi**2) * ndtri(random.random())
    return theta, evidence_of(seen)


def test_a_run_on_evidence_settles_and_keeps_the_chains_mean(
    worked_book: Book, with_changes: Changed
) -> None:
    run = exact_run(Exposure(worked_book, (), 12, SIX_OF_228), with_changes(first_miss=JEFFREYS))
    assert run.settled
    assert run.total.mean() == pytest.approx(run.chain_mean_pence, rel=1e-9)
    assert worked_book.as_of == date(2018, 6, 1)
