"""Payees: whom each case is paid to. One finance officer enters the details, another confirms after a call-back."""

import re
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.payee_filters import PayeeFilter
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting import confirming
from guarantor.services.paying import lists
from guarantor.services.paying import payees as details
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.pages.finance.room import pages, ways
from guarantor.web.showing import done, pages_of, show

_CASE = re.compile(r"RG-\d{4,9}")
KINDS = [("landlord", "The landlord"), ("agent", "The landlord’s agent")]


class Details(Dated):
    """Bank details as they were given to us."""

    kind = fields.one_of("Whose account is it?", KINDS, needed="Choose whose account it is")
    name = fields.line("Name on the account", needed="Enter the name on the account", autocomplete="off")
    sort_code = fields.line(
        "Sort code", hint="Six digits, for example 12-34-56", needed="Enter the sort code", width=10,
        inputmode="numeric", autocomplete="off",
    )  # fmt: skip
    account = fields.line(
        "Account number", hint="Eight digits; put zeros before a shorter one", needed="Enter the account number",
        width=10, inputmode="numeric", autocomplete="off",
    )  # fmt: skip
    on = fields.day("When did we get them?", needed="Enter the day on which we got them")


class CalledBack(Dated):
    """How the details were checked."""

    call_back = fields.words(
        "Whom did you ring, and on which number known before?",
        hint="Never a number that came with the new details. For example: Mr Sample on the number in the "
        "tenancy agreement",
        needed="Say whom you rang, and on which number known before",
        rows=2,
    )
    on = fields.day("When did you ring?", needed="Enter the day on which you rang")


@pages.page("/finance/payees", sees=View.PAYEES)
def payees() -> ResponseReturnValue:
    """Cases by how their bank details stand; each by its reference and landlord."""
    at = desk()
    counted = lists.payees_counted(at.office)
    which = _chosen(counted)
    said = request.args.get("case", "").strip().upper()
    unknown = bool(said) and _CASE.fullmatch(said) is None
    listed = lists.payees(at.office, which, said or None, request.args.get("page", 1, type=int))
    return show(
        "finance/payees.html",
        title="Payees",
        ways=ways(),
        which=which,
        said=said,
        unknown=unknown,
        listed=listed,
        counted=counted,
        listing=pages_of("page", listed.page, listed.pages),
    )


@pages.page("/finance/payees/<case:ref>", sees=View.PAYEES)
def payee(ref: str) -> ResponseReturnValue:
    """Who is paid for a case, who entered and confirmed it, and what waits."""
    at = desk()
    landlord, agent = lists.landlord_of(at.office, ref)
    return show(
        "finance/payee.html",
        title=f"Payee of {ref}",
        caption="Finance",
        back=url_for("finance.payees"),
        ref=ref,
        landlord=landlord,
        agent=agent,
        held=details.shown(at.office, ref),
        me=at.person.name,
        may_enter=may(at.person.roles, Act.PROPOSE_PAYEE),
        kinds=dict(KINDS),
    )


@pages.page("/finance/payees/<case:ref>/change", does=Act.PROPOSE_PAYEE)
def change(ref: str) -> ResponseReturnValue:
    """Enter a case's bank details, or other ones; another officer confirms them."""
    at = desk()
    landlord, agent = lists.landlord_of(at.office, ref)
    form: Any = Details(name=landlord, kind="landlord")
    if form.sent():
        given = details.bank_details(form.sort_code.data, form.account.data)
        kind: details.PayeeKind = "agent" if form.kind.data == "agent" else "landlord"
        entered = details.change(at.office, at.person, ref, kind, form.name.data, given, form.on.data)
        says = (
            f"Entered as {entered['pending']}. Nobody is paid there until another finance officer confirms it"
        )
        return done(says, url_for("finance.payee", ref=ref))
    return show(
        "finance/change.html",
        title="Enter bank details",
        caption=f"Payee of {ref}",
        back=url_for("finance.payee", ref=ref),
        form=form,
        ref=ref,
        landlord=landlord,
        agent=agent,
    )


@pages.page("/finance/payees/<case:ref>/confirm/<pending:number>", does=Act.CONFIRM_PAYEE)
def confirm(ref: str, number: int) -> ResponseReturnValue:
    """Confirm bank details after a call-back, by another officer than the one who entered them."""
    at = desk()
    form: Any = CalledBack()
    waiting = [each for each in details.shown(at.office, ref)["waiting"] if each["pending"] == f"P-{number}"]
    if form.sent():
        if not waiting:
            raise NotFound("PENDING", "bank details that wait for their confirmation", f"P-{number}")
        answer = confirming.confirm(
            at.office, at.person, number, on=form.on.data, call_back=form.call_back.data
        )
        return done(_confirmed(ref, answer), url_for("finance.payee", ref=ref))
    return show(
        "finance/confirm.html",
        title="Confirm bank details",
        caption=f"Payee of {ref}",
        back=url_for("finance.payee", ref=ref),
        form=form,
        entry=waiting[0] if waiting else None,
        me=at.person.name,
        number=number,
        kinds=dict(KINDS),
    )


def _confirmed(ref: str, answer: dict[str, Any]) -> str:
    old = answer["handed_over_with_the_old_details"]
    says = f"The bank details of {ref} are confirmed"
    if not old:
        return says
    named = ", ".join(f"{each['claim']} in {each['batch']}" for each in old)
    return f"{says}. Handed over with the old details and not paid yet: {named}. Tell accounts payable"


def _chosen(counted: dict[PayeeFilter, int]) -> PayeeFilter:
    """What the address chooses; else what waits, where anything does."""
    said = request.args.get("stands", "")
    if said in set(PayeeFilter):
        return PayeeFilter(said)
    return next((each for each, waiting in counted.items() if waiting), PayeeFilter.ALL)
