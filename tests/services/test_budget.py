"""The budget line: what each financial year has cost, what the model still expects of it, and what is left."""

from decimal import Decimal
from typing import Any

from guarantor.services.finance.budget import budget
from guarantor.services.forecasting import liability
from guarantor.services.forecasting.liability import Question
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import day


@after(Rehearsal.staff)
def _with_a_budget(rehearsal: Rehearsal) -> None:
    """A second programme with a yearly budget of £5,000.00 has RG-0001/1 with £1,040.00 accepted in November."""
    rehearsal.adopt(places=5, budget_pence=500_000)
    rehearsal.active_guarantee()
    rehearsal.charge("RG-0001/1", "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")
    rehearsal.accepted_claim("RG-0001/1", stories.SEPTEMBER_AND_OCTOBER)


def _years(rehearsal: Rehearsal, on: str, programme: str) -> dict[str, dict[str, Any]]:
    lines = {each["programme"]: each for each in budget(rehearsal.office, day(on))["programmes"]}
    return {year["year"]: year for year in lines[programme]["years"]}


def test_outturn_is_what_was_accepted_and_what_is_expected_and_variance_what_is_left(begin: Begin) -> None:
    year = _years(begin(_with_a_budget), "2018-12-01", "kent-pilot-2")["2018/19"]
    assert (year["budget"], year["accepted"], year["left_for_claims"]) == ("5000.00", "1040.00", "3960.00")
    assert (year["costs"], year["recoveries"]) == ("0.00", "0.00")
    assert Decimal(year["forecast"]) > 0
    assert Decimal(year["outturn"]) == Decimal("1040.00") + Decimal(year["forecast"])
    assert Decimal(year["variance"]) == Decimal("5000.00") - Decimal(year["outturn"])


def test_what_is_accepted_counts_in_its_financial_year_and_from_its_day_on(begin: Begin) -> None:
    rehearsal = begin(_with_a_budget)
    assert _years(rehearsal, "2018-11-04", "kent-pilot-2")["2018/19"]["accepted"] == "0.00"
    assert _years(rehearsal, "2018-11-05", "kent-pilot-2")["2018/19"]["accepted"] == "1040.00"
    later = _years(rehearsal, "2019-04-01", "kent-pilot-2")
    assert (later["2018/19"]["accepted"], later["2019/20"]["accepted"]) == ("1040.00", "0.00")


def test_on_the_last_day_of_march_nothing_more_is_expected_of_the_year(begin: Begin) -> None:
    years = _years(begin(_with_a_budget), "2019-03-31", "kent-pilot-2")
    assert years["2018/19"]["forecast"] == "0.00"
    assert Decimal(years["2019/20"]["forecast"]) > 0


def test_each_programme_has_its_own_line_and_one_without_a_budget_says_so(begin: Begin) -> None:
    rehearsal = begin(_with_a_budget)
    lines = {each["programme"]: each for each in budget(rehearsal.office, day("2018-12-01"))["programmes"]}
    assert lines["kent-pilot-1"]["yearly_budget"] == "no budget was set"
    (year,) = lines["kent-pilot-1"]["years"]
    assert (year["budget"], year["variance"], year["left_for_claims"]) == (None, None, None)
    assert (year["accepted"], year["forecast"]) == ("0.00", "0.00")


def test_the_forecast_is_the_mean_of_the_liability_model_by_year(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    on = day("2018-12-01")
    model = liability.answer(Question(engine="exact"), rehearsal.office, on)
    found = _years(rehearsal, "2018-12-01", "kent-pilot-1")
    for year in model["by_year"]:
        assert abs(Decimal(found[year["year"]]["forecast"]) - Decimal(str(year["mean"]))) < Decimal("0.02")


def test_it_says_what_the_forecast_rests_on(begin: Begin) -> None:
    basis = budget(begin(stories.active).office, day("2018-12-01"))["basis"]
    assert basis["name"] == "2018-06"
    assert 0 < basis["assumptions"] <= basis["values"]
    assert f"{basis['assumptions']} of its {basis['values']} values are assumptions" in basis["says"]


def test_a_day_before_any_programme_has_no_line(begin: Begin) -> None:
    assert budget(begin(stories.active).office, day("2018-05-31"))["programmes"] == []
