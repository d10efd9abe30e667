"""What no client can write about payees, batches, returned payments and what is paid back, whatever it says it is.

Each limit is tried on it and just over it, by a bare client, in a database where a story of finance has ended.
"""

from collections.abc import Iterator

import pytest

from guarantor.services.paying import payments
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story, after
from tests.services import paying, stories
from tests.services.paying import C
from tests.services.stories import day
from tests.storage.conftest import Outside, outside
from tests.storage.raw_rows import ANN, CORA, FAY, PAID, inserted, transfer

FINN = 8
AT = {"recorded_at": "2018-11-20 09:00:00"}
RETURNED = ("bank", "claims_payable")
RECOVERED = ("bank", "recoveries")
MET = ("recovery_claims", "recoverable")


def transfer_on(debit: str, credit: str, amount_pence: int, kind: str) -> str:
    return transfer(debit, credit, amount_pence, claim_ref=C, kind=kind)


def payment(attempt: int, paid_by: int = FAY) -> str:
    return inserted(
        "claim_payment",
        claim_ref=C,
        attempt=attempt,
        reference=f"RAW-{attempt}",
        amount_pence=104_000,
        paid_on="2018-11-20",
        decided_by=ANN,
        paid_by=paid_by,
        **AT,
    )


def payment_return(attempt: int, officer: int = FINN) -> str:
    row = {"claim_ref": C, "attempt": attempt, "reason_code": "other", "returned_on": "2018-11-20"}
    return inserted("payment_return", **row, officer=officer, **AT)


def confirmation(payee: int, proposed_by: int, confirmed_by: int) -> str:
    people = {"proposed_by": proposed_by, "confirmed_by": confirmed_by}
    return inserted("payee_confirmation", payee=payee, confirmed_on="2018-11-20", **people, **AT)


def batch(made_by: int = FAY) -> str:
    return inserted("payment_batch", number=9, made_on="2018-11-20", total_pence=1, made_by=made_by, **AT)


def line(payee: int) -> str:
    row = {"batch": 9, "claim_ref": C, "attempt": 1, "payee": payee, "reference": "RAW", "amount_pence": 1}
    return inserted("payment_batch_line", **row)


@pytest.fixture
def client(begin: Begin, story: Story) -> Iterator[Outside]:
    """A bare client where a story has ended."""
    with outside(begin(story).url) as opened:
        yield opened


def at_the_end_of(story: Story) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("story", [story])


@after(paying.returned)
def paid_again(rehearsal: Rehearsal) -> None:
    """The claim was paid again as BACS-2 after BACS-1 came back."""
    payments.pay(rehearsal.office, rehearsal.fay, C, "BACS-2", day("2018-11-16"))


@at_the_end_of(stories.paid)
def test_a_second_payment_needs_that_the_first_came_back(client: Outside) -> None:
    assert client.refusal(payment(2)) is not None
    assert client.refusal(payment(2), after=[payment_return(1)]) is None
    assert client.refusal(payment(3), after=[payment_return(1)]) is not None


@at_the_end_of(stories.paid)
def test_money_comes_back_as_it_was_recorded_and_once(client: Outside) -> None:
    back = transfer_on(*RETURNED, 104_000, "payment_returned")
    assert client.refusal(back) is not None
    assert client.refusal(back, after=[payment_return(1)]) is None
    over = transfer_on(*RETURNED, 104_001, "payment_returned")
    assert client.refusal(over, after=[payment_return(1)]) is not None


@at_the_end_of(stories.paid)
def test_only_finance_records_that_a_payment_came_back(client: Outside) -> None:
    assert client.refusal(payment_return(1)) is None
    assert client.refusal(payment_return(1, CORA)) is not None
    assert client.refusal(payment_return(2)) is not None


@at_the_end_of(paid_again)
def test_after_a_return_the_claim_is_paid_once_more_and_no_more(client: Outside) -> None:
    assert client.refusal(payment(3)) is not None
    assert client.refusal(transfer_on(*PAID, 1, "claim_paid")) is not None
    assert client.refusal(transfer_on(*RETURNED, 1, "payment_returned")) is not None


@at_the_end_of(paying.returned)
def test_what_came_back_is_paid_again_to_the_penny(client: Outside) -> None:
    assert client.refusal(transfer_on(*PAID, 104_000, "claim_paid"), after=[payment(2)]) is None
    assert client.refusal(transfer_on(*PAID, 104_001, "claim_paid"), after=[payment(2)]) is not None
    assert client.refusal(transfer_on(*PAID, 104_000, "claim_paid")) is not None


