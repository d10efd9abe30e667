"""An ineligible case is approved by two approvers, each unmet finding named, and issued with what they set aside."""

import json

import pytest

from guarantor.domain.access import Role
from guarantor.domain.lifecycle import GateItem
from guarantor.domain.refusals import (
    AlreadyDone,
    AssessedSince,
    NeverExcepted,
    NotAccepted,
    NotApprovable,
    NotExcepted,
    NotPermitted,
    SamePerson,
    WrongStatus,
)
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting import confirming
from guarantor.services.acting.office import Person
from guarantor.services.casework import cases, decisions, exceptions, showing
from guarantor.services.casework.withdrawing import withdraw
from guarantor.services.data_protection import erasure
from guarantor.storage import turned_down_files
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.after_decision import P, exception_proposed, not_ready
from tests.services.stories import day, given_role, issue
from tests.watching import asked, journal, refused

NOT_READY = {"readiness.cooking": False}
EVICTED_TOO = {**NOT_READY, "person.evicted_on": "2017-12-01"}
IDLE_TOO = {**NOT_READY, "activity": "none"}


def _propose(
    rehearsal: Rehearsal,
    excepts: tuple[str, ...] = ("ready",),
    accepts: tuple[str, ...] = (),
    who: Person | None = None,
    on: str = "2018-07-03",
) -> dict[str, object]:
    return exceptions.propose_exception(
        rehearsal.office,
        who or rehearsal.ann,
        "RG-0001",
        excepts,
        accepts,
        " a cook lives next door ",
        day(on),
    )


def _confirm(rehearsal: Rehearsal, who: Person | None = None, on: str = "2018-07-04") -> dict[str, object]:
    return confirming.confirm(rehearsal.office, who or rehearsal.abe, P, on=day(on))


def _gate(rehearsal: Rehearsal) -> None:
    for item in GateItem:
        cases.record_gate_item(rehearsal.office, rehearsal.cora, "RG-0001", item, "seen", day("2018-07-04"))


def test_an_exception_waits_for_its_second_approver(begin: Begin) -> None:
    rehearsal = begin(not_ready)
    assert _propose(rehearsal) == {"pending": f"P-{P}"}
    shown = showing.case(rehearsal.office, "RG-0001")
    assert (shown["status"], shown["decision"]) == ("assessed", None)
    (waiting,) = confirming.waiting(rehearsal.office)
    assert (waiting["act"], waiting["content"]["criteria"]) == ("propose_exception", ["ready"])


def test_a_confirmed_exception_is_an_approval_with_both_names(begin: Begin) -> None:
    rehearsal = begin(exception_proposed)
    assert _confirm(rehearsal) == {"ref": "RG-0001", "status": "approved", "excepted": ["ready"]}
    shown = showing.case(rehearsal.office, "RG-0001")
    assert (shown["status"], shown["decision"]["decision"]) == ("approved", "approved")
    assert shown["decision"]["decided_on"] == "2018-07-04"
    assert shown["exceptions"] == [
        {
            "pending": f"P-{P}",
            "criteria": ["ready"],
            "accepts": [],
            "reason": "a cook lives next door",
            "proposed_on": "2018-07-03",
            "proposed_by": "ann",
            "decided_on": "2018-07-04",
            "decided_by": "abe",
        }
    ]
    assert not any("cook" in json.dumps(line.details) for line in journal(rehearsal.url))


def test_exceptions_that_were_made_are_counted_and_those_proposed_are_not(begin: Begin) -> None:
    rehearsal = begin(exception_proposed)
    with reading(rehearsal.office.engine) as session:
        assert turned_down_files.exceptions_made(session) == 0
    _confirm(rehearsal)
    with reading(rehearsal.office.engine) as session:
        assert turned_down_files.exceptions_made(session) == 1


def test_a_guarantee_is_issued_on_an_exception_with_the_terms_of_any_other(begin: Begin) -> None:
    rehearsal = begin(exception_proposed)
    _confirm(rehearsal)
    _gate(rehearsal)
    assert issue(rehearsal) == {"guarantee_ref": "RG-0001/1", "cap": "3120.00", "ends_on": "2019-07-31"}
    assert asked(rehearsal.url, "SELECT outcome FROM assessment WHERE purpose = 'issue'") == [("ineligible",)]


# ---- what must be named


