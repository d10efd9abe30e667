"""Applications on their pages: started, filled in part by part, weighed on the way, handed in."""

import datetime as dt
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from guarantor.domain.lifecycle import CaseStatus
from guarantor.services.casework import applications, decisions
from guarantor.services.casework.applications import Standing
from guarantor.services.entering import restricting
from tests.rehearsing import Rehearsal
from tests.web.conftest import ClientOf
from tests.web.entering import sent
from tests.web.on_both import on_both

TAM = {"young_person_name": "Tam Synthetic", "person_date_of_birth": ["14", "3", "1999"]}
RENT = {"tenancy_starts_on": ["1", "6", "2019"], "tenancy_monthly_rent": "520", "tenancy_rent_share": "520"}


def held(rehearsal: Rehearsal, ref: str = "RG-0001") -> Standing:
    return applications.held(rehearsal.office, ref)


def save(client: FlaskClient, part: str, form: dict[str, Any], ref: str = "RG-0001") -> Any:
    return sent(client, f"/cases/{ref}/application/{part}", form)


@pytest.fixture
def cora(client_of: ClientOf) -> FlaskClient:
    """Cora, a caseworker."""
    return client_of("cora")


@pytest.fixture
def draft(cora: FlaskClient) -> None:
    """RG-0001 is a draft of Tam's."""
    assert sent(cora, "/cases/new", TAM).location == "/cases/RG-0001/application"


@pytest.mark.usefixtures("draft")
def test_starting_leads_to_the_parts_with_who_saved_what_last(cora: FlaskClient) -> None:
    page = cora.get("/cases/RG-0001/application").text
    assert "0 of 14 parts done" in page
    assert "Open: address now, group. Last saved by cora" in page
    assert page.count("Cannot complete yet") == 3
    assert page.count("Not started") == 12, "ten parts, the evidence and the submission"


def test_nobody_is_entered_without_a_name(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    came = sent(cora, "/cases/new", {"person_date_of_birth": ["14", "3", "1999"]})
    assert came.status_code == 422
    assert "Enter the young person" in came.text


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    ("changes", "known"),
    [
        ({}, True),
        ({"young_person_name": "  tam  SYNTHÉTIC "}, True),
        ({"person_date_of_birth": ["15", "3", "1999"]}, False),
        ({"young_person_name": "Tam Other"}, False),
    ],
)
def test_somebody_of_that_name_and_birth_date_is_shown_before_anything_is_made(
    cora: FlaskClient, changes: dict[str, Any], known: bool
) -> None:
    came = sent(cora, "/cases/new", {**TAM, **changes})
    assert (came.status_code == 200) is known
    assert ("This may be somebody who is known" in came.text) is known
    assert (cora.get("/cases/RG-0002/application").status_code == 404) is known


@pytest.mark.usefixtures("draft")
def test_the_caseworker_decides_that_it_is_somebody_else(cora: FlaskClient) -> None:
    assert sent(cora, "/cases/new", {**TAM, "decided": "y"}).location == "/cases/RG-0002/application"


@pytest.mark.usefixtures("draft")
def test_a_restricted_case_is_not_told_to_somebody_who_asks_for_its_name(
    cora: FlaskClient, client_of: ClientOf, rehearsal: Rehearsal
) -> None:
    restricting.restrict(rehearsal.office, rehearsal.ann, "RG-0001")
    assert sent(client_of("cal"), "/cases/new", TAM).location == "/cases/RG-0002/application"


