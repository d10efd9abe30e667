"""`guarantor forecast`: who comes, from Kent's printed forecasts aged to 25."""

from typing import Annotated, Any

import typer

from guarantor.cli import forecast_saved
from guarantor.cli.acting import day_given, look
from guarantor.cli.answers import AsJson, On, answer, who_sees
from guarantor.cli.risk_running import BasisName
from guarantor.domain.access import View
from guarantor.services.acting import identity
from guarantor.services.forecasting import cohorts, liability

forecast_app = typer.Typer(no_args_is_help=True, help="Forecasts: cohort, fan, save, runs, run, scorecard.")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    forecast_saved.register(forecast_app)
    app.add_typer(forecast_app, name="forecast")


@forecast_app.callback()
def _forecast() -> None:
    """Forecasts of who comes."""


@forecast_app.command(
    help="Kent's two forecasts aged on, the printed figures that do not follow, the score. For: everybody."
)
def cohort(
    until: Annotated[int, typer.Option(metavar="YEAR", help="The last November to show.")] = 2030,
    json: AsJson = False,
) -> None:
    document = liability.cohort(until)
    if json:
        answer(document, as_json=True)
        return
    for group, years in document["groups"].items():
        print(f"{group}, care leavers by age in November")
        answer([{"year": year, **bands} for year, bands in years.items()], as_json=False)
    print("printed figures that do not follow from their rows")
    answer(document["disagreements"], as_json=False)
    print("forecast against what happened")
    answer(document["score"], as_json=False)


@forecast_app.command(
    help="People in touch, guarantees that come and guarantees that run, year by year, with what widens them. "
    + who_sees(View.FORECAST)
)
def fan(
    until: Annotated[
        int | None,
        typer.Option(metavar="YEAR", help="The last March; default: as far as the basis forecasts."),
    ] = None,
    term: Annotated[int, typer.Option(min=1, max=84, help="Months that a guarantee covers.")] = 12,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1)] = 1,
    draws: Annotated[int, typer.Option(min=2, max=1 << 20)] = 4096,
    basis: BasisName = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    day = identity.business_day(look(View.FORECAST), day_given(on))
    found = cohorts.fan_of(day, until=until, term_months=term, seed=seed, draws=draws, basis_name=basis)
    answer(found if json else _fan_in_words(found), as_json=json)


def _fan_in_words(document: dict[str, Any]) -> dict[str, Any]:
    def row(year: dict[str, Any], figure: str) -> dict[str, Any]:
        found = year[figure]
        return {"year": year["year"], "mean": f"{found['mean']:,.0f}"} | {
            f"{float(level) * 100:g}%": f"{number:,.0f}" for level, number in found["quantiles"].items()
        }

    return {
        "as of": document["as_of"],
        "basis": document["basis"],
        "says": document["says"],
        **{
            words: [row(year, figure) for year in document["years"]]
            for figure, words in (
                ("in_touch", "people of 18 to 24 in touch in March"),
                ("arrivals", "guarantees that come in the year"),
                ("running", "guarantees that run in March"),
            )
        },
        "entrants at other multiples of the last known": document["variants"],
        "errors of past forecasts by lead": document["bias_by_lead"],
    }
