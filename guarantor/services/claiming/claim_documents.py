"""Claims as they are shown: receipt, evidence, lines with their checks, decision, payments, dispute, reopening."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from guarantor.domain import claim_evidence
from guarantor.domain.access import Role
from guarantor.domain.dates import Month
from guarantor.domain.money import pounds
from guarantor.domain.working_days import working_days_after
from guarantor.ledger.claim_lines import LineCheck
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies
from guarantor.services.claiming.claim_checks import check
from guarantor.services.correspondence import discreet
from guarantor.services.paying import payments, recovery_documents
from guarantor.storage import claim_chains, claim_files, guarantee_files, officers, rewordings
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.claims import Claim, ClaimDecision
from guarantor.storage.tables.disputes import ClaimReceipt


def shown(office: Office, claim_ref: str, *, words: bool = True) -> dict[str, Any]:
    """A claim, whole, with what is paid back of it. Without `words` reasons and evidence are left out, for those
    who may not see cases.
    """
    day = business_day(office, None)
    with reading(office.engine) as session:
        claim = claim_files.held(session, claim_ref)
        paid = claim_files.payments(session, claim_ref)
        back = recovery_documents.document(session, claim, day) if paid else None
        return {**document(session, claim, words=words), "recovery": back}


def listed(
    office: Office, on: dt.date | None, guarantee_ref: str | None = None, *, open_only: bool = False
) -> list[dict[str, Any]]:
    """Every claim, or those of a guarantee, or those that wait for somebody, with the days left until they are due.

    Raises NotFound for an unknown guarantee.
    """
    day = business_day(office, on)
    with reading(office.engine) as session:
        if guarantee_ref is None:
            claims = claim_files.every(session)
        else:
            guarantee_files.held(session, guarantee_ref)
            claims = claim_files.of_guarantee(session, guarantee_ref)
        rows = [_row(session, claim, day) for claim in claims]
        return [row for row in rows if row["waits_for"] is not None or not open_only]


def document(session: Session, claim: Claim, *, words: bool = True) -> dict[str, Any]:
    """A claim as JSON; the checks are those of today's record until it is decided."""
    decision = session.get(ClaimDecision, claim.ref)
    payment = claim_files.payment(session, claim.ref)
    again = claim_chains.reopens(session, claim.ref)
    return {
        "claim": claim.ref,
        "guarantee_ref": claim.guarantee_ref,
        "status": _status(session, claim),
        "lodged_on": claim.lodged_on.isoformat(),
        "reopens": again.reopens if again else None,
        "reopened_as": [each.claim_ref for each in claim_chains.reopened_as(session, claim.ref)],
        "receipt": receipt_document(claim_chains.receipt(session, claim.ref), words=words),
        "evidence": _evidence(session, claim, words),
        "evidence_missing": evidence_missing(session, claim),
        "decided_on": decision.decided_on.isoformat() if decision else None,
        "decision": _decision(session, claim, decision, words) if decision else None,
        "accepted": pounds(sum(_accepted(session, claim.ref).values())),
        "of_the_deposit": pounds(sum(claim_files.of_the_deposit(session, claim.ref).values())),
        "undone": _undone(session, claim.ref, words),
        "paid": pounds(payment.amount_pence if payment else 0),
        "paid_on": payment.paid_on.isoformat() if payment else None,
        "reference": payment.reference if payment else None,
        "payments": payments.documents(session, claim.ref),
        "dispute": _dispute(session, claim.ref, words),
        "lines": _lines(session, claim, decided=decision is not None),
    }


def receipt_document(receipt: ClaimReceipt | None, *, words: bool = True) -> dict[str, Any] | None:
    """Who decides the claim and by when; None for a claim lodged before receipts were given."""
    if receipt is None:
        return None
    document = {"decide_by": receipt.decide_by_on.isoformat(), "owner": receipt.owner_role}
    if words and receipt.late_reason is not None:
        document["late_reason"] = receipt.late_reason
    return document


def evidence_missing(session: Session, claim: Claim, chain: Sequence[Claim] | None = None) -> list[str]:
    """The codes of the papers that the claim needs and nobody has seen; `chain` is its chain, where that is known."""
    return claim_evidence.missing(
        claim_chains.items_seen(session, chain or claim_chains.chain(session, claim))
    )


def line_document(line: LineCheck) -> dict[str, Any]:
    """A checked line as JSON."""
    return {
        "month": str(line.month),
        "claimed": pounds(line.claimed_pence),
        "payable": pounds(line.payable_pence),
        "deposit": pounds(line.deposit_pence),
        "failed": list(line.failed),
        "notes": list(line.notes),
    }


def _lines(session: Session, claim: Claim, *, decided: bool) -> list[dict[str, Any]]:
    if not decided:
        return [line_document(line) for line in check(session, claim)]
    accepted = _accepted(session, claim.ref)
    kept = claim_files.of_the_deposit(session, claim.ref)
    return [
        {
            "month": str(month),
            "claimed": pounds(claimed_pence),
            "accepted": pounds(accepted.get(month, 0)),
            "deposit": pounds(kept.get(month, 0)),
        }
        for month, claimed_pence in claim_files.claimed(session, claim.ref).items()
    ]


