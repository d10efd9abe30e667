"""Forecasts made in hindsight: each looks at its own months, with the record of its day, and none is scored twice."""

import pytest

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.forecasting.hindcasts import hindcast
from tests.conftest import Begin
from tests.services import stories
from tests.services.stories import day


def test_months_that_are_not_over_are_no_forecast(begin: Begin) -> None:
    office = begin(stories.active).office
    assert hindcast(office, day("2018-11-29"))["runs"] == []
    assert [run["name"] for run in hindcast(office, day("2018-11-30"))["runs"]] == ["2018-08-31"]
    assert [run["name"] for run in hindcast(office, day("2019-02-28"))["runs"]] == [
        "2018-08-31",
        "2018-11-30",
    ]


def test_without_a_guarantee_there_is_nothing_to_score(begin: Begin) -> None:
    assert hindcast(begin(stories.hired).office, day("2019-04-30"))["runs"] == []


def test_a_claim_counts_in_the_months_in_which_it_was_accepted_and_in_no_other(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    told: list[tuple[int, int]] = []
    found = hindcast(rehearsal.office, day("2019-01-31"), 1, lambda done, of: told.append((done, of)))
    came = {run["name"]: run["actual"] for run in found["runs"] if run["actual"]}
    assert list(came.values()) == [1040.0]
    assert told[-1] == (len(found["runs"]), len(found["runs"]))
    assert all(0 <= run["pit"] <= 1 for run in found["runs"])
    assert [each["level"] for each in found["coverage"]] == [0.5, 0.8, 0.95]


@pytest.mark.parametrize("months", [0, 13])
def test_months_out_of_range_are_named(begin: Begin, months: int) -> None:
    with pytest.raises(WrongInput, match="--months: expected a whole number of months from 1 to 12"):
        hindcast(begin(stories.hired).office, day("2019-04-30"), months)
