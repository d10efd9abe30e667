"""Rent records of a year, drawn at random."""

import datetime as dt
from dataclasses import replace
from typing import NamedTuple

import pytest
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
)

FIRST_ON, LAST_ON = dt.date(2018, 8, 1), dt.date(2019, 7, 31)
DAYS = st.dates(FIRST_ON, LAST_ON)
MONTHS = DAYS.map(Month.of)
PENCE = st.integers(1, 60_000)

RECORDS = st.builds(
    RentRecord,
    charges=st.lists(st.builds(Charge, DAYS, PENCE), max_size=12),
    payments=st.lists(st.builds(Payment, DAYS, PENCE), max_size=12),
    met_by_council=st.lists(st.builds(CouncilPayment, DAYS, MONTHS, PENCE), max_size=4),
    missed=st.frozensets(MONTHS, max_size=6),
)
"""Any record: more paid than charged, two charges in a month, a council that paid for a month without rent."""

NAMED_PAYMENTS = st.builds(Payment, DAYS, PENCE, month=MONTHS)
DEPOSIT_PAYMENTS = st.builds(DepositPayment, DAYS, MONTHS, PENCE)

ANY_RECORDS = st.builds(
    RentRecord,
    charges=st.lists(st.builds(Charge, DAYS, PENCE), max_size=16),
    payments=st.lists(st.builds(Payment, DAYS, PENCE) | NAMED_PAYMENTS, max_size=12),
    met_by_council=st.lists(st.builds(CouncilPayment, DAYS, MONTHS, PENCE), max_size=4),
    missed=st.frozensets(MONTHS, max_size=6),
    met_by_deposit=st.lists(DEPOSIT_PAYMENTS, max_size=3),
)
"""As RECORDS, and the tenant may name months, the deposit may meet some."""

QUARTER = st.dates(FIRST_ON, dt.date(2018, 10, 31))
QUARTER_MONTHS = QUARTER.map(Month.of)
ENTRIES = st.lists(
    st.builds(Charge, QUARTER, PENCE)
    | st.builds(Payment, QUARTER, PENCE, month=st.none() | QUARTER_MONTHS)
    | st.builds(CouncilPayment, QUARTER, QUARTER_MONTHS, PENCE)
    | st.builds(DepositPayment, QUARTER, QUARTER_MONTHS, PENCE),
    max_size=16,
)
"""Entries so close together that most of them get in each other's way."""

Entry = Charge | Payment | CouncilPayment | DepositPayment

CORRECTIONS = st.lists(st.builds(Correction, st.integers(0, 17), st.integers(1, 70_000)), max_size=4)
"""Corrections of entries by their place in a list, of some that are not there too."""


class Figures(NamedTuple):
    """What every calculator of arrears must agree on; `unpaid` by charge in order of day and sum."""

    unpaid: list[int]
    arrears_pence: int
    not_heard_of_pence: int
    days: int


def figures_of(state: Arrears) -> Figures:
    """The figures that the ledger gives."""
    unpaid = [each.unpaid_pence for each in state.charges]
    return Figures(unpaid, state.arrears_pence, state.not_heard_of_pence, state.days)


def day_of(entry: Entry) -> dt.date:
    """The day that an entry bears."""
    match entry:
        case Charge():
            return entry.due_on
        case Payment():
            return entry.received_on
        case _:
            return entry.paid_on


def record_of(entries: list[Entry], missed: frozenset[Month] = frozenset()) -> RentRecord:
    """A record of entries of every kind."""
    return RentRecord(
        charges=[each for each in entries if isinstance(each, Charge)],
        payments=[each for each in entries if isinstance(each, Payment)],
        met_by_council=[each for each in entries if isinstance(each, CouncilPayment)],
        missed=missed,
        met_by_deposit=[each for each in entries if isinstance(each, DepositPayment)],
    )


def numbered(entries: list[Entry]) -> list[Entry]:
    """The entries, each recorded under its place in the list."""
    return [replace(entry, entry=place) for place, entry in enumerate(entries)]


@st.composite
def in_order(draw: st.DrawFn) -> tuple[list[Entry], frozenset[Month]]:
    """Entries in order of day in which nothing is paid for a month beyond what is unpaid of it, and months missed."""
    missed = draw(st.frozensets(MONTHS, max_size=6))
    entries: list[Entry] = []
    on = FIRST_ON
    for _ in range(draw(st.integers(1, 14))):
        on += dt.timedelta(days=draw(st.integers(0, 40)))
        kinds = ["charge", "charge", "payment"]
        rent = arrears(record_of(entries, missed), on)
        owing = sorted({each.month for each in rent.charges if each.unpaid_pence})
        if owing:
            kinds += ["named", "council", "deposit"]
        kind = draw(st.sampled_from(kinds))
        if kind == "charge":
            entries.append(Charge(on, draw(PENCE)))
        elif kind == "payment":
            entries.append(Payment(on, draw(PENCE)))
        else:
            month = draw(st.sampled_from(owing))
            pence = draw(st.integers(1, rent.unpaid_in(month)))
            if kind == "named":
                entries.append(Payment(on, pence, month=month))
            elif kind == "council":
                entries.append(CouncilPayment(on, month, pence))
            else:
                entries.append(DepositPayment(on, month, pence))
    return entries, missed


@pytest.fixture(scope="session")
def quiet_year() -> RentRecord:
    """£520.00 charged on the first of every month from August 2018, of which nobody has said anything."""
    first_days = [dt.date(2018 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(8, 20)]
    return RentRecord([Charge(day, 52_000) for day in first_days], [], [], frozenset())
