"""The exact engine meets the worked example, public oracles, limits and its own traps."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import betabinom, binom, norm

from risk.assumptions import Assumptions
from risk.book import Book, Cell, Course, Exposure, Opening, book_of
from risk.engines.exact import (
    TooLarge,
    chain_mean_pence,
    exact_law,
    exact_run,
    fitted_law,
    one_shock,
    plug_in_law,
)
from risk.engines.factor import Rule, first_rule
from risk.engines.fineness import fitted_rule
from risk.evidence import Months, Seen, evidence_of
from risk.faults import WrongInput
from risk.measures import LEVELS, LatticeLaw, figures
from risk.years import Window

Changed = Callable[..., Assumptions]
Alike = Callable[..., Exposure]
NO_TENANCY_ENDS = {"citizen": 0.0, "uasc": 0.0}
CERTAIN = {"alpha": 1e9, "beta": 1e-6}


def whole(exposure: Exposure) -> Window:
    return Window("whole", 0, exposure.horizon_months)


def smallest(cumulative: Callable[[int], float], level: float) -> int:
    return next(x for x in range(10_000) if cumulative(x) >= level - 1e-12)


def test_the_worked_example_to_all_its_printed_digits(worked_book: Book, worked: Assumptions) -> None:
    found = figures(exact_run(Exposure(worked_book, (), 12), worked).total)
    assert (round(found.mean, 2), round(found.sd, 2)) == (4935.63, 5808.61)
    assert found.quantiles == {0.5: 3100, 0.8: 8100, 0.95: 16500, 0.99: 26950, 0.995: 31550}
    assert (round(found.tail_means[0.95], 1), round(found.tail_means[0.99], 1)) == (22962.1, 33493.0)


def test_the_worked_example_settles_and_its_years_add_up(worked_book: Book, worked: Assumptions) -> None:
    run = exact_run(Exposure(worked_book, (), 12), worked)
    assert run.settled
    assert len(run.by_year) == 2
    assert sum(law.mean() for law in run.by_year) == pytest.approx(run.total.mean())
    assert run.chain_mean_pence == pytest.approx(run.total.mean())


def test_the_law_alone_at_the_nodes_a_run_begins_with_has_its_figures(
    worked_book: Book, worked: Assumptions
) -> None:
    exposure = Exposure(worked_book, (), 12)
    alone, whole = fitted_law(exposure, worked), exact_run(exposure, worked).total
    assert [alone.quantile(level) for level in LEVELS] == [whole.quantile(level) for level in LEVELS]
    assert alone.mean() == pytest.approx(whole.mean())


def test_a_coarser_lattice_keeps_the_mean_and_moves_no_quantile_by_more_than_its_step(
    worked_book: Book, worked: Assumptions
) -> None:
    exposure = Exposure(worked_book, (), 12)
    fine, coarse = (fitted_law(exposure, worked, most_amounts=most) for most in (None, 300))
    assert coarse.step_pence > fine.step_pence == 5000
    assert len(coarse.probability) < len(fine.probability)
    assert coarse.mean() == pytest.approx(fine.mean(), rel=1e-9)
    assert all(abs(coarse.quantile(at) - fine.quantile(at)) <= coarse.step_pence for at in LEVELS)
    assert fitted_law(exposure, worked, most_amounts=10**6).step_pence == 5000


def test_the_worked_example_without_a_lattice_finds_the_one_its_rents_lie_on(
    worked_book: Book, with_changes: Changed
) -> None:
    run = exact_run(Exposure(worked_book, (), 12), with_changes(lattice=None))
    assert run.total.step_pence == 5000
    assert run.total.quantile(0.95) == 1_650_000


def test_one_guarantee_by_hand_at_every_node(one: Alike, with_changes: Changed, by_hand) -> None:  # type: ignore[no-untyped-def]
    # theta all but certain and no shock: the law is the one of the rules followed by hand.
    assumed = with_changes(first_miss={"alpha": 2e8, "beta": 8e8}, correlation=0.0, after_call_miss=0.6,
                           tenancy_end_after_call={"citizen": 0.1, "uasc": 0.1}, call_at_expiry=True)  # fmt: skip
    hand = by_hand(0.2, 0.35, 0.6, 0.5, 0.03, 0.1, 2, call_at_expiry=True).paid(3, 6, 1)
    run = exact_run(one(months=6, cap_months=3, openings=(Opening(1, 0),)), assumed)
    found = run.total.probability[:: 50_000 // 5000][:4]
    assert found == pytest.approx([hand.get(m, 0.0) for m in range(4)], abs=1e-6)


def test_the_plug_in_leaves_out_what_is_not_known(
    worked_book: Book, worked: Assumptions, with_changes: Changed
) -> None:
    exposure = Exposure(worked_book, (), 12)
    plug_in = plug_in_law(exposure, worked, 5000)
    certain = with_changes(first_miss={"alpha": 6.5e6, "beta": 222.5e6}, correlation=0.0)
    known = exact_run(exposure, certain).total
    assert plug_in.mean() == pytest.approx(known.mean(), rel=1e-5)
    assert [plug_in.quantile(level) for level in LEVELS] == [known.quantile(level) for level in LEVELS]
    assert plug_in.quantile(0.95) < exact_run(exposure, worked).total.quantile(0.95)


def test_many_loans_of_one_month_follow_vasicek_and_the_binomial(one: Alike, with_changes: Changed) -> None:
    # One month, claim and cap at one month, no ends: the number of claims is binomial given Z.
    assumed = with_changes(first_miss={"alpha": 1e7, "beta": 99e7}, call_after_months=1, correlation=0.1,
                           tenancy_end=NO_TENANCY_ENDS, lattice=1)  # fmt: skip
    count = 2000
    found = exact_run(one(rent_pence=100, months=1, cap_months=1, count=count), assumed)
    z = np.linspace(-8, 8, 4001)
    weight = norm.pdf(z) / norm.pdf(z).sum()
    shocked = norm.cdf((norm.ppf(0.01) + np.sqrt(0.1) * z) / np.sqrt(0.9))
    for level in LEVELS:
        expected = smallest(lambda x: float(weight @ binom.cdf(x, count, shocked)), level)
        assert found.total.quantile(level) / 100 == pytest.approx(expected, abs=1), level
    # Public figures for an endless book: 2.8462% and 4.6797%; 2,000 loans add the binomial's own spread.
    assert found.total.quantile(0.95) / 100 / count == pytest.approx(0.028462, rel=0.02)
    assert found.total.quantile(0.99) / 100 / count == pytest.approx(0.046797, rel=0.02)


def test_a_step_in_z_that_is_too_wide_for_a_large_book_gives_wrong_quantiles(
    one: Alike, with_changes: Changed
) -> None:
    # The trap: the mean is right at any step, the quantiles are not. The fitted rule is the cure.
    assumed = with_changes(first_miss={"alpha": 1e7, "beta": 99e7}, call_after_months=1, correlation=0.1,
                           tenancy_end=NO_TENANCY_ENDS, lattice=1)  # fmt: skip
    exposure = one(rent_pence=100, months=1, cap_months=1, count=2000)
    fine = exact_run(exposure, assumed).total
    wide = exact_law(exposure, assumed, Rule(z_step=1.0), 100)
    fitted = exact_law(exposure, assumed, fitted_rule(exposure, assumed, whole(exposure)), 100)
    assert wide.mean() == pytest.approx(fine.mean(), rel=1e-3)
    assert abs(wide.quantile(0.99) - fine.quantile(0.99)) > 500
    for level in LEVELS:
        assert abs(fitted.quantile(level) - fine.quantile(level)) <= 100


@pytest.mark.parametrize(("alpha", "beta"), [(1, 79), (6.5, 222.5), (1, 1), (0.5, 40)])
def test_without_a_shock_a_large_book_is_the_beta_binomial(
    one: Alike, with_changes: Changed, alpha: float, beta: float
) -> None:
    assumed = with_changes(first_miss={"alpha": alpha, "beta": beta}, call_after_months=1, correlation=0.0,
                           tenancy_end=NO_TENANCY_ENDS, lattice=1)  # fmt: skip
    found = exact_run(one(rent_pence=100, months=1, cap_months=1, count=1000), assumed)
    assert found.settled
    for level in LEVELS:
        expected = betabinom.ppf(level, 1000, alpha, beta)
        assert found.total.quantile(level) / 100 == pytest.approx(expected, abs=1), level


def test_gauss_nodes_in_theta_fail_there_and_the_trapezoid_does_not(
    one: Alike, with_changes: Changed
) -> None:
    assumed = with_changes(first_miss={"alpha": 6.5, "beta": 222.5}, call_after_months=1, correlation=0.0,
                           tenancy_end=NO_TENANCY_ENDS, lattice=1)  # fmt: skip
    exposure = one(rent_pence=100, months=1, cap_months=1, count=20_000)
    gauss = exact_law(exposure, assumed, first_rule(0.0), 100)
    fitted = fitted_rule(exposure, assumed, whole(exposure))
    expected = betabinom.ppf(0.95, 20_000, 6.5, 222.5)
    assert fitted.theta_step is not None
    assert gauss.quantile(0.95) / 100 != pytest.approx(expected, abs=10)
    assert exact_law(exposure, assumed, fitted, 100).quantile(0.95) / 100 == pytest.approx(expected, abs=1)


def test_with_a_tiny_shock_the_figures_are_those_of_none(worked_book: Book, with_changes: Changed) -> None:
    exposure = Exposure(worked_book, (), 12)
    none, tiny = (exact_run(exposure, with_changes(correlation=rho)).total for rho in (0.0, 1e-8))
    assert tiny.mean() == pytest.approx(none.mean(), rel=1e-6)
    assert [tiny.quantile(level) for level in LEVELS] == [none.quantile(level) for level in LEVELS]


def test_a_point_of_a_prior_is_the_plug_in_without_a_shock(worked_book: Book, with_changes: Changed) -> None:
    exposure = Exposure(worked_book, (), 12)
    heavy = with_changes(first_miss={"alpha": 1e6, "beta": 3e7}, correlation=0.0)
    assert exact_run(exposure, heavy).total.mean() == pytest.approx(
        plug_in_law(exposure, heavy, 5000).mean(), rel=1e-4
    )


def test_a_cap_of_nothing_costs_nothing(one: Alike, worked: Assumptions) -> None:
    run = exact_run(one(cap_months=0), worked)
    assert (run.total.mean(), run.total.quantile(0.995)) == (0, 0)


def test_who_never_misses_costs_nothing(one: Alike, with_changes: Changed) -> None:
    assumed = with_changes(first_miss={"group_multiplier": {"citizen": 0.0, "uasc": 0.0}})
    assert exact_run(one(count=5), assumed).total.mean() == 0


def test_who_always_misses_costs_the_whole_cap(one: Alike, with_changes: Changed) -> None:
    assumed = with_changes(first_miss=CERTAIN, repeat_miss=1.0, correlation=0.0, tenancy_end=NO_TENANCY_ENDS,
                           tenancy_end_after_call=NO_TENANCY_ENDS)  # fmt: skip
    run = exact_run(one(count=3, rent_pence=50_000), assumed)
    assert run.total.quantile(0.5) == 3 * 6 * 50_000
    assert run.total.mean() == pytest.approx(3 * 6 * 50_000)
    # Claims fall in months 2, 4 and 6 of the run from June: all in the first financial year.
    assert [law.mean() for law in run.by_year] == [pytest.approx(3 * 6 * 50_000), pytest.approx(0)]


def test_a_later_start_moves_the_cost_to_later_years_and_changes_no_total(
    one: Alike, worked: Assumptions
) -> None:
    now, later = exact_run(one(count=4), worked), exact_run(one(count=4, starts_in_months=10), worked)
    assert later.total.mean() == pytest.approx(now.total.mean())
    assert [law.mean() for law in later.by_year] == [0, pytest.approx(now.total.mean())]


def test_months_paid_already_count_towards_the_cap_and_are_not_counted_again(
    one: Alike, with_changes: Changed
) -> None:
    same_rate = with_changes(after_call_miss="first_miss")
    with_called = exact_run(one(cap_months=6, openings=(Opening(0, 2),)), same_rate).total
    smaller_cap = exact_run(one(cap_months=4), same_rate).total
    assert with_called.probability[:400] == pytest.approx(
        np.pad(smaller_cap.probability, (0, 400))[: len(with_called.probability[:400])], abs=1e-12
    )


def test_a_horizon_cuts_what_comes_after_it(one: Alike, worked: Assumptions) -> None:
    cut, short = exact_run(one(months=12, horizon_months=5), worked), exact_run(one(months=5), worked)
    assert cut.total.probability == pytest.approx(short.total.probability)


def test_a_cap_beyond_what_can_fall_due_is_no_cap(one: Alike, worked: Assumptions) -> None:
    wide, just = exact_run(one(cap_months=120), worked), exact_run(one(cap_months=12), worked)
    assert wide.total.mean() == pytest.approx(just.total.mean())


def test_rents_off_the_lattice_keep_the_mean_of_a_fine_one(worked_book: Book, with_changes: Changed) -> None:
    cells = [replace(cell, rent_pence=cell.rent_pence + 123 * n) for n, cell in enumerate(worked_book.cells)]
    exposure = Exposure(book_of(worked_book.as_of, cells), (), 12)
    coarse, fine = (
        exact_run(exposure, with_changes(lattice=50)).total,
        exact_run(exposure, with_changes(lattice=20)).total,
    )
    assert coarse.mean() == pytest.approx(fine.mean(), rel=1e-9)
    for level in LEVELS:
        assert abs(coarse.quantile(level) - fine.quantile(level)) <= 5000


kinds = st.tuples(
    st.sampled_from(["citizen", "uasc"]), st.integers(1, 8), st.integers(1, 12), st.integers(0, 6),
    st.integers(0, 1), st.integers(0, 6), st.integers(1, 3),
)  # fmt: skip


def cell(kind: tuple[str, int, int, int, int, int, int]) -> Cell:
    group, rent, months, cap, owed, called, count = kind
    course = Course(group, 0, months, cap, (Opening(owed, min(called, cap)),))  # type: ignore[arg-type]
    return Cell(course, rent * 10_000, count)


@given(st.lists(kinds, min_size=1, max_size=4), kinds)
@settings(max_examples=15, deadline=None)
def test_one_more_guarantee_never_lowers_a_quantile(  # type: ignore[no-untyped-def]
    worked: Assumptions, worked_book: Book, held, more
) -> None:
    rule = first_rule(worked.correlation)

    def law(*which: tuple[str, int, int, int, int, int, int]) -> LatticeLaw:
        exposure = Exposure(book_of(worked_book.as_of, map(cell, which)), (), 12)
        return exact_law(exposure, worked, rule, 10_000)

    before, after = law(*held), law(*held, more)
    for level in (0.1, *LEVELS):
        assert after.quantile(level) >= before.quantile(level)


@pytest.mark.parametrize("caps", [(1, 2), (5, 6)])
def test_a_higher_cap_never_lowers_a_quantile(one: Alike, worked: Assumptions, caps: tuple[int, int]) -> None:
    lower, higher = (exact_run(one(cap_months=cap, count=6), worked).total for cap in caps)
    for level in LEVELS:
        assert higher.quantile(level) >= lower.quantile(level)


@pytest.mark.parametrize(("alpha", "beta"), [(0.05, 4), (0.5, 0.5), (65, 2225), (6500, 222500)])
def test_tiny_and_heavy_priors_settle_and_keep_the_chains_mean(
    worked_book: Book, with_changes: Changed, alpha: float, beta: float
) -> None:
    run = exact_run(
        Exposure(worked_book, (), 6), with_changes(first_miss={"alpha": alpha, "beta": beta}, lattice=150)
    )
    assert run.settled
    assert run.total.probability.sum() == pytest.approx(1, abs=1e-11)
    assert run.total.mean() == pytest.approx(run.chain_mean_pence)


def test_the_chains_mean_is_known_without_a_lattice(worked_book: Book, worked: Assumptions) -> None:
    assert chain_mean_pence(Exposure(worked_book, (), 12), worked) == pytest.approx(493_562.88, rel=1e-6)


def test_an_empty_book_costs_nothing(worked_book: Book, worked: Assumptions) -> None:
    run = exact_run(Exposure(book_of(worked_book.as_of, ()), (), 0), worked)
    assert (run.total.mean(), run.by_year) == (0, ())


def test_a_yearly_factor_that_moves_is_refused_in_words(worked_book: Book, with_changes: Changed) -> None:
    with pytest.raises(WrongInput, match="factor: exact takes one shock for the horizon"):
        exact_run(Exposure(worked_book, (), 12), with_changes(factor={"yearly_ar1": 0.5}))


@pytest.mark.parametrize(
    ("months", "changes"),
    [
        (10, {"factor": {"yearly_ar1": 0.5}}),
        (12, {"factor": {"yearly_ar1": 1.0}}),
        (12, {"factor": {"yearly_ar1": 0.5}, "correlation": 0.0}),
    ],
)
def test_a_yearly_factor_that_cannot_move_is_the_static_one(
    worked_book: Book, with_changes: Changed, months: int, changes: dict[str, object]
) -> None:
    exposure = Exposure(worked_book, (), months)
    static = exact_run(exposure, with_changes(**(changes | {"factor": "static"}))).total
    assert (
        exact_run(exposure, with_changes(**changes)).total.probability.tolist() == static.probability.tolist()
    )


def test_a_yearly_factor_comes_from_the_years_seen_even_within_one(
    worked_book: Book, with_changes: Changed
) -> None:
    seen = evidence_of([Seen("citizen", 2017, Months(clear=40, clear_missed=1))])
    exposure = Exposure(worked_book, (), 10, seen)
    assert one_shock(exposure, with_changes())
    assert not one_shock(exposure, with_changes(factor={"yearly_ar1": 0.5}))


def test_a_lattice_of_more_than_a_million_amounts_is_refused_with_the_least_that_would_do(
    worked_book: Book, with_changes: Changed
) -> None:
    with pytest.raises(
        WrongInput, match=r"more than a million amounts on a lattice of £0\.01; .* at least 0\.10"
    ):
        exact_run(Exposure(worked_book, (), 12), with_changes(lattice="0.01"))


def test_a_book_too_large_is_refused_with_its_size(one: Alike, worked: Assumptions) -> None:
    with pytest.raises(TooLarge, match="for 5,000 guarantees"):
        exact_run(one(count=5000), worked, most_work=1e6)


def test_each_doubling_is_told_to_whoever_watches(one: Alike, worked: Assumptions) -> None:
    told: list[tuple[int, int]] = []
    exact_run(one(), worked, progress=lambda done, of: told.append((done, of)))
    assert told[0] == (0, 3)
