"""What was accepted is paid by a third person, once."""

import pytest

from guarantor.domain.access import Role
from guarantor.domain.refusals import (
    KeyUsedBefore,
    NothingToPay,
    SamePerson,
)
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.claiming import claim_documents
from guarantor.services.paying import payments
from guarantor.services.rent_record import rent
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.services import stories
from tests.services.claiming import C, G, balances_held, decide, lodge, pay
from tests.services.stories import day, given_role
from tests.watching import asked, nothing_written, one_line, refused, transfers


def test_a_payment_meets_the_months_it_was_accepted_for(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    with one_line(rehearsal.url):
        paid = pay(rehearsal)
    assert paid == {
        "claim": C,
        "paid": "1040.00",
        "reference": "BACS-1",
        "batch": None,
        "payee_confirmed": False,
        "undo_proposed": False,
    }
    held = balances_held(rehearsal)
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
    decide(rehearsal, {"2018-10": 12_345})
    assert pay(rehearsal)["paid"] == "123.45"
    met = [made for made in transfers(rehearsal.url) if made["kind"] == "rent_met_by_council"]
    assert [made["amount_pence"] for made in met] == [12_345]


def test_the_same_reference_sent_twice_is_one_payment(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    paid = pay(rehearsal)
    with nothing_written(rehearsal.url):
        assert pay(rehearsal) == paid
        assert pay(rehearsal, reference=" BACS-1 ") == paid


def test_a_paid_claim_is_not_paid_again_under_another_reference(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    with refused(rehearsal.url, NothingToPay) as caught:
        pay(rehearsal, reference="BACS-2")
    assert "BACS-1" in str(caught.value)


def test_a_reference_that_paid_one_claim_pays_no_other(begin: Begin) -> None:
    rehearsal = begin(stories.paid)
    rehearsal.charge(G, "2018-12-01")
    lodge(rehearsal, {"2018-11": 52_000, "2018-12": 52_000}, on="2018-12-05")
    second = "RG-0001/1/C2"
    decide(rehearsal, {"2018-11": 52_000, "2018-12": 52_000}, claim=second, on="2018-12-06")
    with refused(rehearsal.url, KeyUsedBefore):
        pay(rehearsal, claim=second, on="2018-12-10")
    assert pay(rehearsal, claim=second, reference="BACS-2", on="2018-12-10")["paid"] == "1040.00"


def test_a_claim_that_nobody_decided_is_not_paid(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    with refused(rehearsal.url, NothingToPay):
        pay(rehearsal)


def test_a_rejected_claim_is_not_paid(begin: Begin) -> None:
    rehearsal = begin(stories.lodged)
    decide(rehearsal, {})
    with refused(rehearsal.url, NothingToPay):
        pay(rehearsal)


def test_whoever_decided_a_claim_does_not_pay_it(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    given_role(rehearsal, rehearsal.ann, Role.FINANCE)
    with refused(rehearsal.url, SamePerson):
        payments.pay(rehearsal.office, rehearsal.ann, C, "BACS-1", day("2018-11-10"))


@pytest.mark.parametrize("reference", ["", "   ", "B" * 101])
def test_a_payment_needs_its_reference(begin: Begin, reference: str) -> None:
    rehearsal = begin(stories.accepted)
    with refused(rehearsal.url, WrongInput) as caught:
        pay(rehearsal, reference=reference)
    assert "--reference" in str(caught.value)


def test_a_claim_accepted_before_the_end_is_still_paid_after_it(begin: Begin) -> None:
    rehearsal = begin(stories.accepted)
    rehearsal.ended_early(G, "2018-11-08")
    daily.run(rehearsal.office, day("2018-12-10"))
    assert pay(rehearsal)["paid"] == "1040.00"
    assert asked(rehearsal.url, "SELECT COUNT(*) FROM claim_payment") == [(1,)]
