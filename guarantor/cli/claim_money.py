"""`guarantor claim`, the verbs of finance: batches, payments, what the bank returns, and what is paid back."""

from pathlib import Path
from typing import Annotated

import typer

from guarantor.cli.acting import day_given, desk, left_open, look
from guarantor.cli.answers import AsJson, By, Key, On, answer, who, who_sees
from guarantor.domain import dates
from guarantor.domain.access import Act, View
from guarantor.domain.money import positive_pence
from guarantor.domain.references import batch_number, claim_ref
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.instalments import Promise
from guarantor.services.paying import batches, payments, recovery, recovery_documents, write_offs

Claim = Annotated[str, typer.Argument(metavar="CLAIM", help="The claim, such as RG-0001/1/C1.")]
Amount = Annotated[str, typer.Option(metavar="M", help="Pounds, such as 40.00.")]
Out = Annotated[Path, typer.Option(metavar="FILE.csv", help="Where the file goes; nothing may stand there.")]
money_app = typer.Typer()


@money_app.command(
    help="Pay what was accepted; the reference is the key. Or a whole batch, with exit code 3 where a line is "
    f"left out. {who(Act.PAY_CLAIM)}"
)
def pay(
    claim: Annotated[
        str | None, typer.Argument(metavar="[CLAIM]", help="The claim, such as RG-0001/1/C1.")
    ] = None,
    reference: Annotated[
        str | None, typer.Option(help="The payment's reference in accounts payable.")
    ] = None,
    batch: Annotated[
        str | None, typer.Option(metavar="B-n", help="Instead of both: every line of a batch that was paid.")
    ] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    if batch is not None:
        if claim is not None or reference is not None:
            raise WrongInput.at("--batch", "expected alone, or a claim and its --reference")
        number = batch_number(batch, "--batch")
        at = desk(by, on)
        done = batches.pay(at.office, at.person, number, at.on)
        answer(done, as_json=json)
        if done["left_out"]:
            raise typer.Exit(3)
        return
    if claim is None or reference is None:
        raise WrongInput.at("CLAIM", "expected a claim and its --reference, or a --batch")
    at = desk(by, on)
    answer(payments.pay(at.office, at.person, claim_ref(claim), reference, at.on), as_json=json)


@money_app.command(
    help="Put every claim that is due in a batch and write its file for accounts payable. "
    f"{who(Act.MAKE_PAYMENT_BATCH)}"
)
def batch(
    out: Out,
    again: Annotated[
        str | None, typer.Option(metavar="B-n", help="Make no batch: write this one's file again as it was.")
    ] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    number = None if again is None else batch_number(again, "--again")
    at = desk(by, on)
    if number is None:
        answer(batches.make(at.office, at.person, out, at.on), as_json=json)
    else:
        answer(batches.write_again(at.office, at.person, number, out, at.on), as_json=json)


@money_app.command(name="batches", help=f"List the batches and what is not paid yet. {who_sees(View.MONEY)}")
def batches_(json: AsJson = False) -> None:
    office = look(View.MONEY)
    answer(batches.listed(office), as_json=json)


@money_app.command(
    help=f"Record that the bank sent the payment back; it is owed again. {who(Act.RECORD_RETURNED_PAYMENT)}"
)
def returned(
    claim: Claim,
    reason: Annotated[str, typer.Option(metavar="|".join(payments.RETURN_REASONS), help="Why it came back.")],
    key: Key = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    code = reason.strip().lower().replace("-", "_").replace(" ", "_")
    answer(payments.returned(at.office, at.person, claim_ref(claim), code, at.on, key), as_json=json)


@money_app.command(help=f"Agree a plan to pay back, of all that is left. {who(Act.AGREE_RECOVERY_PLAN)}")
def plan(
    claim: Claim,
    instalment: Annotated[list[str], typer.Option(metavar="DATE=M ...", help="A day and its sum.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    promises = [_promise(text) for text in instalment]
    at = desk(by, on)
    answer(recovery.agree_plan(at.office, at.person, claim_ref(claim), promises, at.on), as_json=json)


@money_app.command(help=f"Record money that came back. {who(Act.RECORD_RECOVERY)}")
def recover(
    claim: Claim,
    amount: Amount,
    source: Annotated[
        str, typer.Option("--from", metavar="landlord|young-person", help="Who paid it back.")
    ] = "young-person",
    key: Key = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    amount_pence, payer = positive_pence(amount, "--amount"), _payer(source)
    at = desk(by, on)
    made = recovery.recover(at.office, at.person, claim_ref(claim), amount_pence, payer, at.on, key)
    answer(made, as_json=json)


@money_app.command(
    name="breathing-space",
    help=f"Ask for no instalment between two days, both included. {who(Act.GRANT_BREATHING_SPACE)}",
)
def breathing_space(
    claim: Claim,
    from_: Annotated[str, typer.Option("--from", metavar="DATE", help="The first day.")],
    until: Annotated[str, typer.Option(metavar="DATE", help="The last day.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    from_on, until_on = dates.date(from_, "--from"), dates.date(until, "--until")
    at = desk(by, on)
    granted = recovery.grant_breathing_space(
        at.office, at.person, claim_ref(claim), from_on, until_on, reason, at.on
    )
    answer(granted, as_json=json)


@money_app.command(
    name="write-off",
    help="Propose to ask for some or all of what is left no longer; another finance officer confirms it. "
    f"{who(Act.PROPOSE_WRITE_OFF)}",
)
def write_off(
    claim: Claim,
    amount: Amount,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    amount_pence = positive_pence(amount, "--amount")
    at = desk(by, on)
    proposed = write_offs.propose_write_off(
        at.office, at.person, claim_ref(claim), amount_pence, reason, at.on
    )
    answer(proposed, as_json=json)


@money_app.command(
    help=f"Show what is paid back: of every paid claim, or one with its plan. {who_sees(View.MONEY)}"
)
def recoveries(
    claim: Annotated[
        str | None, typer.Argument(metavar="[CLAIM]", help="The claim, such as RG-0001/1/C1.")
    ] = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    day, ref = day_given(on), None if claim is None else claim_ref(claim)
    office = look(View.MONEY, ref)
    if ref is None:
        answer(left_open(office, recovery_documents.listed(office, day)), as_json=json)
    else:
        answer(recovery_documents.shown(office, ref, day), as_json=json)


def _promise(text: str) -> Promise:
    day, equals, amount = text.partition("=")
    if not equals:
        raise WrongInput.at(
            "--instalment", f"expected a day and a sum such as 2019-01-31=40.00, not {text!r}"
        )
    return Promise(dates.date(day, "--instalment"), positive_pence(amount, f"--instalment {day}"))


def _payer(text: str) -> recovery.Payer:
    payers: dict[str, recovery.Payer] = {"landlord": "landlord", "young-person": "young_person"}
    if text not in payers:
        raise WrongInput.at("--from", f"expected landlord or young-person, not {text!r}")
    return payers[text]
