"""An application from paper to recommendation: added, submitted, corrected, weighed, its evidence recorded."""

from typing import Any

import pytest

from guarantor.domain.case_document import TABLE_4
from guarantor.domain.lifecycle import GateItem
from guarantor.domain.refusals import AlreadyDone, GuaranteeStands, WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.casework import cases, decisions, showing
from tests.conftest import Begin
from tests.rehearsing import APPLICATION, Rehearsal, after
from tests.services import stories
from tests.services.stories import day
from tests.watching import asked, refused


def _status(rehearsal: Rehearsal, ref: str = "RG-0001") -> str:
    return str(showing.case(rehearsal.office, ref)["status"])


def test_a_case_is_a_draft_until_it_is_submitted(begin: Begin) -> None:
    rehearsal = begin(stories.drafted)
    assert _status(rehearsal) == "draft"
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-01"))
    assert _status(rehearsal) == "submitted"


def test_a_case_shows_what_was_written_on_its_form(begin: Begin) -> None:
    shown = showing.case(begin(stories.drafted).office, "RG-0001")
    given = {name: APPLICATION["young_person"].get(name) for name in shown["young_person"]}
    assert shown["young_person"] == given
    assert shown["property"] == APPLICATION["property"]
    assert {name: shown["landlord"][name] for name in APPLICATION["landlord"]} == APPLICATION["landlord"]
    assert shown["accommodation_before"] == "Independent housing - KCC"
    assert shown["would_otherwise"] == "Foyers"
    assert (shown["outcome"], shown["decision"], shown["guarantees"]) == (None, None, [])


@pytest.mark.parametrize("reference", ["RG-0002", "RG-12345", "RG-999999999"])
def test_a_reference_of_our_own_form_becomes_the_cases(rehearsal: Rehearsal, reference: str) -> None:
    added = cases.add(rehearsal.office, rehearsal.cora, rehearsal.document(reference, {}), day("2018-07-01"))
    assert added == {"ref": reference}


@pytest.mark.parametrize("reference", ["paper form 7", "RG-1", "rg-0002", "RG-0002/1", "RG-٠٠٠٢"])
def test_any_other_reference_gets_the_next_number(rehearsal: Rehearsal, reference: str) -> None:
    rehearsal.assessed_case("RG-0041")
    document = rehearsal.document(reference)
    assert cases.add(rehearsal.office, rehearsal.cora, document, day("2018-07-01")) == {"ref": "RG-0042"}


def test_a_reference_in_use_is_refused(begin: Begin) -> None:
    rehearsal = begin(stories.drafted)
    with refused(rehearsal.url, AlreadyDone):
        cases.add(rehearsal.office, rehearsal.cora, rehearsal.document(), day("2018-07-01"))


def test_only_the_reference_has_to_be_known(rehearsal: Rehearsal) -> None:
    cases.add(rehearsal.office, rehearsal.cora, {"reference": "RG-0001"}, day("2018-07-01"))
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-01"))
    decision = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))
    assert decision["outcome"] == "incomplete"
    assert decision["in_principle"] is False


