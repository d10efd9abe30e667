"""Claims as they are shown: lines with their checks until the decision, with what was accepted after it."""

import datetime as dt
from dataclasses import replace
from typing import Any

from guarantor.domain.lifecycle import EndReason
from guarantor.domain.money import pounds
from guarantor.ledger.arrears import arrears
from guarantor.ledger.claim_lines import LineCheck, Terms, check_lines
from guarantor.services import policies
from guarantor.services.guarantees import ended_on
from guarantor.services.office import Office
from guarantor.storage import claim_files, guarantee_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.claims import Claim, ClaimDecision, ClaimPayment
from guarantor.storage.tables.guarantees import Guarantee


def shown(office: Office, claim_ref: str) -> dict[str, Any]:
    """A claim with its lines, checks, decision and payment."""
    with reading(office.engine) as session:
        return document(session, claim_files.held(session, claim_ref))


def document(session: Session, claim: Claim) -> dict[str, Any]:
    """A claim as JSON; the checks are those of today's record until it is decided."""
    decision = session.get(ClaimDecision, claim.ref)
    payment = session.get(ClaimPayment, claim.ref)
    accepted = claim_files.accepted(session, claim.ref)
    if decision is None:
        lines = [line_document(line) for line in check(session, claim)]
    else:
        lines = [
            {"month": str(month), "claimed": pounds(claimed), "accepted": pounds(accepted.get(month, 0))}
            for month, claimed in claim_files.claimed(session, claim.ref).items()
        ]
    return {
        "claim": claim.ref,
        "guarantee_ref": claim.guarantee_ref,
        "status": "paid" if payment else decision.outcome if decision else "lodged",
        "lodged_on": claim.lodged_on.isoformat(),
        "decided_on": decision.decided_on.isoformat() if decision else None,
        "accepted": pounds(sum(accepted.values())),
        "paid": pounds(payment.amount_pence if payment else 0),
        "paid_on": payment.paid_on.isoformat() if payment else None,
        "reference": payment.reference if payment else None,
        "lines": lines,
    }


def line_document(line: LineCheck) -> dict[str, Any]:
    """A checked line as JSON."""
    return {
        "month": str(line.month),
        "claimed": pounds(line.claimed_pence),
        "payable": pounds(line.payable_pence),
        "failed": list(line.failed),
        "notes": list(line.notes),
    }


def check(session: Session, claim: Claim) -> list[LineCheck]:
    """Every line of an undecided claim held against the terms and the rent record.

    Whether the landlord may claim is judged as of the day it was lodged; how much is payable also by what is still
    unpaid and not accepted by now, so that no month is accepted twice, whatever was paid in between.
    """
    guarantee = guarantee_files.held(session, claim.guarantee_ref)
    record = guarantee_files.rent_record(session, guarantee.ref)
    lines = check_lines(
        claim_files.claimed(session, claim.ref),
        _terms(session, guarantee),
        arrears(record, claim.lodged_on),
        claim_files.accepted_unpaid(session, guarantee.ref, claim.lodged_on),
        claim.lodged_on,
    )
    by_now = arrears(record, dt.date.max)
    accepted = claim_files.accepted_unpaid(session, guarantee.ref)
    return [
        line.with_left(max(by_now.unpaid_in(line.month) - accepted.get(line.month, 0), 0)) for line in lines
    ]


def _terms(session: Session, guarantee: Guarantee) -> Terms:
    """The guarantee's terms for a claim; an early end shortens the period that is covered."""
    policy = policies.stored(session, guarantee.policy_fingerprint)
    ended = ended_on(session, guarantee)
    reason = guarantee_files.last_step(session, guarantee.ref).reason_code
    whole = Terms(
        starts_on=guarantee.starts_on,
        deed_on=guarantee.issued_on,
        ends_on=guarantee.ends_on,
        share_pence=guarantee.share_pence,
        call_after_months=policy.parameter("call_after_months"),
        report_days=policy.parameter("missed_report_days"),
        window_days=policy.parameter("claim_window_days"),
        ceiling_pence=guarantee.share_pence * policy.parameter("rent_ceiling_percent") // 100,
        tenancy_ended=ended is not None and reason in (EndReason.TENANCY_ENDED, EndReason.TENANT_DIED),
    )
    return whole if ended is None else replace(whole, ends_on=min(ended, guarantee.ends_on))
