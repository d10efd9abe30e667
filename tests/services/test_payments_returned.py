"""The bank sends a payment back: the claim is owed again, the rent with it, and is paid again under a new reference."""

import json
from typing import Any

import pytest

from guarantor.domain.refusals import (
    KeyUsedBefore,
    NoPaymentToReturn,
    NothingToPay,
    PaymentWasReturned,
)
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.claiming import claim_documents
from guarantor.services.paying import payments
from guarantor.services.rent_record import rent
from guarantor.storage.engine import reading
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import paying, stories
from tests.services.claiming import C, G, balances_held, pay
from tests.services.paying import send_back
from tests.services.stories import day
from tests.watching import asked, journal, nothing_written, one_line, refused, transfers


def owed(rehearsal: Rehearsal, on: str) -> list[str]:
    """What each month's rent still lacks on a day."""
    statement = rent.statement(rehearsal.office, G, day(on))
    return [str(each["unpaid"]) for each in statement["charges"]]


def documents(rehearsal: Rehearsal) -> list[dict[str, Any]]:
    with reading(rehearsal.office.engine) as session:
        return payments.documents(session, C)


def tasks(rehearsal: Rehearsal) -> dict[str, tuple[str, str, bool]]:
    """Each task by what opened it: its owner, when it is due, and whether it was done."""
    rows = asked(
        rehearsal.url,
        "SELECT basis, owner_role, due_on, (SELECT COUNT(*) FROM task_step WHERE task = task.id) FROM task",
    )
    return {basis: (owner, due_on, bool(steps)) for basis, owner, due_on, steps in rows}


