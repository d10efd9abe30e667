"""`guarantor risk`, decisions played through: tornado, stresses, limits, break-even, accounts, forecasts scored."""

from pathlib import Path
from typing import Annotated, Any

import typer

from guarantor.cli.acting import day_given, look
from guarantor.cli.answers import AsJson, On, answer, who_sees
from guarantor.cli.risk_running import BasisName, Shown, in_pounds
from guarantor.domain.access import View
from guarantor.domain.money import positive_pence
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import identity
from guarantor.services.forecasting import bases, cohorts, credit_losses, explorations, hindcasts
from guarantor.services.forecasting.explorations import Played

BookFile = Annotated[Path | None, typer.Option(metavar="FILE", help="A book; default: the ledger's.")]

explorations_app = typer.Typer()


@explorations_app.command(
    help=f"Which assumption moves the cost of the ledger's book, or of a book given, most. {who_sees(View.MONEY)}"
)
def tornado(book: BookFile = None, basis: BasisName = None, on: On = None, json: AsJson = False) -> None:
    with Shown() as shown:
        found = explorations.widest(_played(book, basis, on), shown.progress)
    answer(found if json else _bars_in_words(found), as_json=json)


@explorations_app.command(
    help=f"What a book costs under each named stress, the worst first. {who_sees(View.MONEY)}"
)
def stresses(book: BookFile = None, basis: BasisName = None, on: On = None, json: AsJson = False) -> None:
    with Shown() as shown:
        found = explorations.stressed(_played(book, basis, on), shown.progress)
    answer(found if json else _stresses_in_words(found), as_json=json)


