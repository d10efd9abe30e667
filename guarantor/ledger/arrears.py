"""What is owed on a tenancy on a day, worked out afresh from dated entries.

Since nothing is carried forward, a backdated or corrected entry leaves the same state as if all had arrived
in order. Silence is not payment: a charge that nobody has spoken of is neither arrears nor paid.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from guarantor.domain.dates import Month


@dataclass(frozen=True, order=True)
class Charge:
    """Rent share that fell due."""

    due_on: dt.date
    amount_pence: int


@dataclass(frozen=True, order=True)
class Payment:
    """Rent that the landlord has had from the tenant, or from benefit for the tenant."""

    received_on: dt.date
    amount_pence: int


@dataclass(frozen=True, order=True)
class CouncilPayment:
    """A month's rent that the council has paid under the guarantee."""

    paid_on: dt.date
    month: Month
    amount_pence: int


@dataclass(frozen=True)
class RentRecord:
    """Everything that was said of a tenancy's rent, in any order.

    `missed` are the months that the landlord or the young person reported unpaid, a claim's lines among them.
    """

    charges: Sequence[Charge]
    payments: Sequence[Payment]
    met_by_council: Sequence[CouncilPayment]
    missed: frozenset[Month]


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


def arrears(record: RentRecord, on: dt.date) -> Arrears:
    """The state of a tenancy's rent on a day.

    The council's payments meet the months they name; the tenant's meet the oldest charge first, and what is
    over waits for the next one.
    """
    due = sorted(charge for charge in record.charges if charge.due_on <= on)
    paid_pence = sum(payment.amount_pence for payment in record.payments if payment.received_on <= on)
    met = [payment for payment in record.met_by_council if payment.paid_on <= on]
    unpaid = _after_tenant(_after_council(due, met), paid_pence)
    states = tuple(
        ChargeState(
            due_on=charge.due_on,
            amount_pence=charge.amount_pence,
            unpaid_pence=left,
            heard_of=left < charge.amount_pence or Month.of(charge.due_on) in record.missed,
        )
        for charge, left in zip(due, unpaid, strict=True)
    )
    return Arrears(
        on=on,
        charges=states,
        charged_pence=sum(charge.amount_pence for charge in due),
        paid_pence=paid_pence,
        met_by_council_pence=sum(payment.amount_pence for payment in met),
    )


def _after_council(due: Iterable[Charge], met: Iterable[CouncilPayment]) -> list[int]:
    left: Counter[Month] = Counter()
    for payment in met:
        left[payment.month] += payment.amount_pence
    after = []
    for charge in due:
        month = Month.of(charge.due_on)
        used = min(charge.amount_pence, left[month])
        left[month] -= used
        after.append(charge.amount_pence - used)
    return after


def _after_tenant(unpaid: Iterable[int], paid_pence: int) -> list[int]:
    after = []
    for amount_pence in unpaid:
        used = min(amount_pence, paid_pence)
        paid_pence -= used
        after.append(amount_pence - used)
    return after
