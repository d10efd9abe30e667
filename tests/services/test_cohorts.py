"""The fan of those who come, on the basis of a day, as far as it forecasts or as far as is asked."""

import pytest

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.forecasting.bases import basis_on, last_forecast_year
from guarantor.services.forecasting.cohorts import fan_of, scores
from tests.services.stories import day


@pytest.mark.parametrize(
    ("on", "basis", "years"),
    [
        ("2019-04-30", "2018-06", ["2019/20", "2020/21", "2021/22"]),
        ("2026-11-23", "2026-11", ["2026/27", "2027/28", "2028/29", "2029/30"]),
    ],
)
def test_the_fan_runs_as_far_as_the_basis_of_the_day_forecasts(on: str, basis: str, years: list[str]) -> None:
    found = fan_of(day(on), draws=64)
    assert found["basis"] == basis
    assert [each["year"] for each in found["years"]] == years
    assert {each["times"] for each in found["variants"]} == {0.7, 1.0, 2.0}


def test_the_fan_ends_in_the_march_that_is_asked_for() -> None:
    assert [each["year"] for each in fan_of(day("2019-04-30"), until=2020, draws=64)["years"]] == ["2019/20"]


@pytest.mark.parametrize("until", [2019, 2035])
def test_a_march_that_is_past_or_too_far_is_named(until: int) -> None:
    with pytest.raises(WrongInput, match="--until: expected the March of a year from 2020 to 2034"):
        fan_of(day("2019-04-30"), until=until, draws=64)


def test_where_the_forecast_has_ended_the_model_says_so() -> None:
    assert last_forecast_year(basis_on(day("2024-06-30")), day("2024-07-01")) == 2021
    with pytest.raises(WrongInput, match="2021/22 is over before 2024-07-01"):
        fan_of(day("2024-06-30"))


def test_the_same_seed_draws_the_same_fan() -> None:
    assert fan_of(day("2019-04-30"), draws=64) == fan_of(day("2019-04-30"), draws=64)
    assert fan_of(day("2019-04-30"), draws=64) != fan_of(day("2019-04-30"), draws=64, seed=2)


def test_past_forecasts_are_scored_by_lead() -> None:
    found = scores()
    assert [each["lead_years"] for each in found["by_lead"]] == [2, 3, 4]
    assert found["mean_error_percent"] == -6.4
