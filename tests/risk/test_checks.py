"""A verdict that travels with a result says what is wrong when something is."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.checks import (
    Check,
    against_simulation,
    kolmogorov_smirnov,
    of_exact,
    of_simulation,
    standard_errors_apart,
)
from risk.engines.exact import ExactRun, exact_run
from risk.engines.simulation.run import SimulatedRun, simulated_run
from risk.engines.simulation.streams import BLOCK
from risk.measures import LatticeLaw, Sample

MOST = 5 * 6 * 50_000.0


@pytest.fixture(scope="module")
def exposure(one: Callable[..., Exposure]) -> Exposure:
    """Five alike guarantees."""
    return one(count=5)


@pytest.fixture(scope="module")
def run(exposure: Exposure, worked: Assumptions) -> ExactRun:
    """Their exact law."""
    return exact_run(exposure, worked)


@pytest.fixture(scope="module")
def drawn(exposure: Exposure, worked: Assumptions) -> SimulatedRun:
    """Their simulation."""
    return simulated_run(exposure, worked, scenarios=2 * BLOCK, seed=3)


def failing(found: list[Check]) -> set[str]:
    return {check.name for check in found if check.verdict == "does not hold"}


def shifted(law: LatticeLaw, steps: int) -> LatticeLaw:
    return LatticeLaw(law.step_pence, np.concatenate([np.zeros(steps), law.probability]))


def test_a_sound_run_passes_every_check(run: ExactRun, drawn: SimulatedRun) -> None:
    assert not failing(of_exact(run, MOST))
    assert not failing(against_simulation(run.total, drawn, on_lattice=True))
    assert failing(of_simulation(drawn, MOST, run.chain_mean_pence)) <= {"convergence"}


def test_probability_gone_missing_is_found(run: ExactRun) -> None:
    leaking = replace(run, total=LatticeLaw(5000, run.total.probability * (1 - 1e-6)))
    assert "total probability" in failing(of_exact(leaking, MOST))


def test_a_mean_that_is_not_the_chains_is_found(run: ExactRun) -> None:
    assert {"mean against closed form", "years against total"} <= failing(
        of_exact(replace(run, total=shifted(run.total, 1)), MOST)
    )


def test_years_that_do_not_add_up_are_found(run: ExactRun) -> None:
    assert failing(of_exact(replace(run, by_year=run.by_year[:1]), MOST)) == {"years against total"}


def test_a_loss_beyond_the_maximum_exposure_is_found(run: ExactRun) -> None:
    assert failing(of_exact(run, run.total.quantile(0.995) - 5001)) == {"bounds"}
    assert not failing(of_exact(run, run.total.quantile(0.995)))


def test_nodes_that_did_not_settle_are_said(run: ExactRun) -> None:
    assert failing(of_exact(replace(run, settled=False), MOST)) == {"node doubling"}


def test_a_law_that_the_simulation_does_not_bear_out_is_found(run: ExactRun, drawn: SimulatedRun) -> None:
    wrong = shifted(run.total, 3)
    assert failing(against_simulation(wrong, drawn, on_lattice=True)) == {
        "exact against simulation: mean",
        "exact against simulation: whole law",
    }


def test_off_the_lattice_only_the_mean_is_compared_and_said_so(run: ExactRun, drawn: SimulatedRun) -> None:
    mean, law = against_simulation(run.total, drawn, on_lattice=False)
    assert (mean.verdict, law.verdict) == ("holds", "not checked")


def test_a_simulation_off_its_closed_form_is_found(run: ExactRun, drawn: SimulatedRun) -> None:
    assert "mean against closed form" in failing(of_simulation(drawn, MOST, 1.5 * run.chain_mean_pence))


def test_without_a_closed_form_the_mean_is_not_checked_and_said_so(drawn: SimulatedRun) -> None:
    by_name = {check.name: check for check in of_simulation(drawn, MOST, None)}
    assert by_name["mean against closed form"].verdict == "not checked"


def test_a_simulation_too_short_for_its_p95_is_said(exposure: Exposure, worked: Assumptions) -> None:
    short = simulated_run(exposure, worked, scenarios=100, seed=3)
    assert "convergence" in failing(of_simulation(short, MOST, None))


def test_a_sample_without_any_loss_is_judged_by_the_exact_spread() -> None:
    nothing = Sample(np.zeros(1000, dtype=np.int64))
    assert standard_errors_apart(nothing, 1.0, 100.0) == pytest.approx(-1 / (100 / np.sqrt(1000)))
    assert standard_errors_apart(nothing, 1.0) is None


def test_the_distance_is_the_largest_gap_between_the_distribution_functions() -> None:
    law = LatticeLaw(100, np.array([0.5, 0.25, 0.25]))
    assert kolmogorov_smirnov(law, Sample(np.array([0, 0, 100, 200]))) == 0
    assert kolmogorov_smirnov(law, Sample(np.array([0, 200, 200, 200]))) == pytest.approx(0.5)
