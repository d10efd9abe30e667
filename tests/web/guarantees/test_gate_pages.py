"""Before the issue: what is missing is said in words, each item is recorded, four eyes are kept, then it is issued."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from guarantor.domain.lifecycle import GateItem
from guarantor.services.casework import cases
from guarantor.services.guaranteeing import before_issue
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services.stories import day
from tests.web.entering import sent
from tests.web.guarantees.working import an_approved_case, boxes
from tests.web.on_both import on_both

ClientOf = Callable[[str], FlaskClient]
LIST, ISSUE = "/cases/RG-0001/issue", "/cases/RG-0001/issue/confirm"


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """An approved case, nothing of the gate recorded."""
    return begin(an_approved_case)


def record_all_but(rehearsal: Rehearsal, *left: GateItem) -> None:
    """Cora records the gate's items but some."""
    for item in GateItem:
        if item not in left:
            cases.record_gate_item(
                rehearsal.office, rehearsal.cora, "RG-0001", item, "seen", day("2018-07-04")
            )


def test_the_list_says_how_much_is_missing_and_does_not_offer_the_issue(client_of: ClientOf) -> None:
    page = client_of("ann").get(LIST).text
    assert "6 things are still to be recorded" in page
    assert "25 of 25 places" in page
    assert "£3,120.00" in page
    assert ISSUE not in page


@pytest.mark.parametrize("left", GateItem)
def test_one_item_that_is_missing_keeps_the_issue_away(
    client_of: ClientOf, rehearsal: Rehearsal, left: GateItem
) -> None:
    record_all_but(rehearsal, left)
    client = client_of("ann")
    assert "1 thing is still to be recorded" in client.get(LIST).text
    assert ISSUE not in client.get(LIST).text
    record_all_but(rehearsal, *(each for each in GateItem if each is not left))
    assert ISSUE in client.get(LIST).text


@pytest.mark.parametrize("item", GateItem)
def test_each_item_is_recorded_with_who_when_and_what(client_of: ClientOf, item: GateItem) -> None:
    client = client_of("cora")
    form = {"evidence": "Seen in the folder", "accepts": "yes", "on": boxes("2018-07-04")}
    came = sent(client, f"{LIST}/{item}", form)
    assert came.status_code == 303
    assert came.location == LIST
    page = client.get(LIST).text
    assert "cora, 4 July 2018: Seen in the folder" in page
    assert "5 things are still to be recorded" in page


WISH = {
    "accepts": "no",
    "evidence": "Wants clause 10.1 changed",
    "settled_by": boxes("2018-07-20"),
    "on": boxes("2018-07-04"),
}


def test_a_landlord_who_asks_for_changes_has_not_accepted_and_the_item_waits(
    client_of: ClientOf, rehearsal: Rehearsal
) -> None:
    record_all_but(rehearsal)
    client = client_of("cora")
    assert sent(client, f"{LIST}/terms-accepted", WISH).location == LIST
    page = client.get(LIST).text
    assert "Waiting for someone" in page
    assert "to be settled by 20 July 2018: Wants clause 10.1 changed" in page
    assert "1 thing is still to be recorded" in client_of("ann").get(LIST).text
    assert "Wants clause 10.1 changed" in client.get(f"{LIST}/terms-accepted").text
    accepted = {"accepts": "yes", "evidence": "By telephone", "on": boxes("2018-07-05")}
    assert sent(client, f"{LIST}/terms-accepted", accepted).status_code == 303
    assert "Waiting for someone" not in client.get(LIST).text
    assert ISSUE in client_of("ann").get(LIST).text


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"accepts": ""}, "Say whether the landlord accepts the terms"),
        ({"evidence": " "}, "Say what they said"),
        ({"settled_by": ["", "", ""]}, "Enter the day by which it should be settled"),
        ({"settled_by": boxes("2018-07-03")}, "Expected the day of this entry or a later day"),
    ],
)
def test_what_a_wish_lacks_is_said_and_nothing_is_recorded(
    client_of: ClientOf, answers: dict[str, object], says: str
) -> None:
    client = client_of("cora")
    came = sent(client, f"{LIST}/terms-accepted", {**WISH, **answers})
    assert came.status_code != 303
    assert says in came.text
    assert "Waiting for someone" not in client.get(LIST).text


def test_an_item_without_words_is_refused_beside_its_field(client_of: ClientOf) -> None:
    came = sent(client_of("cora"), f"{LIST}/payee", {"evidence": " ", "on": boxes("2018-07-04")})
    assert came.status_code == 422
    assert "Say what you saw" in came.text


def test_there_is_no_other_item(client_of: ClientOf) -> None:
    assert client_of("cora").get(f"{LIST}/moon").status_code == 404


@on_both
def test_an_approver_who_did_not_prepare_it_issues_and_comes_to_the_papers(
    client_of: ClientOf, rehearsal: Rehearsal
) -> None:
    record_all_but(rehearsal)
    client = client_of("ann")
    came = sent(client, ISSUE, {"on": boxes("2018-07-05")})
    assert came.status_code == 303
    assert came.location == "/guarantees/RG-0001-1"
    page = client.get(came.location).text
    assert "RG-0001/1 is issued with a cap of £3,120.00" in page
    assert "Deed of guarantee" in page
    assert "1 of" not in client.get(LIST).text
    assert "Guarantee RG-0001/1" in client.get(LIST).text


def test_what_the_gate_lacks_is_said_where_somebody_tries_all_the_same(client_of: ClientOf) -> None:
    came = sent(client_of("ann"), ISSUE, {"on": boxes("2018-07-05")}, shown_at="/accessibility")
    assert came.status_code == 409
    assert "cannot be issued before these are recorded" in came.text


def test_whoever_recorded_what_was_seen_is_told_that_another_issues(rehearsal: Rehearsal) -> None:
    record_all_but(rehearsal)
    found = before_issue.of_case(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-05"))
    assert found.complete
    assert found.not_yours == "You prepared this case, so another approver issues the guarantee."
    seen_by_cal = before_issue.of_case(rehearsal.office, rehearsal.cal, "RG-0001", day("2018-07-05"))
    assert seen_by_cal.not_yours is None
    cases.record_gate_item(
        rehearsal.office, rehearsal.cal, "RG-0001", GateItem.ADVICE, "offered", day("2018-07-05")
    )
    seen_by_cal = before_issue.of_case(rehearsal.office, rehearsal.cal, "RG-0001", day("2018-07-05"))
    assert seen_by_cal.not_yours == "You recorded what was seen, so another approver issues the guarantee."


@pytest.mark.parametrize("begun_on", ["2018-08-15", "2018-08-16"])
def test_a_finding_that_turned_since_the_approval_stands_in_the_way(
    rehearsal: Rehearsal, begun_on: str
) -> None:
    # The last contact was on 20 June: 56 days later is 15 August.
    record_all_but(rehearsal)
    found = before_issue.of_case(rehearsal.office, rehearsal.ann, "RG-0001", day(begun_on))
    assert found.complete is (begun_on == "2018-08-15")
    assert any("in_touch" in each for each in found.in_the_way) is not found.complete


def test_caseworkers_are_told_that_an_approver_issues(client_of: ClientOf, rehearsal: Rehearsal) -> None:
    record_all_but(rehearsal)
    page = client_of("cora").get(LIST).text
    assert "An approver who did not prepare the case issues it" in page
    assert ISSUE not in page
