"""Early warnings set to rest for a time, and what is there of the deposit for rent."""

import datetime as dt

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act
from guarantor.services.rent_record import deposits
from guarantor.services.rent_record import rent as rents
from guarantor.services.rent_record import warnings as rent_warnings
from guarantor.web import fields
from guarantor.web.dated import Dated
from guarantor.web.desk import desk
from guarantor.web.pages.rent.room import around_of, heading, pages
from guarantor.web.showing import day as in_words
from guarantor.web.showing import done, money, show


class Rest(Dated):
    """From when to when, and why."""

    called = {**Dated.called, "--from": "first"}  # noqa: RUF012 - declared as a mapping by Form
    first = fields.day("First day of rest", needed="Enter the first day")
    until = fields.day(
        "Last day of rest", hint="They go on by themselves on the day after", needed="Enter the last day"
    )
    reason = fields.words("Why?", hint="For example a death in the family", needed="Say why", rows=3)


class Deposit(Dated):
    """How much of the deposit is there for rent, and what shows it."""

    available = fields.pounds(
        "How much of the deposit is there for rent?",
        hint="0 where nothing is left, before any claim keeps of it",
        needed="Enter the sum",
    )
    evidence = fields.words(
        "What shows it?",
        hint="For example the deposit scheme’s statement",
        needed="Say what shows it",
        rows=3,
    )


@pages.page("/guarantees/<guarantee:ref>/rent/pause", does=Act.PAUSE_WARNINGS)
def pause(ref: str) -> ResponseReturnValue:
    """Let early warnings rest between two days."""
    at = desk()
    form = Rest(first=at.on, until=at.on + dt.timedelta(days=27))
    if form.sent():
        first_on, until_on = form.first.data, form.until.data
        assert first_on is not None, "the form asks for it"
        assert until_on is not None, "the form asks for it"
        reason = form.reason.data or ""
        rent_warnings.pause(at.office, at.person, ref, first_on, until_on, reason, form.on.data or at.on)
        return done(f"Early warnings rest until {in_words(until_on)}", url_for("rent.rent", ref=ref))
    around = around_of(at, ref)
    return show("rent/pause.html", title="Let early warnings rest", **heading(at, ref, around), form=form)


@pages.page("/guarantees/<guarantee:ref>/rent/deposit", does=Act.STATE_DEPOSIT)
def deposit(ref: str) -> ResponseReturnValue:
    """State what is there of the deposit."""
    at = desk()
    around = around_of(at, ref)
    form = Deposit()
    if form.sent():
        available_pence = form.available.pence
        assert available_pence is not None, "the form asks for it"
        made = deposits.state(
            at.office, at.person, ref, available_pence, form.evidence.data or "", form.on.data or at.on
        )
        return done(f"{money(made['left'])} of the deposit is left for rent", url_for("rent.rent", ref=ref))
    return show(
        "rent/deposit.html",
        title="State the deposit",
        **heading(at, ref, around),
        form=form,
        rent=rents.statement(at.office, ref, at.on),
    )
