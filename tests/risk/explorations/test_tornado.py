"""The tornado: every range of the basis, both ends, nothing else moved."""

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
