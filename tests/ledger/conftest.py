"""Rent records of a year, drawn at random."""

import datetime as dt

import pytest
from hypothesis import strategies as st

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import Charge, CouncilPayment, Payment, RentRecord

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


@pytest.fixture(scope="session")
def quiet_year() -> RentRecord:
    """£520.00 charged on the first of every month from August 2018, of which nobody has said anything."""
    first_days = [dt.date(2018 + (month > 12), (month - 1) % 12 + 1, 1) for month in range(8, 20)]
    return RentRecord([Charge(day, 52_000) for day in first_days], [], [], frozenset())
