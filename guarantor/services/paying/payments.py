"""Paying what was accepted of a claim, once; and what happens when the bank sends a payment back."""

import datetime as dt
from typing import Any

from guarantor.domain import practice
from guarantor.domain.access import Act
from guarantor.domain.dates import plus_months
from guarantor.domain.money import pounds, spoken
from guarantor.domain.refusals import (
    NoPaymentToReturn,
    NothingToPay,
    PaymentWasReturned,
    ReferenceOfAnother,
    SamePerson,
)
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.working_days import working_days_after
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.postings import Kind, claim_paid, payment_returned
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import policies
from guarantor.services.correspondence import discreet
from guarantor.services.worktrays.tasks import close_task, open_task
from guarantor.storage import claim_files, guarantee_files, payee_files, payment_files, recovery_files
from guarantor.storage.engine import Session
from guarantor.storage.officers import names
from guarantor.storage.tables.claims import Claim, ClaimDecision, ClaimPayment, PaymentReturn
from guarantor.storage.tables.guarantees import Guarantee

RETURN_REASONS = ("wrong_details", "account_closed", "refused", "other")


def pay(office: Office, person: Person, claim_ref: str, reference: str, on: dt.date) -> dict[str, Any]:
    """Pay what was accepted. The reference is the key: sent twice, it is one payment.

    Answers with the batch in which the claim was handed to accounts payable, if it was, and whether a payee is
    confirmed; neither is needed. Raises SamePerson for whoever decided it, NothingToPay, KeyUsedBefore where the
    reference paid another claim, ReferenceOfAnother where a batch gave it to another payment, PaymentWasReturned
    where the bank sent the payment of this reference back.
    """
    reference = reference.strip()
    if not 1 <= len(reference) <= 100:
        raise WrongInput.at("--reference", "expected the payment's reference, 1 to 100 characters")
    discreet.check("--reference", reference)
    with doing(
        office, person, Act.PAY_CLAIM, on, key=f"payment {reference}", content={"claim": claim_ref}
    ) as act:
        if act.answered is not None:
            _check_stands(act.session, claim_ref, reference)
            return act.answered
        claim = claim_files.held(act.session, claim_ref)
        guarantee = guarantee_files.held(act.session, claim.guarantee_ref, to_change=True)
        act.subject = claim_ref
        decision, owed_pence = payable(act.session, claim)
        attempt = attempts(act.session, claim_ref) + 1
        not_before(act, _owed_from(act.session, claim, attempt), "decided" if attempt == 1 else "returned")
        if decision.decided_by == act.number:
            raise SamePerson(names(act.session)[act.number], f"pay {claim.ref}", "decided it")
        act.answer = _paid(act, guarantee, decision, owed_pence, attempt, reference)
        return act.answer


