"""Stages of arrears with their history.

All are worked out afresh from the rent record, so a backdated or corrected entry changes the history as if it had
been there in order. Silence is neither payment nor arrears, so it never moves a stage. Knows nothing of tasks and
letters: what a stage asks of anyone is the services' matter.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from guarantor.domain.dates import Month, plus_months
from guarantor.ledger.arrears import Arrears, RentRecord, arrears
from guarantor.ledger.carried import CannotCarry, Carried, arrears_from


class Stage(StrEnum):
    """How far arrears have come. `claimable` is about the sum owed alone: a tenancy's end opens claims too."""

    CLEAR = "clear"
    EARLY_WARNING = "early_warning"
    FORMAL = "formal"
    CLAIMABLE = "claimable"


@dataclass(frozen=True)
class StageStep:
    """A day on which the stage changed, and what was in arrears at its close."""

    on: dt.date
    stage: Stage
    arrears_pence: int


def stage(rent: Arrears, share_pence: int, formal_months: int, call_months: int) -> Stage:
    """The stage of a day. `share_pence` is the monthly share; the months are how many of it a stage begins at.

    Support comes first, so the early warning begins with the first penny that is known to be missed.
    """
    if rent.arrears_pence == 0:
        return Stage.CLEAR
    if rent.arrears_pence >= call_months * share_pence:
        return Stage.CLAIMABLE
    if rent.arrears_pence >= formal_months * share_pence:
        return Stage.FORMAL
    return Stage.EARLY_WARNING


def history(
    record: RentRecord, until_on: dt.date, share_pence: int, formal_months: int, call_months: int
) -> tuple[StageStep, ...]:
    """Every change of stage up to a day, in order; before the first one the stage is clear."""
    days = sorted({day for day in _days(record, until_on) if day <= until_on})
    return _steps((arrears(record, day) for day in days), share_pence, formal_months, call_months)


def history_from(
    before: Carried,
    tail: RentRecord,
    until_on: dt.date,
    share_pence: int,
    formal_months: int,
    call_months: int,
) -> tuple[StageStep, ...] | CannotCarry:
    """As `history`, from an earlier close and the entries since: the stage at the close, and every change after it.

    A stage that is clear at the close is no step. `tail` is as for `arrears_from`, its corrections worked in.
    """
    freed = (month.following().first_on for month in before.waiting.named)
    days = sorted({day for day in (*freed, *_days(tail, until_on)) if before.on < day <= until_on})
    states = []
    for day in (before.on, *days):
        rent = arrears_from(before, tail, day)
        if isinstance(rent, CannotCarry):
            return rent
        states.append(rent)
    return _steps(states, share_pence, formal_months, call_months)


def _steps(
    states: Iterable[Arrears], share_pence: int, formal_months: int, call_months: int
) -> tuple[StageStep, ...]:
    steps = []
    before = Stage.CLEAR
    for rent in states:
        now = stage(rent, share_pence, formal_months, call_months)
        if now is not before:
            steps.append(StageStep(rent.on, now, rent.arrears_pence))
            before = now
    return tuple(steps)


def _days(record: RentRecord, until_on: dt.date) -> Iterator[dt.date]:
    """The days on which what is owed may change."""
    yield from (charge.due_on for charge in record.charges)
    yield from (payment.paid_on for payment in record.met_by_council)
    yield from (payment.paid_on for payment in record.met_by_deposit)
    for payment in record.payments:
        yield payment.received_on
        # What a named month did not need is free for other rent from the day after that month.
        if payment.month is not None and payment.month < Month.of(until_on):
            yield plus_months(dt.date(payment.month.year, payment.month.month, 1), 1)
