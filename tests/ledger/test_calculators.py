"""Arrears against two calculators written otherwise, and against sums done by hand."""

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
    RentRecord,
    arrears,
    corrected,
)
from guarantor.ledger.rent_periods import Every, charges_due, instalments_due
from tests.ledger.by_days import figures_by_days
from tests.ledger.by_formula import figures_by_formula
from tests.ledger.conftest import ANY_RECORDS, DAYS, Entry, Figures, figures_of, in_order, record_of


@given(ANY_RECORDS, DAYS)
def test_living_through_the_days_comes_to_the_same_arrears(record: RentRecord, on: dt.date) -> None:
    assert figures_by_days(record, on) == figures_of(arrears(record, on))


@given(ANY_RECORDS, DAYS)
def test_running_sums_come_to_the_same_arrears(record: RentRecord, on: dt.date) -> None:
    assert figures_by_formula(record, on) == figures_of(arrears(record, on))


@given(in_order(), DAYS)
def test_all_three_agree_where_everything_came_in_order(
    told: tuple[list[Entry], frozenset[Month]], on: dt.date
) -> None:
    record = record_of(*told)
    state = figures_of(arrears(record, on))
    assert figures_by_days(record, on) == state
    assert figures_by_formula(record, on) == state


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


WEEKLY = RentRecord(
    charges=charges_due(Every.WEEK, day("2019-02-18"), day("2019-03-31"), 12_000),
    payments=[Payment(day("2019-02-19"), 12_000), Payment(day("2019-03-06"), 20_000)],
    met_by_council=[CouncilPayment(day("2019-03-28"), Month(2019, 3), 30_000)],
    missed=frozenset({Month(2019, 3)}),
)
"""£120.00 a week from 18 February: two weeks in February, then 4, 11, 18 and 25 March."""

TERMLY = RentRecord(
    charges=instalments_due(
        [
            Charge(day("2019-09-21"), 180_000),
            Charge(day("2020-01-11"), 180_000),
            Charge(day("2020-04-18"), 120_000),
        ],
        day("2020-07-31"),
    ),
    payments=[Payment(day("2019-10-01"), 180_000), Payment(day("2020-02-29"), 100_000)],
    met_by_council=[],
    missed=frozenset({Month(2020, 4)}),
    met_by_deposit=[DepositPayment(day("2020-07-01"), Month(2020, 4), 25_000)],
)
"""A university let in a leap year: £1,800.00, £1,800.00 and £1,200.00."""

LEAP_YEAR = RentRecord(
    charges=charges_due(Every.MONTH, day("2019-12-31"), day("2020-03-31"), 50_000),
    payments=[Payment(day("2020-02-28"), 100_000)],
    met_by_council=[],
    missed=frozenset({Month(2020, 2)}),
)
"""£500.00 on the last day of the month: 31 December, 31 January, 29 February, 31 March."""

BY_HAND = [
    # The first week is paid, the second is silent: it fell due in February, of which nobody reported anything.
    (WEEKLY, "2019-02-25", Figures([0, 12_000], 0, 12_000, 0)),
    # March is reported missed, so its first week is in arrears from its day.
    (WEEKLY, "2019-03-04", Figures([0, 12_000, 12_000], 12_000, 12_000, 0)),
    # £200.00 meets the rest of February and £80.00 of 4 March.
    (WEEKLY, "2019-03-06", Figures([0, 0, 4_000], 4_000, 0, 2)),
    (WEEKLY, "2019-03-27", Figures([0, 0, 4_000, 12_000, 12_000, 12_000], 40_000, 0, 23)),
    # The council's £300.00 for March goes first, so the tenant's £80.00 moves to the third week and the fourth.
    (WEEKLY, "2019-03-28", Figures([0, 0, 0, 0, 0, 10_000], 10_000, 0, 3)),
    (TERMLY, "2020-01-10", Figures([0], 0, 0, 0)),
    (TERMLY, "2020-01-11", Figures([0, 180_000], 0, 180_000, 0)),
    # A part payment on 29 February shows that the rest is unpaid; 49 days from 11 January.
    (TERMLY, "2020-02-29", Figures([0, 80_000], 80_000, 0, 49)),
    (TERMLY, "2020-04-18", Figures([0, 80_000, 120_000], 200_000, 0, 98)),
    (TERMLY, "2020-07-01", Figures([0, 80_000, 95_000], 175_000, 0, 172)),
    (LEAP_YEAR, "2020-02-27", Figures([50_000, 50_000], 0, 100_000, 0)),
    (LEAP_YEAR, "2020-02-28", Figures([0, 0], 0, 0, 0)),
    (LEAP_YEAR, "2020-02-29", Figures([0, 0, 50_000], 50_000, 0, 0)),
    (LEAP_YEAR, "2020-03-01", Figures([0, 0, 50_000], 50_000, 0, 1)),
    (LEAP_YEAR, "2020-03-31", Figures([0, 0, 50_000, 50_000], 50_000, 50_000, 31)),
]


@pytest.mark.parametrize(("record", "on", "expected"), BY_HAND)
def test_all_three_give_what_was_worked_out_by_hand(record: RentRecord, on: str, expected: Figures) -> None:
    assert figures_of(arrears(record, day(on))) == expected
    assert figures_by_days(record, day(on)) == expected
    assert figures_by_formula(record, day(on)) == expected


def test_a_payment_heard_of_late_counts_from_the_day_it_was_received() -> None:
    known = replace(WEEKLY, payments=[*WEEKLY.payments, Payment(day("2019-02-26"), 12_000)])
    assert figures_of(arrears(known, day("2019-02-25"))) == Figures([0, 12_000], 0, 12_000, 0)
    assert figures_of(arrears(known, day("2019-02-26"))) == Figures([0, 0], 0, 0, 0)
    # £200.00 of 6 March now meets all of the week before and £80.00 is left for the week after.
    assert figures_of(arrears(known, day("2019-03-11"))) == Figures([0, 0, 0, 4_000], 4_000, 0, 0)


def test_a_corrected_payment_leaves_the_days_since_as_if_it_had_been_right() -> None:
    first, second = WEEKLY.payments
    numbered = replace(WEEKLY, payments=[first, replace(second, entry=7)])
    found = corrected(numbered, [Correction(7, 12_000)])
    assert found.over == {}
    # £80.00 in place of £200.00: a third of February's second week is open from its day, 25 February.
    assert figures_of(arrears(found.record, day("2019-03-06"))) == Figures([0, 4_000, 12_000], 16_000, 0, 9)
