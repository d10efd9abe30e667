"""A landlord's claim: each line held against record and terms, decided by another person, paid by a third, once."""

from collections.abc import Mapping
from typing import Any

import pytest

from guarantor.domain.access import Role
from guarantor.domain.lifecycle import EndReason, Party
from guarantor.domain.refusals import (
    AlreadyDecided,
    ClaimExceedsCap,
    KeyUsedBefore,
    LineNotPayable,
    NothingToPay,
    SamePerson,
    WrongStatus,
)
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services import claim_documents, claims, daily, guarantees, rent, showing
from guarantor.services.exposure import balances
from tests.conftest import Begin, Story
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import SEPTEMBER_AND_OCTOBER, day, given_role
from tests.watching import asked, nothing_written, one_line, refused, transfers

G, C = "RG-0001/1", "RG-0001/1/C1"


def _lodge(
    rehearsal: Rehearsal, lines: Mapping[str, int], on: str = "2018-11-05", key: str | None = None
) -> dict[str, Any]:
    return claims.lodge(rehearsal.office, rehearsal.cora, G, stories.lines(lines), day(on), key)


def _decide(
    rehearsal: Rehearsal,
    accepts: Mapping[str, int],
    reason: str | None = "as the record shows",
    claim: str = C,
    on: str = "2018-11-06",
) -> dict[str, Any]:
    return claims.decide(rehearsal.office, rehearsal.ann, claim, stories.lines(accepts), reason, day(on))


def _pay(rehearsal: Rehearsal, claim: str = C, reference: str = "BACS-1") -> dict[str, Any]:
    return claims.pay(rehearsal.office, rehearsal.fay, claim, reference, day("2018-11-10"))


def _failed(lodged: dict[str, Any]) -> dict[str, list[str]]:
    return {line["month"]: line["failed"] for line in lodged["lines"]}


def _held(rehearsal: Rehearsal) -> dict[str, str]:
    return {row["account"]: row["balance"] for row in balances(rehearsal.office)}


# ---- lodging


def test_two_months_owed_can_be_claimed(begin: Begin) -> None:
    lodged = _lodge(begin(stories.charged), SEPTEMBER_AND_OCTOBER)
    assert (lodged["claim"], lodged["claimed"], lodged["payable"]) == (C, "1040.00", "1040.00")
    assert _failed(lodged) == {"2018-09": [], "2018-10": []}


@pytest.mark.parametrize(("paid_pence", "payable"), [(52_000, "1040.00"), (52_001, "0.00")])
def test_the_landlord_claims_from_two_whole_months_owed(begin: Begin, paid_pence: int, payable: str) -> None:
    """£1,560.00 had fallen due; a payment of more than one month leaves less than two months owing."""
    rehearsal = begin(stories.charged)
    on = day("2018-08-01")
    rent.pay(rehearsal.office, rehearsal.cora, G, on, paid_pence, "tenant", on, None)
    assert _lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on="2018-10-31")["payable"] == payable


