"""The pages of the forecast: figures are the model's own, settings stand in the address, and long work is watched."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from guarantor.services.forecasting import cohorts, explorations
from guarantor.services.forecasting.long_runs import LongRuns
from guarantor.services.forecasting.run_worker import RunWorker, Work, _Mine
from guarantor.services.forecasting.what_if import Setting, answer
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.stories import day
from tests.web.conftest import ClientOf
from tests.web.entering import token_in, with_accounts

ON = day("2019-04-30")
ASK = "/forecast/explorations"


@after(with_accounts)
def with_a_guarantee(rehearsal: Rehearsal) -> None:
    """One guarantee is in force."""
    rehearsal.active_guarantee()


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A pilot with one guarantee, and everybody at work."""
    return begin(with_a_guarantee)


@pytest.fixture
def fay(client_of: ClientOf) -> FlaskClient:
    """Finance's client."""
    return client_of("fay")


class AtOnce(RunWorker):
    """Runs that are over when they are asked for, so that no test waits for a thread."""

    def put(self, token: str, work: Work) -> None:
        self._work_on(_Mine(token), work)


@pytest.fixture
def at_once(app: Flask, rehearsal: Rehearsal) -> LongRuns:
    """The application's runs, each over at once."""
    made = LongRuns(rehearsal.office)
    made._worker = AtOnce(rehearsal.office)
    app.extensions["long runs"] = made
    return made


def figures(page: str, row: str) -> list[str]:
    """The cells of a table's row."""
    found = re.search(rf"<th[^>]*>\s*{re.escape(row)}\s*</th>(.*?)</tr>", page, re.DOTALL)
    assert found, f"no row {row}"
    line = found[1]
    return re.findall(r"<td[^>]*>\s*([^<]*?)\s*</td>", line)


def test_the_what_if_shows_the_models_figures_as_it_is_and_as_changed(
    fay: FlaskClient, rehearsal: Rehearsal
) -> None:
    for query, setting in (
        ("", Setting()),
        ("?places=10&cap_months=3&first_miss=2", Setting(places=10, cap_months=3, first_miss=0.02)),
        ("?recovery=50&take_up=40", Setting(recovery=0.5, take_up=0.4)),
    ):
        page = fay.get(f"/forecast/what-if{query}").text
        found = answer(rehearsal.office, ON, setting)
        assert figures(page, "Expected")[0] == f"£{found['predictive']['mean']:,.0f}"
        assert figures(page, "One time in 20 more than") == [
            f"£{found[side]['quantiles']['0.95']:,.0f}" for side in ("predictive", "plug_in")
        ]


def test_a_box_that_the_address_leaves_out_shows_what_is_in_force(fay: FlaskClient) -> None:
    page = fay.get("/forecast/what-if?places=10").text
    assert re.search(r'name="places"[^>]*value="10"', page)
    assert re.search(r'name="cap_months"[^>]*value="6"', page)
    assert re.search(r'name="first_miss"[^>]*value="1.25"', page)


def test_two_settings_stand_beside_each_other_and_the_other_can_be_taken_away(fay: FlaskClient) -> None:
    alone = fay.get("/forecast/what-if?places=10").text
    beside = fay.get("/forecast/what-if?places=50&beside=places%3D10").text
    assert "The other" not in alone
    assert figures(beside, "Expected")[1] == figures(alone, "Expected")[0]
    assert figures(beside, "Expected")[0] != figures(alone, "Expected")[0]
    assert "Take the other away" in beside


@pytest.mark.parametrize("beside", ["places%3Dmany", "places%3D0", "of%3Dnothing%26basis%3D1999", "x" * 5000])
def test_another_side_that_cannot_be_worked_out_is_left_out(fay: FlaskClient, beside: str) -> None:
    came = fay.get(f"/forecast/what-if?places=10&beside={beside}")
    assert came.status_code == 200


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("places=0", "Places must be a number from 1 to 100,000"),
        ("correlation=high", "Correlation must be a number from 0 to 0.5"),
        ("first_miss=nan", "First rent missed must be a number from 0.01 to 50"),
        ("months=3", "expected at most the 3 months covered"),
        ("budget=lots", "Budget must be a sum in pounds"),
    ],
)
def test_a_setting_that_is_wrong_is_named_beside_its_box_and_nothing_is_costed(
    fay: FlaskClient, query: str, says: str
) -> None:
    page = fay.get(f"/forecast/what-if?{query}").text
    assert says in page
    assert "Headline figures" not in page


