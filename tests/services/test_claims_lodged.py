"""A landlord's claim is lodged by month, and each line held against the rent record and the terms."""

from typing import Any

import pytest

from guarantor.domain.claim_evidence import EvidenceItem
from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import EndReason, Party
from guarantor.domain.refusals import (
    KeyUsedBefore,
    LineNotPayable,
    WrongStatus,
)
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.claiming import claim_documents, claims
from guarantor.services.guaranteeing import guarantees
from guarantor.services.rent_record import deposits, rent
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.claiming import C, G, decide, failed_checks, lodge, pay, see, tasks_of
from tests.services.stories import SEPTEMBER_AND_OCTOBER, day
from tests.watching import nothing_written, one_line, refused


def test_two_months_owed_can_be_claimed(begin: Begin) -> None:
    lodged = lodge(begin(stories.charged), SEPTEMBER_AND_OCTOBER)
    assert (lodged["claim"], lodged["claimed"], lodged["payable"]) == (C, "1040.00", "1040.00")
    assert failed_checks(lodged) == {"2018-09": [], "2018-10": []}


@pytest.mark.parametrize(("on", "possible"), [("2018-07-05", False), ("2018-07-06", True)])
def test_nothing_is_claimed_before_all_three_have_signed(begin: Begin, on: str, possible: bool) -> None:
    rehearsal = begin(stories.charged)
    if possible:
        assert lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on=on)["payable"] == "0.00"
    else:
        with refused(rehearsal.url, WrongInput) as caught:
            lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on=on)
        assert "--on: expected 2018-07-06 or later" in str(caught.value)


def test_a_month_charged_on_two_days_is_paid_up_to_the_ceiling_and_not_by_two_claims_either(
    begin: Begin,
) -> None:
    """£520.00 a month is followed up to £572.00, whatever was entered and however often it is claimed."""
    rehearsal = begin(stories.charged)
    rehearsal.charge(G, "2018-10-02", "2018-10-03")
    lines = {"2018-09": 52_000, "2018-10": 156_000}
    lodged = lodge(rehearsal, lines)
    assert [line["payable"] for line in lodged["lines"]] == ["520.00", "572.00"]
    again = lodge(rehearsal, lines)
    assert all(f"{C}, not decided yet, claims this month too" in line["notes"] for line in again["lines"])
    decide(rehearsal, {"2018-09": 52_000, "2018-10": 57_200}, "up to the ceiling")
    for _ in range(2):
        second = claim_documents.shown(rehearsal.office, "RG-0001/1/C2")
        assert [line["payable"] for line in second["lines"]] == ["0.00", "0.00"]
        assert not any("not decided yet" in note for line in second["lines"] for note in line["notes"])
        if claim_documents.shown(rehearsal.office, C)["status"] != "paid":
            pay(rehearsal)


@pytest.mark.parametrize(("paid_pence", "payable"), [(52_000, "1040.00"), (52_001, "0.00")])
def test_the_landlord_claims_from_two_whole_months_owed(begin: Begin, paid_pence: int, payable: str) -> None:
    """£1,560.00 had fallen due; a payment of more than one month leaves less than two months owing."""
    rehearsal = begin(stories.charged)
    on = day("2018-08-01")
    rent.pay(rehearsal.office, rehearsal.cora, G, on, paid_pence, "tenant", on, None)
    assert lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on="2018-10-31")["payable"] == payable


