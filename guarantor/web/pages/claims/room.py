"""What the pages of claims share: their noun, the heading of a claim's pages, and its checks in words."""

import datetime as dt
import re
from calendar import month_name
from typing import Any

from flask import current_app, url_for

from guarantor.services.claiming.claim_beside import Beside
from guarantor.services.claiming.claim_lists import days_left
from guarantor.web.access import Pages
from guarantor.web.showing import day

pages = Pages("claims", __name__)

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def month_in_words(month: object) -> str:
    """A month as people write it: 2018-09 is September 2018."""
    year, _, number = str(month).partition("-")
    return f"{month_name[int(number)]} {year}"


def heading(claim_ref: str, held: Beside) -> dict[str, Any]:
    """The caption and the way back of a page about one claim; the name stands there for those who may see it."""
    return {
        "caption": f"Claim {claim_ref}, {held.young_person}" if held.young_person else f"Claim {claim_ref}",
        "back": url_for("claims.claim", ref=claim_ref),
    }


def time_left(on: dt.date, due_on: dt.date | None) -> str:
    """How long there is until a day, in words: working days while it lasts, days once it is late."""
    if due_on is None:
        return ""
    left = days_left(on, due_on)
    if left < 0:
        return f"{-left} day{'s' if left < -1 else ''} late"
    if due_on == on:
        return "today"
    return f"{left} working day{'s' if left != 1 else ''} left"


def address_of(endpoint: str, **values: Any) -> str | None:
    """The address of a page of another noun, or None where this service has no such page."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None


@pages.app_template_filter("sentence")
def sentence(says: str) -> str:
    """What a check says as a sentence of its own, its dates as people write them."""
    told = _DATE.sub(lambda found: day(found[0]), says)
    return f"{told[:1].upper()}{told[1:]}{'' if told.endswith('.') else '.'}"
