"""A batch that accounts payable has paid is recorded line by line, each payment once and under its own reference."""

from pathlib import Path

from guarantor.domain.access import Role
from guarantor.domain.refusals import (
    KeyUsedBefore,
    NothingToPay,
    NotPermitted,
    PaymentWasReturned,
    ReferenceOfAnother,
    SamePerson,
)
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.paying import batches, payments
from tests.conftest import Begin
from tests.services import paying
from tests.services.claiming import balances_held
from tests.services.paying import SECOND, C, batch, rows
from tests.services.stories import day, given_role
from tests.watching import nothing_written, refused


def test_a_batch_is_paid_line_by_line_under_its_own_references_and_once(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.two_payable)
    batch(rehearsal, tmp_path / "batch.csv")
    assert [row["not_paid_yet"] for row in batches.listed(rehearsal.office)] == ["2080.00"]
    paid = batches.pay(rehearsal.office, rehearsal.finn, 1, day("2018-11-12"))
    assert [each["reference"] for each in paid["paid"]] == [f"{C}-1", f"{SECOND}-1"]
    assert [(each["batch"], each["payee_confirmed"]) for each in paid["paid"]] == [("B-1", True)] * 2
    assert paid["left_out"] == []
    with nothing_written(rehearsal.url):
        assert batches.pay(rehearsal.office, rehearsal.finn, 1, day("2018-11-12")) == paid
    assert balances_held(rehearsal)["bank"] == "-2080.00"
    assert batches.listed(rehearsal.office) == [
        {
            "batch": "B-1",
            "made_on": "2018-11-09",
            "made_by": "fay",
            "claims": 2,
            "total": "2080.00",
            "not_paid_yet": "0.00",
        }
    ]


def test_a_line_paid_by_hand_before_is_left_out_when_its_batch_is_paid(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.two_payable)
    batch(rehearsal, tmp_path / "batch.csv")
    by_hand = payments.pay(rehearsal.office, rehearsal.fay, C, "BACS-77", day("2018-11-10"))
    assert by_hand["batch"] == "B-1"
    paid = batches.pay(rehearsal.office, rehearsal.finn, 1, day("2018-11-12"))
    assert [each["claim"] for each in paid["paid"]] == [SECOND]
    assert [each["claim"] for each in paid["left_out"]] == [C]
    assert "as BACS-77" in paid["left_out"][0]["why"]


def test_whoever_decided_a_line_leaves_it_to_another(begin: Begin) -> None:
    rehearsal = begin(paying.batched)
    given_role(rehearsal, rehearsal.ann, Role.FINANCE)
    paid = batches.pay(rehearsal.office, rehearsal.ann, 1, day("2018-11-12"))
    assert (paid["paid"], len(paid["left_out"])) == ([], 1)
    assert paid["left_out"][0]["why"].startswith("ann decided it")


def test_a_batchs_reference_pays_no_other_claim(begin: Begin, tmp_path: Path) -> None:
    rehearsal = begin(paying.two_payable)
    batch(rehearsal, tmp_path / "batch.csv")
    with refused(rehearsal.url, ReferenceOfAnother):
        payments.pay(rehearsal.office, rehearsal.fay, SECOND, f"{C}-1", day("2018-11-10"))
    payments.pay(rehearsal.office, rehearsal.fay, C, f"{C}-1", day("2018-11-10"))
    with refused(rehearsal.url, KeyUsedBefore):
        payments.pay(rehearsal.office, rehearsal.fay, SECOND, f"{C}-1", day("2018-11-10"))


def test_a_payment_that_came_back_goes_into_a_new_batch_and_the_old_one_pays_it_no_more(
    begin: Begin, tmp_path: Path
) -> None:
    rehearsal = begin(paying.batched)
    batches.pay(rehearsal.office, rehearsal.fay, 1, day("2018-11-10"))
    paying.send_back(rehearsal)
    with refused(rehearsal.url, PaymentWasReturned):
        payments.pay(rehearsal.office, rehearsal.fay, C, f"{C}-1", day("2018-11-15"))
    assert batches.pay(rehearsal.office, rehearsal.fay, 1, day("2018-11-15"))["paid"] == []
    made = batch(rehearsal, tmp_path / "second.csv", "2018-11-15")
    assert (made["batch"], made["claims"]) == ("B-2", [C])
    (row,) = rows(tmp_path / "second.csv")
    assert (row["payment_reference"], row["due_on"]) == (f"{C}-2", "2018-12-12")
    assert batches.pay(rehearsal.office, rehearsal.fay, 2, day("2018-11-16"))["paid"][0]["paid"] == "1040.00"
    assert balances_held(rehearsal)["bank"] == "-1040.00"


def test_a_batch_that_was_never_paid_does_not_pay_a_later_attempt(begin: Begin) -> None:
    rehearsal = begin(paying.batched)
    payments.pay(rehearsal.office, rehearsal.fay, C, "BACS-1", day("2018-11-10"))
    paying.send_back(rehearsal)
    paid = batches.pay(rehearsal.office, rehearsal.fay, 1, day("2018-11-15"))
    assert paid["paid"] == []
    assert "B-1 for another payment" in paid["left_out"][0]["why"]
    with refused(rehearsal.url, ReferenceOfAnother):
        payments.pay(rehearsal.office, rehearsal.fay, C, f"{C}-1", day("2018-11-15"))


def test_whoever_decided_a_claim_is_refused_its_payment_as_before(begin: Begin) -> None:
    rehearsal = begin(paying.batched)
    given_role(rehearsal, rehearsal.ann, Role.FINANCE)
    with refused(rehearsal.url, SamePerson):
        payments.pay(rehearsal.office, rehearsal.ann, C, f"{C}-1", day("2018-11-12"))
    with refused(rehearsal.url, WrongInput):
        payments.pay(rehearsal.office, rehearsal.fay, C, f"{C}-1", day("2018-11-04"))
    payments.pay(rehearsal.office, rehearsal.fay, C, f"{C}-1", day("2018-11-12"))
    with refused(rehearsal.url, NothingToPay):
        payments.pay(rehearsal.office, rehearsal.fay, C, "BACS-2", day("2018-11-12"))


def test_a_line_that_cannot_have_been_paid_that_day_is_left_out(begin: Begin) -> None:
    rehearsal = begin(paying.batched)
    with nothing_written(rehearsal.url):
        paid = batches.pay(rehearsal.office, rehearsal.fay, 1, day("2018-11-04"))
    assert (paid["paid"], [each["claim"] for each in paid["left_out"]]) == ([], [C])
    assert "2018-11-05 or later" in paid["left_out"][0]["why"]


def test_who_may_not_pay_is_refused_the_whole_batch(begin: Begin) -> None:
    rehearsal = begin(paying.batched)
    with refused(rehearsal.url, NotPermitted):
        batches.pay(rehearsal.office, rehearsal.cora, 1, day("2018-11-12"))