@pytest.mark.parametrize(
    ("changes", "criterion"),
    [
        ({"person.leaving_care_status": "none"}, "care_leaver"),
        ({"person.date_of_birth": "1993-01-01"}, "age"),
        ({"tenancy.kind": "social"}, "tenancy_kind"),
        ({"person.right_to_rent": "none"}, "right_to_rent"),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_some_findings_are_never_excepted_whether_named_or_not(
    rehearsal: Rehearsal, changes: dict[str, object], criterion: str, named: bool
) -> None:
    rehearsal.assessed_case(changes={**changes, **NOT_READY})
    excepts = ("ready", criterion) if named else ("ready",)
    with refused(rehearsal.url, NeverExcepted) as caught:
        _propose(rehearsal, excepts)
    assert caught.value == NeverExcepted("RG-0001", [criterion])


def test_every_unmet_finding_is_named(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case(changes=EVICTED_TOO)
    with refused(rehearsal.url, NotExcepted) as caught:
        _propose(rehearsal)
    assert caught.value == NotExcepted("RG-0001", ["housing_debt"])
    _propose(rehearsal, ("housing_debt", "ready"))


def test_every_referred_finding_is_accepted_beside_it(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case(changes=IDLE_TOO)
    with refused(rehearsal.url, NotAccepted):
        _propose(rehearsal)
    _propose(rehearsal, accepts=("activity",))


@pytest.mark.parametrize(
    ("excepts", "option"),
    [(("ready", "luck"), "--except"), (("ready", "activity"), "--except"), (("ready", "ready"), None)],
)
def test_only_unmet_findings_are_excepted(begin: Begin, excepts: tuple[str, ...], option: str | None) -> None:
    rehearsal = begin(not_ready)
    if option is None:
        _propose(rehearsal, excepts)
        return
    with refused(rehearsal.url, WrongInput) as caught:
        _propose(rehearsal, excepts)
    assert str(caught.value).startswith(option)


def test_a_case_with_facts_missing_is_no_exception(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case(changes={**NOT_READY, "money.monthly_income": None})
    with refused(rehearsal.url, NotApprovable) as caught:
        _propose(rehearsal)
    assert "money.monthly_income" in str(caught.value)


@pytest.mark.parametrize("changes", [{}, {"activity": "none"}, {"money.monthly_income": None}])
def test_a_case_with_nothing_unmet_needs_no_exception(
    rehearsal: Rehearsal, changes: dict[str, object]
) -> None:
    rehearsal.assessed_case(changes=changes)
    with refused(rehearsal.url, NotApprovable):
        _propose(rehearsal, ("activity",))


@pytest.mark.parametrize("reason", ["", " "])
def test_an_exception_needs_a_reason(begin: Begin, reason: str) -> None:
    rehearsal = begin(not_ready)
    with refused(rehearsal.url, WrongInput) as caught:
        exceptions.propose_exception(
            rehearsal.office, rehearsal.ann, "RG-0001", ["ready"], [], reason, day("2018-07-03")
        )
    assert str(caught.value).startswith("--reason: ")


# ---- who and when


def test_nobody_confirms_their_own_exception(begin: Begin) -> None:
    rehearsal = begin(exception_proposed)
    with refused(rehearsal.url, SamePerson):
        _confirm(rehearsal, rehearsal.ann)


@pytest.mark.parametrize("half", ["propose", "confirm"])
def test_whoever_prepared_the_case_does_neither_half(begin: Begin, half: str) -> None:
    rehearsal = begin(not_ready if half == "propose" else exception_proposed)
    given_role(rehearsal, rehearsal.cora, Role.APPROVER)
    with refused(rehearsal.url, SamePerson) as caught:
        if half == "propose":
            _propose(rehearsal, who=rehearsal.cora)
        else:
            _confirm(rehearsal, rehearsal.cora)
    assert "prepared RG-0001" in str(caught.value)


def test_a_caseworker_does_neither_half(begin: Begin) -> None:
    rehearsal = begin(exception_proposed)
    for half in (_propose, _confirm):
        with refused(rehearsal.url, NotPermitted):
            half(rehearsal, who=rehearsal.cal)


def test_an_exception_is_confirmed_once(begin: Begin) -> None:
    rehearsal = begin(exception_proposed)
    _confirm(rehearsal)
    with refused(rehearsal.url, AlreadyDone):
        _confirm(rehearsal)


def test_an_exception_is_not_confirmed_once_the_case_was_assessed_again(begin: Begin) -> None:
    rehearsal = begin(exception_proposed)
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-04"))
    with refused(rehearsal.url, AssessedSince):
        _confirm(rehearsal)


@pytest.mark.parametrize("way", ["revised", "declined", "withdrawn"])
def test_an_exception_is_not_confirmed_once_the_case_has_moved_on(begin: Begin, way: str) -> None:
    rehearsal = begin(exception_proposed)
    office, on = rehearsal.office, day("2018-07-04")
    if way == "revised":
        cases.revise(office, rehearsal.cora, "RG-0001", rehearsal.document(), on)
    elif way == "declined":
        decisions.decide(office, rehearsal.ann, "RG-0001", "decline", "no", [], on)
    else:
        withdraw(office, rehearsal.cora, "RG-0001", "moved away", on)
    with refused(rehearsal.url, WrongStatus):
        _confirm(rehearsal)


@pytest.mark.parametrize(("on", "fits"), [("2018-07-02", False), ("2018-07-03", True)])
def test_an_exception_is_not_confirmed_before_its_proposal(begin: Begin, on: str, fits: bool) -> None:
    rehearsal = begin(exception_proposed)
    if fits:
        assert _confirm(rehearsal, on=on)["status"] == "approved"
        return
    with refused(rehearsal.url, WrongInput):
        _confirm(rehearsal, on=on)


def test_an_exception_whose_reason_was_erased_is_not_confirmed(begin: Begin) -> None:
    rehearsal = begin(exception_proposed)
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2018-07-04"))
    with refused(rehearsal.url, NotApprovable):
        _confirm(rehearsal)


@pytest.mark.parametrize("story", [stories.drafted, stories.submitted, stories.approved, stories.declined])
def test_only_an_assessed_case_is_excepted(begin: Begin, story: Story) -> None:
    rehearsal = begin(story)
    with refused(rehearsal.url, WrongStatus):
        _propose(rehearsal)


def test_a_case_that_nobody_opened_is_not_excepted(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        _propose(rehearsal)


# ---- at issue


def test_what_is_unmet_on_the_day_of_issue_and_was_not_excepted_stops_it(begin: Begin) -> None:
    rehearsal = begin(exception_proposed)
    _confirm(rehearsal)
    _gate(rehearsal)
    # By then the last contact is too long ago, which nobody accepted.
    with refused(rehearsal.url, NotAccepted) as caught:
        issue(rehearsal, on="2018-08-16")
    assert caught.value == NotAccepted("RG-0001", ["in_touch"])


def test_after_the_pilot_a_case_is_excepted_and_issued(rehearsal: Rehearsal) -> None:
    office, cora, on = rehearsal.office, rehearsal.cora, day("2019-06-03")
    fresh = {
        "person.last_contact_on": "2019-05-20",
        "person.pathway_plan_reviewed_on": "2019-05-01",
        "tenancy.starts_on": "2019-07-01",
    }
    cases.add(office, cora, rehearsal.document(changes=fresh), on)
    cases.submit(office, cora, "RG-0001", on)
    cases.assess(office, cora, "RG-0001", on)
    _propose(rehearsal, ("pilot_window",), on="2019-06-03")
    _confirm(rehearsal, on="2019-06-03")
    for item in GateItem:
        cases.record_gate_item(office, cora, "RG-0001", item, "seen", on)
    assert issue(rehearsal, on="2019-06-04")["cap"] == "3120.00"


def test_an_excepted_finding_that_has_become_a_matter_of_judgement_needs_nothing_more(
    rehearsal: Rehearsal,
) -> None:
    # Evicted on 10 July 2016: within 24 months on the day of decision, no longer so on the day of issue.
    owing = {"person.evicted_on": "2016-07-10", "person.current_rent_arrears": "40.00"}
    rehearsal.assessed_case(changes=owing)
    _propose(rehearsal, ("housing_debt",))
    _confirm(rehearsal)
    _gate(rehearsal)
    assert issue(rehearsal, on="2018-07-10")["cap"] == "3120.00"
    assert asked(rehearsal.url, "SELECT outcome FROM assessment WHERE purpose = 'issue'") == [("refer",)]


def test_an_exception_without_a_place_joins_the_waiting_list(begin: Begin) -> None:
    rehearsal = begin(_full_and_not_ready)
    confirmed = rehearsal.confirmed(_propose(rehearsal), rehearsal.abe)
    assert confirmed["waiting"] is True


@after(stories.hired)
def _full_and_not_ready(rehearsal: Rehearsal) -> None:
    rehearsal.adopt(places=1)
    rehearsal.offered_guarantee("RG-0002")
    rehearsal.assessed_case("RG-0001", NOT_READY)
