"""Balances and rent of a day, from the last period that was summed up before it and the transfers since.

Every answer is the one that all transfers give. Where what was recorded since reaches back before a period, as with a
late or corrected entry, the guarantee is worked out from an earlier one or from all its entries.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import Arrears, RentRecord, arrears, corrected
from guarantor.ledger.carried import CannotCarry, Carried, arrears_from
from guarantor.ledger.transfer import Transfer
from guarantor.storage import period_files, record, rent_files, sums
from guarantor.storage.engine import Session
from guarantor.storage.known import ALL, Known
from guarantor.storage.period_files import NOTHING, AtClose
from guarantor.storage.sums import Sides

_NONE_MISSED: frozenset[Month] = frozenset()
_FEW = 100
"""Of so many guarantees at most the missed months are asked for by name, else all there are."""


@dataclass(frozen=True)
class Rent:
    """A tenancy's rent on a day: its state, and the entries it was worked out from, corrections worked in.

    `carried` is the close from which on those are; None where they are all there are.
    """

    state: Arrears
    carried: Carried | None
    entries: RentRecord


def rents(session: Session, refs: Collection[str], on: dt.date, known: Known = ALL) -> dict[str, Rent]:
    """The rent behind each guarantee at the close of a day."""
    missed = rent_files.missed(session, known, refs if len(refs) <= _FEW else ())
    found: dict[str, Rent] = {}
    # By guarantee the last day on which the close may lie that it is worked out from.
    reach = dict.fromkeys(refs, on)
    whole: set[str] = set()
    while reach and (period := period_files.latest(session, max(reach.values()), known)) is not None:
        near = {ref for ref, day in reach.items() if period.through_on <= day}
        closes = dict(period_files.guarantees(session, period, near))
        since = period_files.since(period)
        for ref, entries in record.by_guarantee(session, near, on, known, since):
            rent = _carried(closes.get(ref, NOTHING), entries, missed.get(ref, _NONE_MISSED), on)
            if rent is not None:
                found[ref] = rent
                del reach[ref]
                continue
            earliest = min(each.happened_on for each in entries)
            if earliest > period.through_on:
                whole.add(ref)
                del reach[ref]
            else:
                reach[ref] = earliest - dt.timedelta(days=1)
    return found | _whole(session, {*reach, *whole}, on, known, missed)


def rent_of(session: Session, ref: str, on: dt.date, *, from_all: bool = False) -> Rent:
    """The rent behind one guarantee; `from_all` its entries where they are to be shown."""
    if from_all:
        return _whole(session, [ref], on, ALL, rent_files.missed(session, ALL, [ref]))[ref]
    return rents(session, [ref], on)[ref]


def moved(session: Session, on: dt.date, known: Known = ALL) -> dict[str | None, Counter[str]]:
    """What `sums.by_guarantee` gives, the last period's sums and the transfers since added up."""
    period = period_files.latest(session, on, known)
    found = sums.by_guarantee(session, on, known, period_files.since(period))
    if period is None:
        return found
    both = defaultdict(Counter, found)
    # A period keeps no sum of what belongs to no guarantee: costs of cases that never had one, which are few.
    both[None] = sums.of_no_guarantee(session, on, known)
    for ref, at_close in period_files.guarantees(session, period):
        both[ref].update(at_close.moved)
    return dict(both)


def sides(session: Session, on: dt.date, known: Known = ALL) -> dict[str, Sides]:
    """What `sums.by_account` gives for the whole ledger, the last period's sums and the transfers since added up."""
    period = period_files.latest(session, on, known)
    found = sums.by_account(session, on, known, since=period_files.since(period))
    if period is None:
        return found
    before = period_files.accounts(session, period.number)
    return {code: before.get(code, Sides()) + found.get(code, Sides()) for code in {*before, *found}}


def _carried(
    at_close: AtClose, entries: Iterable[Transfer], missed: frozenset[Month], on: dt.date
) -> Rent | None:
    said, corrections = rent_files.stated(entries)
    said = replace(said, missed=missed)
    state = arrears_from(at_close.rent, said, on, corrections)
    if isinstance(state, CannotCarry):
        return None
    carried = None if at_close is NOTHING else at_close.rent
    return Rent(state, carried, corrected(said, corrections).record)


def _whole(
    session: Session, refs: Collection[str], on: dt.date, known: Known, missed: dict[str, frozenset[Month]]
) -> dict[str, Rent]:
    found = {}
    for ref, entries in record.by_guarantee(session, refs, on, known):
        everything = corrected(*rent_files.stated(entries)).record
        everything = replace(everything, missed=missed.get(ref, _NONE_MISSED))
        found[ref] = Rent(arrears(everything, on), None, everything)
    return found
