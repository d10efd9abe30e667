"""`guarantor payee`: whom a case's claims are paid to; entered by one finance officer, confirmed by another."""

import sys
from typing import Annotated

import typer

from guarantor.cli.acting import desk, left_open, look
from guarantor.cli.answers import AsJson, By, On, answer, who, who_sees
from guarantor.domain.access import Act, View
from guarantor.domain.references import case_ref
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.paying import payees

Ref = Annotated[str, typer.Argument(metavar="REF", help="The case, such as RG-0001.")]
payee_app = typer.Typer(no_args_is_help=True, help="Payees: change, show, list.")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(payee_app, name="payee")


@payee_app.command(
    help="Enter or change a case's payee; another finance officer confirms it after a call-back. "
    f"{who(Act.PROPOSE_PAYEE)}"
)
def change(
    ref: Ref,
    kind: Annotated[str, typer.Option(metavar="landlord|agent", help="Whom the account belongs to.")],
    name: Annotated[str, typer.Option(help="The account's name.")],
    sort_code: Annotated[str, typer.Option("--sort-code", metavar="12-34-56", help="Six digits.")],
    account: Annotated[
        str, typer.Option(metavar="12345678|-", help="Eight digits; - reads them from standard input.")
    ],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    payee_kind = _kind(kind)
    # What stands in the command itself can be seen by whoever else is on the machine.
    details = payees.bank_details(sort_code, sys.stdin.readline() if account == "-" else account)
    at = desk(by, on)
    answer(payees.change(at.office, at.person, case_ref(ref), payee_kind, name, details, at.on), as_json=json)


@payee_app.command(
    help=f"Show who is paid, who entered and confirmed it, and what waits. {who_sees(View.PAYEES)}"
)
def show(ref: Ref, json: AsJson = False) -> None:
    case = case_ref(ref)
    answer(payees.shown(look(View.PAYEES, case), case), as_json=json)


@payee_app.command(name="list", help=f"List every case with bank details. {who_sees(View.PAYEES)}")
def list_(json: AsJson = False) -> None:
    office = look(View.PAYEES)
    answer(left_open(office, payees.listed(office)), as_json=json)


def _kind(text: str) -> payees.PayeeKind:
    kinds: dict[str, payees.PayeeKind] = {"landlord": "landlord", "agent": "agent"}
    if text not in kinds:
        raise WrongInput.at("--kind", f"expected landlord or agent, not {text!r}")
    return kinds[text]
