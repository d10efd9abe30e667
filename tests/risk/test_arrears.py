"""The chain is the monthly rules followed by hand, for every opening, cap, claim and cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from risk import chain
from risk.arrears import Chances, Floats, Life, Span, Stretch, own_span
from risk.book import Opening
from risk.chain import paid

chance = st.floats(0, 1)
FRESH = (Opening(0, 0),)
LONG = 1000


def chances(claim_at: int = 2, clears: float = 0.5, ends: float = 0.0, ends_after_call: float = 0.0, *,
            first: float = 0.1, repeat: float = 0.4, after_call: float = 0.2) -> Chances:  # fmt: skip
    return Chances(
        np.array([first]), np.array([repeat]), np.array([after_call]), clears, ends, ends_after_call, claim_at
    )


def law(of: Chances, cap: int, span: Span, openings: tuple[Opening, ...] = FRESH) -> list[float]:
    return [float(p) for p in laws([Stretch(of, LONG)], cap, openings, [span])[span][0]]


def laws(
    stretches: list[Stretch], cap: int, openings: tuple[Opening, ...], spans: list[Span]
) -> dict[Span, Floats]:
    """The law of months paid in each span, shape (nodes, cap + 1), mixed over the openings."""
    lives = {(each, span): Life(each.arrears, each.called, cap, span) for each in openings for span in spans}
    found = paid(stretches, lives.values(), np.eye(cap + 1))
    return {
        span: np.sum([each.weight * found[lives[each, span]].T for each in openings], axis=0)
        for span in spans
    }


@st.composite
def situations(draw):  # type: ignore[no-untyped-def]
    """Chances, a cap, own months, a cut of them, and where the guarantee stands."""
    claim_at, cap, months = draw(st.integers(1, 3)), draw(st.integers(0, 4)), draw(st.integers(1, 6))
    values = {
        name: draw(chance) for name in ("first", "repeat", "after_call", "clears", "ends", "ends_after_call")
    }
    first = draw(st.integers(0, months - 1))
    cut = (first, draw(st.integers(first + 1, months)))
    return (
        values,
        claim_at,
        cap,
        months,
        cut,
        draw(st.integers(0, claim_at - 1)),
        draw(st.integers(0, cap)),
        draw(st.booleans()),
    )


@given(situations())
@settings(max_examples=150, deadline=None)
def test_the_law_of_any_cut_is_the_one_reckoned_by_hand(by_hand, situation) -> None:  # type: ignore[no-untyped-def]
    values, claim_at, cap, months, cut, owed, called, at_expiry = situation
    expected = by_hand(**values, claim_at=claim_at, call_at_expiry=at_expiry).paid(
        cap, months, owed, called, cut
    )
    first_month, after_month = cut
    span = own_span(first_month, after_month, months, call_at_expiry=at_expiry)
    assert span is not None
    found = law(chances(claim_at, **values), cap, span, (Opening(owed, called),))
    assert found == pytest.approx([expected.get(m, 0.0) for m in range(cap + 1)], abs=1e-12)


def test_one_guarantee_of_two_months_by_hand() -> None:
    # Missed twice: the claim of two months is paid. The end of the tenancy in month 2 finds one month owed.
    found = law(chances(ends=0.1, first=0.2, repeat=0.5), 6, Span(0, 2))
    both_missed = 0.9 * 0.2 * 0.9 * 0.5
    ended_owing = 0.9 * 0.2 * 0.1
    assert found[:3] == pytest.approx([1 - both_missed - ended_owing, ended_owing, both_missed])


def test_in_a_month_the_tenancy_ends_before_the_rent_can_be_missed() -> None:
    assert law(chances(claim_at=1, ends=1.0, first=1.0), 6, Span(0, 3)) == [1, 0, 0, 0, 0, 0, 0]


def test_the_claim_is_paid_in_the_month_in_which_it_is_reached() -> None:
    always = chances(first=1.0, repeat=1.0, after_call=1.0)
    assert law(always, 6, Span(0, 1))[0] == 1
    assert law(always, 6, Span(1, 2))[2] == 1


def test_months_owed_when_time_runs_out_lapse_unless_called_at_expiry() -> None:
    always = chances(first=1.0, repeat=1.0)
    assert law(always, 6, Span(0, 1))[0] == 1
    assert law(always, 6, Span(0, 1, pays_at_end=True))[1] == 1


def test_a_cut_by_the_horizon_pays_nothing_at_the_cut() -> None:
    assert own_span(0, 5, 12, call_at_expiry=True) == Span(0, 5, pays_at_end=False)
    assert own_span(0, 12, 12, call_at_expiry=True) == Span(0, 12, pays_at_end=True)
    assert own_span(0, 13, 12, call_at_expiry=True) == Span(0, 12, pays_at_end=True)
    assert own_span(0, 12, 12, call_at_expiry=False) == Span(0, 12, pays_at_end=False)


@pytest.mark.parametrize(("first", "after"), [(-3, 0), (12, 24), (5, 5)])
def test_months_outside_a_guarantees_life_are_no_span(first: int, after: int) -> None:
    assert own_span(first, after, 12, call_at_expiry=True) is None


def test_a_guarantee_used_up_costs_nothing_more() -> None:
    assert law(chances(first=1.0, repeat=1.0), 6, Span(0, 12), (Opening(1, 6),))[0] == 1


def test_a_cap_of_nothing_costs_nothing() -> None:
    assert law(chances(first=1.0, repeat=1.0, ends=0.5), 0, Span(0, 12)) == [pytest.approx(1)]


def test_never_missing_costs_nothing() -> None:
    assert law(chances(first=0.0), 6, Span(0, 96))[0] == pytest.approx(1)


def test_always_missing_uses_the_cap_up_in_whole_claims() -> None:
    always = chances(first=1.0, repeat=1.0, after_call=1.0)
    assert law(always, 6, Span(0, 5))[4] == 1
    assert law(always, 6, Span(0, 6))[6] == 1
    assert law(always, 5, Span(0, 6))[5] == 1
    assert law(always, 6, Span(0, 96))[6] == 1


def test_a_claim_after_one_month_is_a_draw_with_the_cap_as_its_limit() -> None:
    # At d = 1 nothing is ever owed at a month's start: with one rate it is the binomial law, capped.
    found = law(chances(claim_at=1, first=0.3, after_call=0.3), 2, Span(0, 3))
    assert found == pytest.approx([0.7**3, 3 * 0.3 * 0.7**2, 3 * 0.3**2 * 0.7 + 0.3**3])


def test_after_a_call_the_rate_and_the_end_are_those_of_after_a_call() -> None:
    called = (Opening(0, 2),)
    assert law(chances(claim_at=1, first=0.0, after_call=1.0), 6, Span(0, 2), called)[2] == 1
    assert (
        law(chances(claim_at=1, first=0.0, after_call=1.0, ends_after_call=1.0), 6, Span(0, 2), called)[0]
        == 1
    )
    assert law(chances(claim_at=1, first=1.0, after_call=0.0, ends_after_call=1.0), 6, Span(0, 2))[1] == 1


@pytest.mark.parametrize(("owed", "cap", "paid"), [(2, 6, 2), (3, 6, 3), (9, 6, 6)])
def test_a_ledgers_arrears_of_a_claims_size_are_paid_in_the_first_month(
    owed: int, cap: int, paid: int
) -> None:
    openings = (Opening(owed, 0),)
    assert law(chances(first=0.0, after_call=0.0), cap, Span(0, 1), openings)[paid] == 1
    assert law(chances(first=0.0, after_call=0.0), cap, Span(1, 2), openings)[0] == 1


def test_arrears_between_whole_months_are_a_mixture_of_both() -> None:
    of = chances(ends=0.05)
    mixed = law(of, 6, Span(0, 8), (Opening(0, 0, 0.25), Opening(1, 2, 0.75)))
    apart = (law(of, 6, Span(0, 8), (Opening(0, 0),)), law(of, 6, Span(0, 8), (Opening(1, 2),)))
    assert mixed == pytest.approx([0.25 * one + 0.75 * other for one, other in zip(*apart, strict=True)])


def test_the_years_means_add_up_to_the_whole() -> None:
    of, cuts = chances(ends=0.03, ends_after_call=0.06), [(0, 10), (10, 22), (22, 34), (34, 36)]
    months = np.arange(7)
    whole = np.dot(law(of, 6, Span(0, 36)), months)
    assert sum(np.dot(law(of, 6, Span(*cut)), months) for cut in cuts) == pytest.approx(whole)


def test_nodes_do_not_touch_each_other() -> None:
    first, repeat = np.linspace(0, 1, 7), np.linspace(1, 0, 7)
    together = Chances(first, repeat, first, 0.5, 0.03, 0.06, 2)
    span = Span(3, 9)
    found = laws([Stretch(together, LONG)], 6, FRESH, [span])[span]
    for node in range(7):
        alone = laws([Stretch(together.between(node, node + 1), LONG)], 6, FRESH, [span])[span]
        assert found[node] == pytest.approx(alone[0], abs=1e-15)


def test_blocks_of_nodes_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    many = [
        Stretch(Chances(np.linspace(0, 1, 11), np.full(11, 0.4), np.full(11, 0.2), 0.5, 0.03, 0.06, 2), LONG)
    ]
    spans = [Span(0, 12), Span(4, 9)]
    whole = laws(many, 6, FRESH, spans)
    monkeypatch.setattr(chain, "AT_ONCE", 30)
    found = laws(many, 6, FRESH, spans)
    for span in spans:
        assert found[span] == pytest.approx(whole[span], abs=1e-15)


def test_lives_of_other_caps_and_standings_in_one_recursion_are_those_alone() -> None:
    of = chances(claim_at=3, ends=0.05, ends_after_call=0.1, first=0.6, repeat=0.7, after_call=0.5)
    lives = [
        Life(owed, called, cap, span)
        for owed, called, cap in [(0, 0, 2), (2, 0, 7), (0, 3, 7), (4, 1, 9), (5, 6, 7), (1, 4, 4)]
        for span in (Span(0, 14), Span(0, 5, pays_at_end=True), Span(5, 14, pays_at_end=True))
    ]
    together = paid([Stretch(of, LONG)], lives, np.eye(10))
    for life in lives:
        alone = paid([Stretch(of, LONG)], [life], np.eye(10))[life]
        assert together[life] == pytest.approx(alone, abs=1e-14)
        assert alone[life.cap - life.called + 1 :].sum() == 0


def test_moments_are_those_of_the_law() -> None:
    life = Life(1, 0, 5, Span(2, 20))
    stretches, months = [Stretch(chances(ends=0.02, first=0.3), LONG)], np.arange(6.0)
    by_month = paid(stretches, [life], np.eye(6))[life]
    assert paid(stretches, [life], np.array([months, months**3]))[life] == pytest.approx(
        np.array([months @ by_month, months**3 @ by_month])
    )


@given(situations(), st.integers(1, 6), chance, chance, chance)
@settings(max_examples=60, deadline=None)
def test_chances_that_change_between_stretches_are_those_reckoned_by_hand(  # type: ignore[no-untyped-def]
    by_hand, situation, change: int, first: float, repeat: float, after_call: float
) -> None:
    values, claim_at, cap, months, cut, owed, called, at_expiry = situation
    later = values | {"first": first, "repeat": repeat, "after_call": after_call}
    hand = by_hand(**values, claim_at=claim_at, call_at_expiry=at_expiry)
    expected = hand.paid(cap, months, owed, called, cut, later=(change, by_hand(**later, claim_at=claim_at)))
    before, after = chances(claim_at, **values), chances(claim_at, **later)
    first_month, after_month = cut
    span = own_span(first_month, after_month, months, call_at_expiry=at_expiry)
    assert span is not None
    found = laws([Stretch(before, change), Stretch(after, LONG)], cap, (Opening(owed, called),), [span])[
        span
    ][0]
    assert found == pytest.approx([expected.get(m, 0.0) for m in range(cap + 1)], abs=1e-12)
