"""A landlord may dispute a decision once; another approver answers, and what is reopened a third one decides."""

import pytest

from guarantor.domain import practice
from guarantor.domain.access import Role
from guarantor.domain.refusals import (
    AlreadyDone,
    ClaimExceedsCap,
    DisputeTooLate,
    LineNotPayable,
    NothingToDispute,
    SamePerson,
)
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.casework import showing
from guarantor.services.claiming import claim_documents, disputes
from guarantor.services.rent_record import rent
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.claiming import C, G, answer, decide, dispute, lodge, pay, tasks_of
from tests.services.stories import SEPTEMBER_AND_OCTOBER, day, given_role
from tests.watching import one_line, refused

C2 = "RG-0001/1/C2"


def test_a_dispute_is_owned_by_the_approvers_and_due_in_ten_working_days(begin: Begin) -> None:
    rehearsal = begin(part_accepted)
    with one_line(rehearsal.url) as added:
        raised = dispute(rehearsal)
    assert raised == {"claim": C, "disputed": "520.00", "answer_by": "2018-12-04"}
    assert "the rent was due" not in str(added[0].details)
    dispute_task = next(task for task in tasks_of(rehearsal) if task["kind"] == "dispute")
    assert (dispute_task["due_on"], dispute_task["owner_role"]) == ("2018-12-04", "approver")


def test_the_days_in_which_a_decision_can_be_disputed_are_an_assumption_with_an_owner() -> None:
    figure = practice.figure("dispute_days")
    assert (figure.value, figure.unit) == (28, "days")
    assert "assumption" in figure.source
    assert figure.owner


@pytest.mark.parametrize(
    ("on", "in_time"), [("2018-11-06", True), ("2018-12-04", True), ("2018-12-05", False)]
)
def test_a_decision_can_be_disputed_from_its_day_to_28_days_after_it(
    begin: Begin, on: str, in_time: bool
) -> None:
    rehearsal = begin(part_accepted)
    if in_time:
        assert dispute(rehearsal, on=on)["claim"] == C
        return
    with refused(rehearsal.url, DisputeTooLate) as caught:
        dispute(rehearsal, on=on)
    assert caught.value == DisputeTooLate(C, day(on), day("2018-12-04"))


def test_a_decision_is_not_disputed_before_it_was_made(begin: Begin) -> None:
    rehearsal = begin(part_accepted)
    with refused(rehearsal.url, WrongInput):
        dispute(rehearsal, on="2018-11-05")


def test_a_dispute_and_its_answer_need_their_reasons(begin: Begin) -> None:
    rehearsal = begin(part_accepted)
    with refused(rehearsal.url, WrongInput) as caught:
        disputes.dispute(rehearsal.office, rehearsal.cora, C, "  ", day("2018-11-20"))
    assert "--reason" in str(caught.value)
    dispute(rehearsal)
    with refused(rehearsal.url, WrongInput):
        disputes.answer(rehearsal.office, rehearsal.abe, C, "stands", "", day("2018-11-25"))
    with refused(rehearsal.url, WrongInput):
        answer(rehearsal, "perhaps")


def test_nothing_is_disputed_of_a_claim_granted_whole_or_not_decided(begin: Begin) -> None:
    for story in (stories.lodged, stories.accepted, stories.paid):
        rehearsal = begin(story)
        with refused(rehearsal.url, NothingToDispute):
            dispute(rehearsal)


def test_a_decision_is_disputed_once(begin: Begin) -> None:
    rehearsal = begin(part_accepted)
    dispute(rehearsal)
    with refused(rehearsal.url, AlreadyDone):
        dispute(rehearsal, on="2018-11-21")
    answer(rehearsal, "stands")
    with refused(rehearsal.url, AlreadyDone):
        dispute(rehearsal, on="2018-11-26")
    with refused(rehearsal.url, AlreadyDone):
        answer(rehearsal, "reopened")


def test_a_dispute_that_nobody_raised_is_not_answered(begin: Begin) -> None:
    rehearsal = begin(part_accepted)
    with refused(rehearsal.url, NothingToDispute):
        answer(rehearsal, "stands")


def test_whoever_decided_or_raised_the_dispute_does_not_answer_it(begin: Begin) -> None:
    rehearsal = begin(part_accepted)
    dispute(rehearsal)
    given_role(rehearsal, rehearsal.cora, Role.APPROVER)
    for who in ("ann", "cora"):
        with refused(rehearsal.url, SamePerson):
            answer(rehearsal, "reopened", by=who)
    answer(rehearsal, "stands")
    assert [task["kind"] for task in tasks_of(rehearsal)] == ["pay_claim"]
    shown = claim_documents.shown(rehearsal.office, C)
    assert (shown["dispute"]["answer"], shown["dispute"]["open"]) == ("stands", False)


def test_what_was_not_granted_is_taken_up_as_a_new_claim_of_the_same_lodger(begin: Begin) -> None:
    rehearsal = begin(part_accepted)
    dispute(rehearsal)
    assert answer(rehearsal, "reopened") == {"claim": C, "answer": "reopened", "reopened_as": C2}
    shown = claim_documents.shown(rehearsal.office, C2)
    assert [(line["month"], line["claimed"], line["payable"]) for line in shown["lines"]] == [
        ("2018-10", "520.00", "520.00")
    ]
    assert (shown["reopens"], shown["lodged_on"]) == (C, "2018-11-25")
    assert shown["receipt"]["decide_by"] == "2018-12-07"
    assert claim_documents.shown(rehearsal.office, C)["reopened_as"] == [C2]
    assert [task["kind"] for task in tasks_of(rehearsal, C2)] == ["decide_claim"]


