"""A setting changed and answered at once: each value moves what it should, and the answer is the model's own."""

from dataclasses import replace
from typing import Any

import pytest

from guarantor.domain.refusals import NoProgramme
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.forecasting import books, liability
from guarantor.services.forecasting.liability import Question
from guarantor.services.forecasting.what_if import RANGES, Setting, answer, as_it_is
from tests.conftest import Begin
from tests.services import stories
from tests.services.stories import day

ON = day("2018-07-31")


def test_without_a_change_everything_is_as_in_force_or_assumed(begin: Begin) -> None:
    office = begin(stories.active).office
    now = as_it_is(office, ON)
    assert (now.places, now.cap_months, now.months, now.basis) == (25, 6, 12, "2018-06")
    assert (now.take_up, now.first_miss, now.correlation) == (0.8, 1 / 80, 0.1)
    found = answer(office, ON, Setting())
    assert (found["changed"], found["guarantees"], found["engine"]) == ([], 25, "exact")
    assert found["maximum_exposure"] > found["predictive"]["quantiles"]["0.995"]


def test_the_guarantees_that_stand_cost_what_the_model_says_of_the_book(begin: Begin) -> None:
    office = begin(stories.active).office
    found = answer(office, ON, Setting(of="book"))
    whole = liability.answer(Question(), office, ON)
    assert found["guarantees"] == 1
    assert found["predictive"]["mean"] == pytest.approx(whole["total"]["mean"], abs=0.01)
    assert found["predictive"]["quantiles"] == whole["total"]["quantiles"]
    assert found["plug_in"]["mean"] == pytest.approx(whole["plug_in"]["mean"], abs=0.01)


@pytest.mark.parametrize(
    "change",
    [
        {"places": 10},
        {"cap_months": 2},
        {"months": 6},
        {"first_miss": 0.005},
        {"correlation": 0.02},
        {"recovery": 0.2},
    ],
    ids=lambda change: next(iter(change)),
)
def test_less_of_anything_costs_less_and_is_named_as_changed(begin: Begin, change: dict[str, Any]) -> None:
    office = begin(stories.active).office
    before, after = (answer(office, ON, setting)["predictive"] for setting in (Setting(), Setting(**change)))
    assert after["mean"] < before["mean"]
    assert after["quantiles"]["0.95"] < before["quantiles"]["0.95"]
    assert answer(office, ON, Setting(**change))["changed"] == list(change)


def test_fewer_who_apply_or_enter_leave_fewer_without_a_place(begin: Begin) -> None:
    office = begin(stories.active).office
    changes: list[dict[str, Any]] = [{}, {"take_up": 0.4}, {"entrants": 5.0}]
    now, fewer, more = (answer(office, ON, replace(Setting(places=5), **change)) for change in changes)
    assert fewer["expected_a_year"] == pytest.approx(now["expected_a_year"] / 2, abs=0.1)
    assert fewer["turned_away_a_year"] < now["turned_away_a_year"] <= more["turned_away_a_year"]
    assert fewer["predictive"] == now["predictive"] == more["predictive"]


def test_what_is_recovered_is_a_share_of_every_figure_and_moves_the_chance_over_budget(begin: Begin) -> None:
    office = begin(stories.active).office
    gross, net = (answer(office, ON, Setting(recovery=share, budget_pence=500_000)) for share in (0, 0.5))
    assert net["predictive"]["quantiles"]["0.95"] == gross["predictive"]["quantiles"]["0.95"] / 2
    assert 0 < net["chance_over_budget"] < gross["chance_over_budget"]
    everything = answer(office, ON, Setting(recovery=1, budget_pence=500_000))
    assert (everything["predictive"]["mean"], everything["chance_over_budget"]) == (0, 0)


def test_many_guarantees_and_a_shock_by_year_are_answered_too(begin: Begin) -> None:
    office = begin(stories.active).office
    assert answer(office, ON, Setting(places=2_500))["engine"] == "large"
    yearly = answer(office, ON, Setting(basis="2026-11"))
    assert (yearly["engine"], yearly["expected_a_year"]) == ("sobol", None)
    assert yearly == answer(office, ON, Setting(basis="2026-11")) | {"seconds": yearly["seconds"]}


def test_the_curve_falls_from_nought_to_the_furthest_amount(begin: Begin) -> None:
    curve = answer(begin(stories.active).office, ON, Setting())["curve"]
    amounts, chances = zip(*[(each["pounds"], each["predictive"]) for each in curve], strict=True)
    assert list(amounts) == sorted(amounts)
    assert list(chances) == sorted(chances, reverse=True)
    assert chances[-1] <= 0.001 + 1e-9


def _one(name: str, value: float) -> dict[str, Any]:
    return {name: value}


@pytest.mark.parametrize("name", RANGES)
def test_a_value_beside_its_range_is_named_and_one_on_its_edge_is_taken(begin: Begin, name: str) -> None:
    office = begin(stories.active).office
    low, high, _ = RANGES[name]
    small = Setting(places=1, months=24)
    for beyond in (low - 0.00005 if low else -0.01, high + 0.5):
        with pytest.raises(WrongInput, match=f"{name}: expected"):
            answer(office, ON, replace(small, **_one(name, beyond)))
    kind = int if name in ("places", "cap_months", "months") else float
    assert (
        answer(office, ON, replace(small, **(_one("cap_months", 1) | _one(name, kind(low)))))["predictive"][
            "mean"
        ]
        >= 0
    )


def test_a_cap_above_the_months_covered_is_named(begin: Begin) -> None:
    with pytest.raises(WrongInput, match="at most the 3 months covered"):
        answer(begin(stories.active).office, ON, Setting(months=3))


def test_without_a_programme_nothing_is_in_force(begin: Begin) -> None:
    with pytest.raises(NoProgramme):
        as_it_is(begin(stories.submitted_without_programme).office, ON)


def test_the_book_is_read_again_once_something_was_written_and_not_before(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    first = books.held_on(rehearsal.office, ON)
    assert books.held_on(rehearsal.office, ON) is first
    rehearsal.charge("RG-0001/1", "2018-08-01")
    assert books.held_on(rehearsal.office, ON) is not first
