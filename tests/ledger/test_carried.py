"""A state carried forward is the state of all entries, or it is not given at all."""

import datetime as dt
import json
import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import (
    Arrears,
    Charge,
    Correction,
    CouncilPayment,
    DepositPayment,
    Payment,
    RentRecord,
    arrears,
    corrected,
)
from guarantor.ledger.carried import CannotCarry, Carried, arrears_from, carried, carry_on
from tests.ledger.conftest import (
    CORRECTIONS,
    DAYS,
    ENTRIES,
    FIRST_ON,
    QUARTER,
    QUARTER_MONTHS,
    Entry,
    day_of,
    in_order,
    numbered,
    record_of,
)

MISSED = st.frozensets(QUARTER_MONTHS)
Told = tuple[list[Entry], frozenset[Month]]


def check_same(short: Arrears, whole: RentRecord, close: dt.date) -> None:
    """The short way's figures are those of all entries, and its charges those that were not settled at the close."""
    full = arrears(whole, short.on)
    at_close = arrears(whole, close).charges
    settled = [place for place, charge in enumerate(at_close) if not charge.unpaid_pence]
    charges = tuple(charge for place, charge in enumerate(full.charges) if place not in settled)
    assert short == replace(full, charges=charges)
    assert short.arrears_pence == full.arrears_pence
    assert short.not_heard_of_pence == full.not_heard_of_pence
    assert short.days == full.days
    assert all(short.unpaid_in(each.month) == full.unpaid_in(each.month) for each in full.charges)


def split(entries: list[Entry], close: dt.date) -> tuple[list[Entry], list[Entry]]:
    """The entries up to the close of a day, and those after it."""
    before = [entry for entry in entries if day_of(entry) <= close]
    return before, [entry for entry in entries if day_of(entry) > close]


@given(in_order(), DAYS, DAYS)
def test_what_comes_in_order_is_always_carried_and_exact(told: Told, one: dt.date, other: dt.date) -> None:
    entries, missed = told
    close, on = sorted([one, other])
    before, tail = split(entries, close)
    found = arrears_from(carried(record_of(before), close), record_of(tail, missed), on)
    assert not isinstance(found, CannotCarry)
    check_same(found, record_of(entries, missed), close)


@given(ENTRIES, MISSED, QUARTER, QUARTER)
def test_whatever_comes_after_the_close_is_exact_or_not_carried(
    entries: list[Entry], missed: frozenset[Month], close: dt.date, on: dt.date
) -> None:
    before, tail = split(entries, close)
    found = arrears_from(carried(record_of(before), close), record_of(tail, missed), on)
    if not isinstance(found, CannotCarry):
        check_same(found, record_of(entries, missed), close)


@given(ENTRIES, CORRECTIONS, MISSED, QUARTER, QUARTER, st.randoms(use_true_random=False))
def test_whatever_is_recorded_later_backdated_or_corrected_is_exact_or_not_carried(
    entries: list[Entry],
    corrections: list[Correction],
    missed: frozenset[Month],
    close: dt.date,
    on: dt.date,
    by: random.Random,
) -> None:
    entries = numbered(entries)
    known = [entry for entry in entries if day_of(entry) <= close and by.random() < 0.9]
    held = {entry.entry for entry in known}
    tail = [entry for entry in entries if entry.entry not in held]
    found = arrears_from(
        carried(record_of(known), close), record_of(tail, missed), on, corrections=corrections
    )
    if not isinstance(found, CannotCarry):
        check_same(found, corrected(record_of(entries, missed), corrections).record, close)


@given(in_order(), st.lists(DAYS, min_size=3, max_size=3))
def test_a_close_from_a_close_is_the_close_of_all_entries(told: Told, days: list[dt.date]) -> None:
    entries, missed = told
    first, second, third = sorted(days)
    whole = record_of(entries, missed)
    early = carried(whole, first)
    late = carry_on(early, record_of(split(entries, first)[1], missed), second)
    assert late == carried(whole, second)
    assert isinstance(late, Carried)
    found = arrears_from(late, record_of(split(entries, second)[1], missed), third)
    assert isinstance(found, Arrears)
    check_same(found, whole, second)


@given(ENTRIES, MISSED, QUARTER)
def test_a_close_is_the_same_after_it_was_written_down_as_json(
    entries: list[Entry], missed: frozenset[Month], close: dt.date
) -> None:
    state = carried(record_of(entries, missed), close)
    assert Carried.read(json.loads(json.dumps(state.document()))) == state


@given(in_order(), DAYS)
def test_a_close_says_what_was_in_arrears_and_not_heard_of(told: Told, close: dt.date) -> None:
    whole = record_of(*told)
    state, full = carried(whole, close), arrears(whole, close)
    assert sum(each.unpaid_pence for each in state.open_charges if each.heard_of) == full.arrears_pence
    silent = sum(each.unpaid_pence for each in state.open_charges if not each.heard_of)
    assert silent == full.not_heard_of_pence
    assert state.charged_pence == full.charged_pence


# ---- what cannot be carried, on both sides of each boundary

AUGUST, SEPTEMBER, OCTOBER = (Month(2018, month) for month in (8, 9, 10))
CLOSE = dt.date(2018, 9, 30)
AFTER = dt.date(2018, 10, 1)
KNOWN: list[Entry] = [
    Charge(FIRST_ON, 50_000, entry=1),
    Charge(dt.date(2018, 9, 1), 50_000, entry=2),
    Payment(dt.date(2018, 9, 2), 80_000, entry=3),
]
"""August is paid; £200.00 of September is open."""


