"""What the pages of the forecast share: their noun, and the way between those that a person may see."""

from flask import url_for

from guarantor.domain.access import MAY_SEE, View
from guarantor.web.access import Pages
from guarantor.web.desk import desk

pages = Pages("forecast", __name__)


def ways() -> list[tuple[str, str]]:
    """The rooms of the forecast, each with its address; what the money says is for those who see it."""
    found = [("Who comes", url_for("forecast.cohort"))]
    if desk().person.roles & MAY_SEE[View.MONEY]:
        found += [
            ("What if", url_for("forecast.what_if")),
            ("Saved runs", url_for("forecast.saved_runs")),
            ("Scorecard", url_for("forecast.scorecard")),
            ("Explorations", url_for("forecast.explored")),
            ("Assumptions", url_for("forecast.assumptions")),
        ]
    return found