@pytest.mark.parametrize("category", TABLE_4)
def test_every_category_of_table_4_is_taken(rehearsal: Rehearsal, category: str) -> None:
    document = rehearsal.document(changes={"accommodation_before": category, "would_otherwise": category})
    cases.add(rehearsal.office, rehearsal.cora, document, day("2018-07-01"))
    assert showing.case(rehearsal.office, "RG-0001")["would_otherwise"] == category


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"accommodation_before": "A tent"}, ["accommodation_before"]),
        ({"would_otherwise": "foyers"}, ["would_otherwise"]),
        ({"deposit": "-1"}, ["deposit"]),
        ({"deposit": 600}, ["deposit"]),
        ({"rent_in_advance": "1.234"}, ["rent_in_advance"]),
        ({"young_person.nickname": "T"}, ["young_person.nickname"]),
        ({"property.door": "red"}, ["property.door"]),
        ({"landlord": "Orla"}, ["landlord"]),
        ({"landlord.name": 7}, ["landlord.name"]),
        ({"young_person.name": ""}, ["young_person.name"]),
        ({"young_person.name": "T" * 301}, ["young_person.name"]),
        ({"notes": "x"}, ["notes"]),
        ({"person.date_of_birth": "14/03/1999"}, ["person.date_of_birth"]),
        ({"tenancy.rent_share": "520.01"}, ["tenancy.rent_share"]),
        ({"tenancy.rent_share": "0"}, ["tenancy.rent_share"]),
        ({"tenancy.brma": "Paris"}, ["tenancy.brma"]),
        ({"deposit": "x", "activity": "x", "landlord.fax": "x"}, ["activity", "deposit", "landlord.fax"]),
    ],
    ids=lambda value: ",".join(value) if isinstance(value, list | dict) else str(value),
)
def test_every_fault_of_a_document_is_named_and_nothing_is_written(
    rehearsal: Rehearsal, changes: dict[str, Any], fields: list[str]
) -> None:
    with refused(rehearsal.url, WrongInput) as caught:
        cases.add(rehearsal.office, rehearsal.cora, rehearsal.document(changes=changes), day("2018-07-01"))
    assert isinstance(caught.value, WrongInput)
    assert sorted(fault.field for fault in caught.value.faults) == fields
    assert all(fault.field in fault.says for fault in caught.value.faults)


@pytest.mark.parametrize("document", [None, [], "RG-0001", 7])
def test_a_document_that_is_no_object_is_wrong_input(rehearsal: Rehearsal, document: object) -> None:
    with refused(rehearsal.url, WrongInput):
        cases.add(rehearsal.office, rehearsal.cora, document, day("2018-07-01"))


def test_a_draft_cannot_be_weighed(begin: Begin) -> None:
    rehearsal = begin(stories.drafted)
    with refused(rehearsal.url, WrongStatus):
        cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))


def test_the_recommendation_is_kept_whole(begin: Begin) -> None:
    rehearsal = begin(stories.submitted)
    decision = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))
    shown = showing.case(rehearsal.office, "RG-0001")
    assert shown["assessment"] == decision
    assert (shown["status"], shown["outcome"]) == ("assessed", "eligible")
    assert decision["offer"] == {"months": 12, "cap": "3120.00", "ends_on": "2019-07-31"}
    assert decision["missing"] == []


def test_events_after_the_day_of_assessment_are_wrong_input(begin: Begin) -> None:
    rehearsal = begin(stories.submitted)
    with refused(rehearsal.url, WrongInput) as caught:
        cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-06-19"))
    assert "person.last_contact_on" in str(caught.value)


