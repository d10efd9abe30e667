"""`guarantor claim`: lodged for a landlord, decided by another person, paid by a third."""

from typing import Annotated

import typer

from guarantor.cli.acting import desk, look
from guarantor.cli.answers import AsJson, By, Key, On, answer, who, who_sees
from guarantor.cli.guarantee import Gref
from guarantor.domain.access import Act, View
from guarantor.domain.dates import Month
from guarantor.domain.money import positive_pence
from guarantor.domain.references import claim_ref, guarantee_ref
from guarantor.domain.wrong_input import WrongInput
from guarantor.services import claim_documents, claims

Claim = Annotated[str, typer.Argument(metavar="CLAIM", help="The claim, such as RG-0001/1/C1.")]
claim_app = typer.Typer(no_args_is_help=True, help="Claims: lodge, decide, pay, show.")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(claim_app, name="claim")


@claim_app.command(help=f"Lodge a landlord's claim by month. {who(Act.LODGE_CLAIM)}")
def lodge(
    gref: Gref,
    line: Annotated[list[str], typer.Option(metavar="YYYY-MM=M ...", help="A month and its sum.")],
    key: Key = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    lines = _lines(line, "--line")
    at = desk(by, on)
    answer(claims.lodge(at.office, at.person, guarantee_ref(gref), lines, at.on, key), as_json=json)


@claim_app.command(help=f"Accept lines in whole or part, or reject. {who(Act.DECIDE_CLAIM)}")
def decide(
    claim: Claim,
    accept: Annotated[
        list[str] | None, typer.Option(metavar="YYYY-MM=M ...", help="A month and the sum accepted.")
    ] = None,
    reject: Annotated[bool, typer.Option("--reject", help="Reject the whole claim.")] = False,
    reason: Annotated[str | None, typer.Option(help="Why, where not all of it is accepted.")] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    if bool(accept) == reject:
        raise WrongInput.at("--accept or --reject", "expected one of the two")
    accepts = _lines(accept or [], "--accept")
    at = desk(by, on)
    made = claims.decide(at.office, at.person, claim_ref(claim), accepts, reason, at.on)
    answer(made, as_json=json)


@claim_app.command(help=f"Pay what was accepted; the reference is the key. {who(Act.PAY_CLAIM)}")
def pay(
    claim: Claim,
    reference: Annotated[str, typer.Option(help="The payment's reference in accounts payable.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    answer(claims.pay(at.office, at.person, claim_ref(claim), reference, at.on), as_json=json)


@claim_app.command(help=f"Show a claim, its checks, decision and payment. {who_sees(View.MONEY)}")
def show(claim: Claim, json: AsJson = False) -> None:
    office = look(View.MONEY)
    answer(claim_documents.shown(office, claim_ref(claim)), as_json=json)


def _lines(texts: list[str], option: str) -> dict[Month, int]:
    lines: dict[Month, int] = {}
    for text in texts:
        month_text, equals, amount = text.partition("=")
        if not equals:
            raise WrongInput.at(option, f"expected a month and a sum such as 2018-09=520.00, not {text!r}")
        month = Month.read(month_text, option)
        if month in lines:
            raise WrongInput.at(option, f"expected each month once, and {month} is given twice")
        lines[month] = positive_pence(amount, f"{option} {month}")
    return lines
