"""`guarantor claim`: lodged, decided by another person, disputed, undone, shown. What moves money is in claim_money."""

from collections.abc import Callable
from typing import Annotated, Any

import typer

from guarantor.cli.acting import day_given, desk, left_open, look
from guarantor.cli.answers import AsJson, By, Key, On, answer, who, who_sees
from guarantor.cli.claim_money import Claim, money_app
from guarantor.cli.guarantee import Gref
from guarantor.domain.access import Act, View
from guarantor.domain.claim_evidence import EvidenceItem
from guarantor.domain.dates import Month
from guarantor.domain.money import pence, positive_pence
from guarantor.domain.references import claim_ref, guarantee_ref
from guarantor.domain.wrong_input import WrongInput, one_of
from guarantor.services.acting import identity
from guarantor.services.claiming import claim_corrections, claim_documents, claims, disputes
from guarantor.services.correspondence import rewording

_ITEMS = tuple(item.replace("_", "-") for item in EvidenceItem)
claim_app = typer.Typer(
    no_args_is_help=True, help="Claims: lodge, decide, dispute, undo, pay, recover, show, list."
)
claim_app.add_typer(money_app)


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(claim_app, name="claim")


@claim_app.command(help=f"Lodge a landlord's claim by month. {who(Act.LODGE_CLAIM)}")
def lodge(
    gref: Gref,
    line: Annotated[list[str], typer.Option(metavar="YYYY-MM=M ...", help="A month and its sum.")],
    late_reason: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The good reason for reporting late, if any.")
    ] = None,
    key: Key = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    lines = _lines(line, "--line", positive_pence)
    at = desk(by, on)
    ref = guarantee_ref(gref)
    lodged = claims.lodge(at.office, at.person, ref, lines, at.on, key, late_reason)
    answer(lodged if json else _with_reasons(lodged), as_json=json)


@claim_app.command(help=f"Record that a paper of the claim was seen. {who(Act.RECORD_EVIDENCE)}")
def evidence(
    claim: Claim,
    item: Annotated[str, typer.Argument(metavar="|".join(_ITEMS), help="Which paper.")],
    evidence: Annotated[str, typer.Option(metavar="TEXT", help="What was seen, when, and where it is kept.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    seen = claims.record_evidence(
        at.office, at.person, claim_ref(claim), one_of(EvidenceItem, item, "ITEM"), evidence, at.on
    )
    answer(seen, as_json=json)


@claim_app.command(help=f"Accept lines in whole or part, or reject. {who(Act.DECIDE_CLAIM)}")
def decide(
    claim: Claim,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar="YYYY-MM=M ...", help="A month and the sum accepted; 0 where the deposit meets it all."
        ),
    ] = None,
    reject: Annotated[bool, typer.Option("--reject", help="Reject the whole claim.")] = False,
    reason: Annotated[
        str | None, typer.Option(help="Why, where not all of it is accepted; the landlord reads it.")
    ] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    if bool(accept) == reject:
        raise WrongInput.at("--accept or --reject", "expected one of the two")
    accepts = _lines(accept or [], "--accept", pence)
    at = desk(by, on)
    made = claims.decide(at.office, at.person, claim_ref(claim), accepts, reason, at.on)
    answer(made, as_json=json)


@claim_app.command(help=f"Record for the landlord that they dispute the decision. {who(Act.DISPUTE_CLAIM)}")
def dispute(
    claim: Claim,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why the landlord does not agree.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    answer(disputes.dispute(at.office, at.person, claim_ref(claim), reason, at.on), as_json=json)


@claim_app.command(
    help=f"Answer a dispute: the decision stands, or the claim is reopened. {who(Act.ANSWER_DISPUTE)}"
)
def answer_dispute(
    claim: Claim,
    outcome: Annotated[str, typer.Argument(metavar="|".join(disputes.ANSWERS), help="The answer.")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help="What the landlord is told.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    answer(disputes.answer(at.office, at.person, claim_ref(claim), outcome, reason, at.on), as_json=json)


@claim_app.command(
    help=f"Reword a decision's reason that the landlord may not read. {who(Act.REWORD_REASON)}"
)
def reword(
    claim: Claim,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="The reason, in words that the landlord may read.")
    ],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    answer(rewording.reword_claim(at.office, at.person, claim_ref(claim), reason, at.on), as_json=json)


@claim_app.command(
    help="Propose to undo an acceptance that was wrong and is not paid; another confirms. "
    + who(Act.PROPOSE_CLAIM_CORRECTION)
)
def undo(
    claim: Claim,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why the acceptance was wrong.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    proposed = claim_corrections.propose_undo(at.office, at.person, claim_ref(claim), reason, at.on)
    answer(proposed, as_json=json)


@claim_app.command(
    help=f"Show a claim, its evidence, checks, decision, payments and dispute. {who_sees(View.MONEY)}"
)
def show(claim: Claim, json: AsJson = False) -> None:
    ref = claim_ref(claim)
    office = look(View.MONEY, ref)
    words = identity.may_see(office, View.CASES)
    shown = claim_documents.shown(office, ref, words=words)
    answer(shown if json else _with_reasons(shown), as_json=json)


@claim_app.command(name="list", help=f"List claims with the days left to act. {who_sees(View.MONEY)}")
def list_(
    open_: Annotated[bool, typer.Option("--open", help="Only claims that wait for somebody.")] = False,
    guarantee: Annotated[
        str | None, typer.Option(metavar="GREF", help="Only the claims of this guarantee.")
    ] = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    ref = None if guarantee is None else guarantee_ref(guarantee, "--guarantee")
    office = look(View.MONEY, ref)
    listed = left_open(office, claim_documents.listed(office, day_given(on), ref, open_only=open_))
    kept = ("claim", "status", "lodged_on", "claimed", "accepted", "waits_for", "days_left")
    answer(listed if json else [{name: each[name] for name in kept} for each in listed], as_json=json)


def _with_reasons(document: dict[str, Any]) -> dict[str, Any]:
    """The claim for people: under its lines, by month, what their checks say, which the table has no room for."""
    said: dict[str, Any] = {}
    for name, value in document.items():
        said[name] = value
        if name == "lines":
            says = {each["month"]: [*each.get("failed", ()), *each.get("notes", ())] for each in value}
            reasons = {month: "; ".join(why) for month, why in says.items() if why}
            if reasons:
                said["what_the_checks_say"] = reasons
    return said


def _lines(texts: list[str], option: str, amount_of: Callable[[str, str], int]) -> dict[Month, int]:
    lines: dict[Month, int] = {}
    for text in texts:
        month_text, equals, amount = text.partition("=")
        if not equals:
            raise WrongInput.at(option, f"expected a month and a sum such as 2018-09=520.00, not {text!r}")
        month = Month.read(month_text, option)
        if month in lines:
            raise WrongInput.at(option, f"expected each month once, and {month} is given twice")
        lines[month] = amount_of(amount, f"{option} {month}")
    return lines
