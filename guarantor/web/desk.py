"""What a view works with: the office, the person who is signed in, and the day. Set by the gate for each request."""

import datetime as dt
from dataclasses import dataclass, replace

from flask import current_app, g, request

from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office, Person

_OFFICE = "office"


@dataclass(frozen=True)
class Desk:
    """An officer at work. `on` is the business day: a rehearsal's stored date, else today."""

    office: Office
    person: Person
    on: dt.date


def desk() -> Desk:
    """The desk of whoever is signed in; for pages that are not public.

    The reason for an act dated on an earlier day, which a live database asks for, comes from the form's field
    `why_late`.
    """
    held = person()
    assert held is not None, "the gate lets nobody in who is not signed in"
    late = request.form.get("why_late") if request.method == "POST" else None
    return Desk(office(), replace(held, late_reason=late), day())


def office() -> Office:
    """The office that the application was made for."""
    held = current_app.extensions[_OFFICE]
    assert isinstance(held, Office), "create_app puts it there"
    return held


def person() -> Person | None:
    """Who is signed in, or None."""
    held = g.get("person")
    assert held is None or isinstance(held, Person), "the gate puts it there"
    return held


def day() -> dt.date:
    """The business day, asked for once in a request."""
    if "business_day" not in g:
        g.business_day = business_day(office(), None)
    found = g.business_day
    assert isinstance(found, dt.date), "it was put there just now"
    return found
