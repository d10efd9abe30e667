"""A claim is decided by another person than lodged it, within each line's check and within the cap."""

import pytest

from guarantor.domain.access import Role
from guarantor.domain.claim_evidence import EvidenceItem
from guarantor.domain.refusals import (
    AlreadyDecided,
    ClaimExceedsCap,
    LineNotPayable,
    SamePerson,
)
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.casework import showing
from guarantor.services.claiming import claim_documents, claims
from guarantor.services.rent_record import rent
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import stories
from tests.services.claiming import C, G, balances_held, decide, lodge, pay, see, tasks_of
from tests.services.stories import SEPTEMBER_AND_OCTOBER, day, given_role
from tests.watching import one_line, refused, transfers


def test_a_claim_accepted_whole_is_owed_and_no_longer_committed(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    with one_line(rehearsal.url) as added:
        decided = decide(rehearsal, SEPTEMBER_AND_OCTOBER, None)
    assert (decided["claim"], decided["outcome"], decided["accepted"]) == (C, "accepted", "1040.00")
    held = balances_held(rehearsal)
    assert (held["claims_payable"], held["guarantee_expense"], held["commitment"], held["bank"]) == (
        "1040.00",
        "1040.00",
        "2080.00",
        "0.00",
    )
    assert len(added[0].details["transfers"]) == 2


@pytest.mark.parametrize("accepts", [{"2018-09": 52_000}, {"2018-09": 52_000, "2018-10": 51_999}])
def test_a_part_is_accepted_with_a_reason(begin: Begin, accepts: dict[str, int]) -> None:
    rehearsal = begin(stories.lodged)
    with refused(rehearsal.url, WrongInput) as caught:
        decide(rehearsal, accepts, None)
    assert "--reason" in str(caught.value)
    assert decide(rehearsal, accepts)["outcome"] == "part_accepted"
    shown = claim_documents.shown(rehearsal.office, C)
    assert shown["status"] == "part_accepted"
    assert [line["accepted"] for line in shown["lines"]] == [
        "520.00",
        "519.99" if "2018-10" in accepts else "0.00",
    ]


@pytest.mark.parametrize("reason", [None, "", "  "])
def test_a_rejection_needs_a_reason(begin: Begin, reason: str | None) -> None:
    rehearsal = begin(stories.lodged)
    with refused(rehearsal.url, WrongInput) as caught:
        decide(rehearsal, {}, reason)
    assert "--reason" in str(caught.value)


def test_a_rejected_claim_moves_no_money(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    before = transfers(rehearsal.url)
    rejected = decide(rehearsal, {})
    assert (rejected["claim"], rejected["outcome"], rejected["accepted"]) == (C, "rejected", "0.00")
    assert transfers(rehearsal.url) == before


@pytest.mark.parametrize("accepts", [{"2018-09": 52_001, "2018-10": 52_000}, {"2018-10": 104_000}])
def test_no_more_is_accepted_on_a_line_than_its_check_allows(begin: Begin, accepts: dict[str, int]) -> None:
    rehearsal = begin(stories.lodged)
    with refused(rehearsal.url, LineNotPayable):
        decide(rehearsal, accepts)


def test_a_month_that_was_not_claimed_cannot_be_accepted(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    with refused(rehearsal.url, WrongInput) as caught:
        decide(rehearsal, {"2018-11": 52_000})
    assert "--accept" in str(caught.value)


def test_whoever_lodged_a_claim_does_not_decide_it(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    given_role(rehearsal, rehearsal.cora, Role.APPROVER)
    for accepts in (SEPTEMBER_AND_OCTOBER, {}):
        with refused(rehearsal.url, SamePerson):
            claims.decide(
                rehearsal.office, rehearsal.cora, C, stories.lines(accepts), "so", day("2018-11-06")
            )


@pytest.mark.parametrize("story", [stories.accepted, stories.paid])
def test_a_claim_is_decided_once(begin: Begin, story: Story) -> None:
    rehearsal = begin(story)
    for accepts in (SEPTEMBER_AND_OCTOBER, {}):
        with refused(rehearsal.url, AlreadyDecided) as caught:
            decide(rehearsal, accepts)
        assert caught.value == AlreadyDecided(C, "accepted")


def test_a_rejected_claim_is_not_decided_again(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    decide(rehearsal, {})
    with refused(rehearsal.url, AlreadyDecided):
        decide(rehearsal, SEPTEMBER_AND_OCTOBER)


def test_a_claim_that_was_not_lodged_is_neither_decided_nor_paid(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    with refused(rehearsal.url, NotFound):
        decide(rehearsal, SEPTEMBER_AND_OCTOBER)
    with refused(rehearsal.url, NotFound):
        pay(rehearsal)
    with refused(rehearsal.url, NotFound):
        claim_documents.shown(rehearsal.office, C)


def test_a_month_is_not_accepted_again_once_an_earlier_claim_on_it_was_paid(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on="2018-11-06")
    pay(rehearsal)
    with refused(rehearsal.url, LineNotPayable):
        decide(rehearsal, SEPTEMBER_AND_OCTOBER, claim="RG-0001/1/C2", on="2018-11-12")


def test_a_month_that_the_tenant_paid_after_the_claim_was_lodged_is_not_accepted(begin: Begin) -> None:
    """The oldest charge first: a payment of two months meets August, which was owed too, and September."""
    rehearsal = begin(stories.lodged)
    on = day("2018-11-06")
    rent.pay(rehearsal.office, rehearsal.cora, G, on, 104_000, "tenant", on, None)
    shown = claim_documents.shown(rehearsal.office, C)
    assert {line["month"]: line["payable"] for line in shown["lines"]} == {
        "2018-09": "0.00",
        "2018-10": "520.00",
    }
    with refused(rehearsal.url, LineNotPayable):
        decide(rehearsal, SEPTEMBER_AND_OCTOBER)


def test_papers_that_nobody_has_seen_are_shown_and_noted_and_stop_nothing(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    see(rehearsal, EvidenceItem.TENANCY_AGREEMENT)
    with one_line(rehearsal.url) as added:
        decided = decide(rehearsal, SEPTEMBER_AND_OCTOBER)
    missing = ["rent_schedule", "tenant_told"]
    assert (decided["accepted"], decided["evidence_missing"]) == ("1040.00", missing)
    assert added[0].details["evidence_missing"] == missing


def test_a_decision_closes_its_task_and_opens_the_one_to_pay_within_28_days(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    decide(rehearsal, {"2018-09": 52_000})
    (task,) = tasks_of(rehearsal)
    assert (task["kind"], task["due_on"], task["owner_role"]) == ("pay_claim", "2018-12-04", "finance")


def test_a_rejection_leaves_no_task(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    decide(rehearsal, {})
    assert tasks_of(rehearsal) == []


def test_a_payment_leaves_the_support_after_it(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    pay(rehearsal)
    (task,) = tasks_of(rehearsal)
    assert (task["kind"], task["owner_role"]) == ("support_after_call", "caseworker")


def test_lines_accepted_below_the_cap_together_are_not_cut_by_what_each_might_take(begin: Begin) -> None:
    """Each of two lines could take all that is left; half of each is asked for."""
    rehearsal = begin(_seven_months_claimed)
    decide(rehearsal, dict.fromkeys(SEVEN_MONTHS[:5], 52_000), on="2019-03-10")
    rehearsal.charge(G, "2019-04-01")
    lodge(rehearsal, {"2019-02": 52_000, "2019-03": 52_000}, on="2019-04-05")
    halves = {"2019-02": 26_000, "2019-03": 26_000}
    assert decide(rehearsal, halves, claim="RG-0001/1/C2", on="2019-04-06")["accepted"] == "520.00"


# ---- the cap

SEVEN_MONTHS = ("2018-09", "2018-10", "2018-11", "2018-12", "2019-01", "2019-02", "2019-03")


def test_a_claim_may_use_the_cap_up_and_ends_the_guarantee_by_it(begin: Begin) -> None:
    rehearsal = begin(_seven_months_claimed)
    accepted = decide(rehearsal, dict.fromkeys(SEVEN_MONTHS[:6], 52_000), on="2019-03-10")
    assert accepted["accepted"] == "3120.00"
    shown = showing.guarantee(rehearsal.office, G)
    assert (shown["status"], shown["reason"], shown["remaining"]) == ("ended", "cap_used_up", "0.00")


def test_one_penny_over_the_cap_is_refused(begin: Begin) -> None:
    rehearsal = begin(_seven_months_claimed)
    accepts = {**dict.fromkeys(SEVEN_MONTHS[:6], 52_000), SEVEN_MONTHS[6]: 1}
    with refused(rehearsal.url, ClaimExceedsCap) as caught:
        decide(rehearsal, accepts, on="2019-03-10")
    assert caught.value == ClaimExceedsCap(G, 312_001, 312_000)


def test_one_penny_under_the_cap_leaves_the_guarantee_standing(begin: Begin) -> None:
    rehearsal = begin(_seven_months_claimed)
    accepts = {**dict.fromkeys(SEVEN_MONTHS[:5], 52_000), SEVEN_MONTHS[5]: 51_999}
    decide(rehearsal, accepts, on="2019-03-10")
    shown = showing.guarantee(rehearsal.office, G)
    assert (shown["status"], shown["remaining"]) == ("active", "0.01")


def test_what_earlier_claims_took_is_no_longer_left_of_the_cap(begin: Begin) -> None:
    rehearsal = begin(_seven_months_claimed)
    decide(rehearsal, dict.fromkeys(SEVEN_MONTHS[:5], 52_000), on="2019-03-10")
    rehearsal.charge(G, "2019-04-01")
    lodge(rehearsal, {"2019-02": 52_000, "2019-03": 52_000}, on="2019-04-05")
    second = "RG-0001/1/C2"
    with refused(rehearsal.url, ClaimExceedsCap) as caught:
        decide(rehearsal, {"2019-02": 52_000, "2019-03": 1}, claim=second, on="2019-04-06")
    assert caught.value == ClaimExceedsCap(G, 52_001, 52_000)
    decide(rehearsal, {"2019-02": 52_000}, claim=second, on="2019-04-06")
    assert showing.guarantee(rehearsal.office, G)["reason"] == "cap_used_up"


@after(stories.active)
def _seven_months_claimed(rehearsal: Rehearsal) -> None:
    rehearsal.charge(G, "2018-08-01", *(f"{month}-01" for month in SEVEN_MONTHS))
    rehearsal.lodged_claim(G, dict.fromkeys(SEVEN_MONTHS, 52_000), on="2019-03-05")
