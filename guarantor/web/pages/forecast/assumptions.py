"""Every assumption of a basis with its value, unit, range, source and owner, and why."""

from flask import request
from flask.typing import ResponseReturnValue

from guarantor.domain.access import View
from guarantor.services.forecasting import bases
from guarantor.web.desk import desk
from guarantor.web.pages.forecast.room import pages, ways
from guarantor.web.showing import show


@pages.page("/forecast/assumptions", sees=View.MONEY)
def assumptions() -> ResponseReturnValue:
    """The basis in force, or the one that is asked for."""
    asked = request.args.get("basis")
    found = bases.listed(desk().on, asked if asked in bases.names() else None)
    return show(
        "forecast/assumptions.html",
        title="Assumptions",
        caption="Forecast",
        ways=ways(),
        found=found,
        names=[(name, name) for name in found["kept"]],
    )
