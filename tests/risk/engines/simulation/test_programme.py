"""Places, waiting list, budget and prices do what they say, in books whose course is known month by month."""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from risk.assumptions import Assumptions
from risk.book import Arrival, Book, Cell, Course, Exposure, Opening, book_of
from risk.engines.simulation.paths import Paths
from risk.engines.simulation.run import scheme_run
from risk.engines.simulation.scheme import Accommodation, Damage, Recovery, Scheme
from risk.engines.simulation.streams import BLOCK
from risk.faults import WrongInput

Changed = Callable[..., Assumptions]
RENT = 50_000
# Whoever is in arrears from the first month costs two months' rent in the second, fourth and sixth month of their
# own, which uses up a cap of six; June 2018 is month 0, April 2019 month 10.
APRIL = 10


@pytest.fixture
def certain(with_changes: Changed) -> Callable[..., Assumptions]:
    """Assumptions that leave nothing to chance: all miss, or none; a tenancy never ends, or ends at once."""

    def assumed(*, misses: bool = True, ends: float = 0.0, ends_after_call: float = 0.0) -> Assumptions:
        return with_changes(
            first_miss={"alpha": 1e6, "beta": 1e-6, "group_multiplier": {"citizen": 1.0, "uasc": 0.0}}
            if misses
            else {"group_multiplier": {"citizen": 0.0, "uasc": 0.0}},
            repeat_miss=1.0,
            after_call_miss=1.0,
            correlation=0.0,
            tenancy_end={"citizen": ends, "uasc": ends},
            tenancy_end_after_call={"citizen": ends_after_call, "uasc": ends_after_call},
        )

    return assumed


def held(
    as_of: Any,
    horizon: int,
    *arrivals: Arrival,
    count: int = 1,
    starts: int = 0,
    months: int = 12,
    cap: int = 6,
) -> Exposure:
    """A book of alike guarantees and who may come to it."""
    cells = [Cell(Course("citizen", starts, months, cap), RENT, count)] if count else []
    return Exposure(book_of(as_of, cells), arrivals, horizon)


def coming(month: int, expected: float = 60.0, months: int = 3, group: Any = "uasc") -> Arrival:
    """Many who come in one month, so that in every scenario some do; of group uasc they never miss."""
    return Arrival(Course(group, month, months, 6), expected, ((RENT, 1.0),))


def played(
    exposure: Exposure, assumed: Assumptions, scheme: Scheme, number: int = 200, seed: int = 1
) -> Paths:
    """The paths of a scheme."""
    return scheme_run(exposure, assumed, scheme, scenarios=number, seed=seed).paths


def counts(paths: Paths, name: Any) -> Any:
    """How many by scenario, all years together."""
    return paths.numbers[name].sum(axis=0)


@pytest.fixture
def as_of(worked_book: Book) -> Any:
    """The first day of the runs here."""
    return worked_book.as_of


@pytest.fixture
def busy(worked_book: Book) -> Exposure:
    """The worked example's book and about forty who come in two years."""
    arrivals = tuple(
        Arrival(Course(group, month, 12, 6), 0.8, ((50_000, 0.5), (65_000, 0.5)))
        for month in range(24)
        for group in ("citizen", "uasc")
    )
    return Exposure(worked_book, arrivals, 30)


# ---- places and waiting


def test_without_limits_everybody_who_comes_is_issued_a_guarantee_at_once(
    busy: Exposure, worked: Assumptions
) -> None:
    paths = played(busy, worked, Scheme())
    assert (paths.numbers["came"] == paths.numbers["issued"]).all()
    assert not any(paths.numbers[name].any() for name in ("waited", "turned_away", "refused_for_budget"))
    assert counts(paths, "came").mean() == pytest.approx(38.4, rel=0.1)


def test_without_a_place_everybody_is_turned_away_and_the_book_goes_on(
    busy: Exposure, worked: Assumptions
) -> None:
    paths = played(busy, worked, Scheme(places=0))
    alone = played(replace(busy, arrivals=()), worked, Scheme())
    assert (paths.numbers["came"] == paths.numbers["turned_away"]).all()
    assert (paths.lines["gross"] == alone.lines["gross"]).all()


