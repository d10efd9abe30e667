"""A setting changed and answered at once, another beside it: what a decision would do to the cost.

Every setting stands in the address, so that an answer can be sent and printed; nothing is stored until a run is saved.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import request, url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import Act, View, may
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.forecasting import bases
from guarantor.services.forecasting.what_if import Of, answer, as_it_is
from guarantor.web import charts, fields
from guarantor.web.charts import Chart, Curve
from guarantor.web.desk import desk
from guarantor.web.forms import Question
from guarantor.web.pages.forecast.room import pages, ways
from guarantor.web.pages.forecast.settings import NUMBERS, OF, as_typed, changed, in_address, known_basis
from guarantor.web.showing import show

BESIDE = "beside"
LONGEST_BESIDE = 400


class WhatIf(Question):
    """What may be changed; shares and chances in percent."""

    of = fields.one_of_many("What is costed", OF)
    basis = fields.one_of_many("Basis of assumptions", [(name, name) for name in bases.names()])
    places = fields.number("Places", 1, 100_000)
    cap_months = fields.number("Cap", 0, 24, suffix="months’ rent")
    months = fields.number("Months covered", 1, 84)
    take_up = fields.number("Take-up", 1, 100, suffix="% of seekers")
    first_miss = fields.number("First rent missed", 0.01, 50, suffix="% a month")
    correlation = fields.number("Correlation", 0, 0.5, suffix="shared luck")
    recovery = fields.number("Recovered", 0, 100, suffix="% of paid")
    entrants = fields.number("Entrants", 0.1, 5, suffix="x last year’s")
    budget = fields.pounds("Budget")


@pages.page("/forecast/what-if", sees=View.MONEY)
def what_if() -> ResponseReturnValue:
    """The figures of the setting in the address, beside those of another where there is one."""
    at = desk()
    of: Of = "book" if request.args.get("of") == "book" else "scheme"
    now = as_it_is(at.office, at.on, known_basis(request.args.get("basis")), of)
    form = WhatIf(**as_typed(now))
    found = other = None
    if form.sent():
        typed = {name: getattr(form, name).number for name in NUMBERS}
        found = answer(at.office, at.on, changed(now, typed, form.budget.pence))
        other = _beside(request.args.get(BESIDE, "")[:LONGEST_BESIDE])
    return show(
        "forecast/what_if.html",
        title="What if",
        caption="Forecast",
        ways=ways(),
        form=form,
        found=found,
        other=other,
        sides=[each for each in (found, other) if each],
        chart=loss_chart(found, other) if found else None,
        keep=_address(_own() | {BESIDE: urlencode(_own())}),
        alone=_address(_own()),
        save=f"{url_for('forecast.save_run')}?{urlencode(_own())}"
        if may(at.person.roles, Act.SAVE_FORECAST)
        else None,
        beside=request.args.get(BESIDE, "")[:LONGEST_BESIDE],
    )


def _own() -> dict[str, str]:
    """What the address says of the first side."""
    return {name: value for name, value in request.args.items() if name != BESIDE}


def _address(settings: Mapping[str, str]) -> str:
    return f"{url_for('forecast.what_if')}?{urlencode(settings)}"


def _beside(query: str) -> dict[str, Any] | None:
    """The answer to the other side's settings; None where there is no other, or it cannot be worked out."""
    if not query:
        return None
    at = desk()
    try:
        return answer(at.office, at.on, in_address(at, dict(parse_qsl(query))))
    except (WrongInput, ValueError):
        # Its faults are not those of the form that is shown; a side that cannot be worked out is left out.
        return None


def loss_chart(found: dict[str, Any], other: dict[str, Any] | None) -> Chart:
    """The chance that the cost passes each amount: predictive and plug-in, and the other side's predictive."""

    def points(document: dict[str, Any], name: str) -> list[tuple[float, float]]:
        return [(each["pounds"], each[name]) for each in document["curve"]]

    curves = [
        Curve("Predictive: what is not known is in it", points(found, "predictive")),
        Curve("Plug-in: as if every rate were known", points(found, "plug_in")),
    ]
    if other is not None:
        curves.append(Curve("The other side, predictive", points(other, "predictive")))
    p95 = found["predictive"]["quantiles"]["0.95"]
    return charts.curve(
        "loss",
        "The chance that the cost passes an amount",
        f"One time in 20 the cost passes £{p95:,.0f}.",
        curves,
        head="Cost of more than",
    )