def test_many_places_are_answered(fay: FlaskClient) -> None:
    page = fay.get("/forecast/what-if?places=2500").text
    assert "2,500 guarantees begun at once" in page
    assert "Found by large" in page


def test_every_assumption_stands_with_its_source_and_owner(fay: FlaskClient) -> None:
    page = fay.get("/forecast/assumptions").text
    assert "Basis 2018-06 counts from 1 June 2018" in page
    assert page.count("<td") > 60
    assert "Basis 2026-11 counts from 1 November 2026" in fay.get("/forecast/assumptions?basis=2026-11").text
    assert "Basis 2018-06" in fay.get("/forecast/assumptions?basis=1999-01").text


@pytest.mark.parametrize(
    "kind", ["stresses", "limits", "break-even", "fan", "accounts", "hindcast", "tornado"]
)
def test_an_exploration_is_asked_for_and_read(
    fay: FlaskClient, at_once: LongRuns, kind: str, rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, few in (("PLACES", (10,)), ("CAPS", (2, 6)), ("COVERS", (12,))):
        monkeypatch.setattr(explorations, name, few)
    form = {"csrf_token": token_in(fay.get(ASK)), "kind": kind, "within": "20000", "basis": "2018-06"}
    asked = fay.post(ASK, data=form)
    assert asked.status_code == 303
    page = fay.get(asked.location).text
    assert "2018-06" in page or kind == "hindcast"
    assert "<table" in page or kind == "stresses"
    assert "Done" in fay.get(ASK).text
    # What is kept for a day holds nothing of a person.
    with rehearsal.office.engine.connect() as connection:
        kept = str(connection.execute(text("SELECT * FROM long_run")).mappings().one())
    people = rehearsal.document()
    for held in (people["young_person"], people["landlord"], people["property"]):
        assert not [word for word in held.values() if word in kept]
    assert people["person"]["date_of_birth"] not in kept


def test_the_fan_on_the_page_is_the_services(fay: FlaskClient, at_once: LongRuns) -> None:
    form = {"csrf_token": token_in(fay.get(ASK)), "kind": "fan", "basis": "2018-06"}
    page = fay.get(fay.post(ASK, data=form).location).text
    found = cohorts.fan_of(ON)["years"][0]["arrivals"]["quantiles"]
    assert figures(page, "2019/20")[:3] == [f"{found[level]:,.0f}" for level in ("0.5", "0.05", "0.95")]


def test_limits_need_the_sum_to_keep_within(
    fay: FlaskClient, at_once: LongRuns, rehearsal: Rehearsal
) -> None:
    form = {"csrf_token": token_in(fay.get(ASK)), "kind": "limits", "basis": "2018-06"}
    assert "Enter the sum to keep within, in pounds" in fay.post(ASK, data=form).text
    assert at_once.all_of(rehearsal.fay) == []


def test_an_exploration_of_somebody_else_is_not_there(
    fay: FlaskClient, client_of: ClientOf, at_once: LongRuns
) -> None:
    form = {"csrf_token": token_in(fay.get(ASK)), "kind": "break-even", "basis": "2018-06"}
    address = fay.post(ASK, data=form).location
    assert client_of("ann").get(address).status_code in (403, 404)
    assert fay.get(f"{ASK}/nothing").status_code == 404


def test_those_who_do_not_see_money_see_who_comes_and_no_more(client_of: ClientOf) -> None:
    pam = client_of("pam")
    page = pam.get("/forecast")
    assert page.status_code == 200
    assert "/forecast/what-if" not in page.text
    assert pam.get("/forecast/what-if").status_code == 403


def test_no_page_of_the_forecast_names_a_young_person(
    fay: FlaskClient, at_once: LongRuns, rehearsal: Rehearsal
) -> None:
    name = rehearsal.document()["young_person"]["name"]
    form = {"csrf_token": token_in(fay.get(ASK)), "kind": "accounts", "basis": "2018-06"}
    pages = [fay.get(fay.post(ASK, data=form).location), fay.get("/forecast/what-if?of=book"), fay.get(ASK)]
    assert all(name not in page.text for page in pages)
    assert "RG-0001/1" in pages[0].text
