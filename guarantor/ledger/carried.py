"""A rent record carried forward: its state at the close of a day, from which every later day can be worked out.

The short way never guesses. Whatever could make it differ from working everything out afresh gives CannotCarry, and
the caller works from all entries. Knows nothing of where closes are kept.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import (
    Arrears,
    ChargeState,
    Correction,
    CouncilPayment,
    DepositPayment,
    Money,
    RentRecord,
    corrected,
    money_of,
    settle,
    total,
    unmet,
    until,
)


@dataclass(frozen=True)
class Carried:
    """A rent record at the close of a day: charges not wholly met, money that waits, and sums of all up to it."""

    on: dt.date
    open_charges: tuple[ChargeState, ...]
    waiting: Money
    charged_pence: int
    paid_pence: int
    met_by_council_pence: int
    met_by_deposit_pence: int

    def document(self) -> dict[str, Any]:
        """The close as JSON: whole pence, ISO dates, months such as 2018-09; `read` gives it back."""
        return {
            "on": self.on.isoformat(),
            "open_charges": [
                {
                    "due_on": each.due_on.isoformat(),
                    "amount_pence": each.amount_pence,
                    "unpaid_pence": each.unpaid_pence,
                    "heard_of": each.heard_of,
                }
                for each in self.open_charges
            ],
            "given": _by_text(self.waiting.given),
            "named": _by_text(self.waiting.named),
            "unnamed_pence": self.waiting.unnamed_pence,
            "charged_pence": self.charged_pence,
            "paid_pence": self.paid_pence,
            "met_by_council_pence": self.met_by_council_pence,
            "met_by_deposit_pence": self.met_by_deposit_pence,
        }

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> "Carried":
        """The close from what `document` gave; anything else is our own bug and raises KeyError or WrongInput."""
        return cls(
            on=dt.date.fromisoformat(document["on"]),
            open_charges=tuple(
                ChargeState(
                    dt.date.fromisoformat(each["due_on"]),
                    each["amount_pence"],
                    each["unpaid_pence"],
                    each["heard_of"],
                )
                for each in document["open_charges"]
            ),
            waiting=Money(
                _by_month(document["given"]), _by_month(document["named"]), document["unnamed_pence"]
            ),
            charged_pence=document["charged_pence"],
            paid_pence=document["paid_pence"],
            met_by_council_pence=document["met_by_council_pence"],
            met_by_deposit_pence=document["met_by_deposit_pence"],
        )


@dataclass(frozen=True)
class CannotCarry:
    """Why a state cannot be carried forward: it might differ from all entries worked out afresh."""

    why: str


def carried(record: RentRecord, on: dt.date) -> Carried:
    """The whole record at the close of a day."""
    nothing = Carried(dt.date.min, (), Money({}, {}, 0), 0, 0, 0, 0)
    state, waiting = _state(nothing, until(record, on), on)
    return _close(state, waiting)


def carry_on(
    before: Carried, tail: RentRecord, on: dt.date, corrections: Iterable[Correction] = ()
) -> Carried | CannotCarry:
    """The close of a later day; the same as `carried` gives for the whole record. Terms as for `arrears_from`."""
    known = _tail(before, tail, on, corrections)
    return known if isinstance(known, CannotCarry) else _close(*_state(before, known, on))


def arrears_from(
    before: Carried, tail: RentRecord, on: dt.date, corrections: Iterable[Correction] = ()
) -> Arrears | CannotCarry:
    """The state of a day from an earlier close and `tail`, the entries recorded since.

    Sums, days and what is unpaid in each month are exactly those that `arrears` gives for the whole record; `charges`
    holds only those that were open at the close and those that fell due after it. `tail.missed` are the months
    reported missed in the whole record, whenever reported. `corrections` are those recorded since.
    """
    known = _tail(before, tail, on, corrections)
    return known if isinstance(known, CannotCarry) else _state(before, known, on)[0]


def _tail(
    before: Carried, tail: RentRecord, on: dt.date, corrections: Iterable[Correction]
) -> RentRecord | CannotCarry:
    """The tail's entries up to a day with their corrections worked in, where the state can be carried with them."""
    if on < before.on:
        return CannotCarry(f"{on.isoformat()} is before the close of {before.on.isoformat()}")
    net = corrected(tail, corrections)
    if net.over:
        return CannotCarry("a correction takes more than the entries since the close hold")
    days = [
        *(each.due_on for each in tail.charges),
        *(each.received_on for each in tail.payments),
        *(each.paid_on for each in tail.met_by_council),
        *(each.paid_on for each in tail.met_by_deposit),
    ]
    if any(day <= before.on for day in days):
        return CannotCarry("an entry is dated on the day of the close or before it")
    known = until(net.record, on)
    by_others: list[CouncilPayment | DepositPayment] = [*known.met_by_council, *known.met_by_deposit]
    if any(each.amount_pence < 0 for each in by_others):
        return CannotCarry("money was taken back, and what it had met may be unpaid again")
    month = _overfilled(before, known)
    return known if month is None else CannotCarry(f"more was paid for {month} than is unpaid")


def _overfilled(before: Carried, tail: RentRecord) -> Month | None:
    """A month up to that of the close for which the tail pays more by name than is left unpaid.

    Such money would drive out of the month what met it before the close, and that would meet other months. Months
    after that of the close had no charges then, so nothing can be driven out of them.
    """
    room = Counter[Month]()
    for opened in before.open_charges:
        room[opened.month] += opened.unpaid_pence
    for charge in tail.charges:
        room[Month.of(charge.due_on)] += charge.amount_pence
    money = money_of(tail)
    for purse in (money.given, money.named):
        for month, amount_pence in purse.items():
            room[month] -= amount_pence
            if month <= Month.of(before.on) and room[month] < 0:
                return month
    return None


def _state(before: Carried, tail: RentRecord, on: dt.date) -> tuple[Arrears, Money]:
    money = money_of(tail)
    both = Money(
        Counter(before.waiting.given) + Counter(money.given),
        Counter(before.waiting.named) + Counter(money.named),
        before.waiting.unnamed_pence + money.unnamed_pence,
    )
    states, left = settle([*before.open_charges, *unmet(tail.charges)], both, tail.missed, on)
    state = Arrears(
        on=on,
        charges=states,
        charged_pence=before.charged_pence + total(tail.charges),
        paid_pence=before.paid_pence + total(tail.payments),
        met_by_council_pence=before.met_by_council_pence + total(tail.met_by_council),
        met_by_deposit_pence=before.met_by_deposit_pence + total(tail.met_by_deposit),
    )
    return state, left


def _close(state: Arrears, left: Money) -> Carried:
    running = Month.of(state.on)
    return Carried(
        on=state.on,
        open_charges=tuple(each for each in state.charges if each.unpaid_pence),
        # No more rent falls due in a month that is over, so what the council overpaid for it meets nothing later.
        waiting=replace(
            left, given={month: pence for month, pence in left.given.items() if month >= running}
        ),
        charged_pence=state.charged_pence,
        paid_pence=state.paid_pence,
        met_by_council_pence=state.met_by_council_pence,
        met_by_deposit_pence=state.met_by_deposit_pence,
    )


def _by_text(by_month: Mapping[Month, int]) -> dict[str, int]:
    return {str(month): pence for month, pence in sorted(by_month.items())}


def _by_month(by_text: Mapping[str, int]) -> dict[Month, int]:
    return {Month.read(month, "month"): pence for month, pence in by_text.items()}
