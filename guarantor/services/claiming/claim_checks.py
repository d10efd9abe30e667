"""A claim's lines held against the guarantee's terms and the rent record, as of lodging and as of now."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.ledger.accounts import Account
from guarantor.ledger.arrears import arrears
from guarantor.ledger.claim_lines import LineCheck, check_lines
from guarantor.ledger.covered_rent import Terms, covered_unpaid
from guarantor.ledger.rent_periods import PERIODS_PER_YEAR, Every
from guarantor.services.adoption import policies
from guarantor.services.guaranteeing.guarantees import covered_by
from guarantor.storage import change_files, claim_chains, claim_files, guarantee_files, rent_files
from guarantor.storage.engine import Session
from guarantor.storage.record import transfers
from guarantor.storage.tables.claims import Claim
from guarantor.storage.tables.guarantees import Guarantee

_TENANCY_OVER = (EndReason.TENANCY_ENDED, EndReason.TENANT_DIED, EndReason.TRANSFERRED)


def check(
    session: Session,
    claim: Claim,
    accepting: Mapping[Month, int] | None = None,
    chain: Sequence[Claim] | None = None,
) -> list[LineCheck]:
    """Every line of an undecided claim checked against terms and rent record, or those that are being accepted.

    Whether the landlord may claim is judged as of the day it was lodged, that of the first one where it takes others
    up; how much is payable also by what is still unpaid and not accepted by now, so that no month is accepted twice nor
    beyond the rent ceiling, whatever was paid in between. Another claim on the same month that nobody has decided is
    noted. Where lines are being accepted, the deposit is shared out among them alone, so that
    a line that is left out takes nothing from the others, and their sum is for the caller to hold against the cap.
    `accepting` are those lines as they were claimed; `chain` is that of `claim_chains`, where the caller knows it.
    """
    guarantee = guarantee_files.held(session, claim.guarantee_ref)
    entries = list(transfers(session, guarantee.ref))
    chain = chain or claim_chains.chain(session, claim)
    lodged_on = chain[0].lodged_on
    claimed = claim_files.claimed(session, claim.ref) if accepting is None else accepting
    # A claim that is only being prepared stands nowhere yet; its months count as reported all the same.
    reported_on = dict.fromkeys(claimed, lodged_on) | rent_files.heard_on(session, guarantee.ref)
    record = rent_files.by_entries(entries, reported_on)
    by_now = arrears(record, dt.date.max)
    decisions = claim_files.decisions_on(session, guarantee.ref)
    accepted, accepted_then = _accepted(session, guarantee, chain) if any(decisions.values()) else ({}, {})
    receipt = claim_chains.receipt(session, chain[0].ref)
    held = _terms(session, guarantee, lodged_on, rent_files.let_by(entries))
    lines = check_lines(
        claimed,
        held,
        arrears(record, lodged_on),
        accepted_then,
        lodged_on,
        left_now={
            month: max(covered_unpaid(month, held, by_now) - accepted.get(month, 0), 0) for month in claimed
        },
        # Before the tenancy is over nothing is kept of a deposit.
        deposit_left_pence=guarantee_files.deposit_left_pence(session, guarantee)
        if held.tenancy_ended
        else 0,
        cap_left_pence=(
            guarantee_files.balance(session, Account.COMMITMENT, guarantee.ref) if accepting is None else None
        ),
        reported_on=reported_on,
        late_reason_given=receipt is not None and receipt.late_reason is not None,
    )
    others = [ref for ref, decided in decisions.items() if not decided and ref != claim.ref]
    return _noting(session, others, lines)


def _accepted(
    session: Session, guarantee: Guarantee, chain: Sequence[Claim]
) -> tuple[dict[Month, int], dict[Month, int]]:
    """What is accepted and unpaid by now, and what was when the claim was lodged, in pence by month."""
    return (
        claim_files.accepted_unpaid(session, guarantee.ref),
        # What a claim takes up was owed when the first one was lodged, whatever that one was granted since.
        claim_files.accepted_unpaid(
            session, guarantee.ref, chain[0].lodged_on, leaving_out=[each.ref for each in chain]
        ),
    )


def _terms(session: Session, guarantee: Guarantee, lodged_on: dt.date, every: Every) -> Terms:
    """The guarantee's terms for a claim lodged on a day, of rent that falls due so often."""
    policy = policies.stored(session, guarantee.policy_fingerprint)
    percent = policy.parameter("rent_ceiling_percent")
    life = guarantee_files.life(session, guarantee.ref)
    deed_on = next((step.happened_on for step in life if step.status == GuaranteeStatus.ACTIVE), None)
    assert deed_on is not None, "only a deed that all have signed can be claimed on"
    later_shares = change_files.consented_shares(session, guarantee.ref)
    consented = [share_pence for from_on, share_pence in later_shares if from_on <= lodged_on]
    return Terms(
        starts_on=guarantee.starts_on,
        deed_on=deed_on,
        ends_on=covered_by(life[-1], guarantee),
        share_pence=consented[-1] if consented else guarantee.share_pence,
        call_after_months=policy.parameter("call_after_months"),
        report_days=policy.parameter("missed_report_days"),
        window_days=policy.parameter("claim_window_days"),
        ceiling_pence=guarantee.share_pence * percent // 100,
        later_ceilings=tuple(
            (from_on, share_pence * percent // 100) for from_on, share_pence in later_shares
        ),
        tenancy_ended=life[-1].reason_code in _TENANCY_OVER,
        periods_per_year=PERIODS_PER_YEAR[every],
    )


def _noting(session: Session, refs: Iterable[str], lines: Iterable[LineCheck]) -> list[LineCheck]:
    """The lines, each with a note of these claims on its month, which wait for their decision as well."""
    others = defaultdict[Month, list[str]](list)
    for ref in refs:
        for month in claim_files.claimed(session, ref):
            others[month].append(f"{ref}, not decided yet, claims this month too")
    return [replace(line, notes=(*line.notes, *others[line.month])) for line in lines]
