"""What the ledger's months say of the rates: the evidence that the liability model learns from.

Counts months by group and financial year and nothing else. What they say of the rates is for risk/calibration.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from guarantor.domain.dates import plus_months
from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.ledger.outcomes import Outcome, outcomes
from guarantor.services.adoption import policies
from guarantor.storage import guarantee_files, guarantee_records
from guarantor.storage.engine import Session
from guarantor.storage.guarantee_records import GuaranteeRecord
from risk.evidence import Evidence, Months, Seen, evidence_of
from risk.groups import Group
from risk.years import financial_year

Accepted = Sequence[tuple[dt.date, int]]
"""What was accepted of one guarantee's claims: days and pence, below zero where it was undone."""

TENANCY_IS_OVER = frozenset(
    {EndReason.TENANCY_ENDED.value, EndReason.TENANT_DIED.value, EndReason.TRANSFERRED.value}
)


def ledger_evidence(
    session: Session,
    on: dt.date,
    programme: str | None = None,
    records: Sequence[GuaranteeRecord] | None = None,
) -> Evidence:
    """Every month that was over and heard of at the close of a day, of one programme's guarantees or of all.

    Whoever has read the `records` hands them in. `tenancies` are the guarantees that were ever in force by then,
    `called` those with a claim accepted.
    """
    seen: list[Seen] = []
    tenancies = called = 0
    accepted = guarantee_files.accepted_by_day(session)
    for each in guarantee_records.every(session, programme) if records is None else records:
        if not _was_in_force(each, on):
            continue
        tenancies += 1
        its = accepted.get(each.guarantee.ref, [])
        called += _called_by(its, on)
        seen += _seen(session, each, on, its)
    return evidence_of(seen, tenancies=tenancies, called=called)


def _called_by(accepted: Accepted, day: dt.date) -> bool:
    """Whether more of its claims was accepted than undone by the close of a day."""
    return sum(pence for happened_on, pence in accepted if happened_on <= day) > 0


def _seen(session: Session, record: GuaranteeRecord, on: dt.date, accepted: Accepted) -> Iterator[Seen]:
    guarantee = record.guarantee
    group: Group = "uasc" if guarantee.group_code == "uasc" else "citizen"
    due = [plus_months(guarantee.starts_on, month) for month in range(guarantee.months)]
    ended_on = _tenancy_ended_on(record, on)
    lived = [day for day in due if day <= on and (ended_on is None or day <= ended_on)]
    if not lived:
        return
    after_last = plus_months(lived[-1], 1)
    call_months = policies.stored(session, guarantee.policy_fingerprint).parameter("call_after_months")
    for each in outcomes(record.rent, lived, after_last, guarantee.share_pence, call_months, on):
        called = _called_by(accepted, each.due_on)
        yield Seen(group, financial_year(each.due_on), _months(each, called=called))
    for day in lived:
        over = ended_on is not None and day <= ended_on < plus_months(day, 1)
        if over or plus_months(day, 1) <= on + dt.timedelta(days=1):
            called = _called_by(accepted, day)
            yield Seen(group, financial_year(day), _held(over=over, called=called))


def _months(each: Outcome, *, called: bool) -> Months:
    if each.owing:
        return Months(
            owing=1,
            owing_missed=int(each.missed),
            owing_paid=int(each.cleared is not None),
            cleared=int(each.cleared is True),
        )
    if called or each.claimable:
        return Months(after_call=1, after_call_missed=int(each.missed))
    return Months(clear=1, clear_missed=int(each.missed))


def _held(*, over: bool, called: bool) -> Months:
    if called:
        return Months(held_after_call=1, ended_after_call=int(over))
    return Months(held=1, ended=int(over))


def _was_in_force(record: GuaranteeRecord, on: dt.date) -> bool:
    return any(step.status == GuaranteeStatus.ACTIVE and step.happened_on <= on for step in record.steps)


def _tenancy_ended_on(record: GuaranteeRecord, on: dt.date) -> dt.date | None:
    """The day on which the tenancy itself ended, None where it goes on or only the guarantee is over."""
    for step in record.steps:
        if step.reason_code in TENANCY_IS_OVER and step.happened_on <= on:
            return step.happened_on
    return None
