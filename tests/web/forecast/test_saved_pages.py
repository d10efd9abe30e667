"""Saved runs on the pages: named, read as they were said, set side by side, scored; finance saves and others read."""

import pytest
from flask.testing import FlaskClient

from guarantor.services.forecasting import past_runs, saved_runs
from guarantor.services.forecasting.what_if import Setting
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.stories import day
from tests.web.conftest import ClientOf
from tests.web.entering import token_in, with_accounts
from tests.web.forecast.test_forecast_pages import figures

SAVE = "/forecast/runs/save"


@after(with_accounts)
def with_saved_runs(rehearsal: Rehearsal) -> None:
    """One guarantee is in force; SF-1 is of it in August 2018, SF-2 of a full scheme now."""
    rehearsal.active_guarantee()
    office, fay = rehearsal.office, rehearsal.fay
    saved_runs.save(office, fay, "August 2018", Setting("book"), day("2018-08-31"))
    saved_runs.save(office, fay, "Ten places", Setting("scheme", places=10), day("2019-04-30"))


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A pilot with two saved runs."""
    return begin(with_saved_runs)


@pytest.fixture
def fay(client_of: ClientOf) -> FlaskClient:
    """Finance's client."""
    return client_of("fay")


def test_what_was_worked_out_is_saved_as_it_is_shown(fay: FlaskClient, rehearsal: Rehearsal) -> None:
    worked_out = fay.get("/forecast/what-if?places=12&cap_months=4").text
    assert f"{SAVE}?places=12&amp;cap_months=4" in worked_out
    came = fay.post(
        f"{SAVE}?places=12&cap_months=4",
        data={"csrf_token": token_in(fay.get(f"{SAVE}?places=12&cap_months=4")), "name": "Twelve places"},
    )
    assert (came.status_code, came.location) == (303, "/forecast/runs/SF-3")
    page = fay.get(came.location).text
    assert "Twelve places" in page
    assert figures(page, "Expected")[0] == figures(worked_out, "Expected")[0]
    kept = saved_runs.shown(rehearsal.office, 3)["answer"]["setting"]
    assert (kept["places"], kept["cap_months"]) == (12, 4)
    assert "places=12" in page


def test_a_name_is_asked_for_and_one_is_offered(fay: FlaskClient) -> None:
    page = fay.get(f"{SAVE}?of=book")
    assert 'value="Guarantees on 30 April 2019"' in page.text
    came = fay.post(f"{SAVE}?of=book", data={"csrf_token": token_in(page), "name": " "})
    assert "Enter a name" in came.text
    assert "SF-3" not in fay.get("/forecast/runs").text


@pytest.mark.parametrize("query", ["places=many", "places=nan", "budget=lots", "places=0", "correlation=9"])
def test_a_setting_that_is_none_is_said_and_nothing_is_saved(fay: FlaskClient, query: str) -> None:
    came = fay.get(f"{SAVE}?{query}")
    assert came.status_code == 422
    assert "expected" in came.text.lower()


def test_two_saved_runs_stand_side_by_side(fay: FlaskClient, rehearsal: Rehearsal) -> None:
    page = fay.get("/forecast/runs/SF-2?beside=SF-1").text
    said = [saved_runs.shown(rehearsal.office, number)["answer"]["predictive"]["mean"] for number in (2, 1)]
    assert figures(page, "Expected")[:2] == [f"£{each:,.0f}" for each in said]
    assert "beside SF-1: August 2018" in page
    assert fay.get("/forecast/runs/SF-2?beside=SF-9").status_code == 200
    assert fay.get("/forecast/runs/SF-9").status_code == 404


def test_the_scorecard_shows_what_came(fay: FlaskClient, rehearsal: Rehearsal) -> None:
    page = fay.get("/forecast/scorecard").text
    (run,) = past_runs.scorecard(rehearsal.office, day("2019-04-30"))["runs"]
    assert f"£{run['expected']:,.2f}" in page
    assert "August 2018" in page
    assert "1 saved run is of a full scheme" in page


def test_whoever_sees_the_money_reads_and_only_finance_saves(client_of: ClientOf) -> None:
    ann, pam = client_of("ann"), client_of("pam")
    assert ann.get("/forecast/runs/SF-1").status_code == 200
    assert ann.get(f"{SAVE}?of=book").status_code == 403
    assert "Save this run" not in ann.get("/forecast/what-if").text
    assert pam.get("/forecast/runs").status_code == 403


def test_no_saved_page_names_a_young_person(fay: FlaskClient, rehearsal: Rehearsal) -> None:
    name = rehearsal.document()["young_person"]["name"]
    addresses = ("/forecast/runs", "/forecast/runs/SF-1", "/forecast/scorecard", f"{SAVE}?of=book")
    assert all(name not in fay.get(each).text for each in addresses)
