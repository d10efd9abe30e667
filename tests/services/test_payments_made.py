"""Payments made: each with its two pairs of people and the payee of then, and sums that are the ledger's."""

import datetime as dt
from pathlib import Path

import pytest

from guarantor.domain.dates import Month
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.finance.exposure import exposure
from guarantor.services.finance.payments_made import made
from guarantor.services.paying import payments
from tests.conftest import Begin
from tests.services import paying, stories
from tests.services.stories import day

CLAIM = "RG-0001/1/C1"
OCTOBER, NOVEMBER, DECEMBER = Month(2018, 10), Month(2018, 11), Month(2018, 12)
END = day("2018-12-31")


def test_a_payment_names_who_decided_paid_entered_and_confirmed(begin: Begin) -> None:
    rehearsal = begin(paying.payable)
    payments.pay(rehearsal.office, rehearsal.fay, CLAIM, "BACS-7", day("2018-11-10"))
    (found,) = made(rehearsal.office, on=END)["payments"]
    assert (found["paid_by"], found["amount"], found["reference"]) == ("fay", "1040.00", "BACS-7")
    assert found["decided_by"] not in ("fay", None)
    assert {found["payee_entered_by"], found["payee_confirmed_by"]} == {"fay", "finn"}
    assert found["payee"] == "Orla Example"


def test_a_payee_who_is_confirmed_later_was_not_the_one_who_was_paid(begin: Begin) -> None:
    rehearsal = begin(paying.payable)
    payments.pay(rehearsal.office, rehearsal.fay, CLAIM, "BACS-7", day("2018-11-10"))
    rehearsal.clock.instant += dt.timedelta(minutes=1)
    paying.confirm(
        rehearsal, paying.change(rehearsal, name="Somebody Else", on="2018-11-12"), on="2018-11-13"
    )
    assert made(rehearsal.office, on=END)["payments"][0]["payee"] == "Orla Example"


def test_a_payment_in_a_batch_went_to_the_payee_of_the_batch(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.payable)
    paying.batch(rehearsal, tmp_path / "b.csv")
    paying.confirm(
        rehearsal, paying.change(rehearsal, name="Somebody Else", on="2018-11-09"), on="2018-11-09"
    )
    payments.pay(rehearsal.office, rehearsal.fay, CLAIM, "RG-0001/1/C1-1", day("2018-11-10"))
    (found,) = made(rehearsal.office, on=END)["payments"]
    assert (found["batch"], found["payee"]) == (1, "Orla Example")


def test_a_claim_paid_without_a_confirmed_payee_says_so(begin: Begin) -> None:
    (found,) = made(begin(stories.paid).office, on=END)["payments"]
    assert (found["payee"], found["payee_entered_by"], found["payee_confirmed_by"]) == (None, None, None)


def test_what_came_back_is_counted_in_the_total_and_named_beside_it(begin: Begin) -> None:
    rehearsal = begin(paying.returned)
    found = made(rehearsal.office, on=END)
    assert (found["total"], found["returned"]) == ("1040.00", "1040.00")
    assert found["payments"][0]["returned_on"] == "2018-11-14"
    assert exposure(rehearsal.office, END)["paid"] == "0.00"


@pytest.mark.parametrize(
    ("first", "last", "counted"),
    [(NOVEMBER, NOVEMBER, 1), (None, OCTOBER, 0), (DECEMBER, None, 0), (None, None, 1)],
)
def test_only_the_months_that_are_asked_for_count(
    begin: Begin, first: Month | None, last: Month | None, counted: int
) -> None:
    found = made(begin(stories.paid).office, first, last, END)
    assert (found["found"], len(found["payments"])) == (counted, counted)


@pytest.mark.parametrize(("on", "counted"), [("2018-11-09", 0), ("2018-11-10", 1)])
def test_a_payment_counts_from_its_day(begin: Begin, on: str, counted: int) -> None:
    assert made(begin(stories.paid).office, on=day(on))["found"] == counted


def test_months_in_the_wrong_order_are_refused(begin: Begin) -> None:
    with pytest.raises(WrongInput, match="expected 2018-12 or later"):
        made(begin(stories.paid).office, DECEMBER, NOVEMBER, END)
