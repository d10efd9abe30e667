"""Saved runs of the forecast stay as they were said, and are held against the claims that the ledger has since."""

import pytest

from guarantor.domain.refusals import NotPermitted
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.claiming import claims
from guarantor.services.finance.exposure import exposure
from guarantor.services.forecasting import what_if
from guarantor.services.forecasting.past_runs import scorecard
from guarantor.services.forecasting.saved_runs import LONGEST_NAME, as_asked, listed, save, shown
from guarantor.services.forecasting.what_if import Setting
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day

G = "RG-0001/1"
BOOK = Setting("book")


def _saved(rehearsal: Rehearsal, on: str, setting: Setting = BOOK, name: str = "Guarantees now") -> int:
    return int(save(rehearsal.office, rehearsal.fay, name, setting, day(on))["run"].removeprefix("SF-"))


def test_what_is_kept_is_the_answer_of_that_day(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    said = what_if.answer(rehearsal.office, day("2018-07-31"), BOOK)
    number = _saved(rehearsal, "2018-07-31")
    kept = shown(rehearsal.office, number)
    for figure in ("predictive", "plug_in", "curve", "maximum_exposure", "setting", "as_of"):
        assert kept["answer"][figure] == said[figure]
    assert (kept["run"], kept["name"], kept["saved_by"]) == ("SF-1", "Guarantees now", "fay")
    assert kept["answer"]["guarantee_refs"] == [G]


def test_what_comes_later_changes_nothing_of_it(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    number = _saved(rehearsal, "2018-11-05")
    before = shown(rehearsal.office, number)
    accepts = dict.fromkeys(stories.lines(stories.SEPTEMBER_AND_OCTOBER), 52_000)
    claims.decide(rehearsal.office, rehearsal.ann, f"{G}/C1", accepts, "as lodged", day("2018-11-06"))
    assert shown(rehearsal.office, number) == before
    assert as_asked(before["answer"]).of == "book"


def test_the_cost_ahead_grows_with_the_months_and_ends_with_the_last_guarantee(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    ahead = shown(rehearsal.office, _saved(rehearsal, "2018-07-31"))["answer"]["ahead"]
    assert [(each["months"], each["until"]) for each in ahead] == [
        (1, "2018-08-31"),
        (3, "2018-10-31"),
        (6, "2019-01-31"),
        (12, "2019-07-31"),
    ]
    means = [each["mean"] for each in ahead]
    assert means == sorted(means)
    assert means[-1] > 0


def test_a_full_scheme_is_nobodys_and_is_never_scored(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    kept = shown(rehearsal.office, _saved(rehearsal, "2018-07-31", Setting("scheme", places=25)))
    assert (kept["answer"]["ahead"], kept["answer"]["guarantee_refs"]) == ([], [])
    found = scorecard(rehearsal.office, day("2019-07-31"))
    assert (found["runs"], found["waiting"], found["what_if"]) == ([], [], 1)


def test_a_changed_assumption_is_no_forecast(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    _saved(rehearsal, "2018-07-31", Setting("book", first_miss=0.2))
    _saved(rehearsal, "2018-07-31", Setting("book", budget_pence=1_000_00), "with a budget")
    found = scorecard(rehearsal.office, day("2018-08-31"))
    assert [each["name"] for each in found["runs"]] == ["with a budget"]
    assert found["what_if"] == 1


@pytest.mark.parametrize(
    ("on", "months"), [("2018-08-30", None), ("2018-08-31", 1), ("2018-10-30", 1), ("2018-10-31", 3)]
)
def test_a_stretch_is_scored_once_its_last_day_is_over(begin: Begin, on: str, months: int | None) -> None:
    rehearsal = begin(stories.active)
    _saved(rehearsal, "2018-07-31")
    found = scorecard(rehearsal.office, day(on))
    assert [each["months"] for each in found["runs"]] == ([] if months is None else [months])
    assert [each["until"] for each in found["waiting"]] == (["2018-08-31"] if months is None else [])


def test_what_came_is_the_ledgers_to_the_penny(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    _saved(rehearsal, "2018-11-05")
    accepts = dict.fromkeys(stories.lines(stories.SEPTEMBER_AND_OCTOBER), 39_011)
    claims.decide(rehearsal.office, rehearsal.ann, f"{G}/C1", accepts, "part", day("2018-11-06"))
    (run,) = scorecard(rehearsal.office, day("2018-11-30"))["runs"]
    assert run["came"] == float(exposure(rehearsal.office, day("2018-11-30"))["accepted"]) == 780.22
    assert run["error"] == round(run["expected"] - run["came"], 2)
    level = run["within"]
    assert level is None or run["quantiles"][level] >= run["came"]


def test_what_came_before_it_was_saved_is_not_held_against_it(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    _saved(rehearsal, "2018-11-30")
    (run,) = scorecard(rehearsal.office, day("2018-12-31"))["runs"]
    assert run["came"] == 0
    assert run["within"] == "0.05"


def test_the_coverage_counts_each_run_once(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    for on in ("2018-07-31", "2018-08-31"):
        _saved(rehearsal, on)
    found = scorecard(rehearsal.office, day("2018-12-31"))
    assert [(each["within"], each["runs"]) for each in found["coverage"]] == [(2, 2)] * 4
    assert found["came"] == 0


@pytest.mark.parametrize("name", ["", "  ", "x" * (LONGEST_NAME + 1)])
def test_a_run_needs_a_name_that_is_not_too_long(begin: Begin, name: str) -> None:
    rehearsal = begin(stories.active)
    with pytest.raises(WrongInput, match="--name: expected a name of at most 80 characters"):
        _saved(rehearsal, "2018-07-31", name=name)
    assert listed(rehearsal.office) == []


def test_only_finance_saves(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    with pytest.raises(NotPermitted):
        save(rehearsal.office, rehearsal.ann, "mine", BOOK, day("2018-07-31"))


def test_a_run_that_nobody_saved_is_not_found(begin: Begin) -> None:
    with pytest.raises(NotFound, match="SF-1"):
        shown(begin(stories.active).office, 1)
