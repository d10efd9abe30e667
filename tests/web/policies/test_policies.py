"""Policies in words, the pilot's figures and the forecast: right, sourced, and without a person."""

import re

import pytest
from flask.testing import FlaskClient

from guarantor.services.casework import decisions
from guarantor.services.forecasting import liability
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.stories import day
from tests.web.conftest import ClientOf
from tests.web.entering import with_accounts


@after(with_accounts)
def with_refusals(rehearsal: Rehearsal) -> None:
    """Four were found not eligible for one ground, and a fifth for another; one guarantee is in force."""
    for number, changes in enumerate([{"readiness.cooking": False}] * 5 + [{"tenancy.kind": "social"}] * 4):
        ref = rehearsal.assessed_case(f"RG-{number + 1:04d}", changes)
        decisions.decide(rehearsal.office, rehearsal.ann, ref, "decline", "not yet", [], day("2018-07-03"))
    rehearsal.active_guarantee("RG-0010")


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A pilot with refusals."""
    return begin(with_refusals)


@pytest.fixture
def pam(client_of: ClientOf) -> FlaskClient:
    """An elected member's client."""
    return client_of("pam")


def cells(page: str, heading: str) -> list[str]:
    """The second cell of each row of a table."""
    table = page.split(heading, 1)[1].split("</table>", 1)[0]
    return re.findall(r"<td[^>]*>([^<]*)</td>", table)


def test_a_policy_is_told_in_words_with_sources_and_assumptions_marked(pam: FlaskClient) -> None:
    listing = pam.get("/policies").text
    for name in ("kent-pilot", "devon-like", "kent-proposed-2026"):
        assert f'href="/policies/{name}"' in listing
    shown = pam.get("/policies/kent-pilot").text
    assert "the time since the last contact is at most 56 days" in shown
    assert "Source: [P18] 3.1" in shown
    assert "Assumption" in shown


def test_the_adopted_text_is_shown_as_it_was_stored(pam: FlaskClient) -> None:
    (stored,) = re.findall(r'href="(/policies/stored/[^"]+)"', pam.get("/policies").text)
    shown = pam.get(stored)
    assert shown.status_code == 200
    assert "It never changes" in shown.text


@pytest.mark.parametrize("address", ["/policies/nobodys", "/policies/stored/sha256:00"])
def test_a_policy_that_nobody_knows_is_not_found(pam: FlaskClient, address: str) -> None:
    assert pam.get(address).status_code == 404


def test_two_policies_are_compared_in_sentences(pam: FlaskClient) -> None:
    same = pam.get("/policies/compare?before=kent-pilot&after=kent-pilot").text
    assert "they say the same" in same
    other = pam.get("/policies/compare?before=kent-pilot&after=kent-proposed-2026").text
    assert other.count("<li>") > same.count("<li>")
    assert "they say the same" not in pam.get("/policies/compare?before=x&after=y").text


def test_the_forecast_is_that_of_the_model(pam: FlaskClient) -> None:
    page = pam.get("/forecast?until=2022").text
    ages = liability.cohort(2022)["groups"]["citizen"]["2022"]
    shown = cells(page, "Citizen care leavers")
    assert shown[-10:-2] == [str(number) for number in ages.values()]
    assert shown[-2] == str(sum(ages.values()))


@pytest.mark.parametrize(
    ("asked", "last"), [("1990", "2021"), ("2021", "2021"), ("9999", "2040"), ("x", "2030")]
)
def test_the_forecast_goes_no_further_than_it_can(pam: FlaskClient, asked: str, last: str) -> None:
    page = pam.get(f"/forecast?until={asked}")
    assert page.status_code == 200
    assert f'<option value="{last}" selected>' in page.text
