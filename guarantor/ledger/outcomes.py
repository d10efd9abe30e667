"""What became of each month's rent: missed or paid, begun owing or not, as the liability model counts months.

Worked out afresh from the rent record, so that a correction changes it as if it had been there in order. A month of
which nothing was heard says nothing. Knows nothing of guarantees, claims or where the months are counted.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from guarantor.ledger.arrears import Arrears, RentRecord, arrears


@dataclass(frozen=True)
class Outcome:
    """A month's rent, looked at on the eve of the next. It began `owing`, or with so much owed that a claim is open
    (`claimable`), or with neither; its rent was `missed` or paid; and what was owing was `cleared` by the tenant,
    None where the month did not begin owing, was missed, or others met the arrears in it."""

    due_on: dt.date
    owing: bool
    claimable: bool
    missed: bool
    cleared: bool | None


def outcomes(
    record: RentRecord,
    due: Sequence[dt.date],
    after_last: dt.date,
    share_pence: int,
    call_months: int,
    on: dt.date,
) -> tuple[Outcome, ...]:
    """The months whose rent fell due on the days of `due` and that are over by the close of `on`.

    `due` rises; the last month is over on the eve of `after_last`. Arrears of at least half of a month's share count
    as rent owed, and of `call_months` shares or more as a claim. What the council or the deposit has met in a month
    was missed all the same.
    """
    found = []
    for first, following in pairwise((*due, after_last)):
        eve = following - dt.timedelta(days=1)
        if eve > on:
            break
        before, then = arrears(record, first - dt.timedelta(days=1)), arrears(record, eve)
        if _heard_of(then, first):
            found.append(_outcome(first, before, then, share_pence, call_months))
    return tuple(found)


def _outcome(due_on: dt.date, before: Arrears, then: Arrears, share_pence: int, call_months: int) -> Outcome:
    met_pence = _met_by_others(then) - _met_by_others(before)
    missed = 2 * (then.arrears_pence + met_pence - before.arrears_pence) >= share_pence
    claimable = before.arrears_pence >= call_months * share_pence
    owing = not claimable and 2 * before.arrears_pence >= share_pence
    cleared = 2 * then.arrears_pence < share_pence if owing and not missed and not met_pence else None
    return Outcome(due_on, owing, claimable, missed, cleared)


def _heard_of(rent: Arrears, due_on: dt.date) -> bool:
    charges = [charge for charge in rent.charges if charge.due_on == due_on]
    return bool(charges) and all(charge.heard_of or not charge.unpaid_pence for charge in charges)


def _met_by_others(rent: Arrears) -> int:
    return rent.met_by_council_pence + rent.met_by_deposit_pence
