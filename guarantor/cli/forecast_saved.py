"""`guarantor forecast save`, `runs`, `run`, `scorecard`: answers kept, read, and held against what came."""

from typing import Annotated

import typer

from guarantor.cli.acting import day_given, desk, look
from guarantor.cli.answers import AsJson, By, On, answer, who, who_sees
from guarantor.cli.risk_running import BasisName
from guarantor.domain.access import Act, View
from guarantor.domain.money import pence
from guarantor.domain.references import saved_number
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.forecasting import past_runs, saved_runs
from guarantor.services.forecasting.what_if import Setting, as_it_is

Run = Annotated[str, typer.Argument(metavar="SF-n", help="A saved run.")]


def register(forecast: typer.Typer) -> None:
    """Add the commands to the noun."""
    forecast.command(help=f"Work a setting out and keep the answer under a name. {who(Act.SAVE_FORECAST)}")(
        save
    )
    forecast.command(help=f"List the saved runs, the latest first. {who_sees(View.MONEY)}")(runs)
    forecast.command(help=f"Show a saved run as it was said. {who_sees(View.MONEY)}")(run)
    forecast.command(help=f"Hold the saved forecasts against the claims that came. {who_sees(View.MONEY)}")(
        scorecard
    )


def save(
    name: Annotated[str, typer.Option(metavar="NAME", help="Up to 80 characters; name no young person.")],
    of: Annotated[
        str, typer.Option(metavar="book|scheme", help="The guarantees that stand, or a full scheme.")
    ] = "book",
    basis: BasisName = None,
    places: Annotated[int | None, typer.Option(help="Of a full scheme.")] = None,
    cap: Annotated[int | None, typer.Option(help="Months of rent, of a full scheme.")] = None,
    term: Annotated[int | None, typer.Option(help="Months covered, of a full scheme.")] = None,
    first_miss: Annotated[
        float | None, typer.Option(help="The chance a month that a first rent is missed.")
    ] = None,
    correlation: Annotated[float | None, typer.Option(help="Shared luck, from 0 to 0.5.")] = None,
    recovery: Annotated[float | None, typer.Option(help="The share of what is paid that comes back.")] = None,
    budget: Annotated[str | None, typer.Option(metavar="M", help="In pounds.")] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    if of not in ("book", "scheme"):
        raise WrongInput.at("--of", f"expected book or scheme, not {of!r}")
    at = desk(by, on)
    setting = Setting(
        of="book" if of == "book" else "scheme",
        basis=basis,
        places=places,
        cap_months=cap,
        months=term,
        first_miss=first_miss,
        correlation=correlation,
        recovery=recovery,
        budget_pence=as_it_is(at.office, at.on).budget_pence if budget is None else pence(budget, "--budget"),
    )
    answer(saved_runs.save(at.office, at.person, name, setting, at.on), as_json=json)


def runs(json: AsJson = False) -> None:
    found = saved_runs.listed(look(View.MONEY))
    kept = ("run", "name", "made_on", "of", "expected", "p95", "p995")
    answer(found if json else [{name: each[name] for name in kept} for each in found], as_json=json)


def run(number: Run, json: AsJson = False) -> None:
    found = saved_runs.shown(look(View.MONEY), saved_number(number))
    if json:
        answer(found, as_json=True)
        return
    said = found.pop("answer")
    answer(
        found
        | {"ahead": [{name: each[name] for name in ("until", "months", "mean")} for each in said["ahead"]]},
        as_json=False,
    )


def scorecard(on: On = None, json: AsJson = False) -> None:
    found = past_runs.scorecard(look(View.MONEY), day_given(on))
    if not json:
        kept = ("run", "name", "until", "expected", "came", "within")
        found = found | {"runs": [{name: each[name] for name in kept} for each in found["runs"]]}
    answer(found, as_json=json)