def returned(
    office: Office, person: Person, claim_ref: str, reason: str, on: dt.date, key: str | None
) -> dict[str, Any]:
    """The bank sent the claim's payment back: every transfer of it is turned round and the claim is owed again.

    Raises NoPaymentToReturn where none stands or some of it was paid back since, WrongInput for a reason that is
    none of RETURN_REASONS or a day before the payment.
    """
    if reason not in RETURN_REASONS:
        raise WrongInput.at("--reason", f"expected one of {', '.join(RETURN_REASONS)}, not {reason!r}")
    content = {"claim": claim_ref, "reason": reason, "on": on}
    with doing(office, person, Act.RECORD_RETURNED_PAYMENT, on, key=key, content=content) as act:
        if act.answered is not None:
            return act.answered
        claim = claim_files.held(act.session, claim_ref)
        guarantee = guarantee_files.held(act.session, claim.guarantee_ref, to_change=True)
        act.subject = claim_ref
        payment = _standing(act.session, claim_ref)
        not_before(act, payment.paid_on, "paid")
        act.add(
            PaymentReturn(
                claim_ref=claim_ref,
                attempt=payment.attempt,
                reason_code=reason,
                returned_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.post(payment_returned(payment_files.of_the_standing_payment(act.session, claim_ref), on))
        act.note(attempt=payment.attempt, reason=reason)
        _ask_to_pay_again(act, claim, guarantee, payment.attempt)
        act.answer = {
            "claim": claim_ref,
            "returned": pounds(payment.amount_pence),
            "reference": payment.reference,
            "reason": reason,
        }
        return act.answer


def payable(session: Session, claim: Claim) -> tuple[ClaimDecision, int]:
    """The decision by which the claim is owed now, and the pence owed. Raises NothingToPay, saying why it is not."""
    decision = session.get(ClaimDecision, claim.ref)
    if decision is None:
        raise NothingToPay(claim.ref, "nobody has decided it")
    if decision.outcome == "rejected":
        raise NothingToPay(claim.ref, "it was rejected")
    if claim_files.undone(session, claim.ref):
        raise NothingToPay(claim.ref, "its acceptance was undone")
    payment = claim_files.payment(session, claim.ref)
    if payment is not None:
        raise NothingToPay(claim.ref, f"it was paid on {payment.paid_on.isoformat()} as {payment.reference}")
    owed_pence = payment_files.owed_pence(session, claim.ref)
    if owed_pence == 0:
        raise NothingToPay(claim.ref, "the deposit met all of it")
    return decision, owed_pence


def attempts(session: Session, claim_ref: str) -> int:
    """How often the claim has been paid so far, those that came back among them."""
    return len(claim_files.payments(session, claim_ref))


def due_on(session: Session, claim: Claim, attempt: int) -> dt.date:
    """By when an attempt at paying the claim is due: the policy's days after its acceptance, or after the return."""
    guarantee = guarantee_files.held(session, claim.guarantee_ref)
    return due_from(session, guarantee, _owed_from(session, claim, attempt))


def due_from(session: Session, guarantee: Guarantee, owed_from: dt.date) -> dt.date:
    """By when a claim is due that is owed from a day."""
    days = policies.stored(session, guarantee.policy_fingerprint).parameter("pay_within_days")
    return owed_from + dt.timedelta(days=days)


def limitation_ends_on(payment: ClaimPayment) -> dt.date:
    """The last day on which what was paid could be pursued in court, counted from the payment."""
    return plus_months(payment.paid_on, 12 * practice.figure("limitation_years_rent").value)


def documents(session: Session, claim_ref: str) -> list[dict[str, Any]]:
    """Every payment of a claim as JSON, in order, with the day until which it could be pursued in court."""
    shown = []
    for payment in claim_files.payments(session, claim_ref):
        back = payment_files.returned(session, payment)
        line = payment_files.line_of(session, claim_ref, payment.attempt)
        shown.append(
            {
                "attempt": payment.attempt,
                "paid": pounds(payment.amount_pence),
                "paid_on": payment.paid_on.isoformat(),
                "reference": payment.reference,
                "batch": f"B-{line.batch}" if line else None,
                "returned_on": back.returned_on.isoformat() if back else None,
                "returned_for": back.reason_code if back else None,
                "limitation_ends_on": None if back else limitation_ends_on(payment).isoformat(),
            }
        )
    return shown


def _paid(
    act: Doing, guarantee: Guarantee, decision: ClaimDecision, total_pence: int, attempt: int, reference: str
) -> dict[str, Any]:
    ref = decision.claim_ref
    line = payment_files.line_of(act.session, ref, attempt)
    named = payment_files.line_under(act.session, reference)
    if named is not None and named is not line:
        raise ReferenceOfAnother(reference, f"B-{named.batch}", ref)
    lines = claim_files.accepted(act.session, ref)
    assert sum(lines.values()) == total_pence, "the accepted lines are what the council owes"
    act.add(
        ClaimPayment(
            claim_ref=ref,
            attempt=attempt,
            reference=reference,
            amount_pence=total_pence,
            paid_on=act.on,
            decided_by=decision.decided_by,
            paid_by=act.number,
            recorded_at=act.at,
        )
    )
    act.post(claim_paid(guarantee.ref, ref, lines, act.on))
    act.note(attempt=attempt, batch=line.batch if line else None)
    close_task(act, f"pay {ref} {attempt}")
    if attempt > 1:
        close_task(act, f"returned {ref} {attempt - 1}")
    open_task(
        act,
        TaskKind.SUPPORT_AFTER_CALL,
        f"support {ref}",
        act.on + dt.timedelta(days=practice.figure("support_after_call_days").value),
        case_ref=guarantee.case_ref,
        guarantee_ref=guarantee.ref,
        claim_ref=ref,
    )
    return {
        "claim": ref,
        "paid": pounds(total_pence),
        "reference": reference,
        "batch": f"B-{line.batch}" if line else None,
        "payee_confirmed": payee_files.confirmed(act.session, guarantee.case_ref) is not None,
        "undo_proposed": payment_files.to_be_undone(act.session, ref),
    }


def _check_stands(session: Session, claim_ref: str, reference: str) -> None:
    """The same reference again is the same payment, unless the bank has sent that one back since."""
    for payment in claim_files.payments(session, claim_ref):
        back = payment_files.returned(session, payment)
        if payment.reference == reference and back is not None:
            raise PaymentWasReturned(claim_ref, reference, back.returned_on)


def _standing(session: Session, claim_ref: str) -> ClaimPayment:
    payment = claim_files.payment(session, claim_ref)
    if payment is None:
        made = claim_files.payments(session, claim_ref)
        raise NoPaymentToReturn(
            claim_ref, f"{made[-1].reference} came back before" if made else "it was not paid"
        )
    paid_back_pence = recovery_files.moved(session, Kind.RECOVERED, claim_ref)
    if paid_back_pence:
        raise NoPaymentToReturn(claim_ref, f"{spoken(paid_back_pence)} of it has been paid back since")
    return payment


def _owed_from(session: Session, claim: Claim, attempt: int) -> dt.date:
    """Since when the claim was owed before an attempt at paying it: since its decision, or since the return."""
    if attempt > 1:
        before = payment_files.returned(session, claim_files.payments(session, claim.ref)[attempt - 2])
        assert before is not None, "there is another attempt only after a return"
        return before.returned_on
    return session.get_one(ClaimDecision, claim.ref).decided_on


def _ask_to_pay_again(act: Doing, claim: Claim, guarantee: Guarantee, attempt: int) -> None:
    working_days = practice.figure("returned_payment_working_days").value
    for kind, basis, due in (
        (
            TaskKind.RETURNED_PAYMENT,
            f"returned {claim.ref} {attempt}",
            working_days_after(act.on, working_days),
        ),
        (TaskKind.PAY_CLAIM, f"pay {claim.ref} {attempt + 1}", due_on(act.session, claim, attempt + 1)),
    ):
        open_task(
            act,
            kind,
            basis,
            due,
            case_ref=guarantee.case_ref,
            guarantee_ref=guarantee.ref,
            claim_ref=claim.ref,
        )
