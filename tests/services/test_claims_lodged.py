"""A landlord's claim is lodged by month, and each line held against the rent record and the terms."""

import pytest

from guarantor.domain.lifecycle import EndReason, Party
from guarantor.domain.refusals import (
    KeyUsedBefore,
    LineNotPayable,
    WrongStatus,
)
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services import claim_documents, daily, guarantees, rent
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.claiming import C, G, decide, failed_checks, lodge, pay
from tests.services.stories import SEPTEMBER_AND_OCTOBER, day
from tests.watching import nothing_written, refused


def test_two_months_owed_can_be_claimed(begin: Begin) -> None:
    lodged = lodge(begin(stories.charged), SEPTEMBER_AND_OCTOBER)
    assert (lodged["claim"], lodged["claimed"], lodged["payable"]) == (C, "1040.00", "1040.00")
    assert failed_checks(lodged) == {"2018-09": [], "2018-10": []}


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
    rehearsal = begin(stories.ended)
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
    rehearsal = begin(stories.ended)
    rehearsal.charge(G, "2018-10-01", "2018-11-01")
    lodged = lodge(rehearsal, {"2018-10": 52_000, "2018-11": 52_000}, on="2018-11-05")
    assert failed_checks(lodged)["2018-10"] == []
    assert failed_checks(lodged)["2018-11"]


@pytest.mark.parametrize(("on", "payable"), [("2018-11-12", "520.00"), ("2018-11-13", "0.00")])
def test_the_window_closes_28_days_after_an_early_end(begin: Begin, on: str, payable: str) -> None:
    rehearsal = begin(stories.ended)
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
        reason = EndReason.RELEASED_BY_LANDLORD
        guarantees.end(rehearsal.office, rehearsal.ann, G, reason, day("2018-07-20"))
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