@pytest.mark.parametrize("scheme", [
    Scheme(places=27),
    Scheme(places=27, patience_months=2),
    Scheme(places=27, patience_months=600, budget_stop_pence=300_000),
    Scheme(budget_stop_pence=300_000),
])  # fmt: skip
def test_who_came_is_issued_turned_away_refused_or_still_waiting(
    busy: Exposure, worked: Assumptions, scheme: Scheme
) -> None:
    paths = played(busy, worked, scheme)
    became: Any = sum(
        paths.numbers[name] for name in ("issued", "turned_away", "refused_for_budget", "waiting_at_the_end")
    )
    assert (became == paths.numbers["came"]).all()
    assert (paths.numbers["waited"] <= paths.numbers["issued"]).all()


def test_two_schemes_on_one_seed_meet_the_same_people(busy: Exposure, worked: Assumptions) -> None:
    few, many = (played(busy, worked, Scheme(places=places)) for places in (26, 40))
    assert (few.numbers["came"] == many.numbers["came"]).all()


@pytest.mark.parametrize("patience", [None, 600])
def test_more_places_never_cost_less_and_never_turn_more_away_in_any_scenario(
    busy: Exposure, worked: Assumptions, patience: int | None
) -> None:
    # True path by path where nobody waits or nobody gives up; with a patience between, someone served late may
    # keep out two who would have been in time.
    found = [
        played(busy, worked, Scheme(places=places, patience_months=patience), 1000)
        for places in (24, 26, 30, 60)
    ]
    for fewer, more in pairwise(found):
        assert (fewer.lines["gross"].sum(axis=0) <= more.lines["gross"].sum(axis=0)).all()
        assert (counts(fewer, "turned_away") >= counts(more, "turned_away")).all()
        assert (counts(fewer, "issued") <= counts(more, "issued")).all()
    assert (counts(found[0], "issued") < counts(found[-1], "issued")).any()


def test_first_come_first_served_as_places_fall_free(as_of: Any, certain: Callable[..., Assumptions]) -> None:
    # One place; the book's guarantee holds it for months 0 to 5, then each of those who wait for three months.
    exposure = held(as_of, 40, coming(0), months=6)
    paths = played(exposure, certain(misses=False), Scheme(places=1, patience_months=9))
    assert set(counts(paths, "issued")) == {2}
    assert set(counts(paths, "waited")) == {2}
    assert set(counts(paths, "months_waited")) == {6 + 9}
    assert (counts(paths, "turned_away") == counts(paths, "came") - 2).all()


@pytest.mark.parametrize(("patience", "issued"), [(5, 0), (6, 1), (8, 1), (9, 2)])
def test_patience_is_the_last_month_in_which_a_place_is_taken(
    as_of: Any, certain: Callable[..., Assumptions], patience: int, issued: int
) -> None:
    paths = played(
        held(as_of, 40, coming(0), months=6),
        certain(misses=False),
        Scheme(places=1, patience_months=patience),
    )
    assert set(counts(paths, "issued")) == {issued}


def test_who_still_waits_when_the_report_ends_is_not_turned_away(
    as_of: Any, certain: Callable[..., Assumptions]
) -> None:
    paths = played(
        held(as_of, 6, coming(0), months=6), certain(misses=False), Scheme(places=1, patience_months=6)
    )
    assert (paths.numbers["waiting_at_the_end"] == paths.numbers["came"]).all()


def test_a_guarantee_that_begins_later_holds_its_place_from_the_first_day(
    as_of: Any, certain: Callable[..., Assumptions]
) -> None:
    exposure = held(as_of, 30, coming(0), starts=3, months=2)
    paths = played(exposure, certain(misses=False), Scheme(places=1))
    assert not paths.numbers["issued"].any()
    assert set(counts(played(exposure, certain(misses=False), Scheme(places=2)), "issued")) == {1}


@pytest.mark.parametrize(("month", "issued"), [(5, 0), (6, 1)])
def test_a_cap_that_is_used_up_frees_the_place_the_month_after(
    as_of: Any, certain: Callable[..., Assumptions], month: int, issued: int
) -> None:
    paths = played(held(as_of, 30, coming(month)), certain(), Scheme(places=1))
    assert set(counts(paths, "issued")) == {issued}


# ---- the budget


