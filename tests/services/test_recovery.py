"""What the council paid is paid back where the policy asks for it: plans, missed instalments, breathing space."""

from typing import Any

import pytest

from guarantor.domain.refusals import (
    AlreadyDone,
    KeyUsedBefore,
    MoreThanIsLeft,
    NotRecoverable,
)
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.data_protection import erasure
from guarantor.services.paying import recovery_documents
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import paying, stories
from tests.services.claiming import C, balances_held
from tests.services.paying import PLAN, agree, recover, rest
from tests.services.stories import day
from tests.watching import asked, nothing_written, one_line, refused


def shown(rehearsal: Rehearsal, on: str = "2019-02-15") -> dict[str, Any]:
    return recovery_documents.shown(rehearsal.office, C, day(on))


def sums(rehearsal: Rehearsal, on: str = "2019-12-31") -> tuple[str, str, str, str]:
    document = shown(rehearsal, on)
    return document["recoverable"], document["paid_back"], document["written_off"], document["left"]


def test_under_the_pilots_policy_no_plan_can_be_agreed(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    with refused(rehearsal.url, NotRecoverable) as caught:
        agree(rehearsal, PLAN)
    assert (
        str(caught.value) == f"{C} is not recoverable: its policy asks for no repayment by the young person."
    )


def test_under_the_pilots_policy_a_landlord_refunds_and_a_young_person_pays_nothing(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    with refused(rehearsal.url, NotRecoverable):
        recover(rehearsal, 1)
    assert recover(rehearsal, 5_000, "landlord")["not_paid_back"] == "990.00"
    held = balances_held(rehearsal)
    assert (held["recoveries"], held["bank"], held["recoverable"]) == ("50.00", "-990.00", "0.00")
    assert shown(rehearsal)["policy"] == "the young person repays nothing"


def test_a_plan_makes_what_was_paid_recoverable_and_is_shown_with_its_next_instalment(begin: Begin) -> None:
    rehearsal = begin(paying.paid_to_be_repaid)
    with one_line(rehearsal.url) as added:
        agreed = agree(rehearsal, PLAN)
    assert (agreed["recoverable"], [each["amount"] for each in agreed["instalments"]]) == (
        "1040.00",
        ["400.00", "400.00", "240.00"],
    )
    assert (added[0].act, added[0].subject) == ("agree_recovery_plan", C)
    held = balances_held(rehearsal)
    assert (held["recoverable"], held["recovery_claims"]) == ("1040.00", "1040.00")
    document = shown(rehearsal, "2018-12-31")
    assert document["next_instalment"] == {
        "number": 1,
        "due_on": "2018-12-31",
        "asked_on": "2018-12-31",
        "amount": "400.00",
        "unpaid": "400.00",
        "missed": False,
    }
    assert (document["policy"], document["missed"]) == ("instalments", "0.00")
    assert shown(rehearsal, "2019-01-01")["missed"] == "400.00"


@pytest.mark.parametrize("last_pence", [23_999, 24_001])
def test_a_plan_is_of_all_that_is_left_to_the_penny(begin: Begin, last_pence: int) -> None:
    rehearsal = begin(paying.paid_to_be_repaid)
    with refused(rehearsal.url, WrongInput) as caught:
        agree(rehearsal, {**PLAN, "2019-02-28": last_pence})
    assert "£1,040.00" in str(caught.value)


@pytest.mark.parametrize(("on", "is_refused"), [("2018-11-09", True), ("2018-11-10", False)])
def test_a_plan_is_agreed_once_the_claim_is_paid(begin: Begin, on: str, is_refused: bool) -> None:
    rehearsal = begin(paying.paid_to_be_repaid)
    if is_refused:
        with refused(rehearsal.url, WrongInput):
            agree(rehearsal, PLAN, on)
    else:
        assert agree(rehearsal, PLAN, on)["recoverable"] == "1040.00"


def test_what_is_not_paid_or_came_back_is_not_recoverable(begin: Begin) -> None:
    rehearsal = begin(paying.paid_to_be_repaid)
    paying.send_back(rehearsal)
    for tried in (lambda: agree(rehearsal, PLAN), lambda: recover(rehearsal, 1, "landlord")):
        with refused(rehearsal.url, NotRecoverable) as caught:
            tried()
        assert "nothing is paid on it" in str(caught.value)


def test_money_back_meets_the_plan_and_is_the_councils_income(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    assert recover(rehearsal, 50_000) == {
        "claim": C,
        "recovered": "500.00",
        "from": "young_person",
        "paid_back": "500.00",
        "not_paid_back": "540.00",
    }
    assert sums(rehearsal) == ("1040.00", "500.00", "0.00", "540.00")
    held = balances_held(rehearsal)
    assert (held["recoveries"], held["recoverable"], held["bank"]) == ("500.00", "540.00", "-540.00")
    assert [each["unpaid"] for each in shown(rehearsal)["instalments"]] == ["0.00", "300.00", "240.00"]


def test_balances_are_those_of_the_day_asked_for(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    recover(rehearsal, 50_000)
    assert sums(rehearsal, "2018-11-30") == ("0.00", "0.00", "0.00", "0.00")
    assert sums(rehearsal, "2019-01-30") == ("1040.00", "0.00", "0.00", "1040.00")
    assert sums(rehearsal, "2019-01-31") == ("1040.00", "500.00", "0.00", "540.00")


def test_a_landlords_refund_is_as_much_less_for_the_young_person(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    recover(rehearsal, 4_000, "landlord")
    assert sums(rehearsal) == ("1040.00", "40.00", "0.00", "1000.00")
    assert balances_held(rehearsal)["recovery_claims"] == "1000.00"


@pytest.mark.parametrize(("amount_pence", "is_refused"), [(104_000, False), (104_001, True)])
def test_no_more_comes_back_than_was_paid(begin: Begin, amount_pence: int, is_refused: bool) -> None:
    rehearsal = begin(paying.planned)
    if is_refused:
        with refused(rehearsal.url, MoreThanIsLeft) as caught:
            recover(rehearsal, amount_pence)
        assert "£1,040.01" in str(caught.value)
    else:
        assert recover(rehearsal, amount_pence)["not_paid_back"] == "0.00"
        assert shown(rehearsal)["next_instalment"] is None


def test_money_given_before_any_plan_meets_none_and_the_plan_is_of_the_rest(begin: Begin) -> None:
    rehearsal = begin(paying.paid_to_be_repaid)
    recover(rehearsal, 4_000, on="2018-11-20")
    assert balances_held(rehearsal)["recoverable"] == "0.00"
    assert agree(rehearsal, {"2018-12-31": 100_000})["recoverable"] == "1000.00"
    assert sums(rehearsal) == ("1000.00", "40.00", "0.00", "1000.00")


def test_a_new_plan_takes_the_place_of_the_old_one_and_asks_for_no_penny_twice(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    recover(rehearsal, 50_000)
    agree(rehearsal, {"2019-03-31": 27_000, "2019-04-30": 27_000}, on="2019-02-10")
    assert sums(rehearsal) == ("1040.00", "500.00", "0.00", "540.00")
    document = shown(rehearsal, "2019-03-01")
    assert [each["amount"] for each in document["instalments"]] == ["270.00", "270.00"]
    assert document["missed"] == "0.00"
    # What stood before the new plan was agreed is still shown as it was.
    assert [each["amount"] for each in shown(rehearsal, "2019-02-09")["instalments"]] == [
        "400.00",
        "400.00",
        "240.00",
    ]


def test_the_same_plan_again_is_refused_as_done(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    with refused(rehearsal.url, AlreadyDone):
        agree(rehearsal, PLAN)


def test_a_plan_does_not_go_back_before_the_one_it_replaces(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    with refused(rehearsal.url, WrongInput):
        agree(rehearsal, {"2019-03-31": 104_000}, on="2018-11-30")


def test_what_is_paid_back_whole_needs_no_plan(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    recover(rehearsal, 104_000)
    with refused(rehearsal.url, NotRecoverable) as caught:
        agree(rehearsal, {"2019-03-31": 1}, on="2019-02-10")
    assert "nothing of it is left" in str(caught.value)


def test_the_same_key_is_the_same_money_back(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    first = recover(rehearsal, 4_000, key="standing order 1")
    with nothing_written(rehearsal.url):
        assert recover(rehearsal, 4_000, key="standing order 1") == first
    with refused(rehearsal.url, KeyUsedBefore):
        recover(rehearsal, 4_001, key="standing order 1")
    assert recover(rehearsal, 4_000, key="standing order 2")["paid_back"] == "80.00"


def test_every_paid_claim_is_listed_with_what_is_left_and_until_when(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    recover(rehearsal, 50_000)
    assert recovery_documents.listed(rehearsal.office, day("2019-02-15")) == [
        {
            "claim": C,
            "policy": "instalments",
            "paid": "1040.00",
            "recoverable": "1040.00",
            "paid_back": "500.00",
            "written_off": "0.00",
            "left": "540.00",
            "missed": "300.00",
            "next_due_on": "2019-01-31",
            "next_amount": "300.00",
            "limitation_ends_on": "2024-11-10",
        }
    ]


def test_an_erasure_takes_what_was_written_of_the_young_persons_means(begin: Begin) -> None:
    rehearsal = begin(paying.write_off_proposed)
    rest(rehearsal, "2018-12-31", "2019-01-31")
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2026-01-01"))
    for table in ("breathing_space", "write_off"):
        assert asked(rehearsal.url, f"SELECT reason, salt FROM {table}") == [(None, None)]
    assert sums(rehearsal) == ("1040.00", "0.00", "0.00", "1040.00")