def test_a_claim_lodged_early_fails_its_check_and_can_only_be_rejected(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    lodged = lodge(rehearsal, {"2018-09": 52_000}, on="2018-09-20")
    assert lodged["payable"] == "0.00"
    assert all(failed_checks(lodged).values())
    with refused(rehearsal.url, LineNotPayable) as caught:
        decide(rehearsal, {"2018-09": 1})
    assert isinstance(caught.value, LineNotPayable)
    assert (caught.value.month, caught.value.asked_pence, caught.value.payable_pence) == ("2018-09", 1, 0)
    assert decide(rehearsal, {}, "claimed too early")["outcome"] == "rejected"


def test_when_the_tenancy_has_ended_less_than_two_months_can_be_claimed(begin: Begin) -> None:
    rehearsal = begin(ended_without_deposit)
    rehearsal.charge(G, "2018-10-01")
    assert lodge(rehearsal, {"2018-10": 52_000}, on="2018-10-20")["payable"] == "520.00"


def test_the_first_months_rent_is_not_covered(begin: Begin) -> None:
    lodged = lodge(begin(stories.charged), {"2018-08": 52_000, "2018-09": 52_000})
    assert failed_checks(lodged)["2018-08"]
    assert failed_checks(lodged)["2018-09"] == []
    assert lodged["payable"] == "520.00"


def test_a_month_without_a_charge_cannot_be_accepted(begin: Begin) -> None:
    lodged = lodge(begin(stories.charged), {"2018-12": 52_000, **SEPTEMBER_AND_OCTOBER})
    assert failed_checks(lodged)["2018-12"]
    assert lodged["payable"] == "1040.00"


def test_rent_due_after_an_early_end_is_not_covered(begin: Begin) -> None:
    rehearsal = begin(ended_without_deposit)
    rehearsal.charge(G, "2018-10-01", "2018-11-01")
    lodged = lodge(rehearsal, {"2018-10": 52_000, "2018-11": 52_000}, on="2018-11-05")
    assert failed_checks(lodged)["2018-10"] == []
    assert failed_checks(lodged)["2018-11"]


@pytest.mark.parametrize(("on", "payable"), [("2018-11-12", "520.00"), ("2018-11-13", "0.00")])
def test_the_window_closes_28_days_after_an_early_end(begin: Begin, on: str, payable: str) -> None:
    rehearsal = begin(ended_without_deposit)
    rehearsal.charge(G, "2018-10-01")
    assert lodge(rehearsal, {"2018-10": 52_000}, on=on)["payable"] == payable


@pytest.mark.parametrize(("on", "payable"), [("2019-08-28", "1040.00"), ("2019-08-29", "0.00")])
def test_the_window_closes_28_days_after_the_term(begin: Begin, on: str, payable: str) -> None:
    rehearsal = begin(stories.active)
    rehearsal.charge(G, "2019-06-01", "2019-07-01", "2019-08-01")
    daily.run(rehearsal.office, day("2019-08-01"))
    lodged = lodge(rehearsal, {"2019-06": 52_000, "2019-07": 52_000, "2019-08": 52_000}, on=on)
    assert lodged["payable"] == payable
    assert failed_checks(lodged)["2019-08"]


def test_more_than_is_unpaid_is_cut_to_what_is_unpaid(begin: Begin) -> None:
    lodged = lodge(begin(stories.charged), {"2018-09": 60_000, "2018-10": 52_000})
    (september, october) = lodged["lines"]
    assert (september["claimed"], september["payable"]) == ("600.00", "520.00")
    assert september["notes"]
    assert october["payable"] == "520.00"


def test_a_month_accepted_before_is_not_payable_again(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    rehearsal.charge(G, "2018-12-01")
    lodged = lodge(
        rehearsal,
        {"2018-09": 52_000, "2018-11": 52_000, "2018-12": 52_000},
        on="2018-12-05",
    )
    assert failed_checks(lodged)["2018-09"]
    assert lodged["payable"] == "1040.00"
    pay(rehearsal)
    after = claim_documents.shown(rehearsal.office, "RG-0001/1/C2")
    assert [line["payable"] for line in after["lines"]] == ["0.00", "520.00", "520.00"]


def test_a_line_reported_late_is_noted_and_still_payable(begin: Begin) -> None:
    lodged = lodge(begin(stories.charged), SEPTEMBER_AND_OCTOBER, on="2018-10-15")
    (september, october) = lodged["lines"]
    assert any("14 days" in note for note in september["notes"])
    assert not any("14 days" in note for note in october["notes"])
    assert lodged["payable"] == "1040.00"


def test_claims_of_a_guarantee_are_numbered(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    assert lodge(rehearsal, {"2018-11": 52_000})["claim"] == "RG-0001/1/C2"


def test_a_claim_without_a_line_is_wrong_input(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    with refused(rehearsal.url, WrongInput):
        lodge(rehearsal, {})


def test_an_offer_that_nobody_signed_cannot_be_claimed_on(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    with refused(rehearsal.url, WrongStatus):
        lodge(rehearsal, SEPTEMBER_AND_OCTOBER)


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
        rehearsal.ended_early(G, "2018-07-20", EndReason.RELEASED_BY_LANDLORD)
    with refused(rehearsal.url, WrongStatus):
        lodge(rehearsal, SEPTEMBER_AND_OCTOBER)


def test_a_guarantee_that_was_not_issued_cannot_be_claimed_on(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        lodge(rehearsal, SEPTEMBER_AND_OCTOBER)


def test_the_same_key_lodges_one_claim(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    lodged = lodge(rehearsal, SEPTEMBER_AND_OCTOBER, key="letter 7")
    with nothing_written(rehearsal.url):
        assert lodge(rehearsal, SEPTEMBER_AND_OCTOBER, key="letter 7") == lodged
    with refused(rehearsal.url, KeyUsedBefore):
        lodge(rehearsal, {"2018-09": 52_000}, key="letter 7")


# ---- the receipt


@pytest.mark.parametrize(
    ("lodged_on", "decide_by"), [("2018-11-05", "2018-11-19"), ("2018-12-14", "2019-01-02")]
)
def test_the_receipt_names_the_owner_and_the_tenth_working_day(
    begin: Begin, lodged_on: str, decide_by: str
) -> None:
    """Christmas Day, Boxing Day and New Year's Day are no working days."""
    rehearsal = begin(stories.charged)
    lodged = lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on=lodged_on)
    assert lodged["receipt"] == {"decide_by": decide_by, "owner": "approver"}
    (task,) = tasks_of(rehearsal)
    assert (task["kind"], task["due_on"], task["owner_role"]) == ("decide_claim", decide_by, "approver")


@pytest.mark.parametrize(("on", "late"), [("2019-01-02", False), ("2019-01-03", True)])
def test_a_decision_after_the_tenth_working_day_is_allowed_and_marked_late(
    begin: Begin, on: str, late: bool
) -> None:
    rehearsal = begin(stories.charged)
    lodge(rehearsal, SEPTEMBER_AND_OCTOBER, on="2018-12-14")
    decide(rehearsal, SEPTEMBER_AND_OCTOBER, on=on)
    shown = claim_documents.shown(rehearsal.office, C)
    assert shown["decision"]["decided_late"] is late


def test_every_paper_is_missing_until_it_is_seen(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    needed = ["tenancy_agreement", "rent_schedule", "tenant_told"]
    assert claim_documents.shown(rehearsal.office, C)["evidence_missing"] == needed
    assert see(rehearsal, EvidenceItem.OTHER)["evidence_missing"] == needed
    assert see(rehearsal, EvidenceItem.RENT_SCHEDULE)["evidence_missing"] == [needed[0], needed[2]]
    see(rehearsal, EvidenceItem.TENANCY_AGREEMENT)
    assert see(rehearsal, EvidenceItem.TENANT_TOLD)["evidence_missing"] == []


def test_evidence_says_what_was_seen_and_not_before_the_claim_was_lodged(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    with refused(rehearsal.url, WrongInput) as caught:
        claims.record_evidence(
            rehearsal.office, rehearsal.cal, C, EvidenceItem.TENANT_TOLD, " ", day("2018-11-05")
        )
    assert "--evidence" in str(caught.value)
    with refused(rehearsal.url, WrongInput):
        see(rehearsal, EvidenceItem.TENANT_TOLD, on="2018-11-04")


# ---- late


@pytest.mark.parametrize(("stated_on", "late"), [("2018-09-15", False), ("2018-09-16", True)])
def test_a_month_reported_missed_within_14_days_was_reported_in_time(
    begin: Begin, stated_on: str, late: bool
) -> None:
    rehearsal = begin(stories.charged)
    rent.state(rehearsal.office, rehearsal.cora, G, Month(2018, 9), "missed", day(stated_on))
    september, october = lodge(rehearsal, SEPTEMBER_AND_OCTOBER)["lines"]
    assert any("14 days" in note for note in september["notes"]) is late
    assert any("14 days" in note for note in october["notes"])


def test_a_good_reason_for_lateness_is_kept_where_it_can_be_erased(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    reason = "The landlord was in hospital."
    with one_line(rehearsal.url) as added:
        lodged = lodge(rehearsal, SEPTEMBER_AND_OCTOBER, late_reason=f" {reason} ")
    assert all("good reason on record" in line["notes"][0] for line in lodged["lines"])
    assert reason not in str(added[0].details)
    assert claim_documents.shown(rehearsal.office, C)["receipt"]["late_reason"] == reason
    for_finance = claim_documents.shown(rehearsal.office, C, words=False)
    assert reason not in str(for_finance)


def test_the_same_key_with_and_without_a_reason_is_not_the_same_act(begin: Begin) -> None:
    rehearsal = begin(stories.charged)
    lodge(rehearsal, SEPTEMBER_AND_OCTOBER, key="letter 7")
    with refused(rehearsal.url, KeyUsedBefore):
        lodge(rehearsal, SEPTEMBER_AND_OCTOBER, key="letter 7", late_reason="in hospital")


# ---- the list


def test_the_list_says_what_each_claim_waits_for_and_how_many_days_are_left(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)

    def row(on: str) -> tuple[Any, ...]:
        (only,) = claim_documents.listed(rehearsal.office, day(on))
        return only["status"], only["waits_for"], only["owner"], only["due_on"], only["days_left"]

    assert row("2018-11-05") == ("lodged", "decision", "approver", "2018-11-19", 14)
    assert row("2018-11-20")[-1] == -1
    decide(rehearsal, SEPTEMBER_AND_OCTOBER)
    assert row("2018-11-06") == ("accepted", "payment", "finance", "2018-12-04", 28)
    pay(rehearsal)
    assert row("2018-11-10") == ("paid", None, None, None, None)
    assert claim_documents.listed(rehearsal.office, day("2018-11-10"), open_only=True) == []


def test_the_list_of_one_guarantee_holds_its_claims_only(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    rehearsal.active_guarantee("RG-0002")
    rehearsal.charge("RG-0002/1", "2018-08-01", "2018-09-01", "2018-10-01")
    rehearsal.lodged_claim("RG-0002/1", SEPTEMBER_AND_OCTOBER)
    every = claim_documents.listed(rehearsal.office, None)
    assert [each["claim"] for each in every] == [C, "RG-0002/1/C1"]
    assert claim_documents.listed(rehearsal.office, None, "RG-0002/1") == every[1:]
    with pytest.raises(NotFound):
        claim_documents.listed(rehearsal.office, None, "RG-0003/1")


@after(stories.ended)
def ended_without_deposit(rehearsal: Rehearsal) -> None:
    """The tenancy of RG-0001/1 ended on 15 October 2018, and nothing of the deposit is there for rent."""
    deposits.state(rehearsal.office, rehearsal.cora, G, 0, "returned to the tenant", day("2018-10-16"))
