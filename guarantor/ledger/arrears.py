"""What is owed on a tenancy on a day, worked out afresh from dated entries.

Since the state of a day follows from the entries alone, a backdated or corrected entry leaves the same state as if
all had arrived in order. Silence is not payment: a charge that nobody has spoken of is neither arrears nor paid.
Knows nothing of where entries are kept, nor of when they were recorded.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from guarantor.domain.dates import Month


@dataclass(frozen=True, order=True)
class Charge:
    """Rent share that fell due. `entry` is the number under which it is recorded, where a correction may name it."""

    due_on: dt.date
    amount_pence: int
    entry: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Payment:
    """Rent that the landlord has had from the tenant, or from benefit for the tenant, as `source` says.

    `month` is the month whose rent the payer named; without one it meets the oldest charge first.
    """

    received_on: dt.date
    amount_pence: int
    source: str | None = None
    month: Month | None = None
    entry: int | None = field(default=None, compare=False)


@dataclass(frozen=True, order=True)
class CouncilPayment:
    """A month's rent that the council has paid under the guarantee."""

    paid_on: dt.date
    month: Month
    amount_pence: int
    entry: int | None = field(default=None, compare=False)


@dataclass(frozen=True, order=True)
class DepositPayment:
    """A month's rent that was met out of the tenancy deposit when the tenancy ended."""

    paid_on: dt.date
    month: Month
    amount_pence: int
    entry: int | None = field(default=None, compare=False)


@dataclass(frozen=True)
class RentRecord:
    """Everything that was said of a tenancy's rent, in any order; every sum above zero.

    `missed` are the months that the landlord or the young person reported unpaid, a claim's lines among them.
    """

    charges: Sequence[Charge]
    payments: Sequence[Payment]
    met_by_council: Sequence[CouncilPayment]
    missed: frozenset[Month]
    met_by_deposit: Sequence[DepositPayment] = ()


@dataclass(frozen=True)
class ChargeState:
    """A charge on a day. `heard_of` is False where nobody has reported it paid or missed."""

    due_on: dt.date
    amount_pence: int
    unpaid_pence: int
    heard_of: bool

    @property
    def month(self) -> Month:
        """The month in which it fell due."""
        return Month.of(self.due_on)


@dataclass(frozen=True)
class Arrears:
    """What stands on a day: pounds and days in arrears, and apart from them what is not heard of."""

    on: dt.date
    charges: tuple[ChargeState, ...]
    charged_pence: int
    paid_pence: int
    met_by_council_pence: int
    met_by_deposit_pence: int = 0

    @property
    def arrears_pence(self) -> int:
        """Unpaid rent that was reported, or that a part payment shows to be unpaid."""
        return sum(charge.unpaid_pence for charge in self.charges if charge.heard_of)

    @property
    def not_heard_of_pence(self) -> int:
        """Rent that fell due and of which nobody has said anything."""
        return sum(charge.unpaid_pence for charge in self.charges if not charge.heard_of)

    @property
    def days(self) -> int:
        """Days since the oldest unpaid charge that is in arrears fell due; 0 where there is none."""
        due = [charge.due_on for charge in self.charges if charge.heard_of and charge.unpaid_pence]
        return (self.on - min(due)).days if due else 0

    def unpaid_in(self, month: Month) -> int:
        """Pence unpaid of the charges that fell due in a month, heard of or not."""
        return sum(charge.unpaid_pence for charge in self.charges if charge.month == month)


@dataclass(frozen=True)
class Money:
    """Money for rent that has met no charge, in pence.

    `given` was paid for a month by the council or out of the deposit, `named` by the tenant for a month; `unnamed`
    is the tenant's for whatever is oldest.
    """

    given: Mapping[Month, int]
    named: Mapping[Month, int]
    unnamed_pence: int


def arrears(record: RentRecord, on: dt.date) -> Arrears:
    """The state of a tenancy's rent on a day.

    Money that names a month meets that month's charges: the council's and the deposit's first, then the tenant's.
    The tenant's other money meets the oldest charge first, and what is over waits for the next one. What a month
    does not need of the tenant's money that named it joins the rest when the month is over; the council's and the
    deposit's stays with its month.
    """
    known = until(record, on)
    states, _ = settle(unmet(known.charges), money_of(known), known.missed, on)
    return Arrears(
        on=on,
        charges=states,
        charged_pence=total(known.charges),
        paid_pence=total(known.payments),
        met_by_council_pence=total(known.met_by_council),
        met_by_deposit_pence=total(known.met_by_deposit),
    )


