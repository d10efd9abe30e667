"""A landlord's claim: lodged by line and checked, decided by another person, paid by a third."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.domain.money import pounds
from guarantor.domain.refusals import (
    AlreadyDecided,
    ClaimExceedsCap,
    LineNotPayable,
    NothingToPay,
    SamePerson,
    WrongStatus,
)
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.accounts import Account
from guarantor.ledger.claim_lines import LineCheck
from guarantor.ledger.postings import claim_accepted, claim_paid
from guarantor.services import claim_documents
from guarantor.services.acts import Doing, doing, not_before
from guarantor.services.guarantees import end_guarantee
from guarantor.services.office import Office, Person
from guarantor.storage import claim_files, guarantee_files
from guarantor.storage.engine import Session
from guarantor.storage.officers import names
from guarantor.storage.tables.claims import AcceptedLine, Claim, ClaimDecision, ClaimLine, ClaimPayment
from guarantor.storage.tables.guarantees import Guarantee


def lodge(
    office: Office, person: Person, ref: str, lines: Mapping[Month, int], on: dt.date, key: str | None
) -> dict[str, Any]:
    """Lodge a landlord's claim: pence by month. Each line is checked at once; failing lines are kept too.

    Raises WrongStatus unless the guarantee was in force, WrongInput where no line is given.
    """
    if not lines:
        raise WrongInput.at("--line", "expected at least one line such as 2018-09=520.00")
    content = {"ref": ref, "lines": {str(month): amount for month, amount in lines.items()}, "on": on}
    with doing(office, person, Act.LODGE_CLAIM, on, key=key, content=content) as act:
        if act.answered is not None:
            return act.answered
        guarantee = guarantee_files.held(act.session, ref, to_change=True)
        _check_in_force(act.session, guarantee)
        number = len(claim_files.of_guarantee(act.session, ref)) + 1
        claim = act.add(
            Claim(
                ref=f"{ref}/C{number}",
                guarantee_ref=ref,
                number=number,
                lodged_on=on,
                lodged_by=act.number,
                recorded_at=act.at,
            )
        )
        for month, claimed_pence in sorted(lines.items()):
            act.add(ClaimLine(claim_ref=claim.ref, month=str(month), claimed_pence=claimed_pence))
        act.subject = claim.ref
        checks = claim_documents.check(act.session, claim)
        act.answer = {
            "claim": claim.ref,
            "claimed": pounds(sum(lines.values())),
            "payable": pounds(sum(line.payable_pence for line in checks)),
            "lines": [claim_documents.line_document(line) for line in checks],
        }
        return act.answer


def decide(
    office: Office,
    person: Person,
    claim_ref: str,
    accepts: Mapping[Month, int],
    reason: str | None,
    on: dt.date,
) -> dict[str, Any]:
    """Accept a claim's lines in whole or part, or reject it where `accepts` is empty (with the reason).

    The lines are checked again in the transaction. Raises SamePerson for whoever lodged it, AlreadyDecided,
    LineNotPayable, ClaimExceedsCap, WrongInput for an unknown line or a missing reason.
    """
    with doing(office, person, Act.DECIDE_CLAIM, on) as act:
        claim = claim_files.held(act.session, claim_ref)
        guarantee = guarantee_files.held(act.session, claim.guarantee_ref, to_change=True)
        act.subject = claim_ref
        _check_decider(act, claim)
        not_before(act, claim.lodged_on, "lodged")
        checks = {line.month: line for line in claim_documents.check(act.session, claim)}
        _check_accepts(claim_ref, accepts, checks)
        outcome = _outcome(accepts, checks)
        if outcome != "accepted" and not (reason and reason.strip()):
            raise WrongInput.at("--reason", "expected the reason why not all of it is accepted")
        total = sum(accepts.values())
        left = guarantee_files.balance(act.session, Account.COMMITMENT, guarantee.ref)
        if total > left:
            raise ClaimExceedsCap(guarantee.ref, total, left)
        _store_decision(act, claim, outcome, accepts, reason)
        if total:
            act.post(claim_accepted(guarantee.ref, claim_ref, total, on))
        if total == left and guarantee_files.status(act.session, guarantee.ref) is GuaranteeStatus.ACTIVE:
            end_guarantee(act, guarantee, EndReason.CAP_USED_UP)
            act.subject = claim_ref
        return {"claim": claim_ref, "outcome": outcome, "accepted": pounds(total)}


def pay(office: Office, person: Person, claim_ref: str, reference: str, on: dt.date) -> dict[str, Any]:
    """Pay what was accepted. The reference is the key: sent twice, it is one payment.

    Raises SamePerson for whoever decided it, NothingToPay, KeyUsedBefore where the reference paid another claim.
    """
    reference = reference.strip()
    if not 1 <= len(reference) <= 100:
        raise WrongInput.at("--reference", "expected the payment's reference, 1 to 100 characters")
    with doing(
        office, person, Act.PAY_CLAIM, on, key=f"payment {reference}", content={"claim": claim_ref}
    ) as act:
        if act.answered is not None:
            return act.answered
        claim = claim_files.held(act.session, claim_ref)
        guarantee_files.held(act.session, claim.guarantee_ref, to_change=True)
        act.subject = claim_ref
        decision = _payable(act, claim)
        lines = claim_files.accepted(act.session, claim_ref)
        total = sum(lines.values())
        act.add(
            ClaimPayment(
                claim_ref=claim_ref,
                reference=reference,
                amount_pence=total,
                paid_on=on,
                decided_by=decision.decided_by,
                paid_by=act.number,
                recorded_at=act.at,
            )
        )
        act.post(claim_paid(claim.guarantee_ref, claim_ref, lines, on))
        act.answer = {"claim": claim_ref, "paid": pounds(total), "reference": reference}
        return act.answer


def _check_in_force(session: Session, guarantee: Guarantee) -> None:
    if not guarantee_files.was_active(session, guarantee.ref):
        status = guarantee_files.status(session, guarantee.ref)
        raise WrongStatus(guarantee.ref, status, [GuaranteeStatus.ACTIVE])


def _check_decider(act: Doing, claim: Claim) -> None:
    decision = act.session.get(ClaimDecision, claim.ref)
    if decision is not None:
        raise AlreadyDecided(claim.ref, decision.outcome)
    if claim.lodged_by == act.number:
        raise SamePerson(names(act.session)[act.number], f"decide {claim.ref}", "lodged it")


def _check_accepts(claim_ref: str, accepts: Mapping[Month, int], checks: Mapping[Month, LineCheck]) -> None:
    for month, accepted_pence in accepts.items():
        line = checks.get(month)
        if line is None:
            raise WrongInput.at("--accept", f"expected a line of {claim_ref}, and {month} is none")
        if accepted_pence > line.payable_pence:
            raise LineNotPayable(claim_ref, str(month), accepted_pence, line.payable_pence, line.failed)


def _outcome(accepts: Mapping[Month, int], checks: Mapping[Month, LineCheck]) -> str:
    if not accepts:
        return "rejected"
    whole = all(accepts.get(month) == line.claimed_pence for month, line in checks.items())
    return "accepted" if whole else "part_accepted"


def _store_decision(
    act: Doing, claim: Claim, outcome: str, accepts: Mapping[Month, int], reason: str | None
) -> None:
    act.add(
        ClaimDecision(
            claim_ref=claim.ref,
            outcome=outcome,
            reason=reason.strip() if reason else None,
            decided_on=act.on,
            lodged_by=claim.lodged_by,
            decided_by=act.number,
            recorded_at=act.at,
        )
    )
    for month, accepted_pence in sorted(accepts.items()):
        act.add(AcceptedLine(claim_ref=claim.ref, month=str(month), accepted_pence=accepted_pence))
    act.note(outcome=outcome)


def _payable(act: Doing, claim: Claim) -> ClaimDecision:
    decision = act.session.get(ClaimDecision, claim.ref)
    if decision is None:
        raise NothingToPay(claim.ref, "nobody has decided it")
    if decision.outcome == "rejected":
        raise NothingToPay(claim.ref, "it was rejected")
    payment = act.session.get(ClaimPayment, claim.ref)
    if payment is not None:
        raise NothingToPay(claim.ref, f"it was paid on {payment.paid_on.isoformat()} as {payment.reference}")
    not_before(act, decision.decided_on, "decided")
    if decision.decided_by == act.number:
        raise SamePerson(names(act.session)[act.number], f"pay {claim.ref}", "decided it")
    return decision