@pytest.mark.parametrize(("month", "budget", "issued"), [
    (1, 99_999, True),  # The first payment falls in month 1 itself: nobody knows of it yet.
    (2, 99_999, False),
    (2, 100_000, True),  # Spent to the penny is not passed.
    (4, 100_000, False),
    (APRIL - 1, 299_999, False),
    (APRIL, 99_999, True),
])  # fmt: skip
def test_nothing_is_issued_from_the_month_after_the_budget_is_passed_until_april(
    as_of: Any, certain: Callable[..., Assumptions], month: int, budget: int, *, issued: bool
) -> None:
    paths = played(held(as_of, 30, coming(month)), certain(), Scheme(budget_stop_pence=budget))
    became = "issued" if issued else "refused_for_budget"
    assert (paths.numbers[became] == paths.numbers["came"]).all()  # type: ignore[index]


def test_who_waits_for_the_budget_begins_in_april(as_of: Any, certain: Callable[..., Assumptions]) -> None:
    scheme = Scheme(budget_stop_pence=99_999, patience_months=12)
    paths = played(held(as_of, 30, coming(3)), certain(), scheme)
    assert (counts(paths, "months_waited") == (APRIL - 3) * counts(paths, "came")).all()


def test_a_budget_stop_lowers_the_chance_that_a_year_passes_far_beyond_it(
    busy: Exposure, worked: Assumptions
) -> None:
    free, stopped = (
        played(busy, worked, Scheme(budget_stop_pence=budget), BLOCK) for budget in (None, 300_000)
    )
    assert stopped.chance_any_year_above(1_500_000)[0] < free.chance_any_year_above(1_500_000)[0]


# ---- prices


def test_what_has_no_price_has_no_line_and_is_named(busy: Exposure, worked: Assumptions) -> None:
    run = scheme_run(busy, worked, Scheme(places=30), scenarios=50, seed=1)
    assert run.not_priced == ("damage", "recoveries", "legal and advice", "administration", "savings")
    assert set(run.paths.lines) == {"gross"}
    assert (run.paths.net == run.paths.lines["gross"]).all()
    assert Scheme(legal_pence_a_call=0).not_priced == ("damage", "recoveries", "administration", "savings")


ALL = Scheme(
    places=28,
    patience_months=3,
    budget_stop_pence=900_000,
    log_rate_sd=0.3,
    damage=Damage(0.3, 80_000, 60_000, "within_cap"),
    recovery=Recovery(0.1, 3),
    legal_pence_a_call=10_000,
    administration_pence_a_month=500,
    otherwise=(Accommodation(0.2, 30_000), Accommodation(0.1, 90_000)),
)


def test_net_is_the_sum_of_its_lines_path_by_path_and_years_add_up_to_the_total(
    busy: Exposure, worked: Assumptions
) -> None:
    paths = played(busy, worked, ALL, 500)
    line = paths.lines
    by_hand = (
        line["gross"]
        + line["damage"]
        - line["recoveries"]
        + line["legal_and_administration"]
        - line["savings"]
    )
    assert (paths.net == by_hand).all()
    for name in (*line, "net"):
        total = sum(paths.net[year] if name == "net" else line[name][year] for year in range(len(paths.net)))  # type: ignore[index]
        assert (np.sort(total) == paths.sample(name).pence).all()  # type: ignore[arg-type]
    assert all(pence.any() for pence in line.values())


def test_the_law_of_net_is_not_the_difference_of_the_lines_laws(busy: Exposure, worked: Assumptions) -> None:
    paths = played(busy, worked, ALL, 2000)
    apart = paths.sample("gross").quantile(0.95) - paths.sample("savings").quantile(0.95)
    assert paths.sample("net").quantile(0.95) > apart + 100_000


def test_prices_move_nothing_but_their_own_line(busy: Exposure, worked: Assumptions) -> None:
    bare = replace(
        ALL,
        damage=None,
        recovery=None,
        legal_pence_a_call=None,
        administration_pence_a_month=None,
        otherwise=None,
    )
    unstopped = replace(bare, budget_stop_pence=None)
    priced = replace(ALL, damage=None, budget_stop_pence=None)
    assert (
        played(busy, worked, unstopped).lines["gross"] == played(busy, worked, priced).lines["gross"]
    ).all()


