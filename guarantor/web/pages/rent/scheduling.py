"""The charges of a let set up at once: weekly, four-weekly or monthly with a check of the days, or term by term."""

import datetime as dt

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.domain.dates import date
from guarantor.domain.money import positive_pence, pounds
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.rent_periods import Every, charges_due
from guarantor.services.rent_record import rent_schedules
from guarantor.services.rent_record.rent_schedules import Schedule
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.forms import Form
from guarantor.web.pages.rent.room import around_of, heading, pages
from guarantor.web.showing import done, money, show

_LETS = {Every.WEEK: "Every week", Every.FOUR_WEEKS: "Every four weeks", Every.MONTH: "Every month"}
_INSTALMENTS = 6
"""How many instalments a page takes; a university year has three or four."""


class Let(Form):
    """How often rent falls due, how much, and between which days."""

    called = {"--from": "first"}  # noqa: RUF012 - declared as a mapping by Form
    every = fields.one_of("How often does it fall due?", list(_LETS.items()), needed="Choose how often")
    amount = fields.pounds("How much each time?", hint="The young person’s share", needed="Enter the sum")
    first = fields.day("First day it falls due", needed="Enter the first day")
    until = fields.day(
        "Last day",
        hint="The guarantee’s last day, unless the rent changes before",
        needed="Enter the last day",
    )


class Checked(Dated):
    """The charges as they were shown."""


class Instalments(Dated):
    """The agreed instalments of a termly let."""

    called = {**Dated.called, "--due": "due_1", "--until": "due_1"}  # noqa: RUF012 - declared as a mapping by Form


for _number in range(1, _INSTALMENTS + 1):
    setattr(
        Instalments,
        f"due_{_number}",
        fields.day(
            f"Instalment {_number}: when does it fall due?", needed="Enter the day" if _number == 1 else ""
        ),
    )
    setattr(
        Instalments,
        f"amount_{_number}",
        fields.pounds(f"Instalment {_number}: how much?", needed="Enter the sum" if _number == 1 else ""),
    )


@pages.page("/guarantees/<guarantee:ref>/rent/schedule", does=Act.CHARGE_RENT)
def schedule(ref: str) -> ResponseReturnValue:
    """Ask for the let; the charges are shown before they are recorded."""
    at = desk()
    around = around_of(at, ref)
    form = Let(
        every=Every.MONTH, amount=pounds(around.share_pence), first=around.starts_on, until=around.ends_on
    )
    if form.sent():
        first_on, until_on = form.first.data, form.until.data
        assert first_on is not None, "the form asks for it"
        assert until_on is not None, "the form asks for it"
        if until_on < first_on:
            form.until.errors = ["The last day must not be before the first"]
        else:
            return redirect(
                url_for(
                    "rent.check_schedule",
                    ref=ref,
                    every=form.every.data,
                    amount=form.amount.data,
                    first=first_on.isoformat(),
                    until=until_on.isoformat(),
                ),
                303,
            )
    return show("rent/schedule.html", title="Set up the rent", **heading(at, ref, around), form=form)


@pages.page("/guarantees/<guarantee:ref>/rent/schedule/check", does=Act.CHARGE_RENT)
def check_schedule(ref: str) -> ResponseReturnValue:
    """Look at the charges, then record them all."""
    at = desk()
    if "first" not in request.args:
        return redirect(url_for("rent.schedule", ref=ref), 303)
    around = around_of(at, ref)
    let = _asked()
    form = Checked()
    if form.sent():
        made = rent_schedules.schedule(at.office, at.person, ref, let, form.on.data or at.on, form.once_key)
        return done(
            f"{made['charges']} charges recorded, {money(made['charged'])} in all",
            url_for("rent.rent", ref=ref),
        )
    assert let.amount_pence is not None, "the address names it"
    assert let.from_on is not None, "the address names it"
    assert let.until_on is not None, "the address names it"
    charges = charges_due(let.every, let.from_on, let.until_on, let.amount_pence)
    top = heading(at, ref, around)
    top["back"] = url_for("rent.schedule", ref=ref)
    return show(
        "rent/check_schedule.html",
        title="Check the rent before it is recorded",
        **top,
        form=form,
        every=_LETS[let.every],
        let=let,
        charges=charges,
        in_all=sum(each.amount_pence for each in charges),
    )


@pages.page("/guarantees/<guarantee:ref>/rent/instalments", does=Act.CHARGE_RENT)
def instalments(ref: str) -> ResponseReturnValue:
    """Record the agreed instalments of a termly let."""
    at = desk()
    around = around_of(at, ref)
    form = Instalments()
    if form.sent():
        let = Schedule(Every.TERM, None, None, None, _given(form))
        made = rent_schedules.schedule(at.office, at.person, ref, let, form.on.data or at.on, form.once_key)
        return done(
            f"{made['charges']} instalments recorded, {money(made['charged'])} in all",
            url_for("rent.rent", ref=ref),
        )
    top = heading(at, ref, around)
    top["back"] = url_for("rent.schedule", ref=ref)
    return show(
        "rent/instalments.html",
        title="Set up termly rent",
        **top,
        form=form,
        numbers=range(1, _INSTALMENTS + 1),
    )


def _asked() -> Schedule:
    """The let that the address names. Raises WrongInput where it cannot be read."""
    asked = request.args
    every = asked.get("every", "")
    if every not in _LETS:
        raise WrongInput.at("every", "expected week, four_weeks or month")
    return Schedule(
        every=Every(every),
        amount_pence=positive_pence(asked.get("amount", ""), "amount"),
        from_on=date(asked.get("first", ""), "first"),
        until_on=date(asked.get("until", ""), "until"),
        instalments=(),
    )


def _given(form: Instalments) -> tuple[tuple[dt.date, int], ...]:
    """The instalments that were filled in, each a day and a sum. Raises WrongInput for one without the other."""
    given = []
    for number in range(1, _INSTALMENTS + 1):
        amount = form[f"amount_{number}"]
        assert isinstance(amount, fields.PoundsField), "it was declared as one"
        due_on, amount_pence = form[f"due_{number}"].data, amount.pence
        if due_on is None and amount_pence is None:
            continue
        if due_on is None:
            raise WrongInput.at(f"due_{number}", "expected the day on which it falls due")
        if amount_pence is None:
            raise WrongInput.at(f"amount_{number}", "expected the sum of this instalment")
        given.append((due_on, amount_pence))
    return tuple(given)