@explorations_app.command(
    name="cap-finder",
    help="Which caps, covers and places keep a full scheme within a sum, and whom each turns away. "
    + who_sees(View.MONEY),
)
def cap_finder(
    within: Annotated[str, typer.Option(metavar="M", help="The sum in pounds.")],
    confidence: Annotated[float, typer.Option(help="The share of outcomes that stay within it.")] = 0.95,
    basis: BasisName = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    day = identity.business_day(look(View.MONEY), day_given(on))
    with Shown() as shown:
        found = explorations.limits(
            day, positive_pence(within, "--within"), confidence, shown.progress, basis
        )
    answer(found if json else _limits_in_words(found), as_json=json)


@explorations_app.command(
    name="break-even",
    help="How rarely a tenancy may spare the council another home and the guarantees still pay: at one price, or at "
    f"every price that finance has set. {who_sees(View.MONEY)}",
)
def break_even(
    weekly: Annotated[
        str | None,
        typer.Option(metavar="M", help="A home's price a week in pounds; default: finance's list."),
    ] = None,
    book: BookFile = None,
    basis: BasisName = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    if weekly is None and book is not None:
        raise WrongInput.at(
            "--weekly", "expected a price a week, since the price list belongs to the ledger's book"
        )
    played = _played(book, basis, on)
    if weekly is None:
        found = explorations.pays_against_prices(played)
    else:
        found = explorations.pays(played, positive_pence(weekly, "--weekly"))
    answer(found, as_json=json)


@explorations_app.command(
    help="The accountants' working paper: stage, expected credit loss and contingent liability of each guarantee. "
    + who_sees(View.MONEY)
)
def accounts(basis: BasisName = None, on: On = None, json: AsJson = False) -> None:
    found = credit_losses.paper(look(View.MONEY), day_given(on), basis)
    answer(found if json else _paper_in_words(found), as_json=json)


@explorations_app.command(
    help=f"Past forecasts of care leavers against what was counted. {who_sees(View.MONEY)}"
)
def score(json: AsJson = False) -> None:
    answer(cohorts.scores(), as_json=json)


@explorations_app.command(
    help="What the model would have forecast of the ledger's past months, against the claims that were accepted. "
    + who_sees(View.MONEY)
)
def hindcast(
    months: Annotated[int, typer.Option(help="How many months each forecast looks ahead.")] = 3,
    on: On = None,
    json: AsJson = False,
) -> None:
    with Shown() as shown:
        found = hindcasts.hindcast(look(View.MONEY), day_given(on), months, shown.progress)
    answer(found if json else _hindcast_in_words(found), as_json=json)


@explorations_app.command(
    name="basis",
    help="Every assumption of the basis with its value, unit, range, source and owner. "
    + who_sees(View.MONEY),
)
def basis_(basis: BasisName = None, on: On = None, json: AsJson = False) -> None:
    found = bases.listed(identity.business_day(look(View.MONEY), day_given(on)), basis)
    answer(found if json else _basis_in_words(found), as_json=json)


def _played(book: Path | None, basis: str | None, on: str | None) -> Played:
    if book is not None:
        return Played(book_file=book, basis=basis)
    office = look(View.MONEY)
    return Played(office, identity.business_day(office, day_given(on)), basis=basis)


def _bars_in_words(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "as of": document["as_of"],
        "basis": document["basis"],
        "mean": in_pounds(document["mean"]),
        "P95": in_pounds(document["p95"]),
        "held": document["says"],
        "bars": [
            {
                "assumption": bar["assumption"],
                "from": bar["low"],
                "to": bar["high"],
                "P95 from": in_pounds(bar["p95_low"]),
                "P95 to": in_pounds(bar["p95_high"]),
                "owner": bar["owner"],
            }
            for bar in document["bars"]
        ],
    }


def _stresses_in_words(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "as of": document["as_of"],
        "basis": document["basis"],
        "as assumed": f"mean {in_pounds(document['mean'])}, P95 {in_pounds(document['p95'])}",
        "stresses": [
            {
                "stress": each["name"],
                "mean": in_pounds(each["mean"]),
                "P95": in_pounds(each["p95"]),
                "happens": each["happens"],
                "owner": each["owner"],
            }
            for each in document["stresses"]
        ],
    }


def _limits_in_words(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "as of": document["as_of"],
        "basis": document["basis"],
        "within": in_pounds(document["within"]),
        "confidence": document["confidence"],
        "expected a year": document["expected_a_year"],
        "options weighed": len(document["options"]),
        "the most that stays within": [
            {
                "places": each["places"],
                "cap in months": each["cap_months"],
                "months covered": each["months"],
                "mean": in_pounds(each["mean"]),
                f"P{document['confidence'] * 100:g}": in_pounds(each["quantile"]),
                "turned away a year": f"{each['turned_away']:.0f}",
            }
            for each in document["best"]
        ]
        or "no option weighed stays within this sum",
    }


def _paper_in_words(document: dict[str, Any]) -> dict[str, Any]:
    def row(line: dict[str, Any], first: str, name: str) -> dict[str, Any]:
        sums = ("twelve_months", "lifetime", "allowance", "maximum", "contingent")
        return {first: line[name], "stage": line["stage"]} | {each: f"£{line[each]:,.2f}" for each in sums}

    return {
        "on": document["on"],
        "basis": document["basis"],
        "loss allowance": f"£{document['allowance']:,.2f}",
        "contingent liability": f"£{document['contingent']:,.2f}",
        "stages": [row(line, "guarantees", "guarantees") for line in document["stages"]],
        "guarantees": [row(line, "guarantee", "code") for line in document["lines"]],
        "past their term": document["past_their_term"],
        "says": document["says"],
    }


def _hindcast_in_words(document: dict[str, Any]) -> dict[str, Any]:
    head = {name: document[name] for name in ("on", "months", "says")}
    if not document["runs"]:
        return head | {"forecasts": f"none: no {document['months']} months of any guarantee are over yet"}
    return head | {
        "forecasts": [
            {
                "made at the end of": run["name"],
                "mean": in_pounds(run["mean"]),
                "came": in_pounds(run["actual"]),
                "lies at": f"{run['pit']:.0%}",
            }
            for run in document["runs"]
        ],
        "intervals": [
            {
                "interval": f"{each['level']:.0%}",
                "held": f"{each['held']} of {each['runs']}",
                "true share between": f"{each['low']:.0%} and {each['high']:.0%}",
            }
            for each in document["coverage"]
        ],
        "mean error": in_pounds(document["bias"]),
    }


def _basis_in_words(document: dict[str, Any]) -> dict[str, Any]:
    return {
        "basis": document["basis"],
        "in force from": document["in_force_from"],
        "kept": document["kept"],
        "assumptions": {each["name"]: _worded(each) for each in document["assumptions"]},
    }


def _worded(entry: dict[str, Any]) -> str:
    span = f" ({' to '.join(_said(end) for end in entry['range'])})" if entry["range"] else ""
    return f"{_said(entry['value'])}{span} {entry['unit']}; {entry['source']}; {entry['owner']}"


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("_", " ")
