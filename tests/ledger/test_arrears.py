"""What is owed on a day: the same whatever the order, never paid by silence, never a penny lost."""

import datetime as dt
import random
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import (
    Arrears,
    Charge,
    CouncilPayment,
    DepositPayment,
    Payment,
    RentRecord,
    arrears,
)
from tests.ledger.conftest import ANY_RECORDS, DAYS, LAST_ON, PENCE, RECORDS

SEPTEMBER, OCTOBER = Month(2018, 9), Month(2018, 10)


def unpaid(state: Arrears) -> list[int]:
    return [charge.unpaid_pence for charge in state.charges]


@given(ANY_RECORDS, DAYS, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_arrive_never_matters(
    record: RentRecord, on: dt.date, by: random.Random
) -> None:
    shuffled = RentRecord(
        charges=by.sample(record.charges, len(record.charges)),
        payments=by.sample(record.payments, len(record.payments)),
        met_by_council=by.sample(record.met_by_council, len(record.met_by_council)),
        missed=record.missed,
        met_by_deposit=by.sample(record.met_by_deposit, len(record.met_by_deposit)),
    )
    assert arrears(shuffled, on) == arrears(record, on)


@given(RECORDS, DAYS, st.builds(Payment, DAYS, PENCE))
def test_a_backdated_payment_leaves_the_state_as_if_it_had_come_in_order(
    record: RentRecord, on: dt.date, late: Payment
) -> None:
    in_order = sorted([*record.payments, late], key=lambda each: each.received_on)
    assert arrears(replace(record, payments=[*record.payments, late]), on) == arrears(
        replace(record, payments=in_order), on
    )


@given(ANY_RECORDS, DAYS)
def test_what_happens_after_a_day_changes_nothing_on_it(record: RentRecord, on: dt.date) -> None:
    known = replace(
        record,
        charges=[each for each in record.charges if each.due_on <= on],
        payments=[each for each in record.payments if each.received_on <= on],
        met_by_council=[each for each in record.met_by_council if each.paid_on <= on],
        met_by_deposit=[each for each in record.met_by_deposit if each.paid_on <= on],
    )
    assert arrears(known, on) == arrears(record, on)


@given(RECORDS)
def test_what_is_paid_and_what_is_not_add_up_to_what_was_charged(record: RentRecord) -> None:
    state = arrears(record, LAST_ON)
    charged, met = Counter[Month](), Counter[Month]()
    for charge in record.charges:
        charged[Month.of(charge.due_on)] += charge.amount_pence
    for payment in record.met_by_council:
        met[payment.month] += payment.amount_pence
    left_after_council = sum(max(pence - met[month], 0) for month, pence in charged.items())
    assert state.charged_pence == sum(charged.values())
    assert state.paid_pence == sum(payment.amount_pence for payment in record.payments)
    assert state.met_by_council_pence == sum(met.values())
    assert sum(unpaid(state)) == max(left_after_council - state.paid_pence, 0)


@given(ANY_RECORDS, DAYS)
def test_every_unpaid_penny_is_either_in_arrears_or_not_heard_of(record: RentRecord, on: dt.date) -> None:
    state = arrears(record, on)
    assert state.arrears_pence + state.not_heard_of_pence == sum(unpaid(state))
    assert state.arrears_pence >= 0
    assert state.not_heard_of_pence >= 0
    assert all(0 <= each.unpaid_pence <= each.amount_pence for each in state.charges)


@given(RECORDS, DAYS)
def test_silence_is_never_payment_and_never_arrears(record: RentRecord, on: dt.date) -> None:
    silent = replace(record, payments=[], met_by_council=[], missed=frozenset())
    state = arrears(silent, on)
    assert state.not_heard_of_pence == state.charged_pence
    assert (state.arrears_pence, state.days, state.paid_pence) == (0, 0, 0)


@given(ANY_RECORDS, DAYS)
def test_a_report_of_missed_rent_pays_nothing_and_only_moves_it_into_arrears(
    record: RentRecord, on: dt.date
) -> None:
    before = arrears(replace(record, missed=frozenset()), on)
    after = arrears(record, on)
    assert unpaid(after) == unpaid(before)
    assert after.arrears_pence >= before.arrears_pence
    every_month = frozenset(charge.month for charge in after.charges)
    assert arrears(replace(record, missed=every_month), on).not_heard_of_pence == 0


@given(RECORDS, DAYS)
def test_the_tenants_money_meets_the_oldest_charge_first(record: RentRecord, on: dt.date) -> None:
    state = arrears(replace(record, met_by_council=[]), on)
    open_ = [charge for charge in state.charges if charge.unpaid_pence]
    assert open_ == list(state.charges[len(state.charges) - len(open_) :])
    assert all(charge.unpaid_pence == charge.amount_pence for charge in open_[1:])


@given(RECORDS, DAYS, st.builds(Payment, DAYS, PENCE))
def test_another_payment_never_leaves_more_unpaid(record: RentRecord, on: dt.date, more: Payment) -> None:
    before = sum(unpaid(arrears(record, on)))
    after = sum(unpaid(arrears(replace(record, payments=[*record.payments, more]), on)))
    assert before - more.amount_pence <= after <= before


@given(ANY_RECORDS, DAYS)
def test_days_count_from_the_oldest_unpaid_charge_in_arrears(record: RentRecord, on: dt.date) -> None:
    state = arrears(record, on)
    in_arrears = [charge.due_on for charge in state.charges if charge.heard_of and charge.unpaid_pence]
    assert state.days == max(((on - due_on).days for due_on in in_arrears), default=0)


@pytest.mark.parametrize(
    ("on", "days"), [("2018-08-31", 0), ("2018-09-01", 0), ("2018-09-02", 1), ("2018-10-01", 30)]
)
def test_rent_is_in_arrears_from_the_day_it_falls_due(quiet_year: RentRecord, on: str, days: int) -> None:
    missed = replace(quiet_year, missed=frozenset({SEPTEMBER}))
    state = arrears(missed, dt.date.fromisoformat(on))
    assert state.days == days
    assert state.arrears_pence == (0 if on < "2018-09-01" else 52_000)


def test_a_part_payment_shows_the_rest_to_be_unpaid(quiet_year: RentRecord) -> None:
    paid_part = replace(quiet_year, payments=[Payment(dt.date(2018, 8, 1), 50_000)])
    state = arrears(paid_part, dt.date(2018, 8, 31))
    assert (state.arrears_pence, state.not_heard_of_pence) == (2_000, 0)


def test_what_is_over_waits_for_the_next_charge(quiet_year: RentRecord) -> None:
    ahead = replace(quiet_year, payments=[Payment(dt.date(2018, 8, 1), 104_001)])
    assert unpaid(arrears(ahead, dt.date(2018, 9, 30))) == [0, 0]
    october = arrears(ahead, dt.date(2018, 10, 1)).charges[-1]
    assert (october.unpaid_pence, october.heard_of) == (51_999, True)


def test_the_councils_money_meets_the_month_it_names_and_not_the_oldest(quiet_year: RentRecord) -> None:
    paid = CouncilPayment(dt.date(2018, 11, 10), SEPTEMBER, 52_000)
    state = arrears(replace(quiet_year, met_by_council=[paid]), dt.date(2018, 11, 10))
    assert unpaid(state) == [52_000, 0, 52_000, 52_000]
    assert state.unpaid_in(SEPTEMBER) == 0
    assert state.unpaid_in(OCTOBER) == 52_000


@pytest.mark.parametrize(("on", "met"), [("2018-11-09", 0), ("2018-11-10", 52_000)])
def test_the_councils_money_counts_from_the_day_it_was_paid(
    quiet_year: RentRecord, on: str, met: int
) -> None:
    paid = CouncilPayment(dt.date(2018, 11, 10), SEPTEMBER, 52_000)
    missed = replace(quiet_year, met_by_council=[paid], missed=frozenset({SEPTEMBER}))
    state = arrears(missed, dt.date.fromisoformat(on))
    assert state.met_by_council_pence == met
    assert state.arrears_pence == 52_000 - met


def test_the_tenants_money_passes_over_what_the_council_met(quiet_year: RentRecord) -> None:
    record = replace(
        quiet_year,
        met_by_council=[CouncilPayment(dt.date(2018, 9, 5), Month(2018, 8), 52_000)],
        payments=[Payment(dt.date(2018, 9, 6), 52_000)],
    )
    assert unpaid(arrears(record, dt.date(2018, 10, 1))) == [0, 0, 52_000]


def test_two_charges_of_one_month_share_what_the_council_paid_for_it() -> None:
    record = RentRecord(
        charges=[Charge(dt.date(2018, 9, 1), 30_000), Charge(dt.date(2018, 9, 15), 30_000)],
        payments=[],
        met_by_council=[CouncilPayment(dt.date(2018, 9, 20), SEPTEMBER, 40_000)],
        missed=frozenset(),
    )
    state = arrears(record, dt.date(2018, 9, 30))
    assert unpaid(state) == [0, 20_000]
    assert state.unpaid_in(SEPTEMBER) == 20_000


def test_the_tenants_money_meets_the_month_it_names_and_not_the_oldest(quiet_year: RentRecord) -> None:
    named = Payment(dt.date(2018, 11, 10), 50_000, month=OCTOBER)
    state = arrears(replace(quiet_year, payments=[named]), dt.date(2018, 11, 10))
    assert unpaid(state) == [52_000, 52_000, 2_000, 52_000]
    assert state.paid_pence == 50_000


@pytest.mark.parametrize(("on", "august"), [("2018-09-30", 52_000), ("2018-10-01", 44_000)])
def test_what_a_named_month_did_not_need_is_free_when_that_month_is_over(
    quiet_year: RentRecord, on: str, august: int
) -> None:
    named = Payment(dt.date(2018, 9, 10), 60_000, month=SEPTEMBER)
    state = arrears(replace(quiet_year, payments=[named]), dt.date.fromisoformat(on))
    assert unpaid(state)[:2] == [august, 0]


def test_what_names_a_month_that_is_over_already_and_full_is_free_at_once(quiet_year: RentRecord) -> None:
    both = [Payment(dt.date(2018, 8, 1), 52_000), Payment(dt.date(2018, 9, 10), 52_000, month=Month(2018, 8))]
    state = arrears(replace(quiet_year, payments=both), dt.date(2018, 9, 10))
    assert unpaid(state) == [0, 0]


def test_money_for_a_month_to_come_waits_for_it(quiet_year: RentRecord) -> None:
    ahead = replace(quiet_year, payments=[Payment(dt.date(2018, 8, 20), 52_000, month=OCTOBER)])
    assert unpaid(arrears(ahead, dt.date(2018, 9, 30))) == [52_000, 52_000]
    assert unpaid(arrears(ahead, dt.date(2018, 10, 1))) == [52_000, 52_000, 0]


@pytest.mark.parametrize(("on", "met"), [("2018-11-09", 0), ("2018-11-10", 30_000)])
def test_the_deposit_meets_the_month_it_names_from_its_day(quiet_year: RentRecord, on: str, met: int) -> None:
    paid = DepositPayment(dt.date(2018, 11, 10), OCTOBER, 30_000)
    state = arrears(replace(quiet_year, met_by_deposit=[paid]), dt.date.fromisoformat(on))
    assert state.met_by_deposit_pence == met
    assert state.unpaid_in(OCTOBER) == 52_000 - met
    assert state.met_by_council_pence == 0


def test_the_council_and_the_deposit_pay_for_no_other_month(quiet_year: RentRecord) -> None:
    record = replace(
        quiet_year,
        met_by_council=[CouncilPayment(dt.date(2018, 10, 5), SEPTEMBER, 40_000)],
        met_by_deposit=[DepositPayment(dt.date(2018, 10, 5), SEPTEMBER, 40_000)],
    )
    assert unpaid(arrears(record, dt.date(2018, 12, 1))) == [52_000, 0, 52_000, 52_000, 52_000]
