"""On the day of issue everything is judged again: what has grown old, the pilot's end, the 25th birthday, the gate."""

import pytest

from guarantor.domain.lifecycle import GateItem
from guarantor.domain.refusals import (
    GateIncomplete,
    NotAccepted,
    NotApprovable,
)
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.casework import cases, decisions, showing
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import approve, day, issue
from tests.watching import refused


@pytest.mark.parametrize("on", ["2018-07-05", "2018-08-15"])
def test_56_days_after_the_last_contact_the_case_is_still_in_touch(begin: Begin, on: str) -> None:
    assert issue(begin(stories.approved), on=on)["ends_on"] == "2019-07-31"


def test_57_days_after_the_last_contact_the_approval_does_not_carry_the_issue(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    with refused(rehearsal.url, NotAccepted) as caught:
        issue(rehearsal, on="2018-08-16")
    assert isinstance(caught.value, NotAccepted)
    assert list(caught.value.criteria) == ["in_touch"]


@pytest.mark.parametrize(
    ("on", "stale"), [("2018-09-01", ["in_touch"]), ("2018-09-02", ["in_touch", "pathway_plan"])]
)
def test_a_plan_counts_for_six_months_to_the_day(begin: Begin, on: str, stale: list[str]) -> None:
    rehearsal = begin(stories.approved)
    with refused(rehearsal.url, NotAccepted) as caught:
        issue(rehearsal, on=on)
    assert isinstance(caught.value, NotAccepted)
    assert list(caught.value.criteria) == stale


def test_an_approval_that_named_what_has_grown_old_carries_the_issue(rehearsal: Rehearsal) -> None:
    approve(rehearsal, {}, "in_touch", "pathway_plan")
    assert issue(rehearsal, on="2018-09-02")["cap"] == "3120.00"


FRESH_IN_MAY = {
    "person.last_contact_on": "2019-05-20",
    "person.pathway_plan_reviewed_on": "2019-05-01",
    "tenancy.starts_on": "2019-07-01",
}


def test_a_decision_on_the_pilots_last_day_carries_an_issue_after_it(rehearsal: Rehearsal) -> None:
    approve(rehearsal, FRESH_IN_MAY, on="2019-05-31")
    assert issue(rehearsal, on="2019-06-10")["ends_on"] == "2020-06-30"


def test_an_assessment_after_the_pilots_last_day_cannot_be_approved(rehearsal: Rehearsal) -> None:
    with pytest.raises(NotApprovable):
        approve(rehearsal, FRESH_IN_MAY, on="2019-06-01")


def test_a_decision_after_the_pilots_last_day_carries_no_issue(rehearsal: Rehearsal) -> None:
    office = rehearsal.office
    cases.add(office, rehearsal.cora, rehearsal.document(changes=FRESH_IN_MAY), day("2019-05-31"))
    cases.submit(office, rehearsal.cora, "RG-0001", day("2019-05-31"))
    cases.assess(office, rehearsal.cora, "RG-0001", day("2019-05-31"))
    decisions.decide(office, rehearsal.ann, "RG-0001", "approve", "ready", [], day("2019-06-01"))
    for item in GateItem:
        cases.record_gate_item(office, rehearsal.cora, "RG-0001", item, "seen", day("2019-06-01"))
    with refused(rehearsal.url, NotApprovable) as caught:
        issue(rehearsal, on="2019-06-01")
    assert "pilot_window" in str(caught.value)


@pytest.mark.parametrize(
    ("born_on", "months", "ends_on"),
    [
        ("1994-08-01", 12, "2019-07-31"),
        ("1994-07-31", 11, "2019-06-30"),
        ("1994-02-15", 6, "2019-01-31"),
        ("1993-09-01", 1, "2018-08-31"),
    ],
)
def test_the_period_ends_before_the_25th_birthday(
    rehearsal: Rehearsal, born_on: str, months: int, ends_on: str
) -> None:
    approve(rehearsal, {"person.date_of_birth": born_on})
    assert issue(rehearsal)["ends_on"] == ends_on
    shown = showing.guarantee(rehearsal.office, "RG-0001/1")
    assert (shown["months"], shown["cap"]) == (months, "3120.00")


def test_with_less_than_a_month_to_the_25th_birthday_nothing_can_be_issued(rehearsal: Rehearsal) -> None:
    approve(rehearsal, {"person.date_of_birth": "1993-08-31"}, "age")
    with refused(rehearsal.url, NotApprovable) as caught:
        issue(rehearsal)
    assert "25th birthday" in str(caught.value)


def test_nothing_is_issued_after_the_period_is_over(rehearsal: Rehearsal) -> None:
    approve(rehearsal, {}, "in_touch", "pathway_plan")
    with refused(rehearsal.url, NotApprovable):
        issue(rehearsal, on="2019-08-01")


# ---- the gate


@pytest.mark.parametrize("missing", GateItem)
def test_each_item_of_the_gate_is_needed(rehearsal: Rehearsal, missing: GateItem) -> None:
    office = rehearsal.office
    rehearsal.assessed_case()
    decisions.decide(office, rehearsal.ann, "RG-0001", "approve", "ready", [], day("2018-07-03"))
    for item in set(GateItem) - {missing}:
        cases.record_gate_item(office, rehearsal.cora, "RG-0001", item, "seen", day("2018-07-04"))
    with refused(rehearsal.url, GateIncomplete) as caught:
        issue(rehearsal)
    assert isinstance(caught.value, GateIncomplete)
    assert list(caught.value.items) == [missing]
    cases.record_gate_item(office, rehearsal.cora, "RG-0001", missing, "seen", day("2018-07-05"))
    assert issue(rehearsal)["cap"] == "3120.00"


def test_without_any_item_the_refusal_lists_them_all(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case()
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "approve", "ready", [], day("2018-07-03"))
    with refused(rehearsal.url, GateIncomplete) as caught:
        issue(rehearsal)
    assert isinstance(caught.value, GateIncomplete)
    assert list(caught.value.items) == list(GateItem)


@pytest.mark.parametrize(
    "field",
    ["young_person.name", "property.address", "property.postcode", "landlord.name", "landlord.address"],
)
def test_what_the_deed_must_name_is_needed(rehearsal: Rehearsal, field: str) -> None:
    rehearsal.approved_case(changes={field: None})
    with refused(rehearsal.url, GateIncomplete) as caught:
        issue(rehearsal)
    assert isinstance(caught.value, GateIncomplete)
    assert list(caught.value.items) == [field]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("young_person.name", "Tam\nSynthetic"),
        ("young_person.name", "Tam\x07 Synthetic"),
        ("landlord.name", "Example " * 30),
        ("young_person.name", "李雷 Synthetic"),
        ("landlord.address", "3 Sample Road \U0001f3e0"),
    ],
    ids=["line break", "control character", "too long", "no font", "picture"],
)
def test_what_cannot_stand_on_a_paper_is_refused_when_it_is_entered(
    rehearsal: Rehearsal, field: str, value: str
) -> None:
    document = rehearsal.document(changes={field: value})
    with refused(rehearsal.url, WrongInput) as caught:
        cases.add(rehearsal.office, rehearsal.cora, document, day("2018-07-01"))
    assert field in str(caught.value)
