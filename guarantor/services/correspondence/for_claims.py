"""Letters on a claim: to the landlord what was decided and paid; to the young person that help goes on, and any plan.

A claim whose acceptance was undone has no decision to tell; a payment that came back was none.
"""

import datetime as dt
from collections.abc import Callable

from guarantor.domain import practice
from guarantor.ledger.accounts import Account
from guarantor.services.adoption import policies
from guarantor.services.correspondence import rewording
from guarantor.services.correspondence.addressed import Writing
from guarantor.services.correspondence.said import in_one_paragraph, in_pounds, month_by_name, months_by_name
from guarantor.services.correspondence.telling import Letterhead, Told
from guarantor.services.paying import payments, recovery
from guarantor.storage import (
    claim_chains,
    claim_files,
    guarantee_files,
    payee_files,
    recovery_files,
    rewordings,
    task_files,
)
from guarantor.storage.engine import Session
from guarantor.storage.tables.claims import Claim, ClaimDecision, ClaimPayment
from guarantor.storage.tables.guarantees import Guarantee
from letters.notices import claims, support
from letters.notices.letter import Notice


def claim_decision(session: Session, ref: str, on: dt.date, letterhead: Letterhead) -> Told:
    """What was accepted of each line, what the landlord keeps of the deposit, when it is paid, how to disagree.

    Raises NothingToTell unless the claim was decided and the decision stands, WrongInput.
    """
    writing, claim, guarantee = _writing(session, "claim-decision", ref, letterhead)
    decision = session.get(ClaimDecision, ref)
    if decision is None or claim_files.undone(session, ref):
        raise writing.nothing("a claim that was decided, and whose decision was not undone")
    accepted = claim_files.accepted(session, ref)
    of_the_deposit = claim_files.of_the_deposit(session, ref)
    reason = None
    if decision.outcome != "accepted":
        reworded = rewordings.of_claim(session, ref)
        reason = in_one_paragraph(rewording.for_landlord(decision, reworded, f"claim reword {ref}"))
    lines = [
        {
            "month": month_by_name(month),
            "claimed": in_pounds(claimed_pence),
            "accepted": in_pounds(accepted.get(month, 0)),
            "reason": reason
            if accepted.get(month, 0) + of_the_deposit.get(month, 0) < claimed_pence
            else None,
        }
        for month, claimed_pence in claim_files.claimed(session, ref).items()
    ]
    payment = claim_files.payment(session, ref)
    dispute_days = dt.timedelta(days=practice.figure("dispute_days").value)
    content = writing.to_landlord(
        guarantee,
        claims.ClaimDecisionContent,
        claim=ref,
        received_on=claim.lodged_on,
        decided_on=decision.decided_on,
        lines=tuple(lines),
        deposit_off=in_pounds(sum(of_the_deposit.values())),
        pay_by=payments.due_on(session, claim, 1) if accepted else None,
        paid_on=payment.paid_on if payment is not None and payment.paid_on <= on else None,
        dispute_by=decision.decided_on + dispute_days if claim_chains.left_open(session, ref) else None,
    )
    return _told(claim, guarantee, f"claim_decision:{ref}", content)


def payment_advice(session: Session, ref: str, _on: dt.date, letterhead: Letterhead) -> Told:
    """What was paid, when and under which reference, to whoever was paid: the landlord, or the agent as payee.

    Raises NothingToTell unless a payment stands, WrongInput.
    """
    writing, claim, guarantee = _writing(session, "payment-advice", ref, letterhead)
    payment = _payment(writing)
    payee = payee_files.confirmed_for(session, guarantee)
    content = writing.to_landlord(
        guarantee,
        claims.PaymentAdviceContent,
        recipient=payee.name if payee is not None and payee.kind == "agent" else None,
        claim=ref,
        amount=in_pounds(payment.amount_pence),
        paid_on=payment.paid_on,
        payment_reference=payment.reference,
        for_months=months_by_name(claim_files.accepted(session, ref)),
        cap_left=in_pounds(_cover_left(session, guarantee)),
    )
    return _told(claim, guarantee, _basis(payment), content)


def help_goes_on(session: Session, ref: str, _on: dt.date, letterhead: Letterhead) -> Told:
    """The council paid, what is left of the cover, and whether any of it is asked back.

    Raises NothingToTell unless a payment stands, WrongInput.
    """
    writing, claim, guarantee = _writing(session, "help-goes-on", ref, letterhead)
    payment = _payment(writing)
    content = writing.to_young_person(
        support.HelpGoesOnContent,
        paid=in_pounds(payment.amount_pence),
        paid_on=payment.paid_on,
        for_months=months_by_name(claim_files.accepted(session, ref)),
        left=in_pounds(_cover_left(session, guarantee)),
        repayment=policies.stored(session, guarantee.policy_fingerprint).choice("repayment"),
        adviser=writing.young_person().personal_adviser,
        we_ring_by=writing.call_promised(task_files.by_basis(session, f"support {ref}")),
    )
    return _told(claim, guarantee, _basis(payment), content)


def recovery_plan(session: Session, ref: str, on: dt.date, letterhead: Letterhead) -> Told:
    """What the plan in force on a day still asks for, and by when, any breathing space worked in.

    Raises NothingToTell unless a plan asks for something, WrongInput.
    """
    writing, claim, guarantee = _writing(session, "recovery-plan", ref, letterhead)
    plan = recovery_files.plan(session, ref, on)
    open_ = [each for each in recovery.plan_states(session, ref, on) if each.unpaid_pence]
    if plan is None or not open_:
        raise writing.nothing("a plan to pay back, with something of it left")
    spaces = [
        each.until_on
        for each in recovery_files.breathing_spaces(session, ref)
        if each.from_on <= on <= each.until_on
    ]
    content = writing.to_young_person(
        support.RecoveryPlanContent,
        owed=in_pounds(sum(each.unpaid_pence for each in open_)),
        instalments=tuple(
            {"due_on": each.asked_on, "amount": in_pounds(each.unpaid_pence)} for each in open_
        ),
        breathing_space_until=max(spaces, default=None),
    )
    return _told(claim, guarantee, f"recovery_plan:{plan.id}", content)


GATHERERS: dict[str, Callable[[Session, str, dt.date, Letterhead], Told]] = {
    "claim-decision": claim_decision,
    "payment-advice": payment_advice,
    "help-goes-on": help_goes_on,
    "recovery-plan": recovery_plan,
}


def _writing(
    session: Session, kind: str, ref: str, letterhead: Letterhead
) -> tuple[Writing, Claim, Guarantee]:
    claim = claim_files.held(session, ref)
    guarantee = guarantee_files.held(session, claim.guarantee_ref)
    return Writing(session, kind, ref, guarantee.case_ref, letterhead), claim, guarantee


def _told(claim: Claim, guarantee: Guarantee, basis: str, content: Notice) -> Told:
    return Told(
        case_ref=guarantee.case_ref,
        guarantee_ref=guarantee.ref,
        claim_ref=claim.ref,
        basis=basis,
        content=content,
    )


def _payment(writing: Writing) -> ClaimPayment:
    payment = claim_files.payment(writing.session, writing.ref)
    if payment is None:
        raise writing.nothing("a claim that was paid, and whose payment did not come back")
    return payment


def _basis(payment: ClaimPayment) -> str:
    return f"claim_payment:{payment.claim_ref}/{payment.attempt}"


def _cover_left(session: Session, guarantee: Guarantee) -> int:
    return guarantee_files.balance(session, Account.COMMITMENT, guarantee.ref)