def until(record: RentRecord, on: dt.date) -> RentRecord:
    """The record without what is dated after a day. Reports of missed rent are of a month and bear no day."""
    return replace(
        record,
        charges=[each for each in record.charges if each.due_on <= on],
        payments=[each for each in record.payments if each.received_on <= on],
        met_by_council=[each for each in record.met_by_council if each.paid_on <= on],
        met_by_deposit=[each for each in record.met_by_deposit if each.paid_on <= on],
    )


def total(entries: Iterable[Charge | Payment | CouncilPayment | DepositPayment]) -> int:
    """The sum of the entries in pence."""
    return sum(each.amount_pence for each in entries)


def unmet(charges: Iterable[Charge]) -> list[ChargeState]:
    """The charges before any money or word of them."""
    return [
        ChargeState(each.due_on, each.amount_pence, each.amount_pence, heard_of=False) for each in charges
    ]


def money_of(record: RentRecord) -> Money:
    """All money of a record, before it meets anything."""
    given, named = Counter[Month](), Counter[Month]()
    by_others: list[CouncilPayment | DepositPayment] = [*record.met_by_council, *record.met_by_deposit]
    for paid in by_others:
        given[paid.month] += paid.amount_pence
    unnamed_pence = 0
    for payment in record.payments:
        if payment.month is None:
            unnamed_pence += payment.amount_pence
        else:
            named[payment.month] += payment.amount_pence
    return Money(given, named, unnamed_pence)


def settle(
    opened: Iterable[ChargeState], money: Money, missed: frozenset[Month], on: dt.date
) -> tuple[tuple[ChargeState, ...], Money]:
    """The charges in order of day after money has met them on a day, and what is left of the money."""
    due = sorted(opened, key=lambda each: (each.due_on, each.amount_pence))
    given, named = Counter(money.given), Counter(money.named)
    left = [each.unpaid_pence for each in due]
    for purse in (given, named):
        for place, charge in enumerate(due if purse else ()):
            used = min(left[place], purse[charge.month])
            purse[charge.month] -= used
            left[place] -= used
    # While a month runs, more of its rent may fall due, as in a weekly let: money that named it waits for that.
    over = [month for month in named if month < Month.of(on)]
    unnamed_pence = money.unnamed_pence + sum(named.pop(month) for month in over)
    for place, unpaid_pence in enumerate(left):
        used = min(unpaid_pence, unnamed_pence)
        unnamed_pence -= used
        left[place] -= used
    states = tuple(
        ChargeState(
            charge.due_on,
            charge.amount_pence,
            unpaid_pence,
            unpaid_pence < charge.amount_pence or charge.month in missed,
        )
        for charge, unpaid_pence in zip(due, left, strict=True)
    )
    return states, Money(+given, +named, unnamed_pence)


@dataclass(frozen=True)
class Correction:
    """Pence to be taken off an earlier entry; the whole of them make it void. `entry` is the entry's number."""

    entry: int
    amount_pence: int


@dataclass(frozen=True)
class Corrected:
    """A record with its corrections worked in. `over` gives, by entry, the pence for which there was nothing left."""

    record: RentRecord
    over: Mapping[int, int]


def corrected(record: RentRecord, corrections: Iterable[Correction]) -> Corrected:
    """The record as if each corrected entry had been right from the start, whenever it was corrected.

    An entry never falls below zero, and one that falls to zero is gone: a void charge is not a charge of nothing.
    What was taken off beyond an entry's sum, or off an entry that the record does not hold, is named in `over`. A
    correction cannot itself be corrected: the same entry is recorded anew with its own day instead.
    """
    off = Counter[int]()
    for correction in corrections:
        off[correction.entry] += correction.amount_pence
    if not off:
        return Corrected(record, {})
    net = replace(
        record,
        charges=_net(record.charges, off),
        payments=_net(record.payments, off),
        met_by_council=_net(record.met_by_council, off),
        met_by_deposit=_net(record.met_by_deposit, off),
    )
    return Corrected(net, dict(sorted((+off).items())))


_Entry = TypeVar("_Entry", Charge, Payment, CouncilPayment, DepositPayment)


def _net(entries: Iterable[_Entry], off: Counter[int]) -> list[_Entry]:
    """The entries that are left; what was taken off them is taken from `off` too."""
    left = []
    for entry in entries:
        used = 0
        # What was turned round as a payment that came back counts below zero and has nothing to be taken off.
        if entry.entry is not None and entry.amount_pence > 0:
            used = min(entry.amount_pence, off[entry.entry])
            off[entry.entry] -= used
        if used != entry.amount_pence:
            left.append(replace(entry, amount_pence=entry.amount_pence - used))
    return left