def test_every_transfer_of_the_payment_is_turned_round_and_points_at_it(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    with one_line(rehearsal.url) as added:
        answer = send_back(rehearsal)
    assert answer == {"claim": C, "returned": "1040.00", "reference": "BACS-1", "reason": "account_closed"}
    assert (added[0].act, added[0].subject) == ("record_returned_payment", C)
    before = [made for made in transfers(rehearsal.url) if made["happened_on"] == "2018-11-10"]
    after = [made for made in transfers(rehearsal.url) if made["happened_on"] == "2018-11-14"]
    assert [(made["debit"], made["credit"], made["amount_pence"]) for made in after] == [
        (made["credit"], made["debit"], made["amount_pence"]) for made in before
    ]
    corrected = asked(
        rehearsal.url, "SELECT corrects FROM transfer WHERE happened_on = '2018-11-14' ORDER BY id"
    )
    assert [number for (number,) in corrected] == [made["id"] for made in before]
    held = balances_held(rehearsal)
    assert (held["bank"], held["claims_payable"], held["rent_met_by_council"]) == ("0.00", "1040.00", "0.00")


def test_the_rent_is_owed_again_from_the_day_the_money_came_back(begin: Begin) -> None:
    rehearsal = begin(paying.returned)
    assert owed(rehearsal, "2018-11-13") == ["520.00", "0.00", "0.00", "520.00"]
    assert owed(rehearsal, "2018-11-14") == ["520.00", "520.00", "520.00", "520.00"]


def test_the_claim_is_paid_again_under_another_reference_and_the_rent_is_met_again(begin: Begin) -> None:
    rehearsal = begin(paying.returned)
    assert pay(rehearsal, reference="BACS-2", on="2018-11-16")["paid"] == "1040.00"
    held = balances_held(rehearsal)
    assert (held["bank"], held["claims_payable"], held["rent_met_by_council"]) == (
        "-1040.00",
        "0.00",
        "1040.00",
    )
    assert owed(rehearsal, "2018-11-16") == ["520.00", "0.00", "0.00", "520.00"]
    shown = claim_documents.shown(rehearsal.office, C)
    assert (shown["status"], shown["paid"], shown["reference"]) == ("paid", "1040.00", "BACS-2")
    assert [(each["attempt"], each["reference"], each["returned_on"]) for each in documents(rehearsal)] == [
        (1, "BACS-1", "2018-11-14"),
        (2, "BACS-2", None),
    ]


def test_the_reference_that_came_back_says_so_and_pays_nothing(begin: Begin) -> None:
    rehearsal = begin(paying.returned)
    with refused(rehearsal.url, PaymentWasReturned) as caught:
        pay(rehearsal, on="2018-11-16")
    assert "BACS-1" in str(caught.value)
    assert "2018-11-14" in str(caught.value)
    pay(rehearsal, reference="BACS-2", on="2018-11-16")
    with refused(rehearsal.url, PaymentWasReturned):
        pay(rehearsal, on="2018-11-16")
    with nothing_written(rehearsal.url):
        pay(rehearsal, reference="BACS-2", on="2018-11-16")


@pytest.mark.parametrize("on", ["2018-11-13", "2018-11-09"])
def test_a_claim_is_not_paid_again_before_its_payment_came_back(begin: Begin, on: str) -> None:
    rehearsal = begin(paying.returned)
    with refused(rehearsal.url, WrongInput) as caught:
        pay(rehearsal, reference="BACS-2", on=on)
    assert "2018-11-14" in str(caught.value)


@pytest.mark.parametrize("story", [stories.lodged, stories.accepted])
def test_what_was_not_paid_does_not_come_back(begin: Begin, story: Any) -> None:
    rehearsal = begin(story)
    with refused(rehearsal.url, NoPaymentToReturn) as caught:
        send_back(rehearsal)
    assert "it was not paid" in str(caught.value)


def test_a_payment_comes_back_once(begin: Begin) -> None:
    rehearsal = begin(paying.returned)
    with refused(rehearsal.url, NoPaymentToReturn) as caught:
        send_back(rehearsal)
    assert "BACS-1 came back before" in str(caught.value)


@pytest.mark.parametrize(("on", "is_refused"), [("2018-11-09", True), ("2018-11-10", False)])
def test_a_payment_comes_back_on_its_own_day_or_later(begin: Begin, on: str, is_refused: bool) -> None:
    rehearsal = begin(stories.paid)
    if is_refused:
        with refused(rehearsal.url, WrongInput):
            send_back(rehearsal, on=on)
    else:
        assert send_back(rehearsal, on=on)["returned"] == "1040.00"


def test_a_payment_of_which_something_was_paid_back_did_arrive(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    paying.recover(rehearsal, 10_000, "landlord", on="2018-11-12")
    with refused(rehearsal.url, NoPaymentToReturn) as caught:
        send_back(rehearsal)
    assert "£100.00" in str(caught.value)


def test_a_reason_that_is_none_is_wrong_input(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    with refused(rehearsal.url, WrongInput) as caught:
        send_back(rehearsal, "lost in the post")
    assert str(caught.value).startswith(
        "--reason: expected one of wrong_details, account_closed, refused, other"
    )


def test_the_same_key_is_the_same_return_even_after_the_claim_was_paid_again(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    first = send_back(rehearsal, key="return 1")
    pay(rehearsal, reference="BACS-2", on="2018-11-14")
    with nothing_written(rehearsal.url):
        assert send_back(rehearsal, key="return 1") == first
    with refused(rehearsal.url, KeyUsedBefore):
        send_back(rehearsal, "refused", key="return 1")
    assert send_back(rehearsal, key="return 2")["reference"] == "BACS-2"


def test_a_payment_closes_its_task_and_asks_somebody_to_see_the_young_person(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    assert tasks(rehearsal)[f"support {C}"] == ("caseworker", "2018-11-24", False)
    assert tasks(rehearsal)[f"pay {C} 1"][2]


def test_a_return_asks_finance_to_check_the_payee_and_to_pay_again(begin: Begin) -> None:
    rehearsal = begin(paying.returned)
    before = tasks(rehearsal)
    # Wednesday 14 November: two working days on is Friday; the policy's 28 days run to 12 December.
    assert before[f"returned {C} 1"] == ("finance", "2018-11-16", False)
    assert before[f"pay {C} 2"] == ("finance", "2018-12-12", False)
    pay(rehearsal, reference="BACS-2", on="2018-11-16")
    after = tasks(rehearsal)
    assert (after[f"returned {C} 1"][2], after[f"pay {C} 2"][2]) == (True, True)
    # The young person is seen once for one claim, however often it takes to pay it.
    assert [basis for basis in after if basis.startswith("support")] == [f"support {C}"]


def test_the_journal_says_why_it_came_back_by_a_code_alone(begin: Begin) -> None:
    rehearsal = begin(paying.returned)
    line = next(each for each in journal(rehearsal.url) if each.act == "record_returned_payment")
    assert (line.details["reason"], line.details["attempt"]) == ("account_closed", 1)
    assert "BACS-1" not in json.dumps(line.details)


def test_a_claim_whose_money_came_back_twice_has_three_payments(begin: Begin) -> None:
    rehearsal = begin(paying.returned)
    pay(rehearsal, reference="BACS-2", on="2018-11-16")
    send_back(rehearsal, "other", on="2018-11-20")
    assert pay(rehearsal, reference="BACS-3", on="2018-11-21")["paid"] == "1040.00"
    with refused(rehearsal.url, NothingToPay):
        pay(rehearsal, reference="BACS-4", on="2018-11-21")
    assert balances_held(rehearsal)["bank"] == "-1040.00"


@pytest.mark.parametrize(
    ("paid_on", "ends_on"),
    [("2018-11-10", "2024-11-10"), ("2020-02-29", "2026-02-28"), ("2020-02-28", "2026-02-28")],
)
def test_a_payment_can_be_pursued_for_six_years(begin: Begin, paid_on: str, ends_on: str) -> None:
    rehearsal = begin(stories.accepted)
    pay(rehearsal, on=paid_on)
    assert documents(rehearsal)[0]["limitation_ends_on"] == ends_on
    send_back(rehearsal, on="2020-03-02")
    assert documents(rehearsal)[0]["limitation_ends_on"] is None
