"""A rent record day by day, and the times in it that ask for somebody: arrears, and silence beyond the alarm.

Each day is worked out from the one before, so a long record costs no more a day than a short one. Unlike the state of
one day, which knows every report of missed rent, these times know a report only from the day it came: nobody can
be warned of what nobody has heard. Knows nothing of tasks.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from guarantor.domain.dates import Month, plus_months
from guarantor.ledger.arrears import Charge, CouncilPayment, DepositPayment, Payment, RentRecord
from guarantor.ledger.carried import CannotCarry, Carried, carried, carry_on

Heard = Mapping[Month, dt.date]
"""The day on which each month was first reported missed."""

_NOTHING = RentRecord((), (), (), frozenset())


@dataclass(frozen=True)
class Episode:
    """A time in arrears: from the first penny known to be missed until nothing is.

    `due_on` is the oldest unpaid due date as it began. The second episode over the same due date has the `turn` 2.
    """

    due_on: dt.date
    turn: int
    began_on: dt.date
    formal_on: dt.date | None
    cleared_on: dt.date | None


@dataclass(frozen=True)
class Silence:
    """A time in which rent due in one month stayed unspoken of beyond the alarm; `due_on` and `turn` as above."""

    due_on: dt.date
    turn: int
    began_on: dt.date
    heard_on: dt.date | None


def closes(record: RentRecord, heard: Heard, until_on: dt.date, alarm_days: int) -> list[Carried]:
    """The state at the close of each day up to `until_on` on which something changes, in order.

    Those of `record.missed` are known from the start, the months of `heard` from their day on. `alarm_days` are the
    days without word that a charge may stand for.
    """
    tails = _by_day(record)
    alarms = {each.due_on + dt.timedelta(days=alarm_days + 1) for each in record.charges}
    days = sorted(day for day in {*tails, *heard.values(), *_freed(record), *alarms} if day <= until_on)
    found: list[Carried] = []
    state = carried(_NOTHING, dt.date.min)
    for day in days:
        missed = record.missed | {month for month, heard_on in heard.items() if heard_on <= day}
        tail = replace(tails.get(day, _NOTHING), missed=missed)
        after = CannotCarry("money was taken back") if _takes_back(tail) else carry_on(state, tail, day)
        state = carried(replace(record, missed=missed), day) if isinstance(after, CannotCarry) else after
        found.append(state)
    return found


def episodes(states: Iterable[Carried], formal_pence_on: Callable[[dt.date], int]) -> list[Episode]:
    """The times in arrears in the order in which they began; `formal_pence_on` says what is formal on a day."""
    found: list[Episode] = []
    turns = Counter[dt.date]()
    now: Episode | None = None
    for state in states:
        owed = [each for each in state.open_charges if each.heard_of]
        owed_pence = sum(each.unpaid_pence for each in owed)
        if now is None and owed_pence:
            due_on = min(each.due_on for each in owed)
            turns[due_on] += 1
            now = Episode(due_on, turns[due_on], state.on, None, None)
        if now is not None and now.formal_on is None and owed_pence >= formal_pence_on(state.on):
            now = replace(now, formal_on=state.on)
        if now is not None and not owed_pence:
            found.append(replace(now, cleared_on=state.on))
            now = None
    return found if now is None else [*found, now]


def silences(states: Iterable[Carried], alarm_days: int) -> list[Silence]:
    """The silences beyond the alarm, one for a month's rent at a time, in the order in which they ended or began.

    With 35 days, rent due on 1 September begins one on 7 October.
    """
    found: list[Silence] = []
    turns = Counter[dt.date]()
    now: dict[Month, Silence] = {}
    for state in states:
        overdue = [
            each.due_on
            for each in state.open_charges
            if not each.heard_of and (state.on - each.due_on).days > alarm_days
        ]
        silent = {Month.of(due_on) for due_on in overdue}
        found += [replace(now.pop(month), heard_on=state.on) for month in sorted(set(now) - silent)]
        for month in sorted(silent - set(now)):
            due_on = min(day for day in overdue if Month.of(day) == month)
            turns[due_on] += 1
            now[month] = Silence(due_on, turns[due_on], state.on, None)
    return [*found, *now.values()]


def _by_day(record: RentRecord) -> dict[dt.date, RentRecord]:
    charges, payments = defaultdict[dt.date, list[Charge]](list), defaultdict[dt.date, list[Payment]](list)
    council = defaultdict[dt.date, list[CouncilPayment]](list)
    deposit = defaultdict[dt.date, list[DepositPayment]](list)
    for charge in record.charges:
        charges[charge.due_on].append(charge)
    for payment in record.payments:
        payments[payment.received_on].append(payment)
    for by_council in record.met_by_council:
        council[by_council.paid_on].append(by_council)
    for by_deposit in record.met_by_deposit:
        deposit[by_deposit.paid_on].append(by_deposit)
    return {
        day: RentRecord(charges[day], payments[day], council[day], frozenset(), deposit[day])
        for day in {*charges, *payments, *council, *deposit}
    }


def _freed(record: RentRecord) -> Iterator[dt.date]:
    """The days from which what a named month did not need meets other rent."""
    for payment in record.payments:
        if payment.month is not None:
            yield plus_months(dt.date(payment.month.year, payment.month.month, 1), 1)


def _takes_back(tail: RentRecord) -> bool:
    """Whether money for rent went back: then what it had met before is unpaid again, which no close remembers."""
    return any(each.amount_pence < 0 for each in tail.met_by_council) or any(
        each.amount_pence < 0 for each in tail.met_by_deposit
    )
