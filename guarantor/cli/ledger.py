"""`guarantor ledger`: held against its own rules; its accounts, balances and exposure, the whole to take away."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer

from guarantor.cli.acting import day_given, look, show_banner
from guarantor.cli.answers import AsJson, On, answer, note, who_sees
from guarantor.cli.counting import counting
from guarantor.domain.access import View
from guarantor.domain.references import guarantee_ref
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.chart import chart_document, chart_of_accounts
from guarantor.services.acting import identity
from guarantor.services.acting.office import open_office
from guarantor.services.exchange import exporting
from guarantor.services.finance import exposure, periods
from guarantor.services.finance.balances import balances as all_balances
from guarantor.services.proof import checking

KnownAt = Annotated[
    str | None,
    typer.Option("--known-at", metavar="INSTANT", help="As known then, such as 2018-09-01T12:00:00+00:00."),
]
ledger_app = typer.Typer(
    no_args_is_help=True, help="The ledger: check, balances, exposure, accounts, export."
)
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
    known_at: KnownAt = None,
    guarantee: Annotated[
        str | None, typer.Option(metavar="GREF", help="Of one guarantee, such as RG-0001/1.")
    ] = None,
    json: AsJson = False,
) -> None:
    day, known = day_given(on), _instant(known_at)
    ref = None if guarantee is None else guarantee_ref(guarantee, "--guarantee")
    rows = all_balances(look(View.MONEY, ref), day, known, ref)
    kept = ("account", "holds", "grows_on", "balance")
    answer(rows if json else [{name: row[name] for name in kept} for row in rows], as_json=json)


@ledger_app.command(name="exposure", help=f"Show what the council stands for. {who_sees(View.MONEY)}")
def exposure_(
    by_part: Annotated[
        str | None, typer.Option("--by", metavar="|".join(exposure.PARTS), help="A row for each.")
    ] = None,
    on: On = None,
    known_at: KnownAt = None,
    json: AsJson = False,
) -> None:
    day, known = day_given(on), _instant(known_at)
    office = look(View.MONEY)
    if by_part is None:
        answer(exposure.exposure(office, day, known), as_json=json)
        return
    found = exposure.exposure_by(office, by_part, day, known)
    answer(found if json else _parts_in_words(found, by_part), as_json=json)


@ledger_app.command(
    name="close-period",
    help="Carry balances forward to the end of the month before; daily does it once many transfers have come. "
    "For: the operator.",
)
def close_period(on: On = None, json: AsJson = False) -> None:
    office = open_office()
    show_banner(office)
    answer(periods.close(office, identity.business_day(office, day_given(on))), as_json=json)


@ledger_app.command(help=f"Show the chart of accounts and what each event moves. {who_sees(View.MONEY)}")
def accounts(json: AsJson = False) -> None:
    if json:
        answer(chart_document(), as_json=True)
    else:
        print(chart_of_accounts(), end="")


@ledger_app.command(help=f"Write all transfers and the balances to a file. {who_sees(View.MONEY)}")
def export(
    form: Annotated[str, typer.Option("--format", metavar="csv|xlsx|beancount", help="What to write.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where; csv makes FILE-balances.csv beside it.")],
    replace: Annotated[bool, typer.Option("--replace", help="Put it in the place of an older one.")] = False,
    json: AsJson = False,
) -> None:
    office = look(View.MONEY)
    with counting("transfers") as progress:
        written = exporting.export_ledger(office, form, out, replace=replace, progress=progress)
    answer(written, as_json=json)


def _parts_in_words(found: dict[str, Any], part: str) -> dict[str, Any]:
    """Two tables, since one would be too wide: what is guaranteed, and the rent behind it."""
    caps = (part, "in_force", "offered", "guaranteed", "used", "remaining")
    rent = (part, "confirmed", "in_arrears", "silent", "nothing_due", "arrears", "not_heard_of")
    return {
        "on": found["on"],
        "guaranteed, pounds": [{name: row[name] for name in caps} for row in found["rows"]],
        "rent of those in force": [{name: row[name] for name in rent} for row in found["rows"]],
    }


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
