"""An acceptance that was wrong and is not paid is undone by two approvers, and the claim is decided afresh."""

import pytest

from guarantor.domain.access import Role
from guarantor.domain.refusals import AlreadyDone, NothingToDispute, NothingToPay, NothingToUndo, SamePerson
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.casework import showing
from guarantor.services.claiming import claim_corrections, claim_documents, claims
from guarantor.services.rent_record import rent
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.claiming import (
    C,
    G,
    answer,
    balances_held,
    decide,
    dispute,
    lodge,
    pay,
    propose_undo,
    tasks_of,
    undo,
)
from tests.services.paying import send_back
from tests.services.stories import SEPTEMBER_AND_OCTOBER, day, given_role
from tests.watching import asked, one_line, refused, transfers

C2, C3 = "RG-0001/1/C2", "RG-0001/1/C3"
SIX_MONTHS = dict.fromkeys(("2018-09", "2018-10", "2018-11", "2018-12", "2019-01", "2019-02"), 52_000)


def test_nothing_happens_until_a_second_approver_confirms(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    before = balances_held(rehearsal)
    with one_line(rehearsal.url) as added:
        proposed = propose_undo(rehearsal)
    assert "wrong home" not in str(added[0].details)
    assert balances_held(rehearsal) == before
    with refused(rehearsal.url, SamePerson):
        rehearsal.confirmed(proposed, rehearsal.ann, on=day("2018-11-08"))


def test_every_transfer_of_the_acceptance_is_turned_round_and_pointed_at(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    accepted = transfers(rehearsal.url)[-2:]
    with one_line(rehearsal.url):
        proposed = propose_undo(rehearsal)
    with one_line(rehearsal.url):
        undone = rehearsal.confirmed(proposed, rehearsal.abe, on=day("2018-11-08"))
    assert undone == {"claim": C, "undone": "1040.00", "reopened_as": C2}
    round_ = asked(rehearsal.url, "SELECT debit, credit, amount_pence, corrects FROM transfer ORDER BY id")[
        -2:
    ]
    assert round_ == [(each["credit"], each["debit"], each["amount_pence"], each["id"]) for each in accepted]
    held = balances_held(rehearsal)
    assert (held["claims_payable"], held["guarantee_expense"], held["commitment"]) == (
        "0.00",
        "0.00",
        "3120.00",
    )
    assert showing.guarantee(rehearsal.office, G)["accepted"] == "0.00"


def test_the_claim_is_decided_afresh_by_another_approver(begin: Begin) -> None:
    rehearsal = begin(undone)
    shown = claim_documents.shown(rehearsal.office, C)
    assert (shown["status"], shown["accepted"], shown["reopened_as"]) == ("undone", "0.00", [C2])
    assert (shown["undone"]["proposed_by"], shown["undone"]["confirmed_by"]) == ("ann", "abe")
    assert [task["kind"] for task in tasks_of(rehearsal)] == []
    with refused(rehearsal.url, NothingToPay):
        pay(rehearsal)
    with refused(rehearsal.url, SamePerson):
        decide(rehearsal, SEPTEMBER_AND_OCTOBER, claim=C2, on="2018-11-09")
    decided = decide(rehearsal, SEPTEMBER_AND_OCTOBER, claim=C2, on="2018-11-09", by="abe")
    assert decided["accepted"] == "1040.00"
    assert pay(rehearsal, claim=C2)["paid"] == "1040.00"


def test_what_was_accepted_afresh_can_be_undone_again(begin: Begin) -> None:
    rehearsal = begin(undone)
    decide(rehearsal, {"2018-09": 52_000}, claim=C2, on="2018-11-09", by="abe")
    assert undo(rehearsal, C2, "2018-11-10")["reopened_as"] == C3
    decide(rehearsal, {}, claim=C3, on="2018-11-11")
    assert showing.guarantee(rehearsal.office, G)["remaining"] == "3120.00"


@pytest.mark.parametrize("story", [stories.lodged, stories.paid])
def test_what_is_not_accepted_or_is_paid_is_not_undone(begin: Begin, story: Story) -> None:
    rehearsal = begin(story)
    with refused(rehearsal.url, NothingToUndo):
        propose_undo(rehearsal, on="2018-11-12")


def test_a_rejection_is_not_undone(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    decide(rehearsal, {})
    with refused(rehearsal.url, NothingToUndo):
        propose_undo(rehearsal)


def test_what_was_paid_since_it_was_proposed_is_not_undone(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    proposed = propose_undo(rehearsal)
    pay(rehearsal)
    with refused(rehearsal.url, NothingToUndo) as caught:
        rehearsal.confirmed(proposed, rehearsal.abe, on=day("2018-11-12"))
    assert "BACS-1" in str(caught.value)


def test_what_two_have_proposed_is_undone_once(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    first, second = propose_undo(rehearsal), propose_undo(rehearsal)
    rehearsal.confirmed(first, rehearsal.abe, on=day("2018-11-08"))
    with refused(rehearsal.url, NothingToUndo):
        rehearsal.confirmed(second, rehearsal.abe, on=day("2018-11-08"))
    with refused(rehearsal.url, AlreadyDone):
        rehearsal.confirmed(first, rehearsal.abe, on=day("2018-11-08"))


def test_an_undoing_says_why_and_not_before_the_decision(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    with refused(rehearsal.url, WrongInput) as caught:
        claim_corrections.propose_undo(rehearsal.office, rehearsal.ann, C, " ", day("2018-11-08"))
    assert "--reason" in str(caught.value)
    with refused(rehearsal.url, WrongInput):
        propose_undo(rehearsal, on="2018-11-04")


def test_what_the_bank_sent_back_can_be_undone(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    send_back(rehearsal, on="2018-11-12")
    assert undo(rehearsal, on="2018-11-13")["undone"] == "1040.00"
    kinds = {task["kind"] for task in tasks_of(rehearsal)}
    assert kinds == {"support_after_call"}
    statement = rent.statement(rehearsal.office, G, day("2018-11-14"))
    assert (statement["met_by_council"], statement["charges"][1]["unpaid"]) == ("0.00", "520.00")


def test_an_open_dispute_falls_away_with_the_acceptance(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    decide(rehearsal, {"2018-09": 52_000})
    dispute(rehearsal)
    assert undo(rehearsal, on="2018-11-21")["reopened_as"] == C2
    assert tasks_of(rehearsal) == []
    with refused(rehearsal.url, NothingToDispute):
        answer(rehearsal, "reopened")
    with refused(rehearsal.url, NothingToDispute):
        dispute(rehearsal)
    lines = claim_documents.shown(rehearsal.office, C2)["lines"]
    assert [line["payable"] for line in lines] == ["520.00", "520.00"]


def test_what_a_dispute_took_up_is_not_taken_up_again(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    decide(rehearsal, {"2018-09": 50_000})
    dispute(rehearsal)
    answer(rehearsal, "reopened")
    assert undo(rehearsal, on="2018-11-26")["reopened_as"] == C3
    claimed = [
        [(line["month"], line["claimed"]) for line in claim_documents.shown(rehearsal.office, claim)["lines"]]
        for claim in (C2, C3)
    ]
    assert claimed == [[("2018-09", "20.00"), ("2018-10", "520.00")], [("2018-09", "500.00")]]


# ---- a guarantee that ended because its cap was used up


def test_a_guarantee_ended_by_its_cap_stays_ended_and_what_is_restored_stays_claimable(begin: Begin) -> None:
    """Rent due after that end is covered too, up to the deed's own end: the council stays bound by its deed."""
    rehearsal = begin(used_up)
    undo(rehearsal, on="2019-03-15")
    shown = showing.guarantee(rehearsal.office, G)
    assert (shown["status"], shown["reason"], shown["remaining"]) == ("ended", "cap_used_up", "3120.00")
    rehearsal.charge(G, "2019-04-01")
    lodged = lodge(rehearsal, {"2019-04": 52_000}, on="2019-04-05")
    assert lodged["payable"] == "520.00"
    decided = decide(rehearsal, SIX_MONTHS, claim=C2, on="2019-04-06", by="abe")
    assert decided["accepted"] == "3120.00"


@pytest.mark.parametrize(("on", "remaining"), [("2019-08-28", "3120.00"), ("2019-08-29", "0.00")])
def test_what_is_restored_is_released_when_the_deeds_own_window_has_closed(
    begin: Begin, on: str, remaining: str
) -> None:
    rehearsal = begin(used_up)
    undo(rehearsal, on="2019-03-15")
    decide(rehearsal, {}, claim=C2, on="2019-03-16", by="abe")
    daily.run(rehearsal.office, day(on))
    assert showing.guarantee(rehearsal.office, G)["remaining"] == remaining


def test_nothing_stands_accepted_after_an_undoing_and_a_rejection(begin: Begin) -> None:
    rehearsal = begin(undone)
    given_role(rehearsal, rehearsal.cal, Role.APPROVER)
    claims.decide(rehearsal.office, rehearsal.cal, C2, {}, "another home", day("2018-11-09"))
    shown = showing.guarantee(rehearsal.office, G)
    assert (shown["accepted"], shown["paid"], shown["remaining"]) == ("0.00", "0.00", "3120.00")


@after(stories.accepted)
def undone(rehearsal: Rehearsal) -> None:
    """The acceptance of RG-0001/1/C1 was undone by Ann and Abe on 8 November 2018."""
    undo(rehearsal)


@after(stories.active)
def used_up(rehearsal: Rehearsal) -> None:
    """Ann accepted six months on RG-0001/1/C1 on 10 March 2019, all of the cap."""
    rehearsal.charge(G, "2018-08-01", *(f"{month}-01" for month in SIX_MONTHS))
    rehearsal.lodged_claim(G, SIX_MONTHS, on="2019-03-05")
    decide(rehearsal, SIX_MONTHS, None, on="2019-03-10")
