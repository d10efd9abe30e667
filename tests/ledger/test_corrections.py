"""A corrected entry stands as if it had been right from the start, and no entry falls below nothing."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import (
    Charge,
    Correction,
    CouncilPayment,
    DepositPayment,
    Payment,
    arrears,
    corrected,
    total,
)
from tests.ledger.conftest import CORRECTIONS, DAYS, ENTRIES, Entry, numbered, record_of

SEPTEMBER = Month(2018, 9)
FIRST = dt.date(2018, 9, 1)


@pytest.mark.parametrize(
    ("taken_off", "left", "over"), [(1, 51_999, {}), (51_999, 1, {}), (52_000, None, {})]
)
def test_a_correction_takes_off_what_it_says_and_the_whole_makes_void(
    taken_off: int, left: int | None, over: dict[int, int]
) -> None:
    found = corrected(record_of([Charge(FIRST, 52_000, entry=3)]), [Correction(3, taken_off)])
    assert [charge.amount_pence for charge in found.record.charges] == ([] if left is None else [left])
    assert found.over == over


def test_more_than_there_was_is_named_and_leaves_nothing_below_zero() -> None:
    entries: list[Entry] = [Charge(FIRST, 52_000, entry=3), Payment(FIRST, 10_000, entry=4)]
    found = corrected(record_of(entries), [Correction(3, 52_000), Correction(3, 1), Correction(4, 10_500)])
    assert found.record == record_of([])
    assert found.over == {3: 1, 4: 500}


def test_a_correction_of_an_entry_that_is_not_there_is_named() -> None:
    record = record_of([Charge(FIRST, 52_000, entry=3), Charge(FIRST, 52_000)])
    found = corrected(record, [Correction(9, 52_000)])
    assert found.record == record
    assert found.over == {9: 52_000}


@pytest.mark.parametrize(
    "entry",
    [
        Charge(FIRST, 52_000, entry=3),
        Payment(FIRST, 52_000, "benefit", SEPTEMBER, entry=3),
        CouncilPayment(FIRST, SEPTEMBER, 52_000, entry=3),
        DepositPayment(FIRST, SEPTEMBER, 52_000, entry=3),
    ],
)
def test_every_kind_of_entry_can_be_corrected_and_keeps_all_else(entry: Entry) -> None:
    found = corrected(record_of([entry]), [Correction(3, 2_000)])
    assert found.record == record_of([replace(entry, amount_pence=50_000)])


def test_a_void_charge_leaves_no_trace_in_arrears_of_a_month_reported_missed() -> None:
    record = record_of([Charge(FIRST, 52_000, entry=3)], frozenset({SEPTEMBER}))
    state = arrears(corrected(record, [Correction(3, 52_000)]).record, FIRST)
    assert (state.charges, state.arrears_pence, state.days) == ((), 0, 0)


@given(ENTRIES, CORRECTIONS, DAYS)
def test_corrected_entries_leave_the_state_of_entries_that_were_right_from_the_start(
    entries: list[Entry], corrections: list[Correction], on: dt.date
) -> None:
    right = []
    for place, entry in enumerate(entries):
        off = sum(each.amount_pence for each in corrections if each.entry == place)
        if off < entry.amount_pence:
            right.append(replace(entry, amount_pence=entry.amount_pence - off))
    found = corrected(record_of(numbered(entries)), corrections)
    assert arrears(found.record, on) == arrears(record_of(right), on)


@given(ENTRIES, CORRECTIONS)
def test_every_penny_of_a_correction_is_taken_off_or_named(
    entries: list[Entry], corrections: list[Correction]
) -> None:
    found = corrected(record_of(numbered(entries)), corrections)
    left: list[Entry] = [
        *found.record.charges,
        *found.record.payments,
        *found.record.met_by_council,
        *found.record.met_by_deposit,
    ]
    taken_off = total(entries) - total(left)
    assert taken_off + sum(found.over.values()) == sum(each.amount_pence for each in corrections)
    assert all(each.amount_pence > 0 for each in left)
    assert all(pence > 0 for pence in found.over.values())