@pytest.mark.usefixtures("draft")
def test_saving_a_part_goes_on_to_the_next_that_is_open(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    came = save(cora, "money", {"money_monthly_income": "£1,300"})
    assert came.location == "/cases/RG-0001/application/previous-housing"
    assert held(rehearsal).document["money"]["monthly_income"] == "1300.00"
    listed = save(cora, "activity", {"activity": "education", "then": "list"})
    assert listed.location == "/cases/RG-0001/application"


@pytest.mark.usefixtures("draft")
def test_saving_one_part_keeps_the_others(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    save(cora, "view", {"young_persons_view": "A home", "young_person_agreed_on": ["29", "4", "2019"]})
    save(cora, "home", {"property_joint": "yes", "property_licence": "no"})
    save(cora, "deposit", {"deposit": "600", "rent_in_advance": "0"})
    document = held(rehearsal).document
    assert document["young_person"]["name"] == "Tam Synthetic"
    assert document["young_person_agreed_on"] == "2019-04-29"
    assert (document["property"]["joint"], document["property"]["licence"]) == (True, False)
    assert (document["deposit"], document["rent_in_advance"]) == ("600.00", "0.00")


@pytest.mark.usefixtures("draft")
def test_saving_what_stands_already_writes_nothing(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    save(cora, "money", {"money_monthly_income": "1300"})
    before = held(rehearsal).version
    save(cora, "money", {"money_monthly_income": "1300.00"})
    assert held(rehearsal).version == before


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    ("part", "form", "says"),
    [
        ("money", {"money_monthly_income": "lots"}, "must be a sum in pounds"),
        ("care", {"person_last_contact_on": ["1", "5", "2019"]}, "Last contact must be today or earlier"),
        ("care", {"person_last_contact_on": ["31", "2", "2019"]}, "must be a real date"),
        ("previous-housing", {"person_previous_guarantees": "two"}, "must be a whole number"),
        ("rent", {**RENT, "tenancy_rent_share": "521"}, "must be at most “Rent for the whole home”"),
        (
            "previous-housing",
            {"person_evicted_on": ["1", "4", "2019"], "person_evicted_on_never": "y"},
            "not both",
        ),
    ],
)
def test_what_cannot_be_right_is_said_beside_its_field_and_not_saved(
    cora: FlaskClient, rehearsal: Rehearsal, part: str, form: dict[str, Any], says: str
) -> None:
    came = save(cora, part, form)
    assert came.status_code == 422
    assert says in came.text
    assert "govuk-error-summary" in came.text
    assert held(rehearsal).version == 1


@pytest.mark.usefixtures("draft")
def test_an_odd_answer_is_asked_about_once_and_can_be_kept(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    asked = save(cora, "money", {"money_monthly_income": "0"})
    assert "Look twice: Money" in asked.text
    assert held(rehearsal).version == 1
    code = re.search(r'name="keep" type="checkbox" value="([^"]+)"', asked.text)
    assert code is not None
    kept = save(cora, "money", {"money_monthly_income": "0", "keep": code[1]})
    assert kept.status_code == 303
    assert held(rehearsal).document["money"]["monthly_income"] == "0.00"
    assert save(cora, "money", {"money_monthly_income": "0"}).status_code == 303


@pytest.mark.usefixtures("draft")
def test_keeping_one_odd_answer_keeps_no_other(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    came = save(cora, "money", {"money_monthly_income": "90000", "keep": "income_0"})
    assert "Look twice: Money" in came.text
    assert held(rehearsal).version == 1


@pytest.mark.usefixtures("draft")
def test_the_rules_are_asked_of_what_is_typed_and_nothing_is_stored(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    save(cora, "rent", RENT)
    before = held(rehearsal).version
    came = save(cora, "money", {"money_monthly_income": "400", "then": "look"})
    assert "What the rules say of what you typed" in came.text
    assert "Income of £400.00 is below 100% of the rent share" in came.text
    assert "[NRLA]" in came.text
    assert held(rehearsal).version == before


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(
    ("period", "typed", "kept"),
    [
        ("month", "95", "95.00"),
        ("week", "95", "411.67"),
        ("week", "0.03", "0.13"),
        ("week", "0.21", "0.91"),
        ("four_weeks", "118.47", "128.34"),
        ("four_weeks", "0.06", "0.07"),
    ],
)
def test_a_rent_by_the_week_or_four_weeks_is_kept_by_the_month(
    cora: FlaskClient, rehearsal: Rehearsal, period: str, typed: str, kept: str
) -> None:
    form = {**RENT, "rent_period": period, "tenancy_monthly_rent": typed, "tenancy_rent_share": typed}
    saved = save(cora, "rent", form)
    tenancy = held(rehearsal).document["tenancy"]
    assert (tenancy["monthly_rent"], tenancy["rent_share"]) == (kept, kept)
    told = f"is kept as £{kept} a month" in cora.get(saved.location).text
    assert told is (period != "month")


@pytest.mark.usefixtures("draft")
def test_a_rent_is_shown_by_the_month_again_and_saving_it_changes_nothing(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    save(
        cora,
        "rent",
        {**RENT, "rent_period": "week", "tenancy_monthly_rent": "95", "tenancy_rent_share": "95"},
    )
    before = held(rehearsal).version
    page = cora.get("/cases/RG-0001/application/rent").text
    assert 'value="411.67"' in page
    assert re.search(r'value="month"\s+checked', page)
    again = {**RENT, "rent_period": "month", "tenancy_monthly_rent": "411.67", "tenancy_rent_share": "411.67"}
    save(cora, "rent", again)
    assert held(rehearsal).version == before


@pytest.mark.usefixtures("draft")
def test_a_part_that_waits_says_until_when_and_is_over_once_it_is_complete(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    asked = {"part": "money", "note": "asked Tam for payslips", "due_on": ["7", "5", "2019"]}
    assert sent(cora, "/cases/RG-0001/application/waits", asked).status_code == 303
    assert "Asked for by 7 May 2019. Open: income a month" in cora.get("/cases/RG-0001/application").text
    save(cora, "money", {"money_monthly_income": "1300"})
    assert held(rehearsal).awaited == {}
    assert "Asked for by" not in cora.get("/cases/RG-0001/application").text


@pytest.mark.usefixtures("draft")
def test_a_part_is_not_asked_for_by_a_day_that_has_passed(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    asked = {"part": "money", "note": "asked Tam", "due_on": ["29", "4", "2019"]}
    came = sent(cora, "/cases/RG-0001/application/waits", asked)
    assert "Expected today or a later day" in came.text
    assert held(rehearsal).awaited == {}


@pytest.mark.usefixtures("draft")
@on_both
def test_it_is_submitted_once_and_what_is_missing_is_said_before(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    assert "an assessment would say incomplete" in cora.get("/cases/RG-0001/application/submit").text
    came = sent(cora, "/cases/RG-0001/application/submit", {})
    assert came.location == "/cases/RG-0001/application/submitted"
    assert held(rehearsal).status is CaseStatus.SUBMITTED
    again = cora.get("/cases/RG-0001/application/submit").text
    assert "there is nothing to submit" in again
    assert "Assess it now" in cora.get("/cases/RG-0001/application/submitted").text


@pytest.mark.usefixtures("draft")
def test_approvers_read_the_answers_and_change_none(cora: FlaskClient, client_of: ClientOf) -> None:
    ann = client_of("ann")
    page = ann.get("/cases/RG-0001/application").text
    assert "Caseworkers fill in the application" in page
    assert "/application/money" not in page
    answers = ann.get("/cases/RG-0001/application/answers").text
    assert "14 March 1999" in answers
    assert "Change" not in answers
    assert ann.get("/cases/RG-0001/application/money").status_code == 403


def test_changing_an_assessed_case_warns_first_and_sends_it_back(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    rehearsal.assessed_case("RG-0001")
    assert "sends it back to be assessed again" in cora.get("/cases/RG-0001/application/money").text
    save(cora, "money", {"money_monthly_income": "1400"})
    assert held(rehearsal).status is CaseStatus.SUBMITTED


NO_HOME = dict.fromkeys(
    [
        f"tenancy.{each}"
        for each in ("starts_on", "kind", "area", "brma", "rooms", "monthly_rent", "rent_share")
    ]
)


def test_a_home_found_after_approval_in_principle_is_entered_part_after_part(
    cora: FlaskClient, rehearsal: Rehearsal
) -> None:
    rehearsal.assessed_case("RG-0001", NO_HOME)
    on = dt.date(2018, 7, 3)
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "approve-in-principle", "Yes.", [], on)
    assert 'href="/cases/RG-0001/application/home"' in cora.get("/cases/RG-0001").text
    home = {
        "tenancy_kind": "private",
        "tenancy_area": "london",
        "property_joint": "no",
        "property_licence": "no",
    }
    placed = {**home, "property_address": "2 Example Street", "property_postcode": "CT1 2ZZ"}
    assert save(cora, "home", placed).location == "/cases/RG-0001/application/rent"
    save(cora, "rent", RENT)
    listed = cora.get("/cases/RG-0001/application").text
    assert 'href="/cases/RG-0001/assess"' in listed
    assert "Assess it now" in listed


def test_while_a_guarantee_stands_no_answer_changes(cora: FlaskClient, rehearsal: Rehearsal) -> None:
    rehearsal.offered_guarantee("RG-0001")
    came = save(cora, "money", {"money_monthly_income": "1400"})
    assert came.status_code == 409
    assert held(rehearsal).document["money"]["monthly_income"] == "1300.00"
