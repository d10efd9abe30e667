"""The scorecard: intervals that hold as often as they say, PITs that lie evenly, and errors with their sign."""

import numpy as np
import pytest

from risk.explorations.scorecard import Past, pit, scorecard
from risk.faults import WrongInput
from risk.measures import LatticeLaw

# £0 with one half, £1 with three tenths, £2 with two tenths.
LAW = LatticeLaw(100, np.array([0.5, 0.3, 0.2]))


@pytest.mark.parametrize(
    ("pence", "uniform", "found"),
    [
        (0, 0.0, 0.0),
        (0, 0.5, 0.25),
        (0, 1.0, 0.5),
        (99, 0.7, 0.5),
        (100, 0.0, 0.5),
        (100, 1.0, 0.8),
        (101, 0.3, 0.8),
        (200, 0.5, 0.9),
        (201, 0.5, 1.0),
    ],
)
def test_an_outcome_falls_within_the_atom_it_hits(pence: int, uniform: float, found: float) -> None:
    assert pit(LAW, pence, uniform) == pytest.approx(found)


def test_outcomes_drawn_from_the_forecast_itself_score_well() -> None:
    random = np.random.default_rng(1)
    amounts = random.choice([0, 100, 200], p=LAW.probability, size=2_000)
    found = scorecard([Past(str(run), LAW, int(amount)) for run, amount in enumerate(amounts)], seed=2)
    # A Kolmogorov-Smirnov distance of 1.63 / sqrt(n) is passed once in a hundred.
    assert found.distance < 1.63 / np.sqrt(2_000)
    assert found.bias_error is not None
    assert abs(found.bias) < 4 * found.bias_error


def test_without_the_randomised_atom_an_atom_of_one_half_would_look_uneven() -> None:
    random = np.random.default_rng(1)
    amounts = random.choice([0, 100, 200], p=LAW.probability, size=2_000)
    upper = np.sort([pit(LAW, int(amount), 1.0) for amount in amounts])
    assert np.max(np.abs(upper - (np.arange(2_000) + 0.5) / 2_000)) > 0.4


def test_a_forecast_that_is_always_too_low_has_a_bias_and_leaves_the_line() -> None:
    found = scorecard([Past(str(run), LAW, 300) for run in range(5)], seed=2)
    assert found.bias == pytest.approx(0.7 - 3.0)
    assert found.bias_error == pytest.approx(0.0)
    assert found.distance == pytest.approx(1.0)
    assert {each.held for each in found.coverage} == {0}


@pytest.mark.parametrize(("pence", "held"), [(0, 1), (200, 1), (201, 0)])
def test_an_interval_holds_its_own_ends(pence: int, held: int) -> None:
    # The central 95% runs from the 2.5% quantile, £0, to the 97.5% quantile, £2.
    coverage = scorecard([Past("one", LAW, pence)], seed=1).coverage[-1]
    assert (coverage.level, coverage.held, coverage.runs) == (0.95, held, 1)


def test_few_runs_leave_the_coverage_wide_open_and_have_no_error_of_the_bias() -> None:
    found = scorecard([Past("one", LAW, 100)], seed=1)
    assert found.bias_error is None
    assert found.coverage[0].high - found.coverage[0].low > 0.7


def test_the_same_seed_scores_alike() -> None:
    past = [Past(str(run), LAW, 0) for run in range(9)]
    assert scorecard(past, seed=3) == scorecard(past, seed=3)
    assert scorecard(past, seed=3).runs != scorecard(past, seed=4).runs
    assert scorecard(past, seed=3).document()["runs"][0]["actual"] == 0.0


def test_no_runs_are_no_score() -> None:
    with pytest.raises(WrongInput, match="at least one past forecast"):
        scorecard([], seed=1)