def told_later(
    *entries: Entry, on: dt.date = dt.date(2018, 10, 31), corrections: tuple[Correction, ...] = ()
) -> bool:
    """Whether a close of September can be carried to a day with these entries; if so, it is exact."""
    tail = list(entries)
    found = arrears_from(carried(record_of(KNOWN), CLOSE), record_of(tail), on, corrections)
    if isinstance(found, CannotCarry):
        return False
    check_same(found, corrected(record_of([*KNOWN, *tail]), corrections).record, CLOSE)
    return True


@pytest.mark.parametrize(
    ("day", "carries"), [("2018-09-29", False), ("2018-09-30", False), ("2018-10-01", True)]
)
@pytest.mark.parametrize("kind", ["charge", "payment", "council", "deposit"])
def test_an_entry_dated_by_the_close_is_not_carried(kind: str, day: str, carries: bool) -> None:
    on = dt.date.fromisoformat(day)
    entries: dict[str, Entry] = {
        "charge": Charge(on, 1),
        "payment": Payment(on, 1),
        "council": CouncilPayment(on, SEPTEMBER, 1),
        "deposit": DepositPayment(on, SEPTEMBER, 1),
    }
    assert told_later(entries[kind]) == carries


@pytest.mark.parametrize(("pence", "carries"), [(19_999, True), (20_000, True), (20_001, False)])
@pytest.mark.parametrize("kind", ["council", "deposit", "named"])
def test_no_more_may_come_for_a_month_than_was_open_in_it(kind: str, pence: int, carries: bool) -> None:
    entries: dict[str, Entry] = {
        "council": CouncilPayment(AFTER, SEPTEMBER, pence),
        "deposit": DepositPayment(AFTER, SEPTEMBER, pence),
        "named": Payment(AFTER, pence, month=SEPTEMBER),
    }
    assert told_later(entries[kind]) == carries


def test_named_money_of_every_kind_counts_together() -> None:
    council, deposit = CouncilPayment(AFTER, SEPTEMBER, 10_000), DepositPayment(AFTER, SEPTEMBER, 9_999)
    assert told_later(council, deposit, Payment(AFTER, 1, month=SEPTEMBER))
    assert not told_later(council, deposit, Payment(AFTER, 2, month=SEPTEMBER))


def test_money_for_a_settled_month_is_not_carried_for_it_would_move_on() -> None:
    assert not told_later(CouncilPayment(AFTER, AUGUST, 1))


def test_a_month_after_the_close_may_be_paid_for_beyond_its_rent() -> None:
    assert told_later(Charge(AFTER, 50_000), CouncilPayment(AFTER, OCTOBER, 60_000))
    assert told_later(Payment(AFTER, 60_000, month=Month(2018, 11)))


@pytest.mark.parametrize(("pence", "carries"), [(25_000, True), (25_001, False)])
def test_money_for_the_month_of_the_close_counts_on_rent_that_falls_due_later_in_it(
    pence: int, carries: bool
) -> None:
    mid_september = dt.date(2018, 9, 15)
    tail: list[Entry] = [Charge(dt.date(2018, 9, 22), 5_000), CouncilPayment(AFTER, SEPTEMBER, pence)]
    found = arrears_from(carried(record_of(KNOWN), mid_september), record_of(tail), AFTER)
    assert isinstance(found, Arrears) == carries
    if isinstance(found, Arrears):
        check_same(found, record_of([*KNOWN, *tail]), mid_september)


@pytest.mark.parametrize(
    "early",
    [
        CouncilPayment(FIRST_ON, AUGUST, 70_000),
        DepositPayment(FIRST_ON, AUGUST, 70_000),
        Payment(FIRST_ON, 70_000, month=AUGUST),
        Payment(FIRST_ON, 70_000),
    ],
)
@pytest.mark.parametrize("close", [FIRST_ON, dt.date(2018, 8, 31), dt.date(2018, 9, 1)])
def test_money_that_waits_at_the_close_is_carried_with_it(early: Entry, close: dt.date) -> None:
    whole: list[Entry] = [
        early,
        Charge(FIRST_ON, 30_000),
        Charge(dt.date(2018, 8, 29), 30_000),
        Charge(dt.date(2018, 9, 5), 30_000),
    ]
    before, tail = split(whole, close)
    found = arrears_from(carried(record_of(before), close), record_of(tail), dt.date(2018, 9, 30))
    assert isinstance(found, Arrears)
    check_same(found, record_of(whole), close)


@pytest.mark.parametrize(
    ("correction", "carries"),
    [
        (Correction(9, 1), True),
        (Correction(9, 50_000), True),
        (Correction(9, 50_001), False),
        (Correction(2, 1), False),
    ],
)
def test_only_what_was_recorded_since_may_be_corrected(correction: Correction, carries: bool) -> None:
    assert told_later(Charge(AFTER, 50_000, entry=9), corrections=(correction,)) == carries


def test_a_day_before_the_close_is_not_worked_out_from_it() -> None:
    assert told_later(on=CLOSE)
    assert not told_later(on=dt.date(2018, 9, 29))
    close = carry_on(carried(record_of(KNOWN), CLOSE), record_of([]), dt.date(2018, 9, 29))
    assert close == CannotCarry("2018-09-29 is before the close of 2018-09-30")


def test_a_report_of_missed_rent_that_comes_later_changes_what_was_silent_at_the_close() -> None:
    silent = [Charge(FIRST_ON, 50_000)]
    state = carried(record_of(list(silent)), CLOSE)
    assert [each.heard_of for each in state.open_charges] == [False]
    found = arrears_from(state, record_of([], frozenset({AUGUST})), CLOSE)
    assert isinstance(found, Arrears)
    assert (found.arrears_pence, found.not_heard_of_pence, found.days) == (50_000, 0, 60)