def test_weighing_again_keeps_the_first_recommendation_beside_the_second(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-09-01"))
    outcomes = asked(rehearsal.url, "SELECT outcome FROM assessment WHERE purpose = 'assessment' ORDER BY id")
    assert outcomes == [("eligible",), ("refer",)]


def test_new_facts_are_weighed_and_the_old_ones_stay_in_the_history(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    better = rehearsal.document(changes={"tenancy.rent_share": "400.00", "landlord.name": "Otto Example"})
    revised = cases.revise(rehearsal.office, rehearsal.cora, "RG-0001", better, day("2018-07-03"))
    assert revised == {"ref": "RG-0001", "status": "submitted"}
    decision = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-03"))
    assert decision["offer"]["cap"] == "2400.00"
    assert showing.case(rehearsal.office, "RG-0001")["landlord"]["name"] == "Otto Example"
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM application_facts") == [(2,)]


def test_new_facts_of_an_approved_case_undo_the_approval(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    cases.revise(rehearsal.office, rehearsal.cora, "RG-0001", rehearsal.document(), day("2018-07-04"))
    assert _status(rehearsal) == "submitted"
    with refused(rehearsal.url, WrongStatus):
        decisions.decide(
            rehearsal.office, rehearsal.ann, "RG-0001", "approve", "again", [], day("2018-07-04")
        )


def test_new_facts_leave_a_draft_a_draft(begin: Begin) -> None:
    rehearsal = begin(stories.drafted)
    cases.revise(rehearsal.office, rehearsal.cal, "RG-0001", rehearsal.document(), day("2018-07-01"))
    assert _status(rehearsal) == "draft"


def test_a_revision_with_a_fault_changes_nothing(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    wrong = rehearsal.document(changes={"tenancy.rent_share": "0"})
    with refused(rehearsal.url, WrongInput):
        cases.revise(rehearsal.office, rehearsal.cora, "RG-0001", wrong, day("2018-07-03"))


def test_somebody_who_was_declined_comes_back_and_is_guaranteed(begin: Begin) -> None:
    rehearsal = begin(_not_ready_and_declined)
    assert _status(rehearsal) == "declined"
    cases.revise(rehearsal.office, rehearsal.cora, "RG-0001", rehearsal.document(), day("2018-07-20"))
    decision = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-21"))
    assert decision["outcome"] == "eligible"
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "approve", "trained", [], day("2018-07-22"))
    assert _status(rehearsal) == "approved"


@pytest.mark.parametrize("item", GateItem)
def test_an_item_of_the_gate_is_recorded_with_its_evidence(begin: Begin, item: GateItem) -> None:
    rehearsal = begin(stories.assessed)
    recorded = cases.record_gate_item(
        rehearsal.office, rehearsal.cal, "RG-0001", item, " seen at the office ", day("2018-07-03")
    )
    assert recorded == {"ref": "RG-0001", "item": item}
    (shown,) = showing.case(rehearsal.office, "RG-0001")["gate"]
    assert shown == {"item": item, "seen_on": "2018-07-03", "evidence": "seen at the office"}


@pytest.mark.parametrize("evidence", ["", "   ", "\n"])
def test_an_item_of_the_gate_needs_evidence(begin: Begin, evidence: str) -> None:
    rehearsal = begin(stories.assessed)
    with refused(rehearsal.url, WrongInput) as caught:
        cases.record_gate_item(
            rehearsal.office, rehearsal.cora, "RG-0001", GateItem.ADVICE, evidence, day("2018-07-03")
        )
    assert "--evidence" in str(caught.value)


def test_after_the_issue_nothing_of_the_case_moves(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    office, cora, on = rehearsal.office, rehearsal.cora, day("2018-07-06")
    with refused(rehearsal.url, WrongStatus):
        cases.record_gate_item(office, cora, "RG-0001", GateItem.ADVICE, "again", on)
    with refused(rehearsal.url, GuaranteeStands):
        cases.revise(office, cora, "RG-0001", rehearsal.document(), on)
    with refused(rehearsal.url, GuaranteeStands):
        cases.submit(office, cora, "RG-0001", on)
    with refused(rehearsal.url, WrongStatus):
        cases.assess(office, cora, "RG-0001", on)


def test_a_case_that_nobody_opened_is_not_found(rehearsal: Rehearsal) -> None:
    office, cora, on = rehearsal.office, rehearsal.cora, day("2018-07-01")
    with refused(rehearsal.url, NotFound):
        cases.submit(office, cora, "RG-0009", on)
    with refused(rehearsal.url, NotFound):
        cases.assess(office, cora, "RG-0009", on)
    with refused(rehearsal.url, NotFound):
        cases.revise(office, cora, "RG-0009", rehearsal.document("RG-0009"), on)
    with refused(rehearsal.url, NotFound):
        cases.record_gate_item(office, cora, "RG-0009", GateItem.ADVICE, "seen", on)
    with refused(rehearsal.url, NotFound):
        showing.case(office, "RG-0009")


def test_cases_are_listed_in_the_order_of_their_numbers(rehearsal: Rehearsal) -> None:
    for ref in ("RG-0002", "RG-10000", "RG-0001"):
        cases.add(rehearsal.office, rehearsal.cora, rehearsal.document(ref), day("2018-07-01"))
    assert [each["ref"] for each in showing.cases(rehearsal.office)] == ["RG-0001", "RG-0002", "RG-10000"]


@after(Rehearsal.staff)
def _not_ready_and_declined(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case(changes={"readiness.cooking": False})
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "decline", "not yet", [], day("2018-07-03"))
