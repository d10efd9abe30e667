"""The simulation agrees with the exact engine within its own standard errors, on any number of workers."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from risk.arrivals import Arrivals
from risk.assumptions import Assumptions
from risk.book import Arrival, Book, Cell, Course, Exposure, Opening, book_of
from risk.checks import kolmogorov_smirnov, standard_errors_apart
from risk.exact import ExactRun, exact_run
from risk.faults import WrongInput
from risk.simulate import BLOCK, SimulatedRun, block_losses, simulated_run

Changed = Callable[..., Assumptions]
Alike = Callable[..., Exposure]


def agrees(exact: ExactRun, simulated: SimulatedRun) -> None:
    """The mean within four standard errors, the whole law within the Kolmogorov-Smirnov distance of chance."""
    for law, sample in zip((exact.total, *exact.by_year), (simulated.total, *simulated.by_year), strict=True):
        z = standard_errors_apart(sample, law.mean(), law.sd())
        assert z is None or abs(z) < 4
        assert kolmogorov_smirnov(law, sample) < 1.63 / np.sqrt(len(sample.pence))


def test_the_worked_example_within_its_own_standard_errors(worked_book: Book, worked: Assumptions) -> None:
    exposure = Exposure(worked_book, (), 12)
    simulated = simulated_run(exposure, worked, scenarios=100_000, seed=20180601)
    agrees(exact_run(exposure, worked), simulated)
    for level, printed in ((0.5, 3100), (0.8, 8100), (0.95, 16500), (0.99, 26950), (0.995, 31550)):
        allowed = 4 * max(simulated.total.quantile_error(level), 5000)
        assert abs(simulated.total.quantile(level) - 100 * printed) < allowed
    for level, tail_mean in ((0.95, 22962.1), (0.99, 33493.0)):
        assert abs(simulated.total.tail_mean(level) - 100 * tail_mean) < 4 * simulated.total.tail_mean_error(
            level
        )


@st.composite
def problems(draw, with_changes: Changed, as_of):  # type: ignore[no-untyped-def]
    """A small book whose rents lie on the lattice, and assumptions for it."""
    claim_at = draw(st.integers(1, 3))
    rate = st.floats(0.01, 0.9)
    assumed = with_changes(
        first_miss={
            "alpha": draw(st.sampled_from([0.5, 1, 6.5, 650])),
            "beta": draw(st.sampled_from([1, 9, 79])),
        },
        repeat_miss=draw(rate),
        cure_share=draw(rate),
        call_after_months=claim_at,
        call_at_expiry=draw(st.booleans()),
        after_call_miss=draw(st.sampled_from(["first_miss", "repeat_miss", 0.3])),
        tenancy_end_after_call={"citizen": draw(rate), "uasc": draw(rate)},
        correlation=draw(st.sampled_from([0.0, 0.03, 0.1, 0.3])),
    )
    cells = []
    for _ in range(draw(st.integers(1, 4))):
        cap = draw(st.integers(0, 7))
        called = draw(st.integers(0, cap))
        openings = (Opening(draw(st.integers(0, claim_at + 1)), called),)
        if draw(st.booleans()):
            openings = (
                replace(openings[0], weight=0.3),
                Opening(draw(st.integers(0, claim_at)), called, 0.7),
            )
        group = draw(st.sampled_from(["citizen", "uasc"]))
        course = Course(group, draw(st.integers(0, 12)), draw(st.integers(1, 14)), cap, openings)
        cells.append(Cell(course, 5000 * draw(st.integers(5, 20)), draw(st.integers(1, 4))))
    book = book_of(as_of, cells)
    return Exposure(book, (), draw(st.integers(1, book.months))), assumed


@seed(20180601)
@settings(max_examples=12, deadline=None, derandomize=True)
@given(data=st.data())
def test_exact_and_simulation_agree_over_random_books_and_assumptions(
    data, with_changes: Changed, worked_book: Book
) -> None:  # type: ignore[no-untyped-def]
    exposure, assumed = data.draw(problems(with_changes, worked_book.as_of))
    agrees(exact_run(exposure, assumed), simulated_run(exposure, assumed, scenarios=3 * BLOCK, seed=7))


@pytest.mark.parametrize("workers", [2, 3])
def test_the_result_is_the_same_on_any_number_of_workers(
    worked_book: Book, worked: Assumptions, workers: int
) -> None:
    exposure = Exposure(worked_book, (), 12)
    alone, shared = (
        simulated_run(exposure, worked, scenarios=3 * BLOCK, seed=5, workers=number)
        for number in (1, workers)
    )
    assert (alone.total.pence == shared.total.pence).all()


def test_a_block_depends_on_its_seed_and_number_only(worked_book: Book, worked: Assumptions) -> None:
    exposure = Exposure(worked_book, (), 12)
    assert (block_losses(exposure, worked, 5, 1) == block_losses(exposure, worked, 5, 1)).all()
    assert (block_losses(exposure, worked, 5, 1) != block_losses(exposure, worked, 5, 0)).any()
    assert (block_losses(exposure, worked, 5, 1) != block_losses(exposure, worked, 6, 1)).any()


def test_more_scenarios_continue_the_same_ones(one: Alike, worked: Assumptions) -> None:
    few, more = (
        simulated_run(one(count=5), worked, scenarios=number, seed=5) for number in (BLOCK, BLOCK + 100)
    )
    assert len(more.total.pence) == BLOCK + 100
    assert not set(few.total.pence.tolist()) - set(more.total.pence.tolist())


def test_years_add_up_to_the_total_scenario_by_scenario(worked_book: Book, worked: Assumptions) -> None:
    exposure = Exposure(worked_book, (), 12)
    by_year = block_losses(exposure, worked, 5, 0)
    run = simulated_run(exposure, worked, scenarios=BLOCK, seed=5)
    assert (np.sort(by_year.sum(axis=0)) == run.total.pence).all()


def test_a_yearly_factor_that_never_moves_is_the_static_one(one: Alike, with_changes: Changed) -> None:
    exposure = one(count=10, months=36)
    static, still = (
        simulated_run(exposure, with_changes(factor=factor), scenarios=BLOCK, seed=5)
        for factor in ("static", {"yearly_ar1": 1.0})
    )
    assert (static.total.pence == still.total.pence).all()


def test_a_yearly_factor_keeps_each_years_law_at_its_start_and_narrows_the_total(
    one: Alike, with_changes: Changed
) -> None:
    exposure = one(count=25, months=60)
    static, moving = (
        simulated_run(exposure, with_changes(factor=factor, correlation=0.3), scenarios=5 * BLOCK, seed=5)
        for factor in ("static", {"yearly_ar1": 0.0})
    )
    first_year = (static.by_year[0], moving.by_year[0])
    assert first_year[0].mean() == pytest.approx(first_year[1].mean(), rel=0.05)
    assert moving.total.sd() < 0.85 * static.total.sd()


def test_many_alike_guarantees_are_played_apart(one: Alike, worked: Assumptions) -> None:
    # More than are played together: the variance of independent ones adds up, that of copies would square.
    certain = worked.model_copy(update={"correlation": 0.0})
    run = simulated_run(one(count=150), certain, scenarios=BLOCK, seed=5)
    agrees(exact_run(one(count=150), certain), run)


def test_losses_are_whole_pence_even_off_the_lattice(one: Alike, worked: Assumptions) -> None:
    run = simulated_run(one(rent_pence=52_347), worked, scenarios=BLOCK, seed=5)
    assert set((run.total.pence % 52_347).tolist()) == {0}


def test_arrivals_are_refused_in_words(worked_book: Book, worked: Assumptions) -> None:
    course = Course("citizen", 0, 12, 6)
    arrivals = Arrivals(worked_book.as_of, 12, (Arrival(course, 1.0, ((50_000, 1.0),)),))
    with pytest.raises(WrongInput, match="simulate does not take arrivals in this release"):
        simulated_run(arrivals.exposure(), worked, scenarios=BLOCK, seed=1)


@pytest.mark.parametrize(
    ("scenarios", "chosen", "says"),
    [(1, 1, "scenarios"), (0, 1, "scenarios"), (BLOCK, -1, "seed"), (BLOCK, 2**64, "seed")],
)
def test_scenarios_and_seed_have_their_ranges(
    one: Alike, worked: Assumptions, scenarios: int, chosen: int, says: str
) -> None:
    with pytest.raises(WrongInput, match=f"{says} should be"):
        simulated_run(one(), worked, scenarios=scenarios, seed=chosen)


def test_a_run_needs_a_worker(one: Alike, worked: Assumptions) -> None:
    with pytest.raises(WrongInput, match="workers should be at least 1, not 0"):
        simulated_run(one(), worked, scenarios=BLOCK, seed=1, workers=0)


def test_two_scenarios_and_the_largest_seed_are_taken(one: Alike, worked: Assumptions) -> None:
    assert len(simulated_run(one(), worked, scenarios=2, seed=2**64 - 1).total.pence) == 2


def test_each_block_done_is_told_to_whoever_watches(one: Alike, worked: Assumptions) -> None:
    told: list[tuple[int, int]] = []
    simulated_run(
        one(), worked, scenarios=2 * BLOCK + 1, seed=1, progress=lambda done, of: told.append((done, of))
    )
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_stated_standard_error_is_the_spread_of_other_seeds_although_a_scenario_shares_its_shock(
    worked_book: Book, worked: Assumptions
) -> None:
    # Errors by guarantee instead of by scenario would be several times too small.
    exposure = Exposure(worked_book, (), 12)
    runs = [simulated_run(exposure, worked, scenarios=BLOCK, seed=chosen).total for chosen in range(30)]
    stated = np.mean([run.mean_error() for run in runs])
    assert np.std([run.mean() for run in runs]) == pytest.approx(stated, rel=0.35)
