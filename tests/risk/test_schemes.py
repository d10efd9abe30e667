"""A scheme's lines, numbers and chances are those of its paths, with what is not priced named."""

from collections.abc import Callable
from datetime import date

import pytest

from risk.assumptions import Assumptions
from risk.book import Arrival, Book, Course, Exposure, book_of
from risk.engines.simulation.run import scheme_run, simulated_run
from risk.engines.simulation.scheme import ALONE, Accommodation, Recovery, Scheme
from risk.schemes import SchemeCost, scheme_cost

COMING = tuple(Arrival(Course("citizen", month, 12, 6), 1.5, ((50_000, 1.0),)) for month in range(24))
SCENARIOS = 4_000


@pytest.fixture
def exposure() -> Exposure:
    return Exposure(book_of(date(2018, 6, 1), []), COMING, 36)


def _cost(exposure: Exposure, assumptions: Assumptions, scheme: Scheme, **more: int) -> SchemeCost:
    return scheme_cost(exposure, assumptions, scheme, scenarios=SCENARIOS, seed=7, **more)


def test_a_book_without_settings_costs_what_it_costs_without_a_scheme(
    worked_book: Book, worked: Assumptions
) -> None:
    exposure = Exposure(worked_book, (), 12)
    found = _cost(exposure, worked, ALONE)
    alone = simulated_run(exposure, worked, scenarios=SCENARIOS, seed=8)
    apart = abs(found.lines["gross"].total.mean - alone.total.mean() / 100)
    assert apart < 4 * (found.lines["gross"].errors.mean ** 2 + (alone.total.mean_error() / 100) ** 2) ** 0.5
    assert set(found.lines) == {"gross", "net"}
    assert found.not_priced == ("damage", "recoveries", "legal and advice", "administration", "savings")


def test_fewer_places_turn_more_away_and_cost_less(exposure: Exposure, worked: Assumptions) -> None:
    few, many = (_cost(exposure, worked, Scheme(places=places)) for places in (5, 25))
    assert few.numbers["turned_away"][0] > many.numbers["turned_away"][0]
    assert few.lines["gross"].total.mean < many.lines["gross"].total.mean
    assert few.numbers["came"][0] == pytest.approx(36, rel=0.05)


def test_the_years_of_a_line_add_up_to_its_total(exposure: Exposure, worked: Assumptions) -> None:
    found = _cost(exposure, worked, Scheme(places=10, legal_pence_a_call=30_000, recovery=Recovery(0.1, 6)))
    for line in found.lines.values():
        assert sum(year.mean for year in line.by_year.values()) == pytest.approx(line.total.mean)
    assert list(found.lines) == ["gross", "recoveries", "legal_and_administration", "net"]


def test_a_quantile_of_net_is_not_the_difference_of_quantiles(
    exposure: Exposure, worked: Assumptions
) -> None:
    found = _cost(exposure, worked, Scheme(places=10, otherwise=(Accommodation(0.5, 20_000),)))
    gross, savings, net = (found.lines[name].total for name in ("gross", "savings", "net"))
    assert net.mean == pytest.approx(gross.mean - savings.mean)
    assert net.quantiles[0.95] != pytest.approx(gross.quantiles[0.95] - savings.quantiles[0.95], rel=0.01)


def test_any_year_passes_a_budget_at_least_as_often_as_each(exposure: Exposure, worked: Assumptions) -> None:
    found = _cost(exposure, worked, Scheme(places=25), budget_pence=200_000)
    assert found.over_budget_any_year is not None
    assert found.over_budget_any_year[0] >= max(found.over_budget_by_year.values()) > 0
    assert _cost(exposure, worked, Scheme(places=25)).over_budget_any_year is None


def test_everybody_who_came_is_accounted_for_and_the_result_says_so(
    exposure: Exposure, worked: Assumptions
) -> None:
    found = _cost(exposure, worked, Scheme(places=5, patience_months=3, budget_stop_pence=100_000))
    (check,) = [check for check in found.checks if check.name == "everybody is accounted for"]
    assert check.verdict == "holds"
    numbers = found.numbers
    ends = ("issued", "turned_away", "refused_for_budget", "waiting_at_the_end")
    assert sum(numbers[name][0] for name in ends) == pytest.approx(numbers["came"][0])
    assert numbers["refused_for_budget"][0] > 0
    assert numbers["waited"][0] > 0


def test_a_run_that_was_stopped_says_how_far_it_came(exposure: Exposure, worked: Assumptions) -> None:
    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    found = scheme_cost(exposure, worked, Scheme(places=5), scenarios=20_000, seed=7, progress=stop)
    assert found.scenarios < 20_000
    (check,) = [check for check in found.checks if check.name == "whole run"]
    assert check.verdict == "does not hold"


@pytest.mark.parametrize("workers", [1, 2])
def test_the_document_is_the_same_on_any_number_of_workers(
    exposure: Exposure, worked: Assumptions, workers: int
) -> None:
    scheme = Scheme(places=5)
    found = _cost(exposure, worked, scheme, workers=workers).document(0.0)
    plain = scheme_run(exposure, worked, scheme, scenarios=SCENARIOS, seed=7)
    assert found["lines"]["gross"]["mean"] == round(plain.paths.sample("gross").mean() / 100, 2)
    assert found["fingerprint"] == _cost(exposure, worked, scheme).fingerprint


def test_another_setting_has_another_fingerprint(
    exposure: Exposure, worked: Assumptions, with_changes: Callable[..., Assumptions]
) -> None:
    prints = {
        _cost(exposure, worked, Scheme(places=5)).fingerprint,
        _cost(exposure, worked, Scheme(places=6)).fingerprint,
        _cost(exposure, with_changes(correlation=0.2), Scheme(places=5)).fingerprint,
    }
    assert len(prints) == 3