@pytest.mark.parametrize(("counted", "cap", "pence"), [
    ("beside_cap", 6, 80_000),
    ("beside_cap", 0, 80_000),
    ("within_cap", 6, 80_000),
    ("within_cap", 2, 80_000),
    ("within_cap", 1, RENT),
    ("within_cap", 0, 0),
])  # fmt: skip
def test_damage_is_paid_when_the_tenancy_ends_within_the_cap_or_beside_it(
    as_of: Any, certain: Callable[..., Assumptions], counted: Any, cap: int, pence: int
) -> None:
    scheme = Scheme(damage=Damage(1.0, 80_000, 0, counted), legal_pence_a_call=100)
    paths = played(held(as_of, 12, cap=cap), certain(misses=False, ends=1.0), scheme)
    assert set(paths.lines["damage"].sum(axis=0).tolist()) == {pence}
    assert set(paths.lines["legal_and_administration"].sum(axis=0).tolist()) == {100 if pence else 0}
    assert not paths.lines["gross"].any()


def test_damage_needs_a_tenancy_that_ends(as_of: Any, certain: Callable[..., Assumptions]) -> None:
    scheme = Scheme(damage=Damage(1.0, 80_000, 0, "beside_cap"))
    assert not played(held(as_of, 24), certain(misses=False), scheme).lines["damage"].any()


@pytest.mark.parametrize(("counted", "pence"), [("beside_cap", 80_000), ("within_cap", 0)])
def test_damage_beside_the_cap_is_paid_though_the_cap_is_used_up(
    as_of: Any, certain: Callable[..., Assumptions], counted: Any, pence: int
) -> None:
    # A cap of two months is used up by the first call; the tenancy ends after it.
    assumed = certain(ends_after_call=1.0)
    paths = played(held(as_of, 12, cap=2), assumed, Scheme(damage=Damage(1.0, 80_000, 0, counted)))
    assert set(paths.lines["damage"].sum(axis=0).tolist()) == {pence}
    assert set(paths.lines["gross"].sum(axis=0).tolist()) == {2 * RENT}


def test_rent_owed_at_the_end_is_paid_before_damage_within_the_cap(
    as_of: Any, certain: Callable[..., Assumptions]
) -> None:
    course = Course("citizen", 0, 12, 2, (Opening(1, 0),))
    exposure = Exposure(book_of(as_of, [Cell(course, RENT, 1)]), (), 12)
    scheme = Scheme(damage=Damage(1.0, 80_000, 0, "within_cap"), legal_pence_a_call=100)
    paths = played(exposure, certain(misses=False, ends=1.0), scheme)
    assert set(paths.lines["gross"].sum(axis=0).tolist()) == {RENT}
    assert set(paths.lines["damage"].sum(axis=0).tolist()) == {RENT}
    assert set(paths.lines["legal_and_administration"].sum(axis=0).tolist()) == {100}


def test_a_share_of_damage_comes_back_too(as_of: Any, certain: Callable[..., Assumptions]) -> None:
    scheme = Scheme(damage=Damage(1.0, 80_000, 0, "beside_cap"), recovery=Recovery(0.25, 0))
    paths = played(held(as_of, 12), certain(misses=False, ends=1.0), scheme)
    assert set(paths.lines["recoveries"].sum(axis=0).tolist()) == {20_000}


def test_damage_has_its_chance_mean_and_spread(as_of: Any, certain: Callable[..., Assumptions]) -> None:
    scheme = Scheme(damage=Damage(0.4, 80_000, 60_000, "beside_cap"))
    paths = played(held(as_of, 1), certain(misses=False, ends=1.0), scheme, 5 * BLOCK)
    drawn = paths.lines["damage"].sum(axis=0)
    found = drawn[drawn > 0]
    assert abs((drawn > 0).mean() - 0.4) < 4 * np.sqrt(0.24 / len(drawn))
    assert abs(found.mean() - 80_000) < 4 * 60_000 / np.sqrt(len(found))
    assert found.std() == pytest.approx(60_000, rel=0.1)


