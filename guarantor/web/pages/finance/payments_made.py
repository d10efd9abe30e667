"""Payments that were made, with the two people of the decision and the two of the bank details beside each."""

from flask import request
from flask.typing import ResponseReturnValue

from guarantor.domain.access import View
from guarantor.services.entering import restricting
from guarantor.services.finance import payments_made as made
from guarantor.services.finance import sheets
from guarantor.web.desk import desk
from guarantor.web.pages.finance.room import asked_months, handed_out, known, pages, taken, ways
from guarantor.web.showing import pages_of, show


@pages.page("/finance/payments/made", sees=View.PAYEES)
def payments_made() -> ResponseReturnValue:
    """Payments of some months, the latest first."""
    at = desk()
    first, last = asked_months(at)
    found = made.made(at.office, first, last, at.on, request.args.get("page", 1, type=int))
    listed = known(at)
    return show(
        "finance/payments_made.html",
        title="Payments made",
        ways=ways(),
        found=found,
        rows=list(restricting.left_open(at.office, at.person, found["payments"])),
        known=listed,
        first=str(first or listed[0][0]),
        last=str(last or listed[-1][0]),
        listing=pages_of("page", found["page"], found["pages"]),
        taken=taken("finance.payments_made_file", first, last),
    )


@pages.page("/finance/payments/made/download", sees=View.PAYEES)
def payments_made_file() -> ResponseReturnValue:
    """All payments of those months to take away; no bank details."""
    at = desk()
    found = made.made(at.office, *asked_months(at), at.on, None)
    found["payments"] = list(restricting.left_open(at.office, at.person, found["payments"]))
    return handed_out(sheets.payment_tables(found), "payments", at)
