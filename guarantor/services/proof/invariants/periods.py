"""Invariant 22: every balance carried forward, held against the transfers behind it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from guarantor.domain.money import spoken
from guarantor.ledger.transfer import Transfer
from guarantor.services.finance.periods import at_first_close, at_later_close
from guarantor.services.proof.invariants.findings import Finding
from guarantor.services.proof.invariants.transfers import Transfers
from guarantor.storage import period_files
from guarantor.storage.engine import Session
from guarantor.storage.period_files import NOTHING, AtClose
from guarantor.storage.sums import Sides
from guarantor.storage.tables.finance import Period


def carried_forward(session: Session, transfers: Transfers) -> Iterator[Finding]:
    """Every period in order: where it ends, its accounts and its guarantees.

    The last one is worked out from all its transfers, those before it each from the one before.
    """
    periods = period_files.every(session)
    yield from _in_order(periods, max(transfers, default=0))
    accounts: dict[str, Sides] = {}
    closes: dict[str, AtClose] = {}
    so_far: defaultdict[str, list[Transfer]] = defaultdict(list)
    new = _by_first_period(periods, transfers.values())
    for place, period in enumerate(periods):
        accounts = _added(accounts, new[place])
        yield from _accounts(period, accounts, period_files.accounts(session, period.number))
        entries = _by_guarantee(new[place])
        for ref, each in entries.items():
            so_far[ref] += each
        closes = {
            ref: _at_close(closes.get(ref, NOTHING), entries.get(ref, []), whole, period)
            for ref, whole in so_far.items()
        }
        if period is periods[-1]:
            closes = {ref: at_first_close(whole, period.through_on) for ref, whole in so_far.items()}
        yield from _guarantees(period, closes, dict(period_files.documents(session, period.number)))


def _in_order(periods: Sequence[Period], last_transfer: int) -> Iterator[Finding]:
    for place, period in enumerate(periods, start=1):
        if period.number != place:
            yield Finding(22, f"Period {period.number} stands where period {place} belongs.")
        if period.through_transfer > last_transfer:
            yield Finding(22, f"Period {period.number} ends after the last transfer.")
    for before, after in pairwise(periods):
        if after.through_transfer < before.through_transfer or after.through_on < before.through_on:
            yield Finding(22, f"Period {after.number} ends before the one before it.")


def _by_first_period(
    periods: Sequence[Period], transfers: Iterable[Transfer]
) -> defaultdict[int, list[Transfer]]:
    """The transfers by the place of the first period that stands for them; no other one brings them in."""
    numbers = [each.through_transfer for each in periods]
    days = [each.through_on for each in periods]
    found: defaultdict[int, list[Transfer]] = defaultdict(list)
    for each in transfers:
        found[max(bisect_left(numbers, each.id), bisect_left(days, each.happened_on))].append(each)
    return found


def _at_close(
    before: AtClose, entries: Sequence[Transfer], whole: Sequence[Transfer], period: Period
) -> AtClose:
    later = at_later_close(before, entries, period.through_on)
    return at_first_close(whole, period.through_on) if later is None else later


def _added(accounts: Mapping[str, Sides], transfers: Iterable[Transfer]) -> dict[str, Sides]:
    added = dict(accounts)
    for each in transfers:
        added[each.debit] = added.get(each.debit, Sides()) + Sides(debited_pence=each.amount_pence)
        added[each.credit] = added.get(each.credit, Sides()) + Sides(credited_pence=each.amount_pence)
    return added


def _accounts(
    period: Period, worked_out: Mapping[str, Sides], kept: Mapping[str, Sides]
) -> Iterator[Finding]:
    for code in sorted({*worked_out, *kept}):
        expected, found = worked_out.get(code, Sides()), kept.get(code, Sides())
        if expected != found:
            yield Finding(
                22,
                f"Period {period.number} carries {code} with {spoken(found.debited_pence)} debited and "
                f"{spoken(found.credited_pence)} credited; its transfers add up to "
                f"{spoken(expected.debited_pence)} and {spoken(expected.credited_pence)}.",
            )


def _guarantees(
    period: Period, worked_out: Mapping[str, AtClose], kept: Mapping[str, str]
) -> Iterator[Finding]:
    for ref in sorted({*worked_out, *kept}):
        expected = worked_out.get(ref)
        if expected is None or kept.get(ref) != expected.document():
            yield Finding(22, f"Period {period.number} carries {ref} otherwise than its transfers add up to.")


def _by_guarantee(transfers: Iterable[Transfer]) -> dict[str, list[Transfer]]:
    """Those that belong to a guarantee, in order of their numbers."""
    found: defaultdict[str, list[Transfer]] = defaultdict(list)
    for each in sorted(transfers, key=lambda transfer: transfer.id):
        if each.guarantee_ref is not None:
            found[each.guarantee_ref].append(each)
    return found
