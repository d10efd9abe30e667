"""An issue takes a place, commits the cap and makes two papers, by an approver who did not prepare the case."""

import hashlib
from collections.abc import Callable

import pytest

from guarantor.domain.access import Role
from guarantor.domain.lifecycle import GateItem
from guarantor.domain.refusals import (
    SamePerson,
    WrongStatus,
)
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting.office import Person
from guarantor.services.casework import cases, decisions, showing
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story
from tests.services import stories
from tests.services.stories import day, given_role, issue
from tests.watching import asked, one_line, refused, transfers

CAP_PENCE = 312_000


def test_an_issue_takes_a_place_commits_the_cap_and_makes_two_papers(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    with one_line(rehearsal.url) as added:
        issued = issue(rehearsal)
    assert issued == {"guarantee_ref": "RG-0001/1", "cap": "3120.00", "ends_on": "2019-07-31"}
    assert asked(rehearsal.url, "SELECT number FROM place WHERE guarantee_ref = 'RG-0001/1'") == [(1,)]
    (made,) = transfers(rehearsal.url)
    assert (made["debit"], made["credit"], made["amount_pence"]) == (
        "guarantees_given",
        "commitment",
        CAP_PENCE,
    )
    assert (made["guarantee_ref"], made["happened_on"]) == ("RG-0001/1", "2018-07-05")
    shown = showing.guarantee(rehearsal.office, "RG-0001/1")
    assert sorted(each["kind"] for each in shown["documents"]) == ["agreement", "deed"]
    assert added[0].details["guarantee"] == "RG-0001/1"
    assert added[0].details["place"] == 1
    assert len(added[0].details["transfers"]) == 1


def test_an_issued_guarantee_shows_its_terms(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    shown = showing.guarantee(rehearsal.office, "RG-0001/1")
    expected = {
        "guarantee_ref": "RG-0001/1",
        "ref": "RG-0001",
        "status": "offered",
        "issued_on": "2018-07-05",
        "starts_on": "2018-08-01",
        "ends_on": "2019-07-31",
        "months": 12,
        "share": "520.00",
        "cap": "3120.00",
        "accepted": "0.00",
        "paid": "0.00",
        "remaining": "3120.00",
        "claims": [],
        "signatures": [],
        "property": {"address": "Flat 2, 14 Example Street, Canterbury", "postcode": "CT1 2ZZ"},
    }
    assert {name: shown[name] for name in expected} == expected
    assert showing.case(rehearsal.office, "RG-0001")["status"] == "guaranteed"


def test_the_papers_are_stored_once_and_their_digests_are_shown(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    for paper in showing.guarantee(rehearsal.office, "RG-0001/1")["documents"]:
        content = showing.paper(rehearsal.office, "RG-0001/1", paper["kind"])
        assert content is not None
        assert content.startswith(b"%PDF-")
        assert hashlib.sha256(content).hexdigest() == paper["sha256"]
        assert content == showing.paper(rehearsal.office, "RG-0001/1", paper["kind"])


def test_the_recommendation_of_the_day_of_issue_is_a_record_of_its_own(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    weighed = asked(rehearsal.url, "SELECT purpose, assessed_on, outcome FROM assessment ORDER BY id")
    assert weighed == [("assessment", "2018-07-02", "eligible"), ("issue", "2018-07-05", "eligible")]
    assert showing.case(rehearsal.office, "RG-0001")["assessment"]["assessed_on"] == "2018-07-02"


# ---- who


def test_the_approver_who_decided_may_issue_and_so_may_another(begin: Begin) -> None:
    for name in ("ann", "abe"):
        rehearsal = begin(stories.approved)
        assert issue(rehearsal, who=getattr(rehearsal, name))["cap"] == "3120.00"


def _added(rehearsal: Rehearsal, cal: Person) -> None:
    cases.add(rehearsal.office, cal, rehearsal.document(), day("2018-07-01"))
    _finish(rehearsal)


def _revised_the_draft(rehearsal: Rehearsal, cal: Person) -> None:
    cases.add(rehearsal.office, rehearsal.cora, {"reference": "RG-0001"}, day("2018-07-01"))
    cases.revise(rehearsal.office, cal, "RG-0001", rehearsal.document(), day("2018-07-01"))
    _finish(rehearsal)


def _submitted(rehearsal: Rehearsal, cal: Person) -> None:
    cases.add(rehearsal.office, rehearsal.cora, rehearsal.document(), day("2018-07-01"))
    _finish(rehearsal, submits=cal)


def _assessed(rehearsal: Rehearsal, cal: Person) -> None:
    cases.add(rehearsal.office, rehearsal.cora, rehearsal.document(), day("2018-07-01"))
    _finish(rehearsal, assesses=cal)


def _saw_the_certificates(rehearsal: Rehearsal, cal: Person) -> None:
    rehearsal.approved_case()
    cases.record_gate_item(
        rehearsal.office, cal, "RG-0001", GateItem.CERTIFICATES, "gas safety", day("2018-07-04")
    )


def _finish(rehearsal: Rehearsal, submits: Person | None = None, assesses: Person | None = None) -> None:
    office, cora = rehearsal.office, rehearsal.cora
    cases.submit(office, submits or cora, "RG-0001", day("2018-07-01"))
    cases.assess(office, assesses or cora, "RG-0001", day("2018-07-02"))
    decisions.decide(office, rehearsal.ann, "RG-0001", "approve", "ready", [], day("2018-07-03"))
    for item in GateItem:
        cases.record_gate_item(office, cora, "RG-0001", item, "seen", day("2018-07-04"))


@pytest.mark.parametrize(
    "prepared", [_added, _revised_the_draft, _submitted, _assessed, _saw_the_certificates]
)
def test_whoever_prepared_the_case_does_not_issue_the_guarantee(
    rehearsal: Rehearsal, prepared: Callable[[Rehearsal, Person], None]
) -> None:
    given_role(rehearsal, rehearsal.cal, Role.APPROVER)
    prepared(rehearsal, rehearsal.cal)
    with refused(rehearsal.url, SamePerson):
        issue(rehearsal, who=rehearsal.cal)
    assert issue(rehearsal)["cap"] == "3120.00"


@pytest.mark.parametrize(
    "story",
    [
        stories.drafted,
        stories.submitted,
        stories.assessed,
        stories.declined,
        stories.approved_in_principle,
        stories.offered,
    ],
)
def test_only_an_approved_case_is_guaranteed(begin: Begin, story: Story) -> None:
    rehearsal = begin(story)
    with refused(rehearsal.url, WrongStatus):
        issue(rehearsal)


def test_a_case_that_nobody_opened_is_not_guaranteed(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        issue(rehearsal)
