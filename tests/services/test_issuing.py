"""The gate at issue: everything judged afresh on the day, one place taken, one cap committed, two papers made."""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from guarantor.domain.access import Role
from guarantor.domain.lifecycle import EndReason, GateItem
from guarantor.domain.refusals import (
    BudgetUsedUp,
    CeilingPassed,
    GateIncomplete,
    NoPlaceFree,
    NotAccepted,
    NotApprovable,
    SamePerson,
    WrongStatus,
)
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services import cases, daily, decisions, guarantees, issuing, programmes, showing
from guarantor.services.office import Person
from guarantor.services.programmes import Adoption
from tests.conftest import Begin, Story
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day, given_role
from tests.watching import asked, journal, one_line, refused, transfers

ON_5_JULY = dt.date(2018, 7, 5)
CAP_PENCE = 312_000


def _issue(
    rehearsal: Rehearsal, ref: str = "RG-0001", on: dt.date = ON_5_JULY, who: Person | None = None
) -> dict[str, Any]:
    return issuing.issue(rehearsal.office, who or rehearsal.ann, ref, on)


def _approve(
    rehearsal: Rehearsal,
    changes: Mapping[str, Any],
    *accepts: str,
    on: str = "2018-07-03",
    ref: str = "RG-0001",
) -> None:
    """Prepared by Cora and approved by Ann on one day, every item of the gate recorded."""
    office, cora, decided_on = rehearsal.office, rehearsal.cora, day(on)
    cases.add(office, cora, rehearsal.document(ref, changes), decided_on)
    cases.submit(office, cora, ref, decided_on)
    cases.assess(office, cora, ref, decided_on)
    decisions.decide(office, rehearsal.ann, ref, "approve", "ready", accepts, decided_on)
    for item in GateItem:
        cases.record_gate_item(office, cora, ref, item, "seen", decided_on)


