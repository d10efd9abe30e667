"""What is paid back: of every paid claim, of one with its plan, and recording money that came back."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.services.claiming import claim_beside
from guarantor.services.paying import lists, recovery_documents
from guarantor.services.paying import recovery as recovering
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.pages.finance.payments import RETURNED_FOR
from guarantor.web.pages.finance.room import pages, ways
from guarantor.web.showing import done, money, pages_of, show


class CameIn(Dated):
    """Money that came back."""

    called = {"--from": "source", "--why": "why_late"}  # noqa: RUF012 - declared as a mapping by Form
    source = fields.one_of(
        "Who paid it back?",
        [
            ("landlord", "The landlord, who was paid too much"),
            ("young_person", "The young person, under a plan"),
        ],
        needed="Choose who paid it back",
    )
    amount = fields.pounds("How much came back?", needed="Enter how much came back")
    on = fields.day("When did it come in?", needed="Enter the day on which it came in")


@pages.page("/finance/recovery", sees=View.PAYEES)
def recovery() -> ResponseReturnValue:
    """Paid claims and what comes back of them; by default those with a plan, where there are any."""
    at = desk()
    number = request.args.get("page", 1, type=int)
    planned = request.args.get("which", "planned") == "planned"
    listed = lists.paid_back(at.office, planned=planned, page=number)
    return show(
        "finance/recovery.html",
        title="Paid back",
        ways=ways(),
        planned=planned,
        listed=listed,
        listing=pages_of("page", listed.page, listed.pages),
    )


@pages.page("/finance/recovery/<claim:ref>", sees=View.PAYEES)
def recovery_of(ref: str) -> ResponseReturnValue:
    """A claim's payments, plan and breathing spaces, and what is left."""
    at = desk()
    held = recovery_documents.shown(at.office, ref, at.on)
    beside = claim_beside.beside(at.office, at.person, ref)
    asks = held["policy"] == "instalments"
    standing = any(each["returned_on"] is None for each in held["payments"])
    left = held["left"] != "0.00"
    offered = [
        (Act.RECORD_RECOVERY, standing, "Record money that came back", "finance.recover"),
        (Act.AGREE_RECOVERY_PLAN, standing and asks, "Agree a plan", "finance.plan"),
        (Act.GRANT_BREATHING_SPACE, left, "Give a breathing space", "finance.breathing_space"),
        (Act.PROPOSE_WRITE_OFF, left, "Write off", "finance.write_off"),
    ]
    return show(
        "finance/recovery_of.html",
        title=f"Paid back on {ref}",
        caption="Finance",
        back=url_for("finance.recovery"),
        ref=ref,
        held=held,
        beside=beside,
        asks=asks,
        reasons=RETURNED_FOR,
        offered=[
            (text, url_for(endpoint, ref=ref))
            for act, can, text, endpoint in offered
            if can and may(at.person.roles, act)
        ],
    )


@pages.page("/finance/recovery/<claim:ref>/received", does=Act.RECORD_RECOVERY)
def recover(ref: str) -> ResponseReturnValue:
    """Record money that came back; the same sending of the form is the same money."""
    at = desk()
    form: Any = CameIn()
    if form.sent():
        payer: recovering.Payer = "landlord" if form.source.data == "landlord" else "young_person"
        made = recovering.recover(
            at.office, at.person, ref, form.amount.pence, payer, form.on.data, form.once_key
        )
        says = f"{money(made['recovered'])} is recorded; {money(made['not_paid_back'])} has not come back"
        return done(says, url_for("finance.recovery_of", ref=ref))
    return show(
        "finance/form.html",
        title="Record money that came back",
        caption=f"Claim {ref}",
        back=url_for("finance.recovery_of", ref=ref),
        form=form,
        shown=("source", "amount", "on", "why_late"),
        button="Record it",
    )
