"""A person decides: another one than those who prepared the case, within what the rules found."""

from collections.abc import Callable

import pytest

from guarantor.domain.access import Role
from guarantor.domain.refusals import NotAccepted, NotApprovable, SamePerson, WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.office import Person
from guarantor.services.casework import cases, decisions, showing
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story
from tests.services import stories
from tests.services.stories import day, given_role
from tests.watching import asked, refused

IDLE = {"activity": "none"}
IDLE_ABROAD = {"activity": "none", "tenancy.area": "london"}
NOT_READY = {"readiness.cooking": False}
NO_INCOME_KNOWN = {"money.monthly_income": None}
NO_HOME_YET = {"tenancy": None}


def _decide(
    rehearsal: Rehearsal, decision: str, accepts: tuple[str, ...] = (), who: Person | None = None
) -> dict[str, object]:
    return decisions.decide(
        rehearsal.office,
        who or rehearsal.ann,
        "RG-0001",
        decision,
        "the reason",
        accepts,
        day("2018-07-03"),
    )


@pytest.mark.parametrize(("decision", "status"), [("approve", "approved"), ("decline", "declined")])
def test_an_eligible_case_is_approved_or_declined(begin: Begin, decision: str, status: str) -> None:
    rehearsal = begin(stories.assessed)
    assert _decide(rehearsal, decision) == {"ref": "RG-0001", "status": status}
    shown = showing.case(rehearsal.office, "RG-0001")
    assert shown["status"] == status
    assert shown["decision"] == {
        "decision": status,
        "decided_on": "2018-07-03",
        "accepts": [],
        "reason": "the reason",
    }


@pytest.mark.parametrize("changes", [IDLE, NOT_READY, NO_INCOME_KNOWN, NO_HOME_YET, {}])
def test_every_outcome_can_be_declined(rehearsal: Rehearsal, changes: dict[str, object]) -> None:
    rehearsal.assessed_case(changes=changes)
    assert _decide(rehearsal, "decline")["status"] == "declined"


@pytest.mark.parametrize("accepts", [(), ("area",), ("in_touch", "area")])
def test_a_referred_finding_that_is_not_named_stops_the_approval(
    rehearsal: Rehearsal, accepts: tuple[str, ...]
) -> None:
    rehearsal.assessed_case(changes=IDLE)
    with refused(rehearsal.url, NotAccepted) as caught:
        _decide(rehearsal, "approve", accepts)
    assert "activity" in str(caught.value)


def test_all_referred_findings_must_be_named_and_the_refusal_lists_those_that_are_not(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.assessed_case(changes=IDLE_ABROAD)
    with refused(rehearsal.url, NotAccepted) as caught:
        _decide(rehearsal, "approve", ("area",))
    assert isinstance(caught.value, NotAccepted)
    assert list(caught.value.criteria) == ["activity", "rent_level"]
    assert _decide(rehearsal, "approve", ("area", "rent_level", "activity"))["status"] == "approved"
    assert showing.case(rehearsal.office, "RG-0001")["decision"]["accepts"] == [
        "activity",
        "area",
        "rent_level",
    ]


def test_an_incomplete_case_cannot_be_approved_and_the_refusal_names_what_is_missing(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.assessed_case(changes=NO_INCOME_KNOWN)
    with refused(rehearsal.url, NotApprovable) as caught:
        _decide(rehearsal, "approve", ("affordability",))
    assert "money.monthly_income" in str(caught.value)


def test_an_ineligible_case_cannot_be_approved_and_the_refusal_names_what_is_not_met(
    rehearsal: Rehearsal,
) -> None:
    rehearsal.assessed_case(changes=NOT_READY)
    with refused(rehearsal.url, NotApprovable) as caught:
        _decide(rehearsal, "approve", ("ready",))
    assert "ready" in str(caught.value)


def test_a_case_without_a_home_is_approved_in_principle_and_holds_no_place(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case(changes=NO_HOME_YET)
    assert _decide(rehearsal, "approve-in-principle")["status"] == "approved_in_principle"
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM place WHERE guarantee_ref IS NOT NULL") == [(0,)]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        IDLE,
        NOT_READY,
        NO_INCOME_KNOWN,
        {**NO_HOME_YET, **NO_INCOME_KNOWN},
        {**NO_HOME_YET, **NOT_READY},
    ],
    ids=["eligible", "refer", "ineligible", "income", "home and income", "home and not ready"],
)
def test_only_a_case_that_lacks_nothing_but_its_home_is_approved_in_principle(
    rehearsal: Rehearsal, changes: dict[str, object]
) -> None:
    rehearsal.assessed_case(changes=changes)
    with refused(rehearsal.url, NotApprovable):
        _decide(rehearsal, "approve-in-principle")


def test_with_a_home_found_an_approval_in_principle_becomes_an_approval(begin: Begin) -> None:
    rehearsal = begin(stories.approved_in_principle)
    with refused(rehearsal.url, WrongStatus):
        _decide(rehearsal, "approve")
    cases.revise(rehearsal.office, rehearsal.cora, "RG-0001", rehearsal.document(), day("2018-07-10"))
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-10"))
    decided = decisions.decide(
        rehearsal.office, rehearsal.ann, "RG-0001", "approve", "a home is found", [], day("2018-07-11")
    )
    assert decided["status"] == "approved"


def _added(rehearsal: Rehearsal, dee: Person) -> None:
    cases.add(rehearsal.office, dee, rehearsal.document(), day("2018-07-01"))
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-01"))
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))


