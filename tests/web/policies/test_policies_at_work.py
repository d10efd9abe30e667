"""Policies tried on facts, proposed, replayed and adopted on the pages: by whom they may, and what is stored."""

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from guarantor.services.adoption import known_policies, programmes, proposals, replaying
from guarantor.services.entering import restricting
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.acts_of_policies import FROM_ON, MINUTED, ON
from tests.watching import contents
from tests.web.conftest import ClientOf
from tests.web.entering import sent, with_accounts

VALUES = "/policies/propose/values?policy=kent-pilot&change=in_touch_days"
PROPOSAL = {
    "value_in_touch_days": "42",
    "source_in_touch_days": "minute",
    "paper_in_touch_days": "Panel, 22 January 2019, item 5",
    "from_on": ["1", "6", "2019"],
    "why": "fewer drift away",
}
ADOPTION = {
    "policy": "PP-1",
    "from_on": ["1", "6", "2019"],
    "places": "25",
    "minute": "Panel, 22 May 2019, item 4",
}


@after(with_accounts)
def with_a_proposal(rehearsal: Rehearsal) -> None:
    """PP-1 stands; RG-0001 was last in touch 12 days before it was assessed, RG-0002 is restricted."""
    proposals.propose(rehearsal.office, rehearsal.ann, "kent-pilot", [MINUTED], FROM_ON, "to see", ON)
    for ref in ("RG-0001", "RG-0002"):
        rehearsal.assessed_case(ref, {"person.last_contact_on": "2018-05-10"})
    restricting.restrict(rehearsal.office, rehearsal.ann, "RG-0002")


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A proposal and two cases that it would change."""
    return begin(with_a_proposal)


def main_of(text: str) -> str:
    """What stands in the page itself."""
    found = re.search("<main.*</main>", text, re.DOTALL)
    assert found is not None
    return html.unescape(found[0])


def typed(page: str) -> dict[str, list[str]]:
    """What the form of the facts holds, by name."""
    form = main_of(page).split('<form method="post"', 1)[1].split("</form>", 1)[0]
    held: dict[str, list[str]] = {}
    for each in re.findall(r"<input[^>]*>", form):
        name, value = (re.search(rf' {part}="([^"]*)"', each) for part in ("name", "value"))
        boxed = 'type="radio"' in each or 'type="checkbox"' in each
        if name and (not boxed or " checked" in each):
            held.setdefault(name[1], []).append(value[1] if value else "")
    for name, options in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        held[name] = re.findall(r'<option value="([^"]*)" selected', options)
    return held


@pytest.mark.parametrize("name", ["cora", "ann", "fay", "pam", "aude", "ada"])
def test_everybody_may_try_facts_of_nobody_and_sees_every_finding(client_of: ClientOf, name: str) -> None:
    page = main_of(client_of(name).get("/policies/try").text)
    assert "Eligible" in page
    known = ("In touch with the service", "Within the pilot", "Right to rent")
    assert all(title in page for title in known)
    assert "young_person" not in page


def test_changed_facts_are_judged_anew_and_nothing_is_stored(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    pam = client_of("pam")
    facts = typed(pam.get("/policies/try").text)
    before = contents(rehearsal.url)
    page = pam.post("/policies/try", data={**facts, "readiness_cooking": "no"})
    after_it = contents(rehearsal.url)
    assert page.status_code == 200
    assert "The young person is not ready yet for cooking" in main_of(page.text)
    assert "Ineligible" in main_of(page.text)
    assert {name for name in before if before[name] != after_it[name]} <= {"session"}


def test_the_chosen_policy_and_day_judge(client_of: ClientOf) -> None:
    pam = client_of("pam")
    facts = typed(pam.get("/policies/try?policy=PP-1").text)
    assert facts["policy"] == ["PP-1"]
    page = main_of(pam.post("/policies/try", data=facts).text)
    assert "which is within 42 days" in page
    assert "As if in force: the policy is in force from 1 June 2019" in page


def test_a_fact_that_cannot_be_is_said_beside_its_field_and_what_was_typed_is_kept(
    client_of: ClientOf,
) -> None:
    pam = client_of("pam")
    facts = typed(pam.get("/policies/try").text)
    page = pam.post("/policies/try", data={**facts, "tenancy_rent_share": "900.00"})
    assert page.status_code == 422
    assert 'href="#tenancy_rent_share"' in page.text
    assert typed(page.text)["tenancy_rent_share"] == ["900.00"]


def test_the_facts_of_a_case_are_a_start_for_whoever_may_see_it(client_of: ClientOf) -> None:
    cora, pam = client_of("cora"), client_of("pam")
    led = cora.get("/policies/try?case=rg-0001&policy=PP-1")
    assert (led.status_code, led.location) == (303, "/policies/try/RG-0001?policy=PP-1")
    page = cora.get(led.location)
    assert typed(page.text)["person_last_contact_on"] == ["10", "05", "2018"]
    assert pam.get("/policies/try/RG-0001").status_code == 403
    assert pam.get("/policies/try?case=RG-0001").status_code == 200
    assert client_of("cal").get("/policies/try/RG-0002").status_code == 403


def test_an_approver_proposes_thresholds_and_sees_what_they_change(client_of: ClientOf) -> None:
    ann = client_of("ann")
    assert "a whole number of days from 7 to 365" in ann.get("/policies/propose").text
    made = sent(ann, VALUES, {**PROPOSAL, "value_in_touch_days": "70"})
    assert (made.status_code, made.location) == (303, "/policies/proposals/PP-2")
    page = main_of(ann.get(made.location).text)
    assert "56 days becomes 70 days" in page
    assert "Minute: Panel, 22 January 2019, item 5" in page
    assert "fewer drift away" in page


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"value_in_touch_days": "366"}, "#value_in_touch_days"),
        ({"value_in_touch_days": "56"}, "#value_in_touch_days"),
        ({"source_in_touch_days": ""}, "#source_in_touch_days"),
        ({"paper_in_touch_days": ""}, "#paper_in_touch_days"),
        ({"why": ""}, "#why"),
        ({"from_on": ["31", "6", "2019"]}, "#from_on-day"),
    ],
)
def test_what_is_wrong_with_a_proposal_is_said_beside_its_field(
    client_of: ClientOf, changes: dict[str, Any], place: str
) -> None:
    page = sent(client_of("ann"), VALUES, {**PROPOSAL, **changes})
    assert page.status_code == 422
    assert f'href="{place}"' in page.text


def test_a_proposal_is_withdrawn_with_a_reason_and_then_no_longer_offered(client_of: ClientOf) -> None:
    ann = client_of("ann")
    address = "/policies/proposals/PP-1/withdraw"
    assert sent(ann, address, {"why": ""}).status_code == 422
    assert sent(ann, address, {"why": "not that one"}).status_code == 303
    page = main_of(ann.get("/policies/proposals/PP-1").text)
    assert "Withdrawn" in page
    assert "not that one" in page
    assert 'value="PP-1"' not in ann.get("/policies/replay").text
    assert sent(ann, address, {"why": "again"}).status_code == 409


@pytest.mark.parametrize("name", ["cora", "fay", "pam", "aude", "ada"])
def test_only_approvers_propose_withdraw_and_adopt(client_of: ClientOf, name: str) -> None:
    client = client_of(name)
    addresses = ("/policies/propose", VALUES, "/policies/proposals/PP-1/withdraw", "/policies/adopt")
    assert [client.get(address).status_code for address in addresses] == [403] * 4
    assert client.get("/policies/proposals/PP-1").status_code == 200


def test_whoever_may_see_cases_sees_who_changes_by_which_criterion_and_the_liability(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    page = main_of(client_of("ann").get("/policies/replay?before=kent-pilot&after=PP-1").text)
    assert "RG-0001" in page
    assert "In touch with the service" in page
    dated = replaying.of_stored_cases(rehearsal.office, ON, rehearsal.ann)
    found = replaying.document(replaying.compare(dated, "kent-pilot", "PP-1", rehearsal.office))
    costs = found["liability"]["to"]["eligible_and_refer"]
    for name in ("mean", "p95", "p99_5"):
        assert f"£{costs[name]:,.0f}" in page


def test_a_caseworkers_replay_leaves_closed_cases_out(client_of: ClientOf) -> None:
    page = main_of(client_of("cal").get("/policies/replay?before=kent-pilot&after=PP-1").text)
    assert "RG-0001" in page
    assert "RG-0002" not in page


@pytest.mark.parametrize("name", ["fay", "pam", "ada"])
def test_whoever_may_not_see_cases_sees_counts_alone_and_no_small_number(
    client_of: ClientOf, name: str
) -> None:
    page = main_of(client_of(name).get("/policies/replay?before=kent-pilot&after=PP-1").text)
    assert "RG-00" not in page
    assert "Liability" not in page
    assert "Cases: hidden." in page
    counts = re.findall(r'<td class="govuk-table__cell govuk-table__cell--numeric"[^>]*>([^<]*)</td>', page)
    assert set(counts) <= {"hidden", "0"}


def pending_of(client: FlaskClient) -> str:
    """The address at which an adoption waits that Ann proposes."""
    made = sent(client, "/policies/adopt", ADOPTION)
    assert made.status_code == 303
    return str(made.location)


def test_an_adoption_takes_two_approvers_and_its_minute(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    ann, abe = client_of("ann"), client_of("abe")
    waits = pending_of(ann)
    assert "so another approver confirms it" in main_of(ann.get(waits).text)
    shown = main_of(abe.get(waits).text)
    for says in (
        "Panel, 22 May 2019, item 4",
        "56 days becomes 42 days",
        "kent-pilot-1 is in force on that day",
    ):
        assert says in shown
    assert f'href="{waits}"' in abe.get("/waiting").text
    assert sent(ann, f"{waits}/confirm", {}, shown_at="/policies/adopt").status_code == 409
    assert len(programmes.shown(rehearsal.office)) == 1
    confirmed = sent(abe, f"{waits}/confirm", {}, shown_at=waits)
    assert (confirmed.status_code, confirmed.location) == (303, "/policies")
    second = programmes.shown(rehearsal.office)[1]
    assert (second["programme"], second["from"], second["places"]) == ("kent-pilot-2", "2019-06-01", 25)
    assert second["policy_fingerprint"] == known_policies.policy(rehearsal.office, "PP-1").fingerprint
    assert abe.get(waits).status_code == 404


@pytest.mark.parametrize("name", ["cora", "fay", "pam", "aude", "ada"])
def test_nobody_else_confirms_an_adoption(rehearsal: Rehearsal, client_of: ClientOf, name: str) -> None:
    waits = pending_of(client_of("ann"))
    other = client_of(name)
    assert "Confirm the adoption" not in other.get(waits).text
    assert sent(other, f"{waits}/confirm", {}, shown_at="/policies/try").status_code == 403
    assert len(programmes.shown(rehearsal.office)) == 1


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"places": "0"}, "#places"),
        ({"places": "many"}, "#places"),
        ({"places": "100001"}, "#places"),
        ({"minute": ""}, "#minute"),
        ({"policy": ""}, "#policy"),
        ({"from_on": ["31", "5", "2019"]}, "#from_on-day"),
    ],
)
def test_what_is_wrong_with_an_adoption_is_said_beside_its_field(
    client_of: ClientOf, changes: dict[str, Any], place: str
) -> None:
    page = sent(client_of("ann"), "/policies/adopt", {**ADOPTION, **changes})
    assert page.status_code == 422
    assert f'href="{place}"' in page.text
