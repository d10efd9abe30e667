"""Arrears by running sums alone: no money is moved, each charge's unpaid part is one expression.

One of two calculators that share nothing with the ledger's own but the entries.
"""

import datetime as dt
from itertools import accumulate

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import CouncilPayment, DepositPayment, RentRecord
from tests.ledger.conftest import Figures


def figures_by_formula(record: RentRecord, on: dt.date) -> Figures:
    """The figures at the close of a day."""
    due = sorted((each.due_on, each.amount_pence) for each in record.charges if each.due_on <= on)
    tenant = [each for each in record.payments if each.received_on <= on]
    months = {Month.of(day) for day, _ in due} | {each.month for each in tenant if each.month}
    rent = {month: sum(pence for day, pence in due if Month.of(day) == month) for month in months}
    paid: list[CouncilPayment | DepositPayment] = [*record.met_by_council, *record.met_by_deposit]
    others = {
        month: sum(each.amount_pence for each in paid if each.month == month and each.paid_on <= on)
        for month in months
    }
    named = {month: sum(each.amount_pence for each in tenant if each.month == month) for month in months}
    # What a month that is over does not need of the tenant's money for it is as good as unnamed.
    purse = sum(each.amount_pence for each in tenant if each.month is None) + sum(
        max(named[month] - max(rent[month] - others[month], 0), 0) for month in months if month < Month.of(on)
    )
    in_month = [
        sum(pence for day, pence in due[: place + 1] if Month.of(day) == Month.of(last))
        for place, (last, _) in enumerate(due)
    ]
    open_ = [
        min(pence, max(so_far - others[Month.of(day)] - named[Month.of(day)], 0))
        for (day, pence), so_far in zip(due, in_month, strict=True)
    ]
    unpaid = [
        min(pence, max(so_far - purse, 0)) for pence, so_far in zip(open_, accumulate(open_), strict=True)
    ]
    states = [
        (day, left, left < pence or Month.of(day) in record.missed)
        for (day, pence), left in zip(due, unpaid, strict=True)
    ]
    return Figures(
        unpaid,
        sum(left for _, left, heard_of in states if heard_of),
        sum(left for _, left, heard_of in states if not heard_of),
        max(((on - day).days for day, left, heard_of in states if heard_of and left), default=0),
    )