@pytest.mark.parametrize("who", ["ann", "abe", "cora"])
def test_nobody_who_lodged_decided_or_answered_decides_what_is_reopened(begin: Begin, who: str) -> None:
    rehearsal = begin(reopened)
    if who == "cora":
        given_role(rehearsal, rehearsal.cora, Role.APPROVER)
    with refused(rehearsal.url, SamePerson):
        decide(rehearsal, {"2018-10": 52_000}, claim=C2, on="2018-11-26", by=who)


def test_a_third_approver_decides_what_is_reopened(begin: Begin) -> None:
    rehearsal = begin(reopened)
    decided = decide(rehearsal, {"2018-10": 52_000}, claim=C2, on="2018-11-26", by="cal")
    assert (decided["outcome"], decided["accepted"]) == ("accepted", "520.00")
    pay(rehearsal, claim=C2, on="2018-11-27")
    pay(rehearsal, reference="BACS-2", on="2018-11-27")
    assert showing.guarantee(rehearsal.office, G)["paid"] == "1040.00"


def test_what_is_reopened_is_judged_as_of_the_day_the_first_claim_was_lodged(begin: Begin) -> None:
    """The tenant has paid since, and less than two months were owed when the claim was taken up."""
    rehearsal = begin(part_accepted)
    on = day("2018-11-10")
    rent.pay(rehearsal.office, rehearsal.cora, G, on, 52_000, "tenant", on, None)
    pay(rehearsal)
    dispute(rehearsal)
    answer(rehearsal, "reopened")
    (line,) = claim_documents.shown(rehearsal.office, C2)["lines"]
    assert (line["payable"], line["failed"]) == ("520.00", [])


def test_claims_accepted_since_do_not_unmake_that_two_months_were_owed(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    decide(rehearsal, {})
    rehearsal.charge(G, "2018-12-01")
    lodge(rehearsal, {"2018-11": 52_000, "2018-12": 52_000}, on="2018-12-01")
    decide(rehearsal, {"2018-11": 52_000, "2018-12": 52_000}, claim=C2, on="2018-12-02")
    dispute(rehearsal, on="2018-12-03")
    answer(rehearsal, "reopened", on="2018-12-04")
    lines = claim_documents.shown(rehearsal.office, "RG-0001/1/C3")["lines"]
    assert [line["payable"] for line in lines] == ["520.00", "520.00"]


def test_no_month_is_accepted_twice_by_a_reopening(begin: Begin) -> None:
    """While the dispute waited, October was claimed again and accepted."""
    rehearsal = begin(part_accepted)
    dispute(rehearsal)
    lodge(rehearsal, {"2018-10": 52_000, "2018-11": 52_000}, on="2018-11-20")
    decide(rehearsal, {"2018-10": 52_000, "2018-11": 52_000}, claim=C2, on="2018-11-21", by="abe")
    answer(rehearsal, "reopened")
    given_role(rehearsal, rehearsal.cal, Role.APPROVER)
    with refused(rehearsal.url, LineNotPayable):
        decide(rehearsal, {"2018-10": 1}, claim="RG-0001/1/C3", on="2018-11-26", by="cal")


def test_the_release_waits_for_the_days_in_which_a_decision_can_be_disputed(begin: Begin) -> None:
    """Decided on 1 September 2019, after the window closed; it can be disputed until the 29th."""
    rehearsal = begin(stories.lodged)
    daily.run(rehearsal.office, day("2019-08-01"))
    decide(rehearsal, {}, on="2019-09-01")
    daily.run(rehearsal.office, day("2019-09-29"))
    assert showing.guarantee(rehearsal.office, G)["remaining"] == "3120.00"
    daily.run(rehearsal.office, day("2019-09-30"))
    assert showing.guarantee(rehearsal.office, G)["remaining"] == "0.00"


def test_a_dispute_raised_inside_its_days_does_not_lose_its_money(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    daily.run(rehearsal.office, day("2019-08-01"))
    decide(rehearsal, {}, on="2019-09-01")
    dispute(rehearsal, on="2019-09-29")
    daily.run(rehearsal.office, day("2019-12-01"))
    answer(rehearsal, "reopened", on="2019-12-02")
    daily.run(rehearsal.office, day("2019-12-03"))
    given_role(rehearsal, rehearsal.cal, Role.APPROVER)
    decided = decide(rehearsal, SEPTEMBER_AND_OCTOBER, claim=C2, on="2019-12-04", by="cal")
    assert decided["accepted"] == "1040.00"
    daily.run(rehearsal.office, day("2019-12-05"))
    assert showing.guarantee(rehearsal.office, G)["remaining"] == "0.00"


def test_once_an_answered_dispute_stands_the_rest_is_released_and_nothing_is_left(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    daily.run(rehearsal.office, day("2019-08-01"))
    decide(rehearsal, {}, on="2019-09-01")
    dispute(rehearsal, on="2019-09-02")
    answer(rehearsal, "stands", on="2019-09-03")
    daily.run(rehearsal.office, day("2019-09-03"))
    assert showing.guarantee(rehearsal.office, G)["remaining"] == "0.00"
    lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on="2019-09-04")
    with refused(rehearsal.url, ClaimExceedsCap):
        decide(rehearsal, {"2018-09": 1}, claim=C2, on="2019-09-04")


@after(stories.lodged)
def part_accepted(rehearsal: Rehearsal) -> None:
    """Ann accepted September of RG-0001/1/C1 and refused October on 6 November 2018."""
    decide(rehearsal, {"2018-09": 52_000}, "October was paid")


@after(part_accepted)
def reopened(rehearsal: Rehearsal) -> None:
    """After a dispute Abe reopened October as RG-0001/1/C2; Cal is an approver too."""
    dispute(rehearsal)
    answer(rehearsal, "reopened")
    given_role(rehearsal, rehearsal.cal, Role.APPROVER)