def _submitted(rehearsal: Rehearsal, dee: Person) -> None:
    cases.add(rehearsal.office, rehearsal.cora, rehearsal.document(), day("2018-07-01"))
    cases.submit(rehearsal.office, dee, "RG-0001", day("2018-07-01"))
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))


def _assessed(rehearsal: Rehearsal, dee: Person) -> None:
    cases.add(rehearsal.office, rehearsal.cora, rehearsal.document(), day("2018-07-01"))
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-01"))
    cases.assess(rehearsal.office, dee, "RG-0001", day("2018-07-02"))


def _revised_the_draft(rehearsal: Rehearsal, dee: Person) -> None:
    cases.add(rehearsal.office, rehearsal.cora, {"reference": "RG-0001"}, day("2018-07-01"))
    cases.revise(rehearsal.office, dee, "RG-0001", rehearsal.document(), day("2018-07-01"))
    cases.submit(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-01"))
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))


def _revised_it_later(rehearsal: Rehearsal, dee: Person) -> None:
    rehearsal.assessed_case()
    cases.revise(rehearsal.office, dee, "RG-0001", rehearsal.document(), day("2018-07-02"))
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))


def _assessed_it_before(rehearsal: Rehearsal, dee: Person) -> None:
    _assessed(rehearsal, dee)
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))


@pytest.mark.parametrize("deed", ["approve", "decline"])
@pytest.mark.parametrize(
    "prepared",
    [_added, _submitted, _assessed, _revised_the_draft, _revised_it_later, _assessed_it_before],
)
def test_whoever_prepared_the_case_does_not_decide_it(
    rehearsal: Rehearsal, prepared: Callable[[Rehearsal, Person], None], deed: str
) -> None:
    given_role(rehearsal, rehearsal.cal, Role.APPROVER)
    prepared(rehearsal, rehearsal.cal)
    with refused(rehearsal.url, SamePerson):
        _decide(rehearsal, deed, who=rehearsal.cal)
    assert _decide(rehearsal, deed, who=rehearsal.abe)["ref"] == "RG-0001"


def test_a_caseworker_who_is_approver_too_decides_a_case_that_others_prepared(rehearsal: Rehearsal) -> None:
    given_role(rehearsal, rehearsal.cal, Role.APPROVER)
    rehearsal.assessed_case()
    assert _decide(rehearsal, "approve", who=rehearsal.cal)["status"] == "approved"


@pytest.mark.parametrize("decision", list(decisions.DECISIONS))
@pytest.mark.parametrize(
    "story", [stories.drafted, stories.submitted, stories.approved, stories.declined, stories.offered]
)
def test_only_an_assessed_case_is_decided(begin: Begin, story: Story, decision: str) -> None:
    rehearsal = begin(story)
    with refused(rehearsal.url, WrongStatus):
        _decide(rehearsal, decision)


@pytest.mark.parametrize(
    ("decision", "reason", "accepts", "field"),
    [
        ("approved", "ready", [], "decision"),
        ("", "ready", [], "decision"),
        ("approve", "", [], "--reason"),
        ("approve", "   ", [], "--reason"),
        ("approve", "ready", ["luck"], "--accepts"),
        ("decline", "ready", ["luck"], "--accepts"),
    ],
)
def test_a_decision_that_cannot_be_read_is_wrong_input(
    begin: Begin, decision: str, reason: str, accepts: list[str], field: str
) -> None:
    rehearsal = begin(stories.assessed)
    with refused(rehearsal.url, WrongInput) as caught:
        decisions.decide(
            rehearsal.office, rehearsal.ann, "RG-0001", decision, reason, accepts, day("2018-07-03")
        )
    assert str(caught.value).startswith(f"{field}: ")


def test_a_case_that_nobody_opened_cannot_be_decided(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        _decide(rehearsal, "approve")
