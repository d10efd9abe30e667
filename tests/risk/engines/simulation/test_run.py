"""The simulation agrees with the exact engine within its own standard errors, and where the answer is known by hand."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from risk.assumptions import Assumptions
from risk.book import Arrival, Book, Cell, Course, Exposure, Opening, book_of
from risk.checks import kolmogorov_smirnov, standard_errors_apart
from risk.engines.exact import ExactRun, exact_run
from risk.engines.simulation.run import SimulatedRun, scheme_run, simulated_run
from risk.engines.simulation.scheme import Scheme
from risk.engines.simulation.streams import BLOCK
from risk.evidence import NOTHING_SEEN, Months, Seen, evidence_of
from risk.faults import WrongInput
from risk.measures import Sample

Changed = Callable[..., Assumptions]
Alike = Callable[..., Exposure]


def agrees(exact: ExactRun, total: Sample, by_year: tuple[Sample, ...]) -> None:
    """The mean within four standard errors, the whole law within the Kolmogorov-Smirnov distance of chance."""
    for law, sample in zip((exact.total, *exact.by_year), (total, *by_year), strict=True):
        z = standard_errors_apart(sample, law.mean(), law.sd())
        assert z is None or abs(z) < 4
        assert kolmogorov_smirnov(law, sample) < 1.63 / np.sqrt(len(sample.pence))


def test_the_worked_example_within_its_own_standard_errors(worked_book: Book, worked: Assumptions) -> None:
    exposure = Exposure(worked_book, (), 12)
    simulated = simulated_run(exposure, worked, scenarios=100_000, seed=20180601)
    agrees(exact_run(exposure, worked), simulated.total, simulated.by_year)
    for level, printed in ((0.5, 3100), (0.8, 8100), (0.95, 16500), (0.99, 26950), (0.995, 31550)):
        allowed = 4 * max(simulated.total.quantile_error(level), 5000)
        assert abs(simulated.total.quantile(level) - 100 * printed) < allowed
    for level, tail_mean in ((0.95, 22962.1), (0.99, 33493.0)):
        assert abs(simulated.total.tail_mean(level) - 100 * tail_mean) < 4 * simulated.total.tail_mean_error(
            level
        )


@st.composite
def problems(draw: Any, with_changes: Changed, as_of: Any, rents_pence: Any) -> tuple[Exposure, Assumptions]:
    """A small book and a few who may come, their rents on the lattice, and assumptions for them."""
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

    def course(claims: int) -> Course:
        cap = draw(st.integers(0, 7))
        called = draw(st.integers(0, cap))
        openings: tuple[Opening, ...] = (Opening(draw(st.integers(0, claims)), called),)
        if draw(st.booleans()):
            openings = (
                replace(openings[0], weight=0.3),
                Opening(draw(st.integers(0, claim_at)), called, 0.7),
            )
        group = draw(st.sampled_from(["citizen", "uasc"]))
        return Course(group, draw(st.integers(0, 12)), draw(st.integers(1, 14)), cap, openings)

    cells = [
        Cell(course(claim_at + 1), draw(rents_pence), draw(st.integers(1, 4)))
        for _ in range(draw(st.integers(1, 4)))
    ]
    arrivals = tuple(
        Arrival(
            replace(course(0), openings=(Opening(0, 0),)),
            draw(st.floats(0.1, 2.0)),
            ((draw(rents_pence), 0.25), (25_000, 0.75)),
        )
        for _ in range(draw(st.integers(0, 3)))
    )
    book = book_of(as_of, cells)
    return Exposure(book, arrivals, draw(st.integers(1, max(book.months, 1)))), assumed


RENTS = st.integers(5, 20).map(lambda steps: 5000 * steps)


@seed(20180601)
@settings(max_examples=8, deadline=None, derandomize=True)
@given(data=st.data())
def test_exact_and_both_ways_of_playing_agree_over_random_books_and_assumptions(
    data: Any, with_changes: Changed, worked_book: Book
) -> None:
    exposure, assumed = data.draw(problems(with_changes, worked_book.as_of, RENTS))
    exact = exact_run(exposure, assumed)
    for chosen in (7, 8):
        simulated = simulated_run(exposure, assumed, scenarios=2 * BLOCK, seed=chosen)
        agrees(exact, simulated.total, simulated.by_year)
    paths = scheme_run(exposure, assumed, Scheme(), scenarios=2 * BLOCK, seed=9).paths
    years = range(len(exact.by_year))
    agrees(exact, paths.sample("gross"), tuple(paths.sample("gross", year) for year in years))


# ---- where the answer is known


def gross(exposure: Exposure, assumed: Assumptions, way: str, number: int = BLOCK) -> Any:
    """Pence of each scenario and year by one of the two ways of playing."""
    if way == "book":
        return simulated_run(exposure, assumed, scenarios=number, seed=5).paths
    return scheme_run(exposure, assumed, Scheme(), scenarios=number, seed=5).paths.lines["gross"]


WAYS = pytest.mark.parametrize("way", ["book", "scheme"])


@WAYS
def test_a_cap_of_no_months_costs_nothing(one: Alike, worked: Assumptions, way: str) -> None:
    assert not gross(one(cap_months=0, count=5), worked, way).any()


@WAYS
def test_who_never_misses_costs_nothing(one: Alike, with_changes: Changed, way: str) -> None:
    never = with_changes(first_miss={"group_multiplier": {"citizen": 0.0, "uasc": 0.0}})
    assert not gross(one(count=5), never, way).any()


@WAYS
@pytest.mark.parametrize(
    ("claim_at", "months", "paid"), [(2, 5, 4), (2, 6, 6), (2, 9, 6), (1, 5, 5), (3, 5, 3)]
)
def test_who_always_misses_costs_the_months_that_are_due(
    one: Alike, with_changes: Changed, way: str, claim_at: int, months: int, paid: int
) -> None:
    always = with_changes(
        first_miss={"alpha": 1e6, "beta": 1e-6},
        repeat_miss=1.0,
        after_call_miss=1.0,
        tenancy_end={"citizen": 0.0, "uasc": 0.0},
        tenancy_end_after_call={"citizen": 0.0, "uasc": 0.0},
        call_after_months=claim_at,
        correlation=0.0,
    )
    # A first miss is at most 1 - 1e-12 likely, so that not one in these scenarios is paid.
    assert set(gross(one(months=months), always, way).sum(axis=0).tolist()) == {50_000 * paid}


@WAYS
@pytest.mark.parametrize("claim_at", [1, 2])
@pytest.mark.parametrize("call_at_expiry", [False, True])
def test_one_guarantee_is_what_a_reckoning_by_hand_says(
    one: Alike, with_changes: Changed, by_hand: Any, way: str, claim_at: int, call_at_expiry: bool
) -> None:
    # rho = 0 and a rate that is as good as known: one chain, followed one possibility at a time.
    assumed = with_changes(
        first_miss={"alpha": 2e8, "beta": 8e8},
        correlation=0.0,
        after_call_miss=0.3,
        tenancy_end_after_call={"citizen": 0.2, "uasc": 0.2},
        call_after_months=claim_at,
        call_at_expiry=call_at_expiry,
    )
    hand = by_hand(0.2, 0.35, 0.3, 0.5, 0.03, 0.2, claim_at, call_at_expiry)
    law = hand.paid(cap=3, months=7)
    found = gross(one(cap_months=3, months=7), assumed, way, 10 * BLOCK).sum(axis=0) // 50_000
    for months, chance in law.items():
        error = np.sqrt(chance * (1 - chance) / len(found))
        assert abs((found == months).mean() - chance) < 4 * error + 1e-12


@WAYS
def test_a_yearly_factor_that_never_moves_is_the_static_one(
    one: Alike, with_changes: Changed, way: str
) -> None:
    exposure = one(count=10, months=36)
    static, still = (
        gross(exposure, with_changes(factor=factor), way) for factor in ("static", {"yearly_ar1": 1.0})
    )
    assert (static == still).all()


@WAYS
def test_a_yearly_factor_keeps_each_years_law_at_its_start_and_narrows_the_total(
    one: Alike, with_changes: Changed, way: str
) -> None:
    exposure = one(count=15, months=48)
    static, moving = (
        gross(exposure, with_changes(factor=factor, correlation=0.3), way, 2 * BLOCK)
        for factor in ("static", {"yearly_ar1": 0.0})
    )
    assert static[0].mean() == pytest.approx(moving[0].mean(), rel=0.05)
    assert moving.sum(axis=0).std() < 0.85 * static.sum(axis=0).std()


@WAYS
def test_a_higher_cap_never_costs_less_in_any_scenario(one: Alike, worked: Assumptions, way: str) -> None:
    found = [gross(one(count=8, months=30, cap_months=cap), worked, way).sum(axis=0) for cap in (1, 3, 6)]
    assert (found[0] <= found[1]).all()
    assert (found[1] <= found[2]).all()
    assert (found[0] < found[2]).any()


@WAYS
def test_many_alike_guarantees_are_played_apart(one: Alike, with_changes: Changed, way: str) -> None:
    # The variance of independent ones adds up, that of copies would square.
    exposure, certain = one(count=40, months=6), with_changes(correlation=0.0)
    found = Sample(np.sort(gross(exposure, certain, way).sum(axis=0)))
    exact = exact_run(exposure, certain)
    assert kolmogorov_smirnov(exact.total, found) < 1.63 / np.sqrt(BLOCK)


@WAYS
def test_losses_are_whole_rents_even_off_the_lattice(one: Alike, worked: Assumptions, way: str) -> None:
    assert set((gross(one(rent_pence=52_347), worked, way) % 52_347).ravel().tolist()) == {0}


def test_guarantees_of_different_lengths_and_starts_are_played_in_their_own_months(
    worked: Assumptions, worked_book: Book
) -> None:
    cells = [
        Cell(Course("uasc" if start % 2 else "citizen", start, 1 + (7 * start) % 11, 6), 50_000, 1)
        for start in range(20)
    ]
    exposure = Exposure(book_of(worked_book.as_of, cells), (), 25)
    simulated = simulated_run(exposure, worked, scenarios=3 * BLOCK, seed=11)
    agrees(exact_run(exposure, worked), simulated.total, simulated.by_year)


def test_arrivals_simulated_are_arrivals_exact(worked: Assumptions, worked_book: Book) -> None:
    arrivals = tuple(
        Arrival(Course(group, month, 12, 6), 0.3, ((50_000, 0.4), (75_000, 0.6)))
        for month in range(18)
        for group in ("citizen", "uasc")
    )
    exposure = Exposure(book_of(worked_book.as_of, ()), arrivals, 24)
    simulated = simulated_run(exposure, worked, scenarios=3 * BLOCK, seed=12)
    agrees(exact_run(exposure, worked), simulated.total, simulated.by_year)


def test_what_the_ledger_has_seen_moves_both_engines_alike(worked: Assumptions, worked_book: Book) -> None:
    seen = evidence_of([Seen("citizen", 2017, Months(clear=300, clear_missed=12))], tenancies=25)
    exposure = Exposure(worked_book, (), 12, seen)
    simulated = simulated_run(exposure, worked, scenarios=4 * BLOCK, seed=13)
    agrees(exact_run(exposure, worked), simulated.total, simulated.by_year)
    before = exact_run(replace(exposure, evidence=NOTHING_SEEN), worked).total
    assert simulated.total.mean() > before.mean() + 10 * simulated.total.mean_error()


# ---- what a run carries


def test_years_add_up_to_the_total_scenario_by_scenario(worked_book: Book, worked: Assumptions) -> None:
    run = simulated_run(Exposure(worked_book, (), 12), worked, scenarios=BLOCK, seed=5)
    assert (np.sort(run.paths.sum(axis=0)) == run.total.pence).all()
    assert all(
        (np.sort(year) == sample.pence).all() for year, sample in zip(run.paths, run.by_year, strict=True)
    )


def test_the_chance_that_any_year_passes_the_budget_is_counted_path_by_path(
    one: Alike, worked: Assumptions
) -> None:
    run = simulated_run(one(count=10, months=24), worked, scenarios=BLOCK, seed=5)
    by_hand = np.mean([(path > 200_000).any() for path in run.paths.T])
    chance, error = run.chance_any_year_above(200_000)
    assert chance == by_hand
    assert error == pytest.approx(np.sqrt(chance * (1 - chance) / BLOCK))
    assert chance > max(sample.chance_above(200_000) for sample in run.by_year)
    largest = int(run.paths.max())
    assert run.chance_any_year_above(largest)[0] == 0
    assert run.chance_any_year_above(largest - 1)[0] > 0


@pytest.mark.parametrize(
    ("scenarios", "chosen", "workers", "says"),
    [
        (1, 1, 1, "scenarios"),
        (0, 1, 1, "scenarios"),
        (BLOCK, -1, 1, "seed"),
        (BLOCK, 2**64, 1, "seed"),
        (BLOCK, 1, 0, "workers"),
    ],
)
def test_scenarios_seed_and_workers_have_their_ranges(
    one: Alike, worked: Assumptions, scenarios: int, chosen: int, workers: int, says: str
) -> None:
    with pytest.raises(WrongInput, match=f"{says} should be"):
        simulated_run(one(), worked, scenarios=scenarios, seed=chosen, workers=workers)
    with pytest.raises(WrongInput, match=f"{says} should be"):
        scheme_run(one(), worked, Scheme(), scenarios=scenarios, seed=chosen, workers=workers)


def test_two_scenarios_and_the_largest_seed_are_taken(one: Alike, worked: Assumptions) -> None:
    assert len(simulated_run(one(), worked, scenarios=2, seed=2**64 - 1).total.pence) == 2


def test_an_empty_book_costs_nothing(worked: Assumptions, worked_book: Book) -> None:
    empty = Exposure(book_of(worked_book.as_of, ()), (), 6)
    assert not simulated_run(empty, worked, scenarios=BLOCK, seed=1).total.pence.any()
    assert not scheme_run(empty, worked, Scheme(), scenarios=BLOCK, seed=1).paths.net.any()


def test_the_stated_standard_error_is_the_spread_of_other_seeds_although_a_scenario_shares_its_shock(
    worked_book: Book, worked: Assumptions
) -> None:
    # Errors by guarantee instead of by scenario would be several times too small.
    exposure = Exposure(worked_book, (), 12)
    runs: list[SimulatedRun] = [
        simulated_run(exposure, worked, scenarios=BLOCK, seed=chosen) for chosen in range(30)
    ]
    stated = np.mean([run.total.mean_error() for run in runs])
    assert np.std([run.total.mean() for run in runs]) == pytest.approx(stated, rel=0.35)


def test_the_streams_are_those_that_were_recorded(worked_book: Book, worked: Assumptions) -> None:
    # A change here changes every simulated figure that was ever handed on: it belongs in the change log.
    exposure = Exposure(worked_book, (), 12)
    book = simulated_run(exposure, worked, scenarios=100, seed=1).paths
    arrivals = (Arrival(Course("uasc", 1, 9, 6), 2.0, ((50_000, 0.5), (60_000, 0.5))),)
    scheme = scheme_run(
        replace(exposure, arrivals=arrivals),
        worked,
        Scheme(places=26, log_rate_sd=0.3),
        scenarios=100,
        seed=1,
    ).paths.lines["gross"]
    digests = [hashlib.sha256(paths.astype("<i8").tobytes()).hexdigest()[:16] for paths in (book, scheme)]
    assert digests == ["206dd88e78b6fd79", "34c4a34ab06f01d8"]
