"""The large engine becomes the exact one as books grow, and falls into none of the traps on the way."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from risk.assumptions import Assumptions
from risk.book import Book, Exposure, book_of
from risk.engines import large
from risk.engines.exact import exact_law, exact_run
from risk.engines.factor import Rule
from risk.engines.fineness import fitted_rule
from risk.engines.large import large_law, large_run
from risk.evidence import Months, Seen, evidence_of
from risk.faults import WrongInput
from risk.measures import LEVELS, Law
from risk.years import Window

Changed = Callable[..., Assumptions]
Alike = Callable[..., Exposure]


def scaled(book: Book, times: int) -> Exposure:
    cells = [replace(cell, count=times * cell.count) for cell in book.cells]
    return Exposure(book_of(book.as_of, cells), (), book.months)


def furthest(found: Law, known: Law) -> float:
    """The furthest that a quantile is from the known one, as a share of it."""
    return max(abs(found.quantile(level) / known.quantile(level) - 1) for level in LEVELS)


def test_large_becomes_exact_as_books_grow(worked_book: Book, worked: Assumptions) -> None:
    apart = []
    for times in (1, 4, 16):
        exposure = scaled(worked_book, times)
        rule = fitted_rule(exposure, worked, Window("whole", 0, 12))
        apart.append(furthest(large_law(exposure, worked), exact_law(exposure, worked, rule, 5000)))
    assert apart[0] > apart[1] > apart[2]
    assert apart[2] < 0.003


@pytest.mark.parametrize("changes", [{"correlation": 0.0}, {"correlation": 0.008}, {"correlation": 0.3},
                                     {"first_miss": {"alpha": 2, "beta": 40}}, {"call_after_months": 3},
                                     {"after_call_miss": "repeat_miss", "call_at_expiry": True}])  # fmt: skip
def test_two_hundred_under_other_assumptions_agree_with_exact(
    worked_book: Book, with_changes: Changed, changes: dict[str, object]
) -> None:
    exposure, assumed = scaled(worked_book, 8), with_changes(**changes)
    rule = fitted_rule(exposure, assumed, Window("whole", 0, 12))
    known, found = exact_law(exposure, assumed, rule, 5000), large_run(exposure, assumed)
    assert found.settled
    assert furthest(found.total, known) < 0.005
    assert found.total.mean() == pytest.approx(known.mean(), rel=1e-5)
    assert found.total.tail_mean(0.99) == pytest.approx(known.tail_mean(0.99), rel=1e-3)


def test_years_agree_with_exact_and_their_means_add_up(worked_book: Book, worked: Assumptions) -> None:
    exposure = scaled(worked_book, 4)
    known, found = exact_run(exposure, worked), large_run(exposure, worked)
    assert sum(law.mean() for law in found.by_year) == pytest.approx(found.total.mean(), rel=1e-6)
    for law, other in zip(found.by_year, known.by_year, strict=True):
        assert law.mean() == pytest.approx(other.mean(), rel=1e-6)
        assert law.quantile(0.95) == pytest.approx(other.quantile(0.95), rel=0.01)


def test_a_county_settles_where_wide_steps_do_not(worked_book: Book, worked: Assumptions) -> None:
    # The trap: 49 steps in Z have the right mean and wrong quantiles for 2,500.
    exposure = scaled(worked_book, 100)
    found = large_run(exposure, worked)
    assert found.settled
    assert found.rule.z_step is not None
    surfaces, _ = large._fitted(exposure, worked, [Window("whole", 0, 12)])
    (wide,) = large._laws(surfaces, Rule(1 / 3), exposure, worked)
    assert wide.mean() == pytest.approx(found.total.mean(), rel=1e-6)
    assert furthest(wide, found.total) > 0.005
    assert furthest(large_law(exposure, worked), found.total) < 5e-4


def test_a_year_with_narrow_laws_decides_how_fine_the_nodes_are(
    one: Alike, worked_book: Book, with_changes: Changed
) -> None:
    # The last years are narrow given theta, whatever Z: Gauss nodes, enough for the whole, lie too far apart there.
    assumed = with_changes(first_miss={"alpha": 1, "beta": 79}, after_call_miss="repeat_miss")
    short, long = (
        one(count=400, months=months, cap_months=cap).book.cells for months, cap in ((12, 6), (40, 4))
    )
    found = large_run(Exposure(book_of(worked_book.as_of, short + long), (), 40), assumed)
    assert found.settled
    assert found.rule.theta_step is not None


def test_a_hundred_thousand_move_by_no_more_than_a_twentieth_of_a_hundredth(
    worked_book: Book, worked: Assumptions
) -> None:
    exposure = scaled(worked_book, 4000)
    found = large_law(exposure, worked)
    surfaces, rule = large._fitted(exposure, worked, [Window("whole", 0, 12)])
    assert rule.z_step is not None
    (twice,) = large._laws(surfaces, replace(rule, z_step=rule.z_step / 2), exposure, worked)
    assert furthest(found, twice) < 5e-4
    # Where there are so many, what is not known of theta and Z is all that is left.
    assert found.sd() / found.mean() == pytest.approx(1.05, abs=0.05)


def test_without_a_shock_theta_is_followed_on_a_trapezoid(worked_book: Book, with_changes: Changed) -> None:
    found = large_run(scaled(worked_book, 100), with_changes(correlation=0.0))
    assert found.settled
    assert found.rule.theta_step is not None
    assert found.rule.z_step is None


def test_what_the_ledger_has_seen_moves_the_law_as_it_moves_the_exact_one(
    worked_book: Book, worked: Assumptions
) -> None:
    seen = evidence_of([Seen("citizen", 2017, Months(clear=300, clear_missed=15, owing=20, owing_missed=9))])
    exposure = replace(scaled(worked_book, 8), evidence=seen)
    rule = fitted_rule(exposure, worked, Window("whole", 0, 12))
    found = large_law(exposure, worked)
    assert furthest(found, exact_law(exposure, worked, rule, 5000)) < 0.005
    assert found.mean() > 1.1 * large_law(scaled(worked_book, 8), worked).mean()


@pytest.mark.parametrize("changes", [{"first_miss": {"group_multiplier": {"citizen": 0.0, "uasc": 0.0}}},
                                     {"first_miss": {"alpha": 1e9, "beta": 1e-6}, "repeat_miss": 1.0,
                                      "tenancy_end": {"citizen": 0.0, "uasc": 0.0},
                                      "tenancy_end_after_call": None}])  # fmt: skip
def test_without_any_spread_the_law_is_one_amount(
    one: Alike, with_changes: Changed, changes: dict[str, object]
) -> None:
    found = large_run(one(count=500), with_changes(**changes)).total
    most = 500 * 6 * 50_000 if "repeat_miss" in changes else 0
    assert [found.quantile(level) for level in LEVELS] == pytest.approx([most] * 5, rel=1e-6, abs=0.5)


def test_a_book_of_nothing_costs_nothing(worked_book: Book, worked: Assumptions) -> None:
    run = large_run(Exposure(book_of(worked_book.as_of, ()), (), 0), worked)
    assert (run.total.mean(), run.by_year, run.settled) == (0, (), True)


@pytest.mark.parametrize(("alpha", "beta"), [(0.05, 4), (1, 1), (65, 2225), (6500, 222500)])
def test_tiny_and_heavy_priors_settle(
    worked_book: Book, with_changes: Changed, alpha: float, beta: float
) -> None:
    run = large_run(scaled(worked_book, 4), with_changes(first_miss={"alpha": alpha, "beta": beta}))
    assert run.settled
    assert np.isfinite([run.total.quantile(level) for level in LEVELS]).all()


def test_a_yearly_factor_that_moves_is_refused_in_words(worked_book: Book, with_changes: Changed) -> None:
    with pytest.raises(WrongInput, match="factor: large takes one shock for the horizon"):
        large_run(scaled(worked_book, 8), with_changes(factor={"yearly_ar1": 0.5}))


def test_each_doubling_is_told_to_whoever_watches(worked_book: Book, worked: Assumptions) -> None:
    told: list[tuple[int, int]] = []
    large_run(scaled(worked_book, 4), worked, progress=lambda done, of: told.append((done, of)))
    assert told[0] == (0, 2)
