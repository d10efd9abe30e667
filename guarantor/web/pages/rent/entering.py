"""What is told of the rent: a charge, a payment, a missed month, a month of which nothing was heard."""

from typing import Any, Literal

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.domain.dates import Month
from guarantor.services.rent_record import rent as rents
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import Desk, desk
from guarantor.web.pages.rent.room import (
    around_of,
    heading,
    month_in_words,
    months_until,
    pages,
)
from guarantor.web.showing import done, money, show


class Charge(Dated):
    """A day on which rent fell due, and how much."""

    due = fields.day("When did it fall due?", needed="Enter the day it fell due")
    amount = fields.pounds("How much?", hint="The young person’s share", needed="Enter the sum")


class Payment(Dated):
    """Rent that the landlord has had."""

    called = {**Dated.called, "--from": "source", "--for": "month"}  # noqa: RUF012 - declared as a mapping by Form
    amount = fields.pounds("How much was paid?", needed="Enter the sum")
    received = fields.day("When did the landlord have it?", needed="Enter the day")
    source = fields.one_of(
        "Who paid?",
        [("tenant", "The young person"), ("benefit", "Benefit, paid for the young person")],
        needed="Choose who paid",
    )
    month = fields.one_of_many(
        "For which rent?", [], hint="Unless the payer named a month, it meets the oldest rent first"
    )


class Stated(Dated):
    """A month of which something is said."""

    month = fields.one_of_many("Which month’s rent?", [], needed="Choose the month")
    all_the_same = fields.tick("It was reported missed all the same")


@pages.page("/guarantees/<guarantee:ref>/rent/charge", does=Act.CHARGE_RENT)
def charge(ref: str) -> ResponseReturnValue:
    """Record one charge."""
    at = desk()
    around = around_of(at, ref)
    form = Charge(amount=_pounds(around.share_pence))
    if form.sent():
        due_on, amount_pence = form.due.data, form.amount.pence
        assert due_on is not None, "the form asks for it"
        assert amount_pence is not None, "the form asks for it"
        rents.charge(at.office, at.person, ref, due_on, amount_pence, form.on.data or at.on, form.once_key)
        return done(f"{money(_pounds(amount_pence))} fell due: recorded", url_for("rent.rent", ref=ref))
    return show("rent/charge.html", title="Record rent that fell due", **heading(at, ref, around), form=form)


@pages.page("/guarantees/<guarantee:ref>/rent/pay", does=Act.RECORD_RENT_PAYMENT)
def pay(ref: str) -> ResponseReturnValue:
    """Record a payment."""
    at = desk()
    around = around_of(at, ref)
    found = rents.statement(at.office, ref, at.on)
    oldest = next((each for each in found["charges"] if each["unpaid"] != "0.00"), None)
    form = Payment(amount=oldest["unpaid"] if oldest else None, received=at.on, source="tenant", month="")
    months = months_until(around.starts_on, at.on)
    form.month.choices = [
        ("", "The oldest rent first"),
        *((str(each), month_in_words(each)) for each in months),
    ]
    if form.sent():
        received_on, amount_pence = form.received.data, form.amount.pence
        assert received_on is not None, "the form asks for it"
        assert amount_pence is not None, "the form asks for it"
        named = Month.read(form.month.data, "--for") if form.month.data else None
        on = form.on.data or at.on
        rents.pay(
            at.office, at.person, ref, received_on, amount_pence, form.source.data, on, form.once_key, named
        )
        return done(_after_payment(at, ref, amount_pence), url_for("rent.rent", ref=ref))
    return show(
        "rent/pay.html", title="Record a rent payment", **heading(at, ref, around), form=form, oldest=oldest
    )


@pages.page("/guarantees/<guarantee:ref>/rent/missed", does=Act.RECORD_MISSED_RENT)
def missed(ref: str) -> ResponseReturnValue:
    """Record that a month's rent was reported missed."""
    return _stated(ref, "missed", "Record missed rent")


@pages.page("/guarantees/<guarantee:ref>/rent/silent", does=Act.RECORD_SILENCE)
def silent(ref: str) -> ResponseReturnValue:
    """Record that nothing was heard of a month's rent."""
    return _stated(ref, "silent", "Record that nothing was heard")


def _stated(ref: str, says: Literal["silent", "missed"], title: str) -> ResponseReturnValue:
    at = desk()
    around = around_of(at, ref)
    found = rents.statement(at.office, ref, at.on)
    form = Stated(month=request.args.get("month") or _not_heard_of(found))
    form.month.choices = [
        (str(each), month_in_words(each)) for each in months_until(around.starts_on, at.on)
    ] or [("", "No month has begun yet")]
    if form.sent() and _is_open(form, says, found):
        month = Month.read(form.month.data, "--month")
        rents.state(at.office, at.person, ref, month, says, form.on.data or at.on)
        return done(_after_statement(at, ref, month, says), url_for("rent.rent", ref=ref))
    return show("rent/stated.html", title=title, **heading(at, ref, around), form=form, says=says, rent=found)


def _is_open(form: Stated, says: str, found: dict[str, Any]) -> bool:
    """Whether rent of the month may be missed by the record, or the person says that it was; else the field asks."""
    unpaid = [each["unpaid"] for each in found["charges"] if each["due_on"][:7] == form.month.data]
    if says != "missed" or form.all_the_same.data or not unpaid or any(each != "0.00" for each in unpaid):
        return True
    month = month_in_words(Month.read(form.month.data, "--month"))
    says_paid = (
        f"By the record the rent of {month} is paid. If a payment was entered wrongly or came back, put it right "
        "first, and what is unpaid shows. If the month was reported missed all the same, say so below"
    )
    form.month.errors = [says_paid]
    return False


def _not_heard_of(found: dict[str, Any]) -> str | None:
    """The month of the oldest charge that nobody has spoken of."""
    return next((each["due_on"][:7] for each in found["charges"] if not each["heard_of"]), None)


def _after_payment(at: Desk, ref: str, amount_pence: int) -> str:
    left = rents.statement(at.office, ref, at.on)
    owed = (
        "Nothing is in arrears"
        if left["arrears"] == "0.00"
        else f"{money(left['arrears'])} is still in arrears"
    )
    return f"{money(_pounds(amount_pence))} recorded as paid. {owed}"


def _after_statement(at: Desk, ref: str, month: Month, says: str) -> str:
    if says == "silent":
        return f"Nothing heard of the rent of {month_in_words(month)}: recorded. Ask the landlord"
    left = rents.statement(at.office, ref, at.on)
    if left["arrears"] == "0.00":
        return f"Rent of {month_in_words(month)} recorded as missed. No charge of that month is unpaid"
    days = f"{left['days']} day{'' if left['days'] == 1 else 's'}"
    return (
        f"Rent of {month_in_words(month)} recorded as missed: {money(left['arrears'])} is in arrears, {days}. "
        "Next: offer support"
    )


def _pounds(amount_pence: int) -> str:
    return f"{amount_pence // 100}.{amount_pence % 100:02}"