@at_the_end_of(paying.entered)
def test_nobody_confirms_bank_details_but_the_second_person_of_the_pending_act(client: Outside) -> None:
    confirmed = f"UPDATE pending_act SET confirmed_by = {FINN}, confirmed_at = '2018-11-08 09:00:00' WHERE number = 10"
    assert client.refusal(confirmation(1, FAY, FINN)) is not None
    assert client.refusal(confirmation(1, FAY, FINN), after=[confirmed]) is None
    assert client.refusal(confirmation(1, ANN, FINN), after=[confirmed]) is not None
    assert client.refusal(confirmation(1, FAY, FAY), after=[confirmed]) is not None
    assert client.refusal(confirmed.replace(str(FINN), str(FAY), 1)) is not None
    assert client.refusal(confirmed.replace(str(FINN), str(CORA), 1)) is not None


@at_the_end_of(paying.entered_anew)
def test_a_batch_goes_to_confirmed_details_only_and_is_made_by_finance(client: Outside) -> None:
    assert client.refusal(line(1), after=[batch()]) is None
    assert client.refusal(line(2), after=[batch()]) is not None
    assert client.refusal(batch(CORA)) is not None


@at_the_end_of(paying.entered_anew)
def test_an_attempt_at_paying_a_claim_stands_in_one_batch(client: Outside) -> None:
    other = batch().replace("VALUES (9,", "VALUES (10,")
    again = line(1).replace("VALUES (9,", "VALUES (10,").replace("'RAW'", "'RAW-2'")
    assert client.refusal(again, after=[batch(), other]) is None
    assert client.refusal(again, after=[batch(), other, line(1)]) is not None


@at_the_end_of(paying.entered)
def test_sealed_details_are_erased_and_never_altered(client: Outside) -> None:
    altered = "UPDATE payee_version SET sealed = " + ("x'00'" if client.kind == "sqlite" else "'\\x00'")
    assert client.refusal(altered) is not None
    erased = (
        "UPDATE payee_version SET name = NULL, sealed = NULL, salt = NULL, erased_at = '2026-01-01 09:00:00'"
    )
    assert client.refusal(erased) is None
    assert client.refusal(erased.replace("sealed = NULL, ", "")) is not None


@at_the_end_of(paying.planned)
def test_no_more_comes_back_than_was_paid(client: Outside) -> None:
    assert client.refusal(transfer_on(*RECOVERED, 104_000, "recovered")) is None
    assert client.refusal(transfer_on(*RECOVERED, 104_001, "recovered")) is not None
    one = transfer_on(*RECOVERED, 1, "recovered")
    back = transfer_on(*RETURNED, 104_000, "payment_returned").replace("1000,", "999,", 1)
    assert client.refusal(one, after=[payment_return(1), back]) is not None


@at_the_end_of(paying.planned)
def test_no_more_is_met_of_a_plan_than_it_asks_for(client: Outside) -> None:
    assert client.refusal(transfer_on(*MET, 104_000, "recovery_met")) is None
    assert client.refusal(transfer_on(*MET, 104_001, "recovery_met")) is not None


@at_the_end_of(paying.write_off_proposed)
def test_nothing_is_written_off_before_a_second_person_confirmed_it(client: Outside) -> None:
    confirmed = f"UPDATE pending_act SET confirmed_by = {FINN}, confirmed_at = '2019-02-02 09:00:00' WHERE number = 10"
    written_off = transfer_on(*MET, 10_000, "written_off")
    assert client.refusal(written_off) is not None
    assert client.refusal(written_off, after=[confirmed]) is None
    assert client.refusal(transfer_on(*MET, 10_001, "written_off"), after=[confirmed]) is not None
    assert client.refusal(written_off, after=[confirmed, written_off.replace("1000,", "999,", 1)]) is not None


@at_the_end_of(paying.paid_to_be_repaid)
def test_a_plan_is_finances(client: Outside) -> None:
    def plan(officer: int) -> str:
        row = {"id": 9, "claim_ref": C, "agreed_on": "2018-12-01", "officer": officer}
        return inserted("recovery_plan", **row, **AT)

    assert client.refusal(plan(FAY)) is None
    assert client.refusal(plan(CORA)) is not None


@at_the_end_of(paying.planned)
@pytest.mark.parametrize(("table", "column"), [("recovery_plan", "agreed_on"), ("instalment", "due_on")])
def test_a_plan_is_replaced_and_never_changed(client: Outside, table: str, column: str) -> None:
    assert client.refusal(f"DELETE FROM {table}") is not None
    assert client.refusal(f"UPDATE {table} SET {column} = '2030-01-01'") is not None
