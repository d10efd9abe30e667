"""Sobol paths give the laws of the other engines where those apply, within the errors they state."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from risk.assumptions import Assumptions
from risk.book import Arrival, Book, Course, Exposure, book_of
from risk.engines.choice import suits
from risk.engines.exact import exact_run
from risk.engines.large import large_run
from risk.engines.simulation.run import simulated_run
from risk.engines.sobol import SobolRun, _turned, sobol_run
from risk.evidence import Months, Seen, evidence_of
from risk.faults import WrongInput
from risk.measures import LEVELS, Law, figures

Changed = Callable[..., Assumptions]
Alike = Callable[..., Exposure]
YEARLY = {"yearly_ar1": 0.5}


def agrees(found: SobolRun, known: Law, step: float) -> None:
    """Every figure of the total within five of its standard errors, a quantile within a lattice step besides."""
    here, there, error = figures(found.total), figures(known), found.standard_errors
    assert here.mean == pytest.approx(there.mean, abs=5 * error.mean)
    for level in LEVELS:
        assert here.quantiles[level] == pytest.approx(
            there.quantiles[level], abs=5 * error.quantiles[level] + step
        )
        assert here.tail_means[level] == pytest.approx(
            there.tail_means[level], abs=5 * error.tail_means[level]
        )


def sobol(exposure: Exposure, assumed: Assumptions, **changes: Any) -> SobolRun:
    return sobol_run(exposure, assumed, **({"points": 256, "scrambles": 8, "seed": 11} | changes))


@pytest.mark.parametrize(
    "changes", [{}, {"factor": {"yearly_ar1": 1.0}}, {"factor": YEARLY, "correlation": 0.0}]
)
def test_where_the_shock_does_not_move_it_is_the_exact_law(
    worked_book: Book, with_changes: Changed, changes: dict[str, object]
) -> None:
    exposure = Exposure(worked_book, (), 12)
    found = sobol(exposure, with_changes(**changes))
    assert found.inside == "exact"
    agrees(found, exact_run(exposure, with_changes(**(changes | {"factor": "static"}))).total, 50)


def test_a_large_book_under_a_static_shock_is_the_large_law(worked_book: Book, worked: Assumptions) -> None:
    cells = [replace(cell, count=20 * cell.count) for cell in worked_book.cells]
    exposure = Exposure(book_of(worked_book.as_of, cells), (), 12)
    found = sobol(exposure, worked, points=1024)
    assert found.inside == "large"
    agrees(found, large_run(exposure, worked).total, 1)


def test_under_a_yearly_shock_it_agrees_with_the_simulation(one: Alike, with_changes: Changed) -> None:
    exposure, assumed = one(count=12, months=40), with_changes(factor=YEARLY, correlation=0.3)
    found = sobol(exposure, assumed, points=1024)
    drawn = simulated_run(exposure, assumed, scenarios=40_000, seed=5)
    for law, sample in zip((found.total, *found.by_year), (drawn.total, *drawn.by_year), strict=True):
        assert abs(law.mean() - sample.mean()) < 4 * sample.mean_error() + 1
        amounts = law.step_pence * np.arange(len(law.probability))  # type: ignore[attr-defined]
        sampled = np.searchsorted(sample.pence, amounts, side="right") / len(sample.pence)
        apart = np.abs(sampled - np.cumsum(law.probability)).max()  # type: ignore[attr-defined]
        assert apart < 1.63 / np.sqrt(len(sample.pence))


def test_the_years_means_add_up_and_a_moving_shock_narrows_the_total(
    one: Alike, with_changes: Changed
) -> None:
    exposure = one(count=20, months=60)
    moving = sobol(exposure, with_changes(factor={"yearly_ar1": 0.0}, correlation=0.3))
    static = sobol(exposure, with_changes(correlation=0.3))
    assert sum(law.mean() for law in moving.by_year) == pytest.approx(moving.total.mean())
    assert moving.total.sd() < 0.9 * static.total.sd()


def test_the_stated_error_is_the_spread_over_seeds(worked_book: Book, with_changes: Changed) -> None:
    exposure, assumed = Exposure(worked_book, (), 12), with_changes(factor=YEARLY)
    runs = [sobol(exposure, assumed, points=64, scrambles=4, seed=seed) for seed in range(24)]
    stated = np.sqrt(np.mean([run.standard_errors.mean**2 for run in runs]))
    assert np.std([run.total.mean() / 100 for run in runs]) == pytest.approx(stated, rel=0.5)


def test_an_uncertain_rate_of_arrivals_widens_the_law_and_keeps_its_mean(
    worked_book: Book, worked: Assumptions
) -> None:
    coming = (Arrival(Course("citizen", 0, 12, 6), 40.0, ((50_000, 1.0),)),)
    exposure = Exposure(book_of(worked_book.as_of, ()), coming, 12)
    known = exact_run(exposure, worked).total
    agrees(sobol(exposure, worked), known, 50)
    wider = sobol(exposure, worked, arrival_log_sd=0.7)
    assert wider.total.mean() == pytest.approx(known.mean(), abs=500 * wider.standard_errors.mean)
    # The mean given theta and Z is multiplied by a lognormal of variance e^(s^2) - 1 and of its own.
    spread = np.sqrt(known.sd() ** 2 + np.expm1(0.7**2) * (known.sd() ** 2 + known.mean() ** 2))
    assert 1.2 * known.sd() < wider.total.sd() < spread


def test_a_yearly_shock_goes_on_from_the_year_that_was_seen(worked_book: Book, with_changes: Changed) -> None:
    bad_year = evidence_of([Seen("citizen", 2017, Months(clear=400, clear_missed=40))])
    means = [
        sobol(Exposure(worked_book, (), 12, bad_year), with_changes(factor={"yearly_ar1": phi})).total.mean()
        for phi in (0.0, 0.9)
    ]
    assert means[1] > 1.1 * means[0]


def test_the_same_seed_gives_the_same_law_and_another_another(
    worked_book: Book, with_changes: Changed
) -> None:
    exposure, assumed = Exposure(worked_book, (), 12), with_changes(factor=YEARLY)
    first, again, other = (sobol(exposure, assumed, points=16, seed=seed).total.mean() for seed in (1, 1, 2))
    assert first == again != other


@pytest.mark.parametrize("weight", [[1.0], [1.0, 0.0], [3.0, 4.0], [0.0, 0.0], [1.0, 2.0, 0.5, 0.1]])
def test_the_first_coordinate_points_where_the_cost_moves_most(weight: list[float]) -> None:
    turned, given = _turned(np.array(weight)), np.array(weight)
    assert turned @ turned.T == pytest.approx(np.eye(len(weight)), abs=1e-12)
    assert turned[:, 0] * np.linalg.norm(given) == pytest.approx(given, abs=1e-12) or not given.any()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"points": 100}, "points"),
        ({"points": 1}, "points"),
        ({"scrambles": 1}, "scrambles"),
        ({"scrambles": 65}, "scrambles"),
        ({"seed": -1}, "seed"),
        ({"arrival_log_sd": 2.1}, "arrival_log_sd"),
    ],
)
def test_settings_have_their_ranges(
    one: Alike, worked: Assumptions, changes: dict[str, Any], says: str
) -> None:
    with pytest.raises(WrongInput, match=f"{says} should be"):
        sobol(one(), worked, **changes)


def test_each_scramble_is_told_to_whoever_watches(one: Alike, worked: Assumptions) -> None:
    told: list[tuple[int, int]] = []
    sobol(one(), worked, points=2, scrambles=2, progress=lambda done, of: told.append((done, of)))
    assert told == [(0, 2), (1, 2)]


@pytest.mark.parametrize(
    ("count", "months", "changes", "log_sd", "engine"),
    [
        (25, 12, {}, 0.0, "exact"), (1000, 12, {}, 0.0, "large"), (1001, 96, {}, 0.0, "large"),
        (25, 12, {"factor": YEARLY}, 0.0, "sobol"), (25, 10, {"factor": YEARLY}, 0.0, "exact"),
        (25, 12, {"factor": YEARLY, "correlation": 0.0}, 0.0, "exact"), (25, 12, {"lattice": 0.01}, 0.0, "simulate"),
        (100, 12, {"lattice": 0.01}, 0.0, "large"), (25, 12, {}, 0.5, "exact"),
    ],
)  # fmt: skip
def test_the_engine_that_suits(
    one: Alike,
    with_changes: Changed,
    count: int,
    months: int,
    changes: dict[str, object],
    log_sd: float,
    engine: str,
) -> None:
    found, why = suits(one(count=count, months=months), with_changes(**changes), arrival_log_sd=log_sd)
    assert (found, bool(why)) == (engine, True)


def test_an_uncertain_rate_of_arrivals_asks_for_paths(worked_book: Book, worked: Assumptions) -> None:
    coming = (Arrival(Course("citizen", 0, 12, 6), 4.0, ((50_000, 1.0),)),)
    assert suits(Exposure(worked_book, coming, 12), worked, arrival_log_sd=0.3)[0] == "sobol"
    assert suits(Exposure(worked_book, coming, 12), worked)[0] == "exact"