def test_recoveries_come_back_after_their_delay_and_not_after_the_report(
    as_of: Any, certain: Callable[..., Assumptions]
) -> None:
    # Paid in months 1, 3 and 5, back in 8, 10 and 12: of which one is before April and the last is past the end.
    paths = played(held(as_of, 12), certain(), Scheme(recovery=Recovery(0.25, 7)))
    assert set(paths.lines["recoveries"][0].tolist()) == {25_000}
    assert set(paths.lines["recoveries"][1].tolist()) == {25_000}
    late = played(held(as_of, 12), certain(), Scheme(recovery=Recovery(0.25, 600)))
    assert not late.lines["recoveries"].any()


def test_a_call_has_its_cost_and_a_guarantee_its_administration_while_it_is_in_force(
    as_of: Any, certain: Callable[..., Assumptions]
) -> None:
    exposure = held(as_of, 12)
    cost = {
        scheme: set(
            played(exposure, certain(), scheme).lines["legal_and_administration"].sum(axis=0).tolist()
        )
        for scheme in (
            Scheme(legal_pence_a_call=1_000),
            Scheme(administration_pence_a_month=10),
            Scheme(legal_pence_a_call=1_000, administration_pence_a_month=10),
        )
    }
    assert list(cost.values()) == [{3_000}, {60}, {3_060}]


def test_a_tenancy_goes_on_saving_after_the_cap_is_used_up(
    as_of: Any, certain: Callable[..., Assumptions]
) -> None:
    scheme = Scheme(otherwise=(Accommodation(1.0, 12_000),))
    paths = played(held(as_of, 24), certain(), scheme)
    assert set(paths.lines["savings"].sum(axis=0).tolist()) == {12 * 52_000}
    ended = played(held(as_of, 24, cap=2), certain(ends_after_call=1.0), scheme)
    assert set(ended.lines["savings"].sum(axis=0).tolist()) == {3 * 52_000}


def test_only_the_shares_that_need_other_accommodation_save(
    as_of: Any, certain: Callable[..., Assumptions]
) -> None:
    scheme = Scheme(otherwise=(Accommodation(0.2, 12_000), Accommodation(0.1, 24_000)))
    paths = played(held(as_of, 1), certain(), scheme, 2 * BLOCK)
    saved = paths.lines["savings"].sum(axis=0)
    for pence, share in ((52_000, 0.2), (104_000, 0.1), (0, 0.7)):
        assert abs((saved == pence).mean() - share) < 4 * np.sqrt(share * (1 - share) / len(saved))


# ---- settings


@pytest.mark.parametrize(("settings", "says"), [
    ({"places": -1}, "places should be from 0 to 1000000, not -1"),
    ({"places": 1, "patience_months": -1}, "patience_months should be"),
    ({"patience_months": 3}, "there is nothing to wait for"),
    ({"budget_stop_pence": -1}, "budget_stop_pence should be"),
    ({"log_rate_sd": 3.1}, "log_rate_sd should be"),
    ({"log_rate_sd": float("nan")}, "log_rate_sd should be"),
    ({"damage": Damage(1.1, 1, 0, "within_cap")}, "damage.chance should be"),
    ({"damage": Damage(1.0, 0, 0, "within_cap")}, "damage.mean_pence should be"),
    ({"recovery": Recovery(1.1, 0)}, "recovery.share should be"),
    ({"recovery": Recovery(1.0, -1)}, "recovery.delay_months should be"),
    ({"legal_pence_a_call": -1}, "legal_pence_a_call should be"),
    ({"administration_pence_a_month": -1}, "administration_pence_a_month should be"),
    ({"otherwise": (Accommodation(0.6, 1), Accommodation(0.5, 1))}, "add up to at most 1"),
    ({"otherwise": (Accommodation(-0.1, 1),)}, "otherwise.share should be"),
])  # fmt: skip
def test_settings_out_of_range_are_refused_by_name(settings: dict[str, Any], says: str) -> None:
    with pytest.raises(WrongInput, match=says):
        Scheme(**settings)


def test_settings_at_the_edge_of_their_range_are_taken() -> None:
    Scheme(
        places=0,
        patience_months=0,
        budget_stop_pence=0,
        log_rate_sd=3.0,
        damage=Damage(1.0, 1, 0, "within_cap"),
        recovery=Recovery(1.0, 0),
        legal_pence_a_call=0,
        administration_pence_a_month=0,
        otherwise=(Accommodation(0.6, 0), Accommodation(0.4, 0)),
    )
