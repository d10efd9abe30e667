"""Summing up a period: balances of accounts and the state of every guarantee, carried forward to the end of a month.

What a period holds follows from the transfers alone, so `ledger check` can work it out again. It is made to be quick,
never to be trusted: whoever reads one adds to it what was recorded since (services/carried_forward).
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from guarantor.domain import practice
from guarantor.domain.access import Act
from guarantor.domain.dates import Month
from guarantor.ledger.arrears import corrected
from guarantor.ledger.carried import CannotCarry, carried, carry_on
from guarantor.ledger.transfer import Transfer
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office
from guarantor.storage import guarantee_files, period_files, record, rent_files, sums
from guarantor.storage.engine import Session, reading
from guarantor.storage.known import Known
from guarantor.storage.period_files import NOTHING, AtClose
from guarantor.storage.sums import OF_RENT, Sides
from guarantor.storage.tables.finance import Period, PeriodAccount, PeriodGuarantee


@dataclass(frozen=True)
class Summed:
    """A period worked out and not stored yet. `known_at` is when the last of its transfers was recorded."""

    number: int
    through_transfer: int
    through_on: dt.date
    known_at: dt.datetime | None
    accounts: dict[str, Sides]
    guarantees: dict[str, AtClose]


class _SummedMeanwhile(Exception):
    """Another process has stored a period since this one was worked out: nothing of this one is kept."""


def close(office: Office, on: dt.date) -> dict[str, Any]:
    """Carry the balances forward to the end of the month before a day, unless nothing has come since the last time.

    Answers with the last period, and whether it is new.
    """
    return _closed(office, on, least=1)


def close_if_due(office: Office, on: dt.date) -> dict[str, Any] | None:
    """As `close`, once a month is over and so many transfers have come that it is worth while; else None."""
    with reading(office.engine) as session:
        last = period_files.latest(session)
    if last is not None and _month_before(on) <= last.through_on:
        return None
    answer = _closed(office, on, least=practice.figure("period_transfers").value)
    return answer if answer["new"] else None


def _closed(office: Office, on: dt.date, least: int) -> dict[str, Any]:
    # Worked out before the act begins, since others wait while it lasts; what is stored never changes.
    with reading(office.engine) as session:
        summed = _summed(session, on, least)
        if summed is None:
            return _answer(period_files.latest(session), new=False)
    try:
        return _stored(office, summed, on)
    except _SummedMeanwhile:
        with reading(office.engine) as session:
            return _answer(period_files.latest(session), new=False)


def _month_before(on: dt.date) -> dt.date:
    """The last day of the last month that is over."""
    return Month.of(on).first_on - dt.timedelta(days=1)


def _summed(session: Session, on: dt.date, least: int) -> Summed | None:
    before = period_files.latest(session)
    through_on = _month_before(on)
    last_transfer = before.through_transfer if before else 0
    how_many, recorded_at = period_files.recorded_since(session, last_transfer)
    if how_many < least or (before is not None and through_on < before.through_on):
        return None
    through = sums.last_transfer(session)
    known, since = Known(through_transfer=through), period_files.since(before)
    accounts = sums.by_account(session, through_on, known, since=since)
    carried_accounts = period_files.accounts(session, before.number) if before else {}
    instants = [each for each in (recorded_at, before.recorded_at if before else None) if each is not None]
    return Summed(
        number=before.number + 1 if before else 1,
        through_transfer=through,
        through_on=through_on,
        known_at=max(instants, default=None),
        accounts={
            code: accounts.get(code, Sides()) + carried_accounts.get(code, Sides())
            for code in {*accounts, *carried_accounts}
        },
        guarantees=_guarantees(session, before, through_on, known),
    )


def _guarantees(
    session: Session, before: Period | None, through_on: dt.date, known: Known
) -> dict[str, AtClose]:
    """Every guarantee that has a transfer up to the close, carried on from the close before."""
    closes = dict(period_files.guarantees(session, before)) if before else {}
    refs, since = guarantee_files.refs(session), period_files.since(before)
    found: dict[str, AtClose] = {}
    anew: list[str] = []
    for ref, entries in record.by_guarantee(session, refs, through_on, known, since):
        if ref in closes or entries:
            at_close = at_later_close(closes.get(ref, NOTHING), entries, through_on)
            if at_close is None:
                anew.append(ref)
            else:
                found[ref] = at_close
    for ref, entries in record.by_guarantee(session, anew, through_on, known):
        found[ref] = at_first_close(entries, through_on)
    return found


def at_first_close(entries: Sequence[Transfer], on: dt.date) -> AtClose:
    """A guarantee at the close of a day from all its transfers dated by then."""
    return AtClose(_moved(entries), carried(corrected(*rent_files.stated(entries)).record, on))


def at_later_close(before: AtClose, entries: Sequence[Transfer], on: dt.date) -> AtClose | None:
    """As `at_first_close`, from an earlier close and the transfers since; None where these reach back before it."""
    said, corrections = rent_files.stated(entries)
    rent = carry_on(before.rent, said, on, corrections)
    return None if isinstance(rent, CannotCarry) else AtClose(before.moved + _moved(entries), rent)


def _moved(entries: Iterable[Transfer]) -> Counter[str]:
    moved = Counter[str]()
    for each in entries:
        if each.kind not in OF_RENT:
            moved[each.kind] += each.amount_pence
    return moved


def _stored(office: Office, summed: Summed, on: dt.date) -> dict[str, Any]:
    with doing(office, None, Act.SUM_PERIOD, on) as act:
        record.hold_still(act.session)
        last = period_files.latest(act.session)
        if summed.number != (last.number + 1 if last else 1):
            raise _SummedMeanwhile
        act.subject = f"period {summed.number}"
        act.note(through_transfer=summed.through_transfer, through_on=summed.through_on.isoformat())
        period = act.add(
            Period(
                number=summed.number,
                through_transfer=summed.through_transfer,
                through_on=summed.through_on,
                recorded_at=max(act.at, summed.known_at or act.at),
            )
        )
        for ref, at_close in summed.guarantees.items():
            document = at_close.document()
            act.add(PeriodGuarantee(period=period.number, guarantee_ref=ref, document=document))
        for account, sides in sorted(summed.accounts.items()):
            act.add(
                PeriodAccount(
                    period=period.number,
                    account=account,
                    debit_pence=sides.debited_pence,
                    credit_pence=sides.credited_pence,
                )
            )
        return _answer(period, new=True)


def _answer(period: Period | None, *, new: bool) -> dict[str, Any]:
    return {
        "period": period.number if period else None,
        "through": period.through_on.isoformat() if period else None,
        "through_transfer": period.through_transfer if period else 0,
        "new": new,
    }
