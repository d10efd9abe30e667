"""The tornado: every range of the basis, both ends, nothing else moved."""

from dataclasses import replace

from risk.assumptions import Assumptions
from risk.dated_basis import basis_of
from risk.explorations.tornado import tornado
from risk.measures import Figures


def _made_up(assumptions: Assumptions) -> Figures:
    """A cost in which only three things count, so that the bars can be reckoned by hand."""
    p95 = 1000 * assumptions.repeat_miss + 100 * assumptions.correlation + assumptions.first_miss.mean
    return Figures(p95 / 2, 0.0, {0.95: p95}, {})


def test_the_widest_bar_leads_and_each_has_its_owner() -> None:
    found = tornado(basis_of("2018-06"), _made_up)
    assert [bar.assumption for bar in found.bars[:2]] == ["repeat miss", "correlation"]
    assert {bar.owner for bar in found.bars} == {"finance"}


def test_a_bar_spans_the_range_of_the_basis() -> None:
    repeat, correlation, *_ = tornado(basis_of("2018-06"), _made_up).bars
    assert (repeat.low, repeat.high) == ("0.25", "0.5")
    assert repeat.p95_high - repeat.p95_low == repeat.width == 250.0
    assert (correlation.low, correlation.high) == ("0.03", "0.2")


def test_an_assumption_that_moves_nothing_has_no_width() -> None:
    widths = {bar.assumption: bar.width for bar in tornado(basis_of("2018-06"), _made_up).bars}
    assert widths["cure share"] == widths["tenancy end"] == 0.0
    assert widths["prior of the first miss: Jeffreys"] > 0


def test_both_groups_move_together_and_the_group_is_no_bar() -> None:
    seen: list[Assumptions] = []

    def cost(assumptions: Assumptions) -> Figures:
        seen.append(assumptions)
        return _made_up(assumptions)

    found = tornado(basis_of("2018-06"), cost)
    assert all(each.tenancy_end.citizen == each.tenancy_end.uasc for each in seen)
    assert not [bar for bar in found.bars if "group" in bar.assumption or "uasc" in bar.assumption]


def test_it_says_whether_theta_was_set_again() -> None:
    assert tornado(basis_of("2018-06"), _made_up).document()["says"].startswith("theta is as assumed")


def test_a_shock_that_moves_by_year_has_a_bar_for_how_much_of_it_lives_on() -> None:
    seen: list[Assumptions] = []

    def cost(assumptions: Assumptions) -> Figures:
        seen.append(assumptions)
        return _made_up(assumptions)

    words = "how much of a year's common shock lives on in the next"
    (bar,) = [bar for bar in tornado(basis_of("2026-11"), cost).bars if bar.assumption == words]
    assert (bar.low, bar.high) == ("0", "0.8")
    assert {each.factor.yearly_ar1 for each in seen if each.factor != "static"} == {0.0, 0.5, 0.8}
    assert words not in [bar.assumption for bar in tornado(basis_of("2018-06"), cost).bars]


def test_a_bar_found_in_another_way_takes_its_place_by_width() -> None:
    found = tornado(basis_of("2018-06"), _made_up)
    wider = replace(found.bars[0], assumption="another", p95_high=found.bars[0].p95_high + 1)
    assert [bar.assumption for bar in found.with_bar(wider).bars[:2]] == ["another", "repeat miss"]
    assert found.with_bar(None) == found


def test_progress_is_told_assumption_by_assumption() -> None:
    told: list[tuple[int, int]] = []
    tornado(basis_of("2018-06"), _made_up, lambda done, of: told.append((done, of)))
    assert told == [(done, len(told)) for done in range(1, len(told) + 1)]
