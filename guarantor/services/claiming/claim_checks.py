"""A claim's lines held against the guarantee's terms and the rent record, as of lodging and as of now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import EndReason
from guarantor.ledger.accounts import Account
from guarantor.ledger.arrears import arrears
from guarantor.ledger.claim_lines import LineCheck, check_lines
from guarantor.ledger.covered_rent import Terms, covered_unpaid
from guarantor.ledger.rent_periods import PERIODS_PER_YEAR
from guarantor.services.adoption import policies
from guarantor.services.guaranteeing.guarantees import covered_until
from guarantor.storage import change_files, claim_chains, claim_files, guarantee_files, rent_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.claims import Claim
from guarantor.storage.tables.guarantees import Guarantee

_TENANCY_OVER = (EndReason.TENANCY_ENDED, EndReason.TENANT_DIED, EndReason.TRANSFERRED)


def check(session: Session, claim: Claim, accepting: Collection[Month] | None = None) -> list[LineCheck]:
    """Every line of an undecided claim checked against terms and rent record, or those that are being accepted.

    Whether the landlord may claim is judged as of the day it was lodged, that of the first one where it takes others
    up; how much is payable also by what is still unpaid and not accepted by now, so that no month is accepted twice nor
    beyond the rent ceiling, whatever was paid in between. Another claim on the same month that nobody has decided is
    noted. Where lines are being accepted, the deposit is shared out among them alone, so that
    a line that is left out takes nothing from the others, and their sum is for the caller to hold against the cap.
    """
    guarantee = guarantee_files.held(session, claim.guarantee_ref)
    record = guarantee_files.rent_record(session, guarantee.ref)
    chain = claim_chains.chain(session, claim)
    lodged_on = chain[0].lodged_on
    claimed = claim_files.claimed(session, claim.ref)
    if accepting is not None:
        claimed = {month: pence for month, pence in claimed.items() if month in accepting}
    by_now = arrears(record, dt.date.max)
    accepted = claim_files.accepted_unpaid(session, guarantee.ref)
    receipt = claim_chains.receipt(session, chain[0].ref)
    held = terms(session, guarantee, lodged_on)
    lines = check_lines(
        claimed,
        held,
        arrears(record, lodged_on),
        # What a claim takes up was owed when the first one was lodged, whatever that one was granted since.
        claim_files.accepted_unpaid(
            session, guarantee.ref, lodged_on, leaving_out=[each.ref for each in chain]
        ),
        lodged_on,
        left_now={
            month: max(covered_unpaid(month, held, by_now) - accepted.get(month, 0), 0) for month in claimed
        },
        deposit_left_pence=guarantee_files.deposit_left_pence(session, guarantee),
        cap_left_pence=(
            guarantee_files.balance(session, Account.COMMITMENT, guarantee.ref) if accepting is None else None
        ),
        reported_on=rent_files.heard_on(session, guarantee.ref),
        late_reason_given=receipt is not None and receipt.late_reason is not None,
    )
    return _noting_others(session, claim, lines)


def terms(session: Session, guarantee: Guarantee, lodged_on: dt.date) -> Terms:
    """The guarantee's terms for a claim lodged on a day."""
    policy = policies.stored(session, guarantee.policy_fingerprint)
    percent = policy.parameter("rent_ceiling_percent")
    deed_on = guarantee_files.deed_on(session, guarantee.ref)
    assert deed_on is not None, "only a deed that all have signed can be claimed on"
    ended_as = guarantee_files.last_step(session, guarantee.ref).reason_code
    return Terms(
        starts_on=guarantee.starts_on,
        deed_on=deed_on,
        ends_on=covered_until(session, guarantee),
        share_pence=guarantee_files.share_pence(session, guarantee, lodged_on),
        call_after_months=policy.parameter("call_after_months"),
        report_days=policy.parameter("missed_report_days"),
        window_days=policy.parameter("claim_window_days"),
        ceiling_pence=guarantee.share_pence * percent // 100,
        later_ceilings=tuple(
            (from_on, share_pence * percent // 100)
            for from_on, share_pence in change_files.consented_shares(session, guarantee.ref)
        ),
        tenancy_ended=ended_as in _TENANCY_OVER,
        periods_per_year=PERIODS_PER_YEAR[rent_files.let(session, guarantee.ref)],
    )


def _noting_others(session: Session, claim: Claim, lines: Iterable[LineCheck]) -> list[LineCheck]:
    """The lines, each with a note of the claims on its month that wait for their decision as well."""
    others = defaultdict[Month, list[str]](list)
    for ref in claim_files.undecided(session, claim.guarantee_ref):
        if ref != claim.ref:
            for month in claim_files.claimed(session, ref):
                others[month].append(f"{ref}, not decided yet, claims this month too")
    return [replace(line, notes=(*line.notes, *others[line.month])) for line in lines]
