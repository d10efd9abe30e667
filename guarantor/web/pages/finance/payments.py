"""Payments: the claims that are owed, recording that one was paid, and that the bank sent one back."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.services.claiming import claim_beside, claim_documents
from guarantor.services.paying import lists
from guarantor.services.paying import payments as paying
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.pages.claims.room import month_in_words, time_left
from guarantor.web.pages.finance.room import pages, ways
from guarantor.web.showing import done, money, pages_of, show

RETURNED_FOR = {
    "wrong_details": "The bank details were wrong",
    "account_closed": "The account is closed",
    "refused": "The payee’s bank refused it",
    "other": "Another reason",
}
"""Why a bank sends a payment back, by the codes of `payments.RETURN_REASONS`."""


class Paid(Dated):
    """The payment of a claim as accounts payable made it."""

    reference = fields.line(
        "Payment reference",
        hint="As accounts payable has it; the same reference can pay only one claim",
        needed="Enter the payment reference",
        width=20,
    )
    on = fields.day("When was it paid?", needed="Enter the day on which it was paid")


class CameBack(Dated):
    """The bank sent the payment back."""

    reason = fields.one_of(
        "Why did it come back?", list(RETURNED_FOR.items()), needed="Choose why it came back"
    )
    on = fields.day("When did it come back?", needed="Enter the day on which it came back")


@pages.page("/finance/payments", sees=View.PAYEES)
def payments() -> ResponseReturnValue:
    """What is owed and to whom, what waits longest first."""
    at = desk()
    listed = lists.to_pay(at.office, at.person, at.on, request.args.get("page", 1, type=int))
    return show(
        "finance/payments.html",
        title="Payments",
        ways=ways(),
        listed=listed,
        on=at.on,
        owed_pence=lists.owed_in_all(at.office),
        time_left=time_left,
        may_pay=may(at.person.roles, Act.PAY_CLAIM),
        may_batch=may(at.person.roles, Act.MAKE_PAYMENT_BATCH),
        listing=pages_of("page", listed.page, listed.pages),
    )


@pages.page("/finance/payments/<claim:ref>/pay", does=Act.PAY_CLAIM)
def pay(ref: str) -> ResponseReturnValue:
    """Record that a claim was paid. The reference is the key: sent twice, it is one payment."""
    at = desk()
    held = claim_documents.shown(at.office, ref, words=False)
    beside = claim_beside.beside(at.office, at.person, ref)
    form: Any = Paid(reference=beside.batch_reference)
    if form.sent():
        paid = paying.pay(at.office, at.person, ref, form.reference.data, form.on.data)
        return done(_paid(paid), url_for("claims.claim", ref=ref))
    decided = held["decision"]
    return show(
        "finance/pay.html",
        title="Record the payment",
        caption=f"Claim {ref}",
        back=url_for("claims.claim", ref=ref),
        form=form,
        ref=ref,
        claim=held,
        held=beside,
        decided_it=decided is not None and decided["decided_by"] == at.person.name,
        months=[line for line in held["lines"] if line.get("accepted", "0.00") != "0.00"],
        month_in_words=month_in_words,
    )


@pages.page("/finance/payments/<claim:ref>/returned", does=Act.RECORD_RETURNED_PAYMENT)
def came_back(ref: str) -> ResponseReturnValue:
    """Record that the bank sent the payment back; the claim is owed again."""
    at = desk()
    held = claim_documents.shown(at.office, ref, words=False)
    form: Any = CameBack()
    if form.sent():
        back = paying.returned(at.office, at.person, ref, form.reason.data, form.on.data, form.once_key)
        says = (
            f"{money(back['returned'])} came back. It is owed again: check the bank details before it is paid"
        )
        return done(says, url_for("claims.claim", ref=ref))
    return show(
        "finance/came_back.html",
        title="The payment came back",
        caption=f"Claim {ref}",
        back=url_for("claims.claim", ref=ref),
        form=form,
        claim=held,
    )


def _paid(paid: dict[str, Any]) -> str:
    says = f"{money(paid['paid'])} is recorded as paid, reference {paid['reference']}"
    if paid["undo_proposed"]:
        says += ". An approver proposes to undo this acceptance: speak to them"
    return says
