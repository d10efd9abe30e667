"""`guarantor risk`: what the guarantees will cost, and how bad it can get."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from guarantor.cli.acting import day_given, look
from guarantor.cli.answers import AsJson, On, answer, who_sees
from guarantor.cli.risk_explorations import explorations_app
from guarantor.cli.risk_running import BasisName, Cluster, Shown, cluster, in_pounds
from guarantor.cli.risk_scheme import scheme_app
from guarantor.domain.access import View
from guarantor.domain.money import positive_pence
from guarantor.services.acting import identity
from guarantor.services.acting.office import Office
from guarantor.services.forecasting import liability
from guarantor.services.forecasting.liability import Question

risk_app = typer.Typer(help=f"The liability of the ledger's book or of a book given. {who_sees(View.MONEY)}")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    for part in (explorations_app, scheme_app):
        risk_app.add_typer(part)
    app.add_typer(risk_app, name="risk")


@risk_app.command(
    "learned",
    help="What the ledger's months say of each rate: prior beside posterior, and what few tenancies leave open. "
    + who_sees(View.MONEY),
)
def learned(
    assumptions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Assumptions or a basis; default: the basis in force.")
    ] = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    office = look(View.MONEY)
    found = liability.learned_from_ledger(office, identity.business_day(office, day_given(on)), assumptions)
    answer(found if json else _short(found), as_json=json)


@risk_app.callback(invoke_without_command=True)
def risk(
    context: typer.Context,
    book: Annotated[Path | None, typer.Option(metavar="FILE", help="A book; default: the ledger's.")] = None,
    assumptions: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Assumptions or a basis; default: the basis in force.")
    ] = None,
    engine: Annotated[
        str, typer.Option(metavar="auto|exact|large|sobol|simulate", help="How it is worked out.")
    ] = "auto",
    scenarios: Annotated[int, typer.Option(min=1, max=100_000_000, help="For simulate.")] = 100_000,
    seed: Annotated[int, typer.Option(min=0, max=2**63 - 1, help="For simulate.")] = 1,
    workers: Annotated[
        int, typer.Option(min=1, max=64, help="Threads for simulate; the result is the same.")
    ] = 1,
    dask: Cluster = None,
    basis: BasisName = None,
    budget: Annotated[
        str | None, typer.Option(metavar="M", help="Chance of passing this, in pounds.")
    ] = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    if context.invoked_subcommand is not None:
        return
    question = Question(
        book_file=book,
        assumptions_file=assumptions,
        basis=basis,
        engine=engine,
        scenarios=scenarios,
        seed=seed,
        workers=workers,
        budget_pence=None if budget is None else positive_pence(budget, "--budget"),
    )
    office: Office | None = None
    day = day_given(on)
    if book is None:
        office = look(View.MONEY)
        day = identity.business_day(office, day)
    with Shown() as shown, cluster(dask) as away:
        document = liability.answer(replace(question, away=away), office, day, shown.progress)
    answer(document if json else _in_words(document), as_json=json)


def _in_words(document: dict[str, Any]) -> dict[str, Any]:
    def row(name: str, figures: dict[str, Any]) -> dict[str, Any]:
        return {"": name, "mean": in_pounds(figures["mean"])} | {
            f"P{float(level) * 100:g}": in_pounds(amount) for level, amount in figures["quantiles"].items()
        }

    return {
        "engine": f"{document['engine']} ({document['why']})",
        "as of": document["as_of"],
        "given": document["given"],
        "figures": [
            row("total", document["total"]),
            *(row(year["year"], year) for year in document["by_year"]),
            row("plug-in (foil)", document["plug_in"]),
        ],
        "maximum exposure": in_pounds(document["maximum_exposure"]),
        "chance over budget": document["probability_over_budget"],
        "checks": document["checks"],
    }


def _short(tree: Any) -> Any:
    """The same tree with chances to three figures: more would be noise to a reader."""
    match tree:
        case float():
            return float(f"{tree:.3g}")
        case dict():
            return {name: _short(part) for name, part in tree.items()}
        case list():
            return [_short(part) for part in tree]
    return tree
