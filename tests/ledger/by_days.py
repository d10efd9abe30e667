"""Arrears by living through the days: money goes into its month's pot as it comes, and gives way to what goes first.

One of two calculators that share nothing with the ledger's own but the entries.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import Payment, RentRecord
from tests.ledger.conftest import Figures


@dataclass
class Pot:
    """A month's rent as it fell due; the money in it, by whose it is; the money that names it and waits outside."""

    rent: list[tuple[dt.date, int]] = field(default_factory=list)
    others: int = 0
    named: int = 0
    unnamed: int = 0
    others_waiting: int = 0
    named_waiting: int = 0

    def room(self) -> int:
        """What is still unpaid of the month."""
        return sum(pence for _, pence in self.rent) - self.others - self.named - self.unnamed


def figures_by_days(record: RentRecord, on: dt.date) -> Figures:
    """The figures at the close of a day, lived through from the first entry's day."""
    pots: dict[Month, Pot] = defaultdict(Pot)
    purse = 0
    days = [charge.due_on for charge in record.charges]
    days += [payment.received_on for payment in record.payments]
    days += [paid.paid_on for paid in record.met_by_council]
    days += [paid.paid_on for paid in record.met_by_deposit]
    today = min([*days, on])
    while today <= on:
        for charge in record.charges:
            if charge.due_on == today:
                pots[Month.of(today)].rent.append((today, charge.amount_pence))
        for council in record.met_by_council:
            if council.paid_on == today:
                pots[council.month].others_waiting += council.amount_pence
        for deposit in record.met_by_deposit:
            if deposit.paid_on == today:
                pots[deposit.month].others_waiting += deposit.amount_pence
        purse += _paid_by_tenant(record.payments, pots, today)
        purse = _settled(pots, purse, today)
        today += dt.timedelta(days=1)
    return _figures(pots, record.missed, on)


def _paid_by_tenant(payments: Sequence[Payment], pots: dict[Month, Pot], today: dt.date) -> int:
    unnamed = 0
    for payment in payments:
        if payment.received_on == today:
            if payment.month is None:
                unnamed += payment.amount_pence
            else:
                pots[payment.month].named_waiting += payment.amount_pence
    return unnamed


def _settled(pots: dict[Month, Pot], purse: int, today: dt.date) -> int:
    """Put money into pots as far as it goes and drive out what gives way; what is left in the tenant's purse."""
    for month, pot in pots.items():
        into = min(pot.others_waiting, pot.room() + pot.unnamed + pot.named)
        pot.others += into
        pot.others_waiting -= into
        if pot.room() < 0:
            out = min(-pot.room(), pot.unnamed)
            pot.unnamed -= out
            purse += out
        if pot.room() < 0:
            out = -pot.room()
            pot.named -= out
            pot.named_waiting += out
        into = min(pot.named_waiting, pot.room() + pot.unnamed)
        pot.named += into
        pot.named_waiting -= into
        if pot.room() < 0:
            purse -= pot.room()
            pot.unnamed += pot.room()
        if Month.of(today) > month:
            purse += pot.named_waiting
            pot.named_waiting = 0
    for month in sorted(pots):
        into = min(purse, pots[month].room())
        pots[month].unnamed += into
        purse -= into
    return purse


def _figures(pots: dict[Month, Pot], missed: frozenset[Month], on: dt.date) -> Figures:
    unpaid, in_arrears, silent, days = [], 0, 0, 0
    for month in sorted(pots):
        paid = pots[month].others + pots[month].named + pots[month].unnamed
        for due_on, pence in sorted(pots[month].rent):
            left = pence
            if paid:
                left = max(pence - paid, 0)
                paid -= pence - left
            unpaid.append(left)
            if left == pence and month not in missed:
                silent += left
            elif left:
                in_arrears += left
                days = max(days, (on - due_on).days)
    return Figures(unpaid, in_arrears, silent, days)
