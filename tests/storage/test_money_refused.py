"""What no client can write into the ledger: each limit on it, just under it and just over it."""

import pytest

from tests.storage.conftest import Outside
from tests.storage.raw_rows import (
    ACCEPTED,
    ANN,
    C1,
    C2,
    C3,
    CORA,
    FAY,
    PAID,
    Sql,
    claim,
    claim_decision,
    claim_payment,
    inserted,
    raised,
    transfer,
)

RENT = ("rent_due", "rent_charged")
COMMITTED = ("guarantees_given", "commitment")
RELEASED = ("commitment", "guarantees_given")
C9 = "RG-0001/1/C9"


def claim_line(claim_ref: str, month: str, pence: int) -> str:
    return inserted("claim_line", claim_ref=claim_ref, month=month, claimed_pence=pence)


def accepted_line(claim_ref: str, month: str, pence: object) -> str:
    return inserted("accepted_line", claim_ref=claim_ref, month=month, accepted_pence=pence)


def accepted_in_full(pence: int) -> list[str]:
    """A new claim on RG-0001/1, of which £1,560.00 was accepted before, accepted with one line."""
    return [
        claim(CORA),
        claim_line(C9, "2019-03", pence),
        claim_decision(C9, CORA, ANN),
        accepted_line(C9, "2019-03", pence),
    ]


def test_a_lawful_transfer_from_outside_is_accepted(door: Outside) -> None:
    assert door.refusal(transfer(*RENT, 1)) is None


@pytest.mark.parametrize("amount", [0, -1, Sql("1.5"), "1.5", Sql("0.999"), "a penny", None])
def test_an_amount_that_is_not_a_whole_number_above_zero_is_refused(door: Outside, amount: object) -> None:
    assert door.refusal(transfer(*RENT, amount)) is not None


@pytest.mark.parametrize("database_kind", ["postgresql"])
@pytest.mark.parametrize("amount", ["NaN", "Infinity", Sql("1e30"), Sql("1.0000000001")])
def test_an_amount_that_only_postgresql_could_hold_is_refused(door: Outside, amount: object) -> None:
    assert door.refusal(transfer(*RENT, amount)) is not None


@pytest.mark.parametrize("column", ["claim_line", "accepted_line", "claim_payment"])
def test_a_fraction_of_a_penny_is_refused_wherever_money_stands(door: Outside, column: str) -> None:
    row = {"claim_ref": C3, "month": "2019-03", "claimed_pence": Sql("1.5")}
    statement = {
        "claim_line": inserted("claim_line", **row),
        "accepted_line": accepted_line(C2, "2018-11", Sql("0.5")),
        "claim_payment": claim_payment(C2, ANN, FAY, Sql("52000.5")),
    }
    assert door.refusal(statement[column]) is not None


def test_a_transfer_from_an_account_to_itself_is_refused(door: Outside) -> None:
    assert door.refusal(transfer("rent_due", "rent_due", 1)) is not None


@pytest.mark.parametrize("accounts", [("", "bank"), ("bank", ""), (None, "bank"), ("bank", None)])
def test_a_transfer_without_an_account_is_refused(door: Outside, accounts: tuple[str, str]) -> None:
    assert door.refusal(transfer(*accounts, 1)) is not None


@pytest.mark.parametrize("number", [1, "1", Sql("1.0")])
def test_a_second_transfer_with_the_same_number_is_refused(door: Outside, number: object) -> None:
    assert door.refusal(transfer(*RENT, 1, id=number)) is not None


def test_a_second_transfer_with_the_same_key_is_refused(door: Outside) -> None:
    assert door.refusal(transfer(*RENT, 1, idempotency_key="another")) is None
    assert door.refusal(transfer(*RENT, 1, idempotency_key="august")) is not None


@pytest.mark.parametrize("clause", ["DO NOTHING", "(id) DO UPDATE SET amount_pence = 1"])
def test_an_upsert_is_refused(door: Outside, clause: str) -> None:
    assert door.refusal(transfer(*RENT, 1, id=1) + f" ON CONFLICT {clause}") is not None


def test_more_than_the_cap_can_never_be_accepted(door: Outside) -> None:
    to_the_cap, over_it = 156_000, 156_001
    booked = transfer(*ACCEPTED, to_the_cap, claim_ref=C9)
    assert door.refusal(booked, after=accepted_in_full(to_the_cap)) is None
    *before, accepted = accepted_in_full(over_it)
    assert "more would be accepted of the lines than the cap" in str(door.refusal(accepted, after=before))
    alone = ("transfer", "transfer_within_cap")
    assert door.refusal(transfer(*ACCEPTED, to_the_cap, claim_ref=C3), by=alone) is None
    assert door.refusal(transfer(*ACCEPTED, over_it, claim_ref=C3), by=alone) is not None


def test_a_claim_cannot_be_booked_on_the_cap_of_another_guarantee(door: Outside) -> None:
    booked = transfer(*ACCEPTED, 1000, claim_ref=C9, guarantee_ref="RG-0002/1")
    assert door.refusal(booked, after=accepted_in_full(1000)) is not None


def test_no_more_is_owed_on_a_claim_than_was_accepted_of_its_lines(door: Outside) -> None:
    once = transfer(*ACCEPTED, 1000, claim_ref=C9)
    assert door.refusal(once, after=accepted_in_full(1000)) is None
    again = transfer(*ACCEPTED, 1, claim_ref=C9, id=1001)
    assert door.refusal(again, after=[*accepted_in_full(1000), once]) is not None


