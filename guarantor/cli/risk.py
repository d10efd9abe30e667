"""`guarantor risk`: what the guarantees will cost, and how bad it can get."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from guarantor.cli.acting import day_given, look
from guarantor.cli.answers import AsJson, On, answer, who_sees
from guarantor.domain.access import View
from guarantor.domain.money import positive_pence
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import identity
from guarantor.services.acting.office import Office
from guarantor.services.finance import explorations, liability
from guarantor.services.finance.liability import Question

DASK_SECONDS = 10

risk_app = typer.Typer(help=f"The liability of the ledger's book or of a book given. {who_sees(View.MONEY)}")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
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


@risk_app.command(
    "tornado",
    help="Which assumption moves the cost of the ledger's book, or of a book given, most. "
    + who_sees(View.MONEY),
)
def tornado(
    book: Annotated[Path | None, typer.Option(metavar="FILE", help="A book; default: the ledger's.")] = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    office = look(View.MONEY) if book is None else None
    day = None if office is None else identity.business_day(office, day_given(on))
    with _Shown() as shown:
        found = explorations.widest(office, day, book, shown.progress)
    answer(found if json else _bars_in_words(found), as_json=json)


@risk_app.command(
    "cap-finder",
    help="Which caps, covers and places keep a full scheme within a sum, and whom each turns away. "
    + who_sees(View.MONEY),
)
def cap_finder(
    within: Annotated[str, typer.Option(metavar="M", help="The sum in pounds.")],
    confidence: Annotated[float, typer.Option(help="The share of outcomes that stay within it.")] = 0.95,
    on: On = None,
    json: AsJson = False,
) -> None:
    day = identity.business_day(look(View.MONEY), day_given(on))
    with _Shown() as shown:
        found = explorations.limits(day, positive_pence(within, "--within"), confidence, shown.progress)
    answer(found if json else _limits_in_words(found), as_json=json)


@risk_app.command(
    "break-even",
    help="How rarely a tenancy may spare the council another home and the guarantees still pay. "
    + who_sees(View.MONEY),
)
def break_even(
    weekly: Annotated[str, typer.Option(metavar="M", help="What the other home costs a week, in pounds.")],
    book: Annotated[Path | None, typer.Option(metavar="FILE", help="A book; default: the ledger's.")] = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    office = look(View.MONEY) if book is None else None
    day = None if office is None else identity.business_day(office, day_given(on))
    answer(explorations.pays(office, day, book, positive_pence(weekly, "--weekly")), as_json=json)


@risk_app.command("score", help=f"Past forecasts against what was counted. {who_sees(View.MONEY)}")
def score(json: AsJson = False) -> None:
    answer(explorations.scores(), as_json=json)


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
    dask: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="For simulate: a Dask scheduler such as tcp://127.0.0.1:8786."),
    ] = None,
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
    with _Shown() as shown, _cluster(dask) as away:
        document = liability.answer(replace(question, away=away), office, day, shown.progress)
    answer(document if json else _in_words(document), as_json=json)


@contextmanager
def _cluster(address: str | None) -> Iterator[Any]:
    """A client of the Dask scheduler at an address, or None. Raises WrongInput where there is none to be had."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client  # noqa: PLC0415 - an optional extra, asked for by this option alone
    except ImportError:
        raise WrongInput.at("--dask", "expected the optional extra: pip install '.[dask]'") from None
    try:
        client = Client(address, timeout=DASK_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise WrongInput.at("--dask", f"expected a scheduler that answers at {address} ({error})") from None
    with client:
        yield client


class _Shown:
    """Progress on a terminal's stderr, with the time left; silent elsewhere."""

    def __enter__(self) -> "_Shown":
        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, transient=True, disable=not sys.stderr.isatty())
        self._progress.__enter__()
        self._task = self._progress.add_task("liability", total=None)
        return self

    def __exit__(self, *error: Any) -> None:
        self._progress.__exit__(*error)

    def progress(self, done: int, of: int) -> None:
        """Called by the engines as blocks or refinements are done."""
        self._progress.update(self._task, completed=done, total=of)


def _in_words(document: dict[str, Any]) -> dict[str, Any]:
    def row(name: str, figures: dict[str, Any]) -> dict[str, Any]:
        return {"": name, "mean": _pounds(figures["mean"])} | {
            f"P{float(level) * 100:g}": _pounds(amount) for level, amount in figures["quantiles"].items()
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
        "maximum exposure": _pounds(document["maximum_exposure"]),
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


def _bars_in_words(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "as of": document["as_of"],
        "basis": document["basis"],
        "mean": _pounds(document["mean"]),
        "P95": _pounds(document["p95"]),
        "held": document["says"],
        "bars": [
            {
                "assumption": bar["assumption"],
                "from": bar["low"],
                "to": bar["high"],
                "P95 from": _pounds(bar["p95_low"]),
                "P95 to": _pounds(bar["p95_high"]),
                "owner": bar["owner"],
            }
            for bar in document["bars"]
        ],
    }


def _limits_in_words(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "as of": document["as_of"],
        "within": _pounds(document["within"]),
        "confidence": document["confidence"],
        "expected a year": document["expected_a_year"],
        "options weighed": len(document["options"]),
        "the most that stays within": [
            {
                "places": each["places"],
                "cap in months": each["cap_months"],
                "months covered": each["months"],
                "mean": _pounds(each["mean"]),
                f"P{document['confidence'] * 100:g}": _pounds(each["quantile"]),
                "turned away a year": f"{each['turned_away']:.0f}",
            }
            for each in document["best"]
        ]
        or "no option weighed stays within this sum",
    }


def _pounds(amount: float | None) -> str | None:
    return None if amount is None else f"£{amount:,.0f}"
