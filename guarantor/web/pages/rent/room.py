"""What the pages of rent share: their noun, the heading of a page about one record, and months in words."""

import datetime as dt
from calendar import month_name
from typing import Any

from flask import url_for

from guarantor.domain.access import MAY_SEE, View
from guarantor.domain.dates import Month
from guarantor.services.guaranteeing import looking_at
from guarantor.services.guaranteeing.looking_at import Around
from guarantor.web.access import Pages
from guarantor.web.desk import Desk

pages = Pages("rent", __name__)


def around_of(at: Desk, ref: str) -> Around:
    """What stands around the guarantee. Raises NotFound."""
    return looking_at.around(at.office, at.person, ref, at.on)


def sees_names(at: Desk) -> bool:
    """Whether the person may see whose rent it is."""
    return bool(MAY_SEE[View.CASES] & at.person.roles)


def heading(at: Desk, ref: str, around: Around) -> dict[str, Any]:
    """The caption and the way back of a page that enters something into the record."""
    named = f"{ref}, {around.young_person}" if around.young_person and sees_names(at) else ref
    return {"caption": named, "back": url_for("rent.rent", ref=ref), "ref": ref}


def month_in_words(month: Month | str) -> str:
    """A month as people write it: 2018-09 is September 2018."""
    read = Month.read(str(month), "month")
    return f"{month_name[read.month]} {read.year}"


def months_until(first_on: dt.date, last_on: dt.date) -> list[Month]:
    """The months from a day's to another's, the latest first."""
    month, last, found = Month.of(first_on), Month.of(last_on), []
    while month <= last:
        found.append(month)
        month = month.following()
    return found[::-1]
