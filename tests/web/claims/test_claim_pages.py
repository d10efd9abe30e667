"""The pages of claims: what is offered to whom, what is said to the one who must leave it to another, what is kept."""

import datetime as dt
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from guarantor.domain.claim_evidence import EvidenceItem
from guarantor.domain.dates import Month
from guarantor.services.acting import people
from guarantor.services.claiming import claim_documents, claims
from guarantor.services.claiming.claim_lists import days_left
from guarantor.services.entering import restricting
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services.claiming import INDISCREET, unjudged
from tests.web.claims.dates import on
from tests.web.conftest import ClientOf
from tests.web.entering import sent, token_in, with_accounts
from tests.web.on_both import on_both

G, CLAIM, ADDRESS = "RG-0001/1", "RG-0001/1/C1", "/claims/RG-0001-1-C1"
NEW = "/guarantees/RG-0001-1/claims/new"
LINES = {"2018-09": 52_000, "2018-10": 52_000}


@after(with_accounts)
def in_arrears(rehearsal: Rehearsal) -> None:
    """Three covered months of RG-0001/1 fell due and none was paid."""
    rehearsal.active_guarantee()
    rehearsal.charge(G, "2018-08-01", "2018-09-01", "2018-10-01", "2018-11-01")


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A tenancy in arrears, nothing claimed yet."""
    return begin(in_arrears)


def lodging(client: FlaskClient, **changes: object) -> TestResponse:
    """Send the form of a new claim as it was shown, with changes."""
    page = client.get(NEW)
    shown = re.findall(r'name="(sum_\w+|seen_checks)"[^>]*?value="([^"]*)"', page.text)
    form: dict[str, object] = {**dict(shown), **on(2018, 11, 5), "csrf_token": token_in(page), **changes}
    return client.post(NEW, data=form)


def status(rehearsal: Rehearsal, claim: str = CLAIM) -> str:
    """Where a claim stands."""
    return str(claim_documents.shown(rehearsal.office, claim)["status"])


def test_the_sums_of_a_new_claim_are_what_the_rent_record_holds_unpaid(client_of: ClientOf) -> None:
    page = client_of("cora").get(NEW).text
    filled = dict(re.findall(r'name="(sum_\w+)"[^>]*?value="([^"]*)"', page))
    assert filled == {
        "sum_2018_08": "",
        "sum_2018_09": "520.00",
        "sum_2018_10": "520.00",
        "sum_2018_11": "520.00",
    }
    assert "does not cover rent due in this month" in page


@on_both
def test_a_claim_is_shown_with_its_checks_before_one_that_fails_is_lodged(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    client = client_of("cora")
    again = lodging(client, sum_2018_08="520", sum_2018_10="520.01")
    assert again.status_code == 200
    assert "Check the claim" in again.text
    assert "only £520.00 is unpaid" in again.text.replace("Only", "only")
    seen = re.search(r'name="seen_checks" value="([^"]*)"', again.text)
    assert seen is not None
    lodged = lodging(client, sum_2018_08="520", sum_2018_10="520.01", seen_checks=seen[1])
    assert lodged.status_code == 303
    assert status(rehearsal) == "lodged"


def test_a_claim_of_no_sum_is_told_so(client_of: ClientOf) -> None:
    none = {f"sum_2018_{month}": "" for month in ("08", "09", "10", "11")}
    again = lodging(client_of("cora"), **none)
    assert "Enter a sum for at least one month" in again.text


def test_months_that_another_claim_asks_for_are_not_filled_in_again(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    rehearsal.lodged_claim(G, LINES)
    filled = dict(re.findall(r'name="(sum_\w+)"[^>]*?value="([^"]*)"', client_of("cora").get(NEW).text))
    assert (filled["sum_2018_09"], filled["sum_2018_11"]) == ("", "520.00")


def test_a_guarantee_that_nobody_signed_is_not_claimed_on(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    rehearsal.offered_guarantee("RG-0002")
    answered = sent(client_of("cora"), "/claims/new", {"guarantee": "RG-0002/1"})
    assert answered.status_code == 409
    for wrong in ("RG-0009/1", "Canterbury"):
        assert sent(client_of("cora"), "/claims/new", {"guarantee": wrong}).status_code == 422


def test_whoever_lodged_it_is_told_that_another_decides(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    ann = rehearsal.ann
    lines = {Month.read(month, "month"): pence for month, pence in LINES.items()}
    with_both = client_of("ann")
    proposed = people.propose_role(rehearsal.office, rehearsal.ada, "ann", "caseworker")
    rehearsal.confirmed(proposed, rehearsal.bo)
    claims.lodge(rehearsal.office, ann, G, lines, dt.date(2018, 11, 5), None)
    for address in (ADDRESS, f"{ADDRESS}/decide"):
        page = with_both.get(address).text
        assert "You lodged it, so another" in page
        assert "What do you decide" not in page
    assert "What do you decide" in client_of("abe").get(f"{ADDRESS}/decide").text


def decided(client: FlaskClient, **form: object) -> TestResponse:
    """Send the decision on the claim."""
    return sent(client, f"{ADDRESS}/decide", {**on(2018, 11, 7), **seen_now(client), **form})


def seen_now(client: FlaskClient) -> dict[str, str]:
    """What the page of the decision says that it stands on."""
    found = re.search(r'name="seen" value="([^"]*)"', client.get(f"{ADDRESS}/decide").text)
    return {"seen": found[1]} if found else {}


@on_both
def test_each_line_is_decided_for_itself(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    rehearsal.lodged_claim(G, LINES)
    client = client_of("ann")
    chosen = {"says_2018_09": "all", "says_2018_10": "part", "part_2018_10": "200.50"}
    without = decided(client, **chosen)
    assert (without.status_code, "Expected the reason" in without.text) == (422, True)
    assert 'value="200.50"' in without.text
    assert decided(client, **chosen, reason="half was paid").status_code == 303
    held = claim_documents.shown(rehearsal.office, CLAIM)
    assert [line["accepted"] for line in held["lines"]] == ["520.00", "200.50"]
    assert held["decision"]["outcome"] == "part_accepted"


@pytest.mark.parametrize(("part", "status_code"), [("520.00", 303), ("520.01", 409), ("", 422), ("x", 422)])
def test_no_more_is_accepted_than_the_checks_allow(
    rehearsal: Rehearsal, client_of: ClientOf, part: str, status_code: int
) -> None:
    rehearsal.lodged_claim(G, LINES)
    form = {"says_2018_09": "part", "part_2018_09": part, "says_2018_10": "none", "reason": "paid since"}
    assert decided(client_of("ann"), **form).status_code == status_code


def test_a_line_that_failed_offers_no_acceptance_and_the_claim_is_rejected(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    rehearsal.lodged_claim(G, LINES)
    client = client_of("ann")
    page = client.get(f"{ADDRESS}/decide").text
    assert "can only be rejected" not in page
    rehearsal.lodged_claim(G, {"2018-08": 52_000}, "2018-11-06")
    page = client.get("/claims/RG-0001-1-C2/decide").text
    assert "can only be rejected" in page
    form = {**on(2018, 11, 7), "reason": "the first month is not covered"}
    seen = re.search(r'name="seen" value="([^"]*)"', page)
    assert seen is not None
    assert sent(client, "/claims/RG-0001-1-C2/decide", {**form, "seen": seen[1]}).status_code == 303
    assert status(rehearsal, "RG-0001/1/C2") == "rejected"


def test_a_decision_on_what_changed_meanwhile_is_shown_again(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    rehearsal.lodged_claim(G, LINES)
    client = client_of("ann")
    seen = seen_now(client)
    claims.record_evidence(
        rehearsal.office, rehearsal.cora, CLAIM, EvidenceItem.OTHER, "a note", dt.date(2018, 11, 6)
    )
    form = {**on(2018, 11, 7), "says_2018_09": "all", "says_2018_10": "all", **seen}
    answered = sent(client, f"{ADDRESS}/decide", form)
    assert "Somebody changed this since you opened it" in answered.text
    assert status(rehearsal) == "lodged"


def test_a_dispute_is_answered_by_another_approver(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    rehearsal.lodged_claim(G, LINES)
    claims.decide(rehearsal.office, rehearsal.ann, CLAIM, {}, "paid", dt.date(2018, 11, 7))
    raised = sent(client_of("cora"), f"{ADDRESS}/dispute", {**on(2018, 11, 8), "reason": "it was not"})
    assert raised.status_code == 303
    assert "You decided it, so another" in client_of("ann").get(ADDRESS).text
    assert "You decided it, so another" in client_of("ann").get(f"{ADDRESS}/answer").text
    form = {**on(2018, 11, 9), "outcome": "reopened", "reason": "the bank shows it"}
    answered = sent(client_of("abe"), f"{ADDRESS}/answer", form)
    assert (answered.status_code, answered.location) == (303, "/claims/RG-0001-1-C2")


def test_a_reason_that_a_landlord_may_not_read_is_refused_beside_its_field_and_kept(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    claim = rehearsal.lodged_claim(G, LINES)
    form = {"says_2018_09": "none", "says_2018_10": "none", "reason": INDISCREET}
    answered = decided(client_of("ann"), **form)
    assert answered.status_code == 422
    assert "without &#39;is 19&#39;, &#39;foster&#39;, &#39;care&#39;" in answered.text
    assert f">{INDISCREET}</textarea>" in answered.text
    assert status(rehearsal, claim) == "lodged"


def test_a_stored_reason_is_reworded_by_an_approver_and_both_wordings_are_shown(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    claim = rehearsal.lodged_claim(G, LINES)
    with unjudged():
        claims.decide(rehearsal.office, rehearsal.ann, claim, {}, INDISCREET, dt.date(2018, 11, 6))
    assert "Reword the reason" not in client_of("cora").get(ADDRESS).text
    client = client_of("abe")
    assert "may not go to a landlord" in client.get(ADDRESS).text
    assert INDISCREET in client.get(f"{ADDRESS}/reword").text
    form = {"reason": "Nobody chased the tenant.", **on(2018, 11, 7)}
    assert sent(client, f"{ADDRESS}/reword", form).status_code == 303
    shown = client.get(ADDRESS).text
    assert "Nobody chased the tenant." in shown
    assert "Reason before it was reworded" in shown
    assert "may not go to a landlord" not in shown
    assert "may read the reason of this decision as it is" in client.get(f"{ADDRESS}/reword").text


def test_an_acceptance_is_undone_by_two(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    rehearsal.accepted_claim(G, LINES)
    form = {**on(2018, 11, 8), "reason": "the rent was paid"}
    assert sent(client_of("ann"), f"{ADDRESS}/undo", form).status_code == 303
    page = client_of("abe").get(ADDRESS).text
    assert "An approver proposes to undo the acceptance" in page
    assert status(rehearsal) == "accepted"


def test_the_list_is_cut_by_where_a_claim_stands_and_by_reference(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    rehearsal.accepted_claim(G, LINES)
    rehearsal.lodged_claim(G, {"2018-11": 52_000}, "2018-11-20")
    cora, fay = client_of("cora"), client_of("fay")

    def listed(client: FlaskClient, query: str) -> set[str]:
        return set(re.findall(r'href="/claims/RG-0001-1-(C\d)"', client.get(f"/claims{query}").text))

    assert listed(cora, "") == {"C2"}
    assert listed(fay, "") == {"C1"}
    assert listed(cora, "?stands=to_pay") == {"C1"}
    assert listed(cora, "?stands=paid") == set()
    assert listed(cora, "?reference=rg-0001-1") == {"C1", "C2"}
    assert listed(cora, "?reference=RG-0001/1/C2") == {"C2"}
    assert listed(cora, "?reference=RG-0002") == set()
    assert "Enter a reference such as" in cora.get("/claims?reference=Tam").text


def test_a_landlord_is_found_by_some_of_the_name_and_never_in_an_address(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    rehearsal.lodged_claim(G, LINES)
    client = client_of("cora")
    assert ADDRESS in sent(client, "/claims/landlord", {"landlord": "orla ex"}).text
    assert ADDRESS not in sent(client, "/claims/landlord", {"landlord": "%"}).text
    assert ADDRESS not in client.get("/claims/landlord?landlord=orla").text


def test_a_restricted_case_is_no_more_than_its_reference_in_the_list(
    rehearsal: Rehearsal, client_of: ClientOf
) -> None:
    rehearsal.lodged_claim(G, LINES)
    restricting.restrict(rehearsal.office, rehearsal.ann, "RG-0001")
    page = client_of("cal").get("/claims")
    assert "Restricted" in page.text
    assert "Tam Synthetic" not in page.text
    assert client_of("cal").get(ADDRESS).status_code == 403
    assert client_of("ann").get(ADDRESS).status_code == 200


def test_days_left_are_working_days_and_days_late_are_days() -> None:
    friday, monday = dt.date(2018, 11, 9), dt.date(2018, 11, 12)
    assert [days_left(friday, day) for day in (friday, dt.date(2018, 11, 10), monday)] == [0, 0, 1]
    assert days_left(monday, friday) == -3


def test_papers_are_recorded_until_none_is_missing(rehearsal: Rehearsal, client_of: ClientOf) -> None:
    rehearsal.lodged_claim(G, LINES)
    client = client_of("cora")
    for item in ("tenancy_agreement", "rent_schedule", "tenant_told"):
        assert "Missing" in client.get(ADDRESS).text
        form = {**on(2018, 11, 6), "item": item, "evidence": "in the folder"}
        assert sent(client, f"{ADDRESS}/evidence", form).status_code == 303
    assert "Missing" not in client.get(ADDRESS).text
