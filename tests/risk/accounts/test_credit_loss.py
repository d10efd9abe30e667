"""Twelve-month losses are those that follow from a default within twelve months, whenever they are paid."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from risk.accounts.credit_loss import expected_losses
from risk.assumptions import Assumptions
from risk.book import Cell, Course, Exposure, Opening, book_of
from risk.engines.exact import exact_run

AS_OF = date(2018, 6, 1)
COURSE = Course("citizen", 0, 24, 6)
Changed = Callable[..., Assumptions]


def by_hand(assumed: Assumptions, course: Course, within: int) -> tuple[float, float]:
    """Lifetime and soon by following every possibility month by month, where theta is known and rho is 0."""
    d, cap, u = assumed.call_after_months, course.cap_months, assumed.cure_share
    first, again = assumed.first_miss.mean, assumed.repeat_miss
    after = again if assumed.after_call_miss == "repeat_miss" else first
    found = {"lifetime": 0.0, "soon": 0.0}

    def pay(chance: float, months: int, defaulted: int | None, now: int) -> int:
        when = now if defaulted is None else defaulted
        found["lifetime"] += chance * months
        found["soon"] += chance * months * (when < within)
        return when

    def live(month: int, a: int, k: int, defaulted: int | None, chance: float) -> None:
        if month == course.months or k >= cap or chance == 0:
            return
        ends = assumed.ends_after_call("citizen") if k else assumed.ends("citizen")
        if a:
            pay(chance * ends, min(a, cap - k), defaulted, month)
        chance *= 1 - ends
        miss = again if a else (after if k else first)
        if a + 1 == d:
            paid = min(d, cap - k)
            live(month + 1, 0, k + paid, pay(chance * miss, paid, defaulted, month), chance * miss)
        else:
            live(month + 1, a + 1, k, defaulted, chance * miss)
        left = chance * (1 - miss)
        live(month + 1, 0, k, defaulted, left * (u if a else 1.0))
        if a:
            live(month + 1, a, k, defaulted, left * (1 - u))

    live(0, 0, 0, None, 1.0)
    return found["lifetime"], found["soon"]


@pytest.mark.parametrize("within", [0, 1, 2, 3, 5, 8])
@pytest.mark.parametrize("claim_at", [1, 2, 3])
def test_one_guarantee_by_hand(with_changes: Changed, claim_at: int, within: int) -> None:
    assumed = with_changes(
        correlation=0.0,
        first_miss={"alpha": 2e8, "beta": 8e8},
        call_after_months=claim_at,
        after_call_miss="repeat_miss",
        tenancy_end_after_call={"citizen": 0.06, "uasc": 0.06},
    )
    course = replace(COURSE, months=8, cap_months=4)
    found = expected_losses([course], assumed, AS_OF, within_months=within)[course]
    assert (found.lifetime, found.soon) == pytest.approx(
        by_hand(assumed, course, within), rel=1e-6, abs=1e-12
    )


def test_it_is_more_than_what_is_paid_within_the_months(worked: Assumptions) -> None:
    found = expected_losses([COURSE], worked, AS_OF)[COURSE]
    paid = exact_run(Exposure(book_of(AS_OF, [Cell(COURSE, 100, 1)]), (), 12), worked).chain_mean_pence / 100
    assert paid * 1.02 < found.soon < found.lifetime


def test_the_lifetime_loss_is_the_mean_of_the_chain(worked: Assumptions) -> None:
    book = book_of(AS_OF, [Cell(COURSE, 50_000, 1)])
    exact = exact_run(Exposure(book, (), 24), worked)
    assert expected_losses([COURSE], worked, AS_OF)[COURSE].lifetime * 50_000 == pytest.approx(
        exact.chain_mean_pence, rel=1e-6
    )


@pytest.mark.parametrize(("months", "soon_is_all"), [(11, True), (12, True), (13, False)])
def test_a_guarantee_of_a_year_has_one_loss(worked: Assumptions, months: int, soon_is_all: bool) -> None:
    course = replace(COURSE, months=months)
    found = expected_losses([course], worked, AS_OF)[course]
    assert (found.soon == found.lifetime) is soon_is_all


def test_who_has_been_called_has_defaulted_already(worked: Assumptions) -> None:
    called = replace(COURSE, openings=(Opening(0, 2),))
    due = replace(COURSE, openings=(Opening(2, 0),))
    for course, found in expected_losses([called, due], worked, AS_OF).items():
        assert found.soon == pytest.approx(found.lifetime), course


def test_arrears_raise_the_loss_of_twelve_months(worked: Assumptions) -> None:
    owing = replace(COURSE, openings=(Opening(1, 0),))
    between = replace(COURSE, openings=(Opening(0, 0, 0.5), Opening(1, 0, 0.5)))
    found = expected_losses([COURSE, between, owing], worked, AS_OF)
    assert found[COURSE].soon < found[between].soon < found[owing].soon
    assert found[between].soon == pytest.approx((found[COURSE].soon + found[owing].soon) / 2)


@pytest.mark.parametrize(("starts", "none"), [(10, False), (11, True), (12, True), (13, True)])
def test_who_cannot_have_called_within_twelve_months_loses_nothing_by_then(
    worked: Assumptions, starts: int, none: bool
) -> None:
    # A claim takes two missed months, so that a guarantee needs two of its own before the twelve are over.
    course = replace(COURSE, starts_in_months=starts)
    found = expected_losses([course], worked, AS_OF)[course]
    assert (found.soon < 1e-12) is none
    assert found.lifetime > 0


def test_longer_counts_more_and_all_the_months_are_the_lifetime(worked: Assumptions) -> None:
    soon = [
        expected_losses([COURSE], worked, AS_OF, within_months=within)[COURSE].soon
        for within in (0, 6, 12, 23, 24)
    ]
    assert soon[0] == pytest.approx(0, abs=1e-12)
    assert all(earlier < later for earlier, later in pairwise(soon))
    assert soon[-1] == expected_losses([COURSE], worked, AS_OF)[COURSE].lifetime


def test_a_shock_that_never_moves_gives_the_static_losses(with_changes: Changed) -> None:
    static = expected_losses([COURSE], with_changes(), AS_OF)[COURSE]
    nearly = expected_losses([COURSE], with_changes(factor={"yearly_ar1": 0.999}), AS_OF)[COURSE]
    assert nearly.lifetime == pytest.approx(static.lifetime, rel=0.02)
    assert nearly.soon == pytest.approx(static.soon, rel=0.02)
    moving = expected_losses([COURSE], with_changes(factor={"yearly_ar1": 0.0}), AS_OF)[COURSE]
    assert 0 < moving.soon < moving.lifetime


def test_a_cap_of_nought_and_no_guarantees_at_all_lose_nothing(worked: Assumptions) -> None:
    course = replace(COURSE, cap_months=0)
    found = expected_losses([course], worked, AS_OF)[course]
    assert (found.lifetime, found.soon) == (0, 0)
    assert expected_losses([], worked, AS_OF) == {}
