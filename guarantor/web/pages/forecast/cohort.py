"""Who comes: Kent's printed forecasts of care leavers by age, carried on, checked, and held against what happened."""

from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from guarantor.domain.access import View
from guarantor.services.forecasting import liability
from guarantor.web.pages.forecast.room import pages, ways
from guarantor.web.showing import show

FIRST_YEAR, LAST_YEAR, SHOWN_TO = 2021, 2040, 2030


@pages.page("/forecast", sees=View.FORECAST, section=(75, "Forecast"))
def cohort() -> ResponseReturnValue:
    """The cohort forecast, group by group."""
    asked = request.args.get("until", SHOWN_TO, type=int)
    until = min(max(asked, FIRST_YEAR), LAST_YEAR)
    document = liability.cohort(until)
    return show(
        "forecast/cohort.html",
        title="Who comes",
        caption="Forecast",
        ways=ways(),
        until=until,
        years=range(FIRST_YEAR, LAST_YEAR + 1),
        groups=[_group(name, document) for name in document["groups"]],
        disagreements=document["disagreements"],
        score=document["score"],
    )


def _group(name: str, document: dict[str, Any]) -> dict[str, Any]:
    """A group's table: a row for each November, with the sum of the ages and who is expected to be in touch."""
    years = document["groups"][name]
    ages = list(dict.fromkeys(age for bands in years.values() for age in bands))
    return {
        "name": name,
        "ages": ages,
        "rows": [
            {
                "year": year,
                **bands,
                "total": sum(bands.values()),
                "in_touch": document["in_touch"][name].get(year),
            }
            for year, bands in years.items()
        ],
    }
