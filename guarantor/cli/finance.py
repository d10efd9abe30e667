"""`guarantor finance`: months closed, the waterfall, the budget line, and the savings with their price list."""

from typing import Annotated, Any

import typer

from guarantor.cli.acting import day_given, desk, look
from guarantor.cli.answers import AsJson, By, On, answer, note, who, who_sees
from guarantor.domain import dates
from guarantor.domain.access import Act, View
from guarantor.domain.dates import Month
from guarantor.domain.money import pence
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.finance import budget as budgets
from guarantor.services.finance import month_close
from guarantor.services.finance import savings as savings_ledger
from guarantor.services.finance.waterfall import waterfall_document

finance_app = typer.Typer(
    no_args_is_help=True, help="Finance: close, closed, waterfall, budget, savings, price, prices."
)
DIFFERS = 3


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(finance_app, name="finance")


@finance_app.command(help=f"Close a month and keep its figures as known now. {who(Act.CLOSE_MONTH)}")
def close(
    month: Annotated[str, typer.Argument(metavar="YYYY-MM", help="The month after the last one closed.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    which = Month.read(month, "MONTH")
    at = desk(by, on)
    answer(month_close.close(at.office, at.person, which, at.on), as_json=json)


@finance_app.command(
    help="Print what was kept of a closed month, byte for byte; without one, list the closed months. "
    f"With --recheck exit code 3 where the ledger as known then says otherwise. {who_sees(View.MONEY)}"
)
def closed(
    month: Annotated[str | None, typer.Argument(metavar="YYYY-MM", help="Such as 2018-09.")] = None,
    recheck: Annotated[
        bool, typer.Option("--recheck", help="Work it out again from the ledger as known then.")
    ] = False,
    json: AsJson = False,
) -> None:
    if month is None:
        if recheck:
            raise WrongInput.at("YYYY-MM", "expected the month to be worked out again")
        answer(month_close.closed_months(look(View.MONEY)), as_json=json)
        return
    which = Month.read(month, "MONTH")
    office = look(View.MONEY)
    if not recheck:
        # What was kept is one JSON document, whoever reads it.
        print(month_close.closed(office, which))
        return
    found = month_close.recheck(office, which)
    answer(found, as_json=json)
    if not found["same"]:
        note(f"{which}: the ledger as known then says otherwise.")
        raise typer.Exit(DIFFERS)


@finance_app.command(
    help=f"Show commitment, cost and cash month by month. Movements have their sign. {who_sees(View.MONEY)}"
)
def waterfall(
    from_: Annotated[
        str | None, typer.Option("--from", metavar="YYYY-MM", help="Default: the financial year's first.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="YYYY-MM", help="Default: the day's month.")
    ] = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    first = None if from_ is None else Month.read(from_, "--from")
    last = None if until is None else Month.read(until, "--until")
    day = day_given(on)
    found = waterfall_document(look(View.MONEY), first, last, day)
    answer(found if json else _falls_in_words(found), as_json=json)


@finance_app.command(
    help=f"Show the budget line of each programme with its forecast outturn. {who_sees(View.MONEY)}"
)
def budget(on: On = None, json: AsJson = False) -> None:
    day = day_given(on)
    found = budgets.budget(look(View.MONEY), day)
    answer(found if json else _budget_in_words(found), as_json=json)


@finance_app.command(
    help=f"Show what other accommodation would have cost, and the guarantees beside it. {who_sees(View.MONEY)}"
)
def savings(on: On = None, json: AsJson = False) -> None:
    day = day_given(on)
    found = savings_ledger.savings(look(View.MONEY), day)
    answer(found if json else _savings_in_words(found), as_json=json)


@finance_app.command(
    help=f"Set what a category of accommodation costs a week. {who(Act.SET_ACCOMMODATION_PRICE)}"
)
def price(
    category: Annotated[
        str, typer.Argument(metavar="CATEGORY", help="A category of Table 4, such as Foyers.")
    ],
    from_: Annotated[str, typer.Option("--from", metavar="DATE", help="The day it counts from.")],
    source: Annotated[str, typer.Option(metavar="TEXT", help="Where the price comes from.")],
    weekly: Annotated[str | None, typer.Option(metavar="M", help="Pounds a week.")] = None,
    not_priced: Annotated[
        bool, typer.Option("--not-priced", help="No price is known from that day on.")
    ] = False,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    if (weekly is None) is not not_priced:
        raise WrongInput.at("--weekly or --not-priced", "expected one of the two")
    weekly_pence = None if weekly is None else pence(weekly, "--weekly")
    from_on = dates.date(from_, "--from")
    at = desk(by, on)
    made = savings_ledger.set_price(at.office, at.person, category, weekly_pence, from_on, source, at.on)
    answer(made, as_json=json)


@finance_app.command(help=f"Show the price list of accommodation on a day. {who_sees(View.MONEY)}")
def prices(on: On = None, json: AsJson = False) -> None:
    day = day_given(on)
    answer(savings_ledger.prices(look(View.MONEY), day), as_json=json)


def _falls_in_words(found: dict[str, Any]) -> dict[str, Any]:
    """A table of months for each of the three, without the lines on which nothing moved; a closed month is marked."""

    def row(month: dict[str, Any], name: str) -> dict[str, Any]:
        lines = {line: pounds for line, pounds in month[name].items() if line in moving[name]}
        return {"month": f"{month['month']}{' closed' if month['closed'] else ''}", **lines}

    names = ("commitment", "cost", "cash")
    moving = {
        name: {
            line
            for month in found["months"]
            for line, pounds in month[name].items()
            if line in ("opening", "closing") or pounds != "0.00"
        }
        for name in names
    }
    return {"on": found["on"]} | {
        f"{name}, pounds": [row(month, name) for month in found["months"]] for name in names
    }


def _budget_in_words(found: dict[str, Any]) -> dict[str, Any]:
    """Each programme's years line by line."""

    def heading(each: dict[str, Any]) -> str:
        set_ = any(year["budget"] is not None for year in each["years"])
        return f"{each['programme']}, {'yearly budget ' if set_ else ''}{each['yearly_budget']}"

    lines = {
        heading(each): {
            year["year"]: {name: said for name, said in year.items() if name != "year"}
            for year in each["years"]
        }
        for each in found["programmes"]
    }
    beside = (
        {"costs of no guarantee": found["costs_of_no_guarantee"]} if found["costs_of_no_guarantee"] else {}
    )
    return {"on": found["on"], **lines, **beside, "forecast": found["basis"]["says"]}


def _savings_in_words(found: dict[str, Any]) -> dict[str, Any]:
    """Costs as pounds, or why there are none."""

    def row(each: dict[str, Any]) -> dict[str, Any]:
        return {
            "guarantee": each["guarantee_ref"],
            "weeks": each["weeks"],
            "before": each["before_cost"] or each["before_is"],
            "otherwise": each["otherwise_cost"] or each["otherwise_is"],
            "guarantee cost": each["guarantee_cost"],
            "balance": each["balance"],
        }

    return {**found, "guarantees": [row(each) for each in found["guarantees"]]}