def test_an_issue_takes_a_place_commits_the_cap_and_makes_two_papers(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    with one_line(rehearsal.url) as added:
        issued = _issue(rehearsal)
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
        assert _issue(rehearsal, who=getattr(rehearsal, name))["cap"] == "3120.00"


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
        _issue(rehearsal, who=rehearsal.cal)
    assert _issue(rehearsal)["cap"] == "3120.00"


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
        _issue(rehearsal)


def test_a_case_that_nobody_opened_is_not_guaranteed(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        _issue(rehearsal)


# ---- judged afresh


@pytest.mark.parametrize("on", ["2018-07-05", "2018-08-15"])
def test_56_days_after_the_last_contact_the_case_is_still_in_touch(begin: Begin, on: str) -> None:
    assert _issue(begin(stories.approved), on=day(on))["ends_on"] == "2019-07-31"


def test_57_days_after_the_last_contact_the_approval_does_not_carry_the_issue(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    with refused(rehearsal.url, NotAccepted) as caught:
        _issue(rehearsal, on=day("2018-08-16"))
    assert isinstance(caught.value, NotAccepted)
    assert list(caught.value.criteria) == ["in_touch"]


@pytest.mark.parametrize(
    ("on", "stale"), [("2018-09-01", ["in_touch"]), ("2018-09-02", ["in_touch", "pathway_plan"])]
)
def test_a_plan_counts_for_six_months_to_the_day(begin: Begin, on: str, stale: list[str]) -> None:
    rehearsal = begin(stories.approved)
    with refused(rehearsal.url, NotAccepted) as caught:
        _issue(rehearsal, on=day(on))
    assert isinstance(caught.value, NotAccepted)
    assert list(caught.value.criteria) == stale


def test_an_approval_that_named_what_has_grown_old_carries_the_issue(rehearsal: Rehearsal) -> None:
    _approve(rehearsal, {}, "in_touch", "pathway_plan")
    assert _issue(rehearsal, on=day("2018-09-02"))["cap"] == "3120.00"


FRESH_IN_MAY = {
    "person.last_contact_on": "2019-05-20",
    "person.pathway_plan_reviewed_on": "2019-05-01",
    "tenancy.starts_on": "2019-07-01",
}


def test_a_decision_on_the_pilots_last_day_carries_an_issue_after_it(rehearsal: Rehearsal) -> None:
    _approve(rehearsal, FRESH_IN_MAY, on="2019-05-31")
    assert _issue(rehearsal, on=day("2019-06-10"))["ends_on"] == "2020-06-30"


def test_an_assessment_after_the_pilots_last_day_cannot_be_approved(rehearsal: Rehearsal) -> None:
    with pytest.raises(NotApprovable):
        _approve(rehearsal, FRESH_IN_MAY, on="2019-06-01")


def test_a_decision_after_the_pilots_last_day_carries_no_issue(rehearsal: Rehearsal) -> None:
    office = rehearsal.office
    cases.add(office, rehearsal.cora, rehearsal.document(changes=FRESH_IN_MAY), day("2019-05-31"))
    cases.submit(office, rehearsal.cora, "RG-0001", day("2019-05-31"))
    cases.assess(office, rehearsal.cora, "RG-0001", day("2019-05-31"))
    decisions.decide(office, rehearsal.ann, "RG-0001", "approve", "ready", [], day("2019-06-01"))
    for item in GateItem:
        cases.record_gate_item(office, rehearsal.cora, "RG-0001", item, "seen", day("2019-06-01"))
    with refused(rehearsal.url, NotApprovable) as caught:
        _issue(rehearsal, on=day("2019-06-01"))
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
    _approve(rehearsal, {"person.date_of_birth": born_on})
    assert _issue(rehearsal)["ends_on"] == ends_on
    shown = showing.guarantee(rehearsal.office, "RG-0001/1")
    assert (shown["months"], shown["cap"]) == (months, "3120.00")


def test_with_less_than_a_month_to_the_25th_birthday_nothing_can_be_issued(rehearsal: Rehearsal) -> None:
    _approve(rehearsal, {"person.date_of_birth": "1993-08-31"}, "age")
    with refused(rehearsal.url, NotApprovable) as caught:
        _issue(rehearsal)
    assert "25th birthday" in str(caught.value)


def test_nothing_is_issued_after_the_period_is_over(rehearsal: Rehearsal) -> None:
    _approve(rehearsal, {}, "in_touch", "pathway_plan")
    with refused(rehearsal.url, NotApprovable):
        _issue(rehearsal, on=day("2019-08-01"))


# ---- the gate


@pytest.mark.parametrize("missing", GateItem)
def test_each_item_of_the_gate_is_needed(rehearsal: Rehearsal, missing: GateItem) -> None:
    office = rehearsal.office
    rehearsal.assessed_case()
    decisions.decide(office, rehearsal.ann, "RG-0001", "approve", "ready", [], day("2018-07-03"))
    for item in set(GateItem) - {missing}:
        cases.record_gate_item(office, rehearsal.cora, "RG-0001", item, "seen", day("2018-07-04"))
    with refused(rehearsal.url, GateIncomplete) as caught:
        _issue(rehearsal)
    assert isinstance(caught.value, GateIncomplete)
    assert list(caught.value.items) == [missing]
    cases.record_gate_item(office, rehearsal.cora, "RG-0001", missing, "seen", day("2018-07-05"))
    assert _issue(rehearsal)["cap"] == "3120.00"


def test_without_any_item_the_refusal_lists_them_all(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case()
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "approve", "ready", [], day("2018-07-03"))
    with refused(rehearsal.url, GateIncomplete) as caught:
        _issue(rehearsal)
    assert isinstance(caught.value, GateIncomplete)
    assert list(caught.value.items) == list(GateItem)


@pytest.mark.parametrize(
    "field",
    ["young_person.name", "property.address", "property.postcode", "landlord.name", "landlord.address"],
)
def test_what_the_deed_must_name_is_needed(rehearsal: Rehearsal, field: str) -> None:
    rehearsal.approved_case(changes={field: None})
    with refused(rehearsal.url, GateIncomplete) as caught:
        _issue(rehearsal)
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
def test_what_cannot_stand_on_a_paper_is_wrong_input_and_issues_nothing(
    rehearsal: Rehearsal, field: str, value: str
) -> None:
    rehearsal.approved_case(changes={field: value})
    with refused(rehearsal.url, WrongInput) as caught:
        _issue(rehearsal)
    assert str(caught.value)


# ---- places


def test_the_last_place_is_given_and_no_more(begin: Begin) -> None:
    rehearsal = begin(_two_places_three_approved)
    assert _issue(rehearsal, "RG-0001")["guarantee_ref"] == "RG-0001/1"
    assert _issue(rehearsal, "RG-0002")["guarantee_ref"] == "RG-0002/1"
    with refused(rehearsal.url, NoPlaceFree) as caught:
        _issue(rehearsal, "RG-0003")
    assert "2 places" in str(caught.value)
    assert showing.case(rehearsal.office, "RG-0003")["status"] == "approved"


def test_an_offer_that_lapsed_gives_its_place_to_the_next(begin: Begin) -> None:
    rehearsal = begin(_two_places_three_approved)
    _issue(rehearsal, "RG-0001")
    _issue(rehearsal, "RG-0002")
    daily.run(rehearsal.office, day("2018-08-03"))
    assert _issue(rehearsal, "RG-0003", on=day("2018-08-03"))["guarantee_ref"] == "RG-0003/1"


def test_a_guarantee_that_ended_keeps_its_place(begin: Begin) -> None:
    rehearsal = begin(_two_places_three_approved)
    _issue(rehearsal, "RG-0001")
    _issue(rehearsal, "RG-0002")
    guarantees.end(rehearsal.office, rehearsal.ann, "RG-0001/1", EndReason.TENANCY_ENDED, day("2018-07-20"))
    with refused(rehearsal.url, NoPlaceFree):
        _issue(rehearsal, "RG-0003", on=day("2018-07-21"))


def test_a_programme_that_is_not_in_force_yet_gives_no_place(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    next_year = Adoption("kent-pilot", 5, dt.date(2019, 1, 1), "Panel, 6 December 2018, item 4")
    rehearsal.confirmed(
        programmes.propose_adoption(rehearsal.office, rehearsal.ann, next_year), rehearsal.abe
    )
    _issue(rehearsal)
    held = asked(rehearsal.url, "SELECT programme FROM place WHERE guarantee_ref = 'RG-0001/1'")
    assert held == [("kent-pilot-1",)]


# ---- ceiling


@pytest.mark.parametrize(
    ("ceiling_pence", "fit"),
    [(CAP_PENCE - 1, 0), (CAP_PENCE, 1), (2 * CAP_PENCE - 1, 1), (2 * CAP_PENCE, 2)],
)
def test_remaining_caps_may_reach_the_ceiling_and_not_pass_it(
    begin: Begin, ceiling_pence: int, fit: int
) -> None:
    rehearsal = begin(stories.hired)
    rehearsal.adopt(places=3, ceiling_pence=ceiling_pence)
    refs = ("RG-0001", "RG-0002", "RG-0003")
    for ref in refs:
        rehearsal.approved_case(ref)
    for ref in refs[:fit]:
        _issue(rehearsal, ref)
    with refused(rehearsal.url, CeilingPassed) as caught:
        _issue(rehearsal, refs[fit])
    assert caught.value == CeilingPassed(ceiling_pence, fit * CAP_PENCE, CAP_PENCE)


def test_what_was_called_or_released_makes_room_under_the_ceiling(begin: Begin) -> None:
    rehearsal = begin(_ceiling_of_one_cap_with_a_claim_accepted)
    with refused(rehearsal.url, CeilingPassed) as caught:
        _issue(rehearsal, "RG-0002", on=day("2018-11-05"))
    assert isinstance(caught.value, CeilingPassed)
    assert caught.value.committed_pence == CAP_PENCE - 104_000
    assert _issue(rehearsal, "RG-0003", on=day("2018-11-05"))["cap"] == "1039.98"


def test_another_programmes_caps_do_not_count_under_the_ceiling(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    rehearsal.adopt(places=1, ceiling_pence=CAP_PENCE)
    rehearsal.approved_case("RG-0002")
    assert _issue(rehearsal, "RG-0002")["cap"] == "3120.00"


# ---- budget


@pytest.mark.parametrize(
    ("on", "story_budget_pence", "stops"),
    [
        ("2019-03-31", 104_000, False),
        ("2019-03-31", 103_999, True),
        ("2019-04-01", 103_999, False),
    ],
)
def test_accepted_claims_of_the_financial_year_may_reach_the_budget_and_not_pass_it(
    begin: Begin, on: str, story_budget_pence: int, stops: bool
) -> None:
    rehearsal = begin(stories.hired)
    rehearsal.adopt(places=3, budget_pence=story_budget_pence)
    rehearsal.active_guarantee("RG-0002")
    rehearsal.charge("RG-0002/1", "2018-09-01", "2018-10-01")
    rehearsal.accepted_claim("RG-0002/1", stories.SEPTEMBER_AND_OCTOBER)
    _approve(rehearsal, {"tenancy.starts_on": "2018-12-01"}, "in_touch", "pathway_plan")
    if not stops:
        assert _issue(rehearsal, on=day(on))["cap"] == "3120.00"
        return
    with refused(rehearsal.url, BudgetUsedUp) as caught:
        _issue(rehearsal, on=day(on))
    assert caught.value == BudgetUsedUp(103_999, 104_000, "2018/19")


def test_nothing_of_a_refused_issue_reaches_the_journal(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    before = journal(rehearsal.url)
    with pytest.raises(WrongStatus):
        _issue(rehearsal)
    assert journal(rehearsal.url) == before


def _two_places_three_approved(rehearsal: Rehearsal) -> None:
    stories.hired(rehearsal)
    rehearsal.adopt(places=2)
    for ref in ("RG-0001", "RG-0002", "RG-0003"):
        rehearsal.approved_case(ref)


def _ceiling_of_one_cap_with_a_claim_accepted(rehearsal: Rehearsal) -> None:
    stories.hired(rehearsal)
    rehearsal.adopt(places=3, ceiling_pence=CAP_PENCE)
    rehearsal.active_guarantee("RG-0001")
    rehearsal.charge("RG-0001/1", "2018-09-01", "2018-10-01")
    rehearsal.accepted_claim("RG-0001/1", stories.SEPTEMBER_AND_OCTOBER)
    for ref, share in {"RG-0002": "173.34", "RG-0003": "173.33"}.items():
        changes = {"tenancy.starts_on": "2018-12-01", "tenancy.rent_share": share}
        _approve(rehearsal, changes, "in_touch", "pathway_plan", ref=ref)
