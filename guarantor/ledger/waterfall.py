"""From one month's closing to the next, to the penny: commitment, cost and cash.

A movement shows in the month it is dated in, unless that month was closed before it was recorded: then it is a
correction of the first month that was still open. So what a closed month says never changes. Knows nothing of where
movements are kept.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from guarantor.domain.dates import Month
from guarantor.ledger.postings import Kind

CORRECTIONS = "corrections"

COMMITMENT: dict[Kind, tuple[str, int]] = {
    Kind.COMMITMENT_MADE: ("new", 1),
    Kind.COMMITMENT_RAISED: ("rent_rises", 1),
    Kind.COMMITMENT_CALLED: ("calls", -1),
    Kind.COMMITMENT_RESTORED: ("calls_undone", 1),
    Kind.COMMITMENT_RELEASED: ("ended", -1),
}
"""What may still be called: the line that each kind of movement shows in, and its sign."""

COST: dict[Kind, tuple[str, int]] = {
    Kind.CLAIM_ACCEPTED: ("calls", 1),
    Kind.CLAIM_UNDONE: ("calls_undone", -1),
    Kind.COST_APPROVED: ("legal_and_advice", 1),
    Kind.RECOVERED: ("recoveries", -1),
}
"""What the scheme has cost the council, less what came back."""

CASH: dict[Kind, tuple[str, int]] = {
    Kind.CLAIM_PAID: ("claims_paid", 1),
    Kind.PAYMENT_RETURNED: ("payments_returned", -1),
    Kind.COST_PAID: ("costs_paid", 1),
    Kind.RECOVERED: ("recovered", -1),
}
"""What has left the bank, less what came back."""

MOVED = "moved"


@dataclass(frozen=True)
class Movement:
    """Pence of one kind on one day. `closes_missed` is how many months had been closed before it was recorded.

    `moved` says that it is a commitment given up by one deed or made by the next when a young person moves home.
    `programme` is None where the money belongs to no guarantee.
    """

    kind: Kind
    happened_on: dt.date
    amount_pence: int
    programme: str | None = None
    closes_missed: int = 0
    moved: bool = False


@dataclass(frozen=True)
class Fall:
    """Opening, movements by line with their signs, closing, in pence; opening and movements make the closing."""

    opening_pence: int
    movements: Mapping[str, int]

    @property
    def closing_pence(self) -> int:
        """What the next month opens with."""
        return self.opening_pence + sum(self.movements.values())


@dataclass(frozen=True)
class MonthFall:
    """One month of the waterfall."""

    month: Month
    closed: bool
    commitment: Fall
    cost: Fall
    cash: Fall


def waterfall(
    movements: Iterable[Movement], closed: Sequence[Month], first: Month, last: Month
) -> list[MonthFall]:
    """Every month from the first to the last, both included. `closed` are the closed months in order."""
    told = [(reported_in(each, closed), each) for each in movements]
    falls = {
        name: _falls(told, lines, first, last)
        for name, lines in (("commitment", COMMITMENT), ("cost", COST), ("cash", CASH))
    }
    return [
        MonthFall(month, month in closed, *(falls[name][month] for name in ("commitment", "cost", "cash")))
        for month in months(first, last)
    ]


def reported_in(movement: Movement, closed: Sequence[Month]) -> Month:
    """The month in which a movement shows: its own, or the first that was open when it was recorded."""
    own = Month.of(movement.happened_on)
    if movement.closes_missed == 0:
        return own
    return max(own, closed[movement.closes_missed - 1].following())


def months(first: Month, last: Month) -> list[Month]:
    """The months from the first to the last, both included."""
    found = []
    month = first
    while month <= last:
        found.append(month)
        month = month.following()
    return found


def _falls(
    told: Iterable[tuple[Month, Movement]], lines: Mapping[Kind, tuple[str, int]], first: Month, last: Month
) -> dict[Month, Fall]:
    names = [*dict.fromkeys(name for name, _ in lines.values()), *([MOVED] if lines is COMMITMENT else [])]
    by_line: dict[Month, Counter[str]] = {month: Counter() for month in months(first, last)}
    balance = 0
    for shown_in, movement in told:
        if movement.kind not in lines or shown_in > last:
            continue
        name, sign = lines[movement.kind]
        if shown_in != Month.of(movement.happened_on):
            name = CORRECTIONS
        elif movement.moved:
            name = MOVED
        if shown_in < first:
            balance += sign * movement.amount_pence
        else:
            by_line[shown_in][name] += sign * movement.amount_pence
    falls = {}
    for month, moved in by_line.items():
        falls[month] = Fall(balance, {name: moved[name] for name in (*names, CORRECTIONS)})
        balance = falls[month].closing_pence
    return falls
