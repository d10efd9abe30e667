"""Entries of the rent record put right: nothing is changed in place, and an entry undone stays in sight."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.domain.wrong_input import NotFound
from guarantor.services.rent_record import rent_corrections
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.pages.rent.room import around_of, heading, pages
from guarantor.web.showing import done, money, show

_REASONS = {
    "typed_wrong": "It was typed wrong",
    "wrong_month": "It belongs to another month",
    "wrong_tenancy": "It belongs to another tenancy",
    "bounced": "The payment bounced",
    "other": "Another reason",
}
_SAYS = {"charged": "Rent that fell due", "paid": "Payment"}


class Correction(Dated):
    """The right amount, and what was wrong."""

    amount = fields.pounds(
        "What is the right sum?", hint="0 makes the entry void", needed="Enter the right sum"
    )
    reason = fields.one_of("What was wrong?", list(_REASONS.items()), needed="Choose what was wrong")


@pages.page("/guarantees/<guarantee:ref>/rent/correct/<entry>", does=Act.CORRECT_RENT)
def correct(ref: str, entry: str) -> ResponseReturnValue:
    """Put a charge or a payment right, or make it void."""
    at = desk()
    around = around_of(at, ref)
    found = next(
        (each for each in rent_corrections.entries(at.office, ref) if str(each["transfer"]) == entry), None
    )
    if found is None or found["says"] not in _SAYS:
        raise NotFound("ENTRY", "a charge or a payment of this rent record", entry)
    void = request.args.get("void") == "1"
    form = Correction(version=found["stands"], amount="0" if void else found["stands"])
    if form.sent():
        amount_pence = form.amount.pence
        assert amount_pence is not None, "the form asks for it"
        made = rent_corrections.correct(
            at.office,
            at.person,
            ref,
            found["transfer"],
            amount_pence,
            form.reason.data,
            form.on.data or at.on,
            form.once_key,
        )
        says = "The entry is void" if amount_pence == 0 else f"It stands at {money(made['is'])} now"
        return done(f"{says}. It was {money(made['was'])}", url_for("rent.rent", ref=ref))
    return show(
        "rent/correct.html",
        title="Undo an entry" if void else "Put an entry right",
        **heading(at, ref, around),
        form=form,
        entry=found,
        says=_SAYS[found["says"]],
    )