@pytest.mark.parametrize("claim_ref", [C3, None, "RG-0001/1/C7"])
def test_nothing_is_owed_on_a_claim_that_nobody_has_accepted(door: Outside, claim_ref: str | None) -> None:
    assert door.refusal(transfer(*ACCEPTED, 1, claim_ref=claim_ref)) is not None


def test_a_rejected_claim_is_owed_nothing_even_with_lines(door: Outside) -> None:
    rejected = claim_decision(C9, CORA, ANN).replace("'accepted'", "'rejected'")
    before = [claim(CORA), claim_line(C9, "2019-03", 1000), rejected, accepted_line(C9, "2019-03", 1000)]
    assert door.refusal(transfer(*ACCEPTED, 1000, claim_ref=C9), after=before) is not None


def test_a_claim_is_paid_once(door: Outside) -> None:
    ordered = claim_payment(C2, ANN, FAY)
    paid = transfer(*PAID, 52_000, claim_ref=C2)
    assert door.refusal(paid, after=[ordered]) is None
    assert door.refusal(transfer(*PAID, 1, claim_ref=C2, id=1001), after=[ordered, paid]) is not None
    assert (
        door.refusal(claim_payment(C2, ANN, FAY).replace("BACS-raw", "BACS-2"), after=[ordered]) is not None
    )


def test_a_claim_is_not_paid_more_than_was_accepted(door: Outside) -> None:
    assert (
        door.refusal(transfer(*PAID, 52_001, claim_ref=C2), after=[claim_payment(C2, ANN, FAY)]) is not None
    )


@pytest.mark.parametrize("pence", [51_999, 52_001])
def test_a_claim_is_paid_what_was_accepted_and_nothing_else(door: Outside, pence: int) -> None:
    assert door.refusal(claim_payment(C2, ANN, FAY)) is None
    assert door.refusal(claim_payment(C2, ANN, FAY, pence)) is not None


def test_nothing_is_paid_without_a_payment_record(door: Outside) -> None:
    assert door.refusal(transfer(*PAID, 52_000, claim_ref=C2)) is not None


@pytest.mark.parametrize("claim_ref", [C1, None])
def test_nothing_more_is_paid_on_a_paid_claim_or_on_none(door: Outside, claim_ref: str | None) -> None:
    assert door.refusal(transfer(*PAID, 1, claim_ref=claim_ref)) is not None


def test_no_more_is_released_than_is_committed(door: Outside) -> None:
    assert door.refusal(transfer(*RELEASED, 312_000, guarantee_ref="RG-0002/1")) is None
    assert door.refusal(transfer(*RELEASED, 312_001, guarantee_ref="RG-0002/1")) is not None


def test_no_more_is_committed_than_the_cap(door: Outside) -> None:
    consented = raised("RG-0001/1", 10_000)
    assert door.refusal(transfer(*COMMITTED, 1)) is not None
    assert door.refusal(transfer(*COMMITTED, 10_000), after=consented) is None
    assert door.refusal(transfer(*COMMITTED, 10_001), after=consented) is not None


def test_no_more_is_committed_than_the_ceiling(door: Outside) -> None:
    consented = raised("RG-0006/1", 20_000)
    assert door.refusal(transfer(*COMMITTED, 10_000, guarantee_ref="RG-0006/1"), after=consented) is None
    assert door.refusal(transfer(*COMMITTED, 10_001, guarantee_ref="RG-0006/1"), after=consented) is not None


def test_what_is_released_may_be_committed_again_under_the_ceiling(door: Outside) -> None:
    released = [*raised("RG-0006/1", 20_000), transfer(*RELEASED, 5_000, guarantee_ref="RG-0006/1", id=1001)]
    assert door.refusal(transfer(*COMMITTED, 15_000, guarantee_ref="RG-0006/1"), after=released) is None
    assert door.refusal(transfer(*COMMITTED, 15_001, guarantee_ref="RG-0006/1"), after=released) is not None


def test_no_more_is_accepted_on_a_line_than_was_claimed(door: Outside) -> None:
    decided = claim_decision(C3, CORA, ANN)
    assert door.refusal(accepted_line(C3, "2018-12", 52_000), after=[decided]) is None
    assert door.refusal(accepted_line(C3, "2018-12", 52_001), after=[decided]) is not None
    assert door.refusal(accepted_line(C3, "2018-10", 1), after=[decided]) is not None


def test_no_line_is_claimed_once_the_claim_is_decided(door: Outside) -> None:
    lodged, first_line, decision, _ = accepted_in_full(1000)
    late = claim_line(C9, "2019-04", 500)
    assert door.refusal(late, after=[lodged, first_line]) is None
    assert door.refusal(late, after=[lodged, first_line, decision]) is not None


def test_no_line_is_accepted_once_the_claim_is_booked(door: Outside) -> None:
    lodged, first_line, *decided = accepted_in_full(1000)
    before = [lodged, first_line, claim_line(C9, "2019-04", 500), *decided]
    booked = transfer(*ACCEPTED, 1000, claim_ref=C9)
    assert door.refusal(accepted_line(C9, "2019-04", 500), after=before) is None
    assert door.refusal(accepted_line(C9, "2019-04", 500), after=[*before, booked]) is not None


@pytest.mark.parametrize("database_kind", ["postgresql"])
@pytest.mark.parametrize("level", ["REPEATABLE READ", "SERIALIZABLE"])
def test_a_sum_is_never_taken_in_a_transaction_that_does_not_see_the_others(
    door: Outside, level: str
) -> None:
    isolated = [f"SET TRANSACTION ISOLATION LEVEL {level}"]
    released = transfer(*RELEASED, 1, guarantee_ref="RG-0002/1")
    assert door.refusal(transfer(*RENT, 1), after=isolated) is None
    assert door.refusal(released, after=isolated) is not None
