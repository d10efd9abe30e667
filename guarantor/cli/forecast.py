"""`guarantor forecast`: who comes, from Kent's printed forecasts aged to 25."""

from typing import Annotated

import typer

from guarantor.cli.answers import AsJson, answer
from guarantor.services.finance import liability

forecast_app = typer.Typer(no_args_is_help=True, help="Forecasts: cohort. For: everybody.")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
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