def test_a_claim_lodged_early_fails_its_check_and_can_only_be_rejected(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    lodged = _lodge(rehearsal, {"2018-09": 52_000}, on="2018-09-20")
    assert lodged["payable"] == "0.00"
    assert all(_failed(lodged).values())
    with refused(rehearsal.url, LineNotPayable) as caught:
        _decide(rehearsal, {"2018-09": 1})
    assert isinstance(caught.value, LineNotPayable)
    assert (caught.value.month, caught.value.asked_pence, caught.value.payable_pence) == ("2018-09", 1, 0)
    assert _decide(rehearsal, {}, "claimed too early")["outcome"] == "rejected"


def test_when_the_tenancy_has_ended_less_than_two_months_can_be_claimed(begin: Begin) -> None:
    rehearsal = begin(stories.ended)
    rehearsal.charge(G, "2018-10-01")
    assert _lodge(rehearsal, {"2018-10": 52_000}, on="2018-10-20")["payable"] == "520.00"


def test_the_first_months_rent_is_not_covered(begin: Begin) -> None:
    lodged = _lodge(begin(stories.charged), {"2018-08": 52_000, "2018-09": 52_000})
    assert _failed(lodged)["2018-08"]
    assert _failed(lodged)["2018-09"] == []
    assert lodged["payable"] == "520.00"


def test_a_month_without_a_charge_cannot_be_accepted(begin: Begin) -> None:
    lodged = _lodge(begin(stories.charged), {"2018-12": 52_000, **SEPTEMBER_AND_OCTOBER})
    assert _failed(lodged)["2018-12"]
    assert lodged["payable"] == "1040.00"


def test_rent_due_after_an_early_end_is_not_covered(begin: Begin) -> None:
    rehearsal = begin(stories.ended)
    rehearsal.charge(G, "2018-10-01", "2018-11-01")
    lodged = _lodge(rehearsal, {"2018-10": 52_000, "2018-11": 52_000}, on="2018-11-05")
    assert _failed(lodged)["2018-10"] == []
    assert _failed(lodged)["2018-11"]


@pytest.mark.parametrize(("on", "payable"), [("2018-11-12", "520.00"), ("2018-11-13", "0.00")])
def test_the_window_closes_28_days_after_an_early_end(begin: Begin, on: str, payable: str) -> None:
    rehearsal = begin(stories.ended)
    rehearsal.charge(G, "2018-10-01")
    assert _lodge(rehearsal, {"2018-10": 52_000}, on=on)["payable"] == payable


@pytest.mark.parametrize(("on", "payable"), [("2019-08-28", "1040.00"), ("2019-08-29", "0.00")])
def test_the_window_closes_28_days_after_the_term(begin: Begin, on: str, payable: str) -> None:
    rehearsal = begin(stories.active)
    rehearsal.charge(G, "2019-06-01", "2019-07-01", "2019-08-01")
    daily.run(rehearsal.office, day("2019-08-01"))
    lodged = _lodge(rehearsal, {"2019-06": 52_000, "2019-07": 52_000, "2019-08": 52_000}, on=on)
    assert lodged["payable"] == payable
    assert _failed(lodged)["2019-08"]


def test_more_than_is_unpaid_is_cut_to_what_is_unpaid(begin: Begin) -> None:
    lodged = _lodge(begin(stories.charged), {"2018-09": 60_000, "2018-10": 52_000})
    (september, october) = lodged["lines"]
    assert (september["claimed"], september["payable"]) == ("600.00", "520.00")
    assert september["notes"]
    assert october["payable"] == "520.00"


def test_a_month_accepted_before_is_not_payable_again(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    rehearsal.charge(G, "2018-12-01")
    lodged = _lodge(
        rehearsal,
        {"2018-09": 52_000, "2018-11": 52_000, "2018-12": 52_000},
        on="2018-12-05",
    )
    assert _failed(lodged)["2018-09"]
    assert lodged["payable"] == "1040.00"
    _pay(rehearsal)
    after = claim_documents.shown(rehearsal.office, "RG-0001/1/C2")
    assert [line["payable"] for line in after["lines"]] == ["0.00", "520.00", "520.00"]


def test_a_line_reported_late_is_noted_and_still_payable(begin: Begin) -> None:
    lodged = _lodge(begin(stories.charged), SEPTEMBER_AND_OCTOBER, on="2018-10-15")
    (september, october) = lodged["lines"]
    assert any("14 days" in note for note in september["notes"])
    assert not any("14 days" in note for note in october["notes"])
    assert lodged["payable"] == "1040.00"


def test_claims_of_a_guarantee_are_numbered(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    assert _lodge(rehearsal, {"2018-11": 52_000})["claim"] == "RG-0001/1/C2"


def test_a_claim_without_a_line_is_wrong_input(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    with refused(rehearsal.url, WrongInput):
        _lodge(rehearsal, {})


def test_an_offer_that_nobody_signed_cannot_be_claimed_on(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    with refused(rehearsal.url, WrongStatus):
        _lodge(rehearsal, SEPTEMBER_AND_OCTOBER)


@pytest.mark.parametrize("signed", [[], [Party.COUNCIL], [Party.LANDLORD, Party.COUNCIL]])
@pytest.mark.parametrize("how", ["lapsed", "withdrawn"])
def test_an_offer_that_ended_before_all_three_signed_cannot_be_claimed_on(
    begin: Begin, signed: list[Party], how: str
) -> None:
    rehearsal = begin(stories.offered)
    for party in signed:
        guarantees.sign(rehearsal.office, rehearsal.cora, G, party, day("2018-07-06"))
    if how == "lapsed":
        daily.run(rehearsal.office, day("2018-08-03"))
    else:
        reason = EndReason.RELEASED_BY_LANDLORD
        guarantees.end(rehearsal.office, rehearsal.ann, G, reason, day("2018-07-20"))
    with refused(rehearsal.url, WrongStatus):
        _lodge(rehearsal, SEPTEMBER_AND_OCTOBER)


def test_a_guarantee_that_was_not_issued_cannot_be_claimed_on(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        _lodge(rehearsal, SEPTEMBER_AND_OCTOBER)


def test_the_same_key_lodges_one_claim(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    lodged = _lodge(rehearsal, SEPTEMBER_AND_OCTOBER, key="letter 7")
    with nothing_written(rehearsal.url):
        assert _lodge(rehearsal, SEPTEMBER_AND_OCTOBER, key="letter 7") == lodged
    with refused(rehearsal.url, KeyUsedBefore):
        _lodge(rehearsal, {"2018-09": 52_000}, key="letter 7")


# ---- deciding


def test_a_claim_accepted_whole_is_owed_and_no_longer_committed(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    with one_line(rehearsal.url) as added:
        decided = _decide(rehearsal, SEPTEMBER_AND_OCTOBER, None)
    assert decided == {"claim": C, "outcome": "accepted", "accepted": "1040.00"}
    held = _held(rehearsal)
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
        _decide(rehearsal, accepts, None)
    assert "--reason" in str(caught.value)
    assert _decide(rehearsal, accepts)["outcome"] == "part_accepted"
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
        _decide(rehearsal, {}, reason)
    assert "--reason" in str(caught.value)


def test_a_rejected_claim_moves_no_money(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    before = transfers(rehearsal.url)
    assert _decide(rehearsal, {}) == {"claim": C, "outcome": "rejected", "accepted": "0.00"}
    assert transfers(rehearsal.url) == before


@pytest.mark.parametrize("accepts", [{"2018-09": 52_001, "2018-10": 52_000}, {"2018-10": 104_000}])
def test_no_more_is_accepted_on_a_line_than_its_check_allows(begin: Begin, accepts: dict[str, int]) -> None:
    rehearsal = begin(stories.lodged)
    with refused(rehearsal.url, LineNotPayable):
        _decide(rehearsal, accepts)


def test_a_month_that_was_not_claimed_cannot_be_accepted(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    with refused(rehearsal.url, WrongInput) as caught:
        _decide(rehearsal, {"2018-11": 52_000})
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
            _decide(rehearsal, accepts)
        assert caught.value == AlreadyDecided(C, "accepted")


def test_a_rejected_claim_is_not_decided_again(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    _decide(rehearsal, {})
    with refused(rehearsal.url, AlreadyDecided):
        _decide(rehearsal, SEPTEMBER_AND_OCTOBER)


def test_a_claim_that_was_not_lodged_is_neither_decided_nor_paid(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    with refused(rehearsal.url, NotFound):
        _decide(rehearsal, SEPTEMBER_AND_OCTOBER)
    with refused(rehearsal.url, NotFound):
        _pay(rehearsal)
    with refused(rehearsal.url, NotFound):
        claim_documents.shown(rehearsal.office, C)


# ---- the cap

SEVEN_MONTHS = ("2018-09", "2018-10", "2018-11", "2018-12", "2019-01", "2019-02", "2019-03")


def test_a_claim_may_use_the_cap_up_and_ends_the_guarantee_by_it(begin: Begin) -> None:
    rehearsal = begin(_seven_months_claimed)
    accepted = _decide(rehearsal, dict.fromkeys(SEVEN_MONTHS[:6], 52_000), on="2019-03-10")
    assert accepted["accepted"] == "3120.00"
    shown = showing.guarantee(rehearsal.office, G)
    assert (shown["status"], shown["reason"], shown["remaining"]) == ("ended", "cap_used_up", "0.00")


def test_one_penny_over_the_cap_is_refused(begin: Begin) -> None:
    rehearsal = begin(_seven_months_claimed)
    accepts = {**dict.fromkeys(SEVEN_MONTHS[:6], 52_000), SEVEN_MONTHS[6]: 1}
    with refused(rehearsal.url, ClaimExceedsCap) as caught:
        _decide(rehearsal, accepts, on="2019-03-10")
    assert caught.value == ClaimExceedsCap(G, 312_001, 312_000)


def test_one_penny_under_the_cap_leaves_the_guarantee_standing(begin: Begin) -> None:
    rehearsal = begin(_seven_months_claimed)
    accepts = {**dict.fromkeys(SEVEN_MONTHS[:5], 52_000), SEVEN_MONTHS[5]: 51_999}
    _decide(rehearsal, accepts, on="2019-03-10")
    shown = showing.guarantee(rehearsal.office, G)
    assert (shown["status"], shown["remaining"]) == ("active", "0.01")


def test_what_earlier_claims_took_is_no_longer_left_of_the_cap(begin: Begin) -> None:
    rehearsal = begin(_seven_months_claimed)
    _decide(rehearsal, dict.fromkeys(SEVEN_MONTHS[:5], 52_000), on="2019-03-10")
    rehearsal.charge(G, "2019-04-01")
    _lodge(rehearsal, {"2019-02": 52_000, "2019-03": 52_000}, on="2019-04-05")
    second = "RG-0001/1/C2"
    with refused(rehearsal.url, ClaimExceedsCap) as caught:
        _decide(rehearsal, {"2019-02": 52_000, "2019-03": 1}, claim=second, on="2019-04-06")
    assert caught.value == ClaimExceedsCap(G, 52_001, 52_000)
    _decide(rehearsal, {"2019-02": 52_000}, claim=second, on="2019-04-06")
    assert showing.guarantee(rehearsal.office, G)["reason"] == "cap_used_up"


# ---- paying


def test_a_payment_meets_the_months_it_was_accepted_for(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    with one_line(rehearsal.url):
        paid = _pay(rehearsal)
    assert paid == {"claim": C, "paid": "1040.00", "reference": "BACS-1"}
    held = _held(rehearsal)
    assert (held["claims_payable"], held["bank"], held["rent_met_by_council"]) == (
        "0.00",
        "-1040.00",
        "1040.00",
    )
    statement = rent.statement(rehearsal.office, G, day("2018-11-12"))
    assert statement["met_by_council"] == "1040.00"
    assert [each["unpaid"] for each in statement["charges"]] == ["520.00", "0.00", "0.00", "520.00"]
    shown = claim_documents.shown(rehearsal.office, C)
    assert (shown["status"], shown["paid"], shown["paid_on"]) == ("paid", "1040.00", "2018-11-10")


def test_a_part_accepted_claim_is_paid_in_that_part(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    _decide(rehearsal, {"2018-10": 12_345})
    assert _pay(rehearsal)["paid"] == "123.45"
    met = [made for made in transfers(rehearsal.url) if made["kind"] == "rent_met_by_council"]
    assert [made["amount_pence"] for made in met] == [12_345]


def test_the_same_reference_sent_twice_is_one_payment(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    paid = _pay(rehearsal)
    with nothing_written(rehearsal.url):
        assert _pay(rehearsal) == paid
        assert _pay(rehearsal, reference=" BACS-1 ") == paid


def test_a_paid_claim_is_not_paid_again_under_another_reference(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    with refused(rehearsal.url, NothingToPay) as caught:
        _pay(rehearsal, reference="BACS-2")
    assert "BACS-1" in str(caught.value)


def test_a_reference_that_paid_one_claim_pays_no_other(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    rehearsal.charge(G, "2018-12-01")
    _lodge(rehearsal, {"2018-11": 52_000, "2018-12": 52_000}, on="2018-12-05")
    second = "RG-0001/1/C2"
    _decide(rehearsal, {"2018-11": 52_000, "2018-12": 52_000}, claim=second, on="2018-12-06")
    with refused(rehearsal.url, KeyUsedBefore):
        _pay(rehearsal, claim=second)
    assert _pay(rehearsal, claim=second, reference="BACS-2")["paid"] == "1040.00"


def test_a_claim_that_nobody_decided_is_not_paid(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    with refused(rehearsal.url, NothingToPay):
        _pay(rehearsal)


def test_a_rejected_claim_is_not_paid(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    _decide(rehearsal, {})
    with refused(rehearsal.url, NothingToPay):
        _pay(rehearsal)


def test_whoever_decided_a_claim_does_not_pay_it(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    given_role(rehearsal, rehearsal.ann, Role.FINANCE)
    with refused(rehearsal.url, SamePerson):
        claims.pay(rehearsal.office, rehearsal.ann, C, "BACS-1", day("2018-11-10"))


@pytest.mark.parametrize("reference", ["", "   ", "B" * 101])
def test_a_payment_needs_its_reference(begin: Begin, reference: str) -> None:
    rehearsal = begin(stories.accepted)
    with refused(rehearsal.url, WrongInput) as caught:
        _pay(rehearsal, reference=reference)
    assert "--reference" in str(caught.value)


def test_a_claim_accepted_before_the_end_is_still_paid_after_it(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    guarantees.end(rehearsal.office, rehearsal.ann, G, EndReason.TENANCY_ENDED, day("2018-11-08"))
    daily.run(rehearsal.office, day("2018-12-10"))
    assert _pay(rehearsal)["paid"] == "1040.00"
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM claim_payment") == [(1,)]


def _seven_months_claimed(rehearsal: Rehearsal) -> None:
    stories.active(rehearsal)
    rehearsal.charge(G, "2018-08-01", *(f"{month}-01" for month in SEVEN_MONTHS))
    rehearsal.lodged_claim(G, dict.fromkeys(SEVEN_MONTHS, 52_000), on="2019-03-05")