def _status(session: Session, claim: Claim) -> str:
    decision = session.get(ClaimDecision, claim.ref)
    if decision is None:
        return "lodged"
    if claim_files.payment(session, claim.ref) is not None:
        return "paid"
    return "undone" if claim_files.undone(session, claim.ref) else decision.outcome


def _accepted(session: Session, ref: str) -> dict[Month, int]:
    """What stands accepted by month."""
    return {} if claim_files.undone(session, ref) else claim_files.accepted(session, ref)


def _evidence(session: Session, claim: Claim, words: bool) -> list[dict[str, Any]]:
    return [
        {
            "claim": each.claim_ref,
            "item": each.item,
            "seen_on": each.seen_on.isoformat(),
            **({"evidence": each.evidence} if words else {}),
        }
        for each in claim_chains.evidence(session, claim)
    ]


def _decision(session: Session, claim: Claim, decision: ClaimDecision, words: bool) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "decided_on": decision.decided_on.isoformat(),
        "decided_by": officers.names(session)[decision.decided_by],
        "decided_late": decision.decided_on > _decide_by_on(session, claim),
        "accepted": pounds(sum(claim_files.accepted(session, claim.ref).values())),
        **(_reason(session, decision) if words else {}),
    }


def _reason(session: Session, decision: ClaimDecision) -> dict[str, Any]:
    """The reason as it counts, the one that it was reworded from, and what of it may not go to a landlord."""
    reworded = rewordings.of_claim(session, decision.claim_ref)
    reason = rewordings.reason(decision, reworded)
    found: dict[str, Any] = {"reason": reason}
    if reworded:
        found["reason_before"] = decision.reason
    if telling := discreet.telling(reason):
        found["not_for_landlords"] = telling
    return found


def _dispute(session: Session, ref: str, words: bool) -> dict[str, Any] | None:
    dispute = claim_chains.dispute(session, ref)
    if dispute is None:
        return None
    answer = claim_chains.dispute_answer(session, ref)
    return {
        "raised_on": dispute.raised_on.isoformat(),
        "answer_by": dispute.due_on.isoformat(),
        "answer": answer.outcome if answer else None,
        "answered_on": answer.answered_on.isoformat() if answer else None,
        "open": claim_chains.dispute_is_open(session, ref),
        **({"grounds": dispute.grounds, "reason": answer.reason if answer else None} if words else {}),
    }


def _undone(session: Session, ref: str, words: bool) -> dict[str, Any] | None:
    undoing = claim_chains.undoing(session, ref)
    if undoing is None:
        return None
    proposed, pending = undoing
    names = officers.names(session)
    return {
        "proposed_by": names[proposed.proposed_by],
        "confirmed_by": names[pending.confirmed_by or 0],
        **({"reason": proposed.reason} if words else {}),
    }


def _row(session: Session, claim: Claim, day: dt.date) -> dict[str, Any]:
    waits = _waits_for(session, claim)
    due_on, what = min(waits) if waits else (None, None)
    return {
        "claim": claim.ref,
        "status": _status(session, claim),
        "lodged_on": claim.lodged_on.isoformat(),
        "claimed": pounds(sum(claim_files.claimed(session, claim.ref).values())),
        "accepted": pounds(sum(_accepted(session, claim.ref).values())),
        "waits_for": what,
        "owner": _OWNERS[what] if what else None,
        "due_on": due_on.isoformat() if due_on else None,
        "days_left": (due_on - day).days if due_on else None,
    }


_OWNERS = {"decision": Role.APPROVER, "payment": Role.FINANCE, "answer_to_dispute": Role.APPROVER}


def _waits_for(session: Session, claim: Claim) -> list[tuple[dt.date, str]]:
    """What somebody must do about the claim, each with the day by which."""
    decision = session.get(ClaimDecision, claim.ref)
    if decision is None:
        return [(_decide_by_on(session, claim), "decision")]
    waits = []
    dispute = claim_chains.dispute(session, claim.ref)
    if dispute is not None and claim_chains.dispute_is_open(session, claim.ref):
        waits.append((dispute.due_on, "answer_to_dispute"))
    if _accepted(session, claim.ref) and claim_files.payment(session, claim.ref) is None:
        attempt = payments.attempts(session, claim.ref) + 1
        waits.append((payments.due_on(session, claim, attempt), "payment"))
    return waits


def _decide_by_on(session: Session, claim: Claim) -> dt.date:
    """As the receipt says, or as it would have said where none was given."""
    receipt = claim_chains.receipt(session, claim.ref)
    if receipt is not None:
        return receipt.decide_by_on
    guarantee = guarantee_files.held(session, claim.guarantee_ref)
    policy = policies.stored(session, guarantee.policy_fingerprint)
    return working_days_after(claim.lodged_on, policy.parameter("decide_within_working_days"))
