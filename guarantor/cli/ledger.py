"""`guarantor ledger`: the ledger held against its own rules, its balances, and the exposure."""

import datetime as dt
from typing import Annotated

import typer

from guarantor.cli.acting import day_given, look
from guarantor.cli.answers import AsJson, On, answer, note, who_sees
from guarantor.domain.access import View
from guarantor.domain.wrong_input import WrongInput
from guarantor.services import checking, exposure

ledger_app = typer.Typer(no_args_is_help=True, help="The ledger: check, balances, exposure.")
FOUND = 3


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(ledger_app, name="ledger")


@ledger_app.command(help=f"Test every invariant; exit code 3 where one does not hold. {who_sees(View.MONEY)}")
def check(json: AsJson = False) -> None:
    findings = checking.check_ledger(look(View.MONEY))
    answer({"clean": not findings, "findings": [finding.__dict__ for finding in findings]}, as_json=json)
    if findings:
        note(f"{len(findings)} things do not hold.")
        raise typer.Exit(FOUND)


@ledger_app.command(help=f"Show each account's balance. {who_sees(View.MONEY)}")
def balances(
    on: On = None,
    known_at: Annotated[
        str | None, typer.Option(metavar="INSTANT", help="As known then, such as 2018-09-01T12:00:00+00:00.")
    ] = None,
    json: AsJson = False,
) -> None:
    rows = exposure.balances(look(View.MONEY), day_given(on), _instant(known_at))
    kept = ("account", "holds", "grows_on", "balance")
    answer(rows if json else [{name: row[name] for name in kept} for row in rows], as_json=json)


@ledger_app.command(name="exposure", help=f"Show what the council stands for. {who_sees(View.MONEY)}")
def exposure_(on: On = None, json: AsJson = False) -> None:
    answer(exposure.exposure(look(View.MONEY), day_given(on)), as_json=json)


def _instant(text: str | None) -> dt.datetime | None:
    if text is None:
        return None
    try:
        instant = dt.datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise WrongInput.at(
            "--known-at", f"expected an instant with its zone such as 2018-09-01T12:00:00+00:00, not {text!r}"
        )
    return instant
