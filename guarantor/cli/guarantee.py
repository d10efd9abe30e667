"""`guarantor guarantee`: issue, signatures, end, and what stands; changes and moves are in guarantee_changes."""

from typing import Annotated

import typer

from guarantor.cli import guarantee_changes
from guarantor.cli.acting import desk, left_open, look
from guarantor.cli.answers import AsJson, By, On, answer, who, who_sees
from guarantor.domain import dates
from guarantor.domain.access import Act, View
from guarantor.domain.lifecycle import EndReason, Party
from guarantor.domain.references import case_ref, guarantee_ref
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.casework import showing
from guarantor.services.guaranteeing import ending, guarantees, issuing, signature_corrections

Gref = Annotated[str, typer.Argument(metavar="GREF", help="The guarantee, such as RG-0001/1.")]
guarantee_app = typer.Typer(
    no_args_is_help=True,
    help="Guarantees: issue, sign, correct-signature, transfer, change, decide-change, end, show, list.",
)
# A transfer comes with the issue of the deed for the new home and with nothing else.
_REASONS = [reason for reason in EndReason if reason is not EndReason.TRANSFERRED]
guarantee_changes.register(guarantee_app)


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(guarantee_app, name="guarantee")


@guarantee_app.command(help=f"Issue the guarantee of an approved case. {who(Act.ISSUE_GUARANTEE)}")
def issue(
    ref: Annotated[str, typer.Argument(metavar="REF", help="The case, such as RG-0001.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    answer(issuing.issue(at.office, at.person, case_ref(ref), at.on), as_json=json)


@guarantee_app.command(help=f"Record that a party signed. {who(Act.RECORD_SIGNATURE)}")
def sign(
    gref: Gref,
    party: Annotated[Party, typer.Option(help="Who signed.")],
    name: Annotated[
        str | None, typer.Option(help="The person who signed; default: the party itself.")
    ] = None,
    capacity: Annotated[
        str | None, typer.Option(help="As what they signed: landlord, director, agent.")
    ] = None,
    witness: Annotated[str | None, typer.Option(help="Who witnessed it.")] = None,
    how: Annotated[str | None, typer.Option(help="On paper, by seal, electronically.")] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    signed = guarantees.sign(
        at.office,
        at.person,
        guarantee_ref(gref),
        party,
        at.on,
        name=name,
        capacity=capacity,
        witness=witness,
        how=how,
    )
    answer(signed, as_json=json)


@guarantee_app.command(
    help="Put right what was written down wrong of a signature, as it stands on the paper; the day stays. "
    f"{who(Act.CORRECT_SIGNATURE)}"
)
def correct_signature(
    gref: Gref,
    party: Annotated[Party, typer.Option(help="Whose signature.")],
    name: Annotated[str, typer.Option(help="Who signed.")],
    capacity: Annotated[str, typer.Option(help="As what they signed: landlord, director, agent.")],
    how: Annotated[str, typer.Option(help="On paper, by seal, electronically.")],
    reason: Annotated[str, typer.Option(help="What was wrong.")],
    witness: Annotated[str | None, typer.Option(help="Who witnessed it; default: nobody.")] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    corrected = signature_corrections.correct(
        at.office,
        at.person,
        guarantee_ref(gref),
        party,
        at.on,
        why=reason,
        name=name,
        capacity=capacity,
        witness=witness,
        how=how,
    )
    answer(corrected, as_json=json)


@guarantee_app.command(
    help="Propose an early end, which an approver confirms; sums due before stay claimable. "
    f"{who(Act.PROPOSE_END)} What follows from the record ends at once. {who(Act.END_GUARANTEE)}"
)
def end(
    gref: Gref,
    reason: Annotated[str, typer.Option(metavar="|".join(_REASONS), help="Why it ends.")],
    evidence: Annotated[str | None, typer.Option(metavar="TEXT", help="What shows it.")] = None,
    ended: Annotated[
        str | None,
        typer.Option(
            metavar="DATE",
            help="The day it ended, default the day of the act; or on which the council's notice runs out.",
        ),
    ] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    ends = ending.end(
        at.office,
        at.person,
        guarantee_ref(gref),
        _reason(reason),
        at.on,
        ended_on=None if ended is None else dates.date(ended, "--ended"),
        evidence=evidence,
    )
    answer(ends, as_json=json)


@guarantee_app.command(help=f"Show one guarantee with its claims and papers. {who_sees(View.CASES)}")
def show(gref: Gref, json: AsJson = False) -> None:
    ref = guarantee_ref(gref)
    answer(showing.guarantee(look(View.CASES, ref), ref), as_json=json)


@guarantee_app.command(name="list", help=f"List every guarantee. {who_sees(View.CASES)}")
def list_(json: AsJson = False) -> None:
    office = look(View.CASES)
    listed = left_open(office, showing.guarantees(office))
    kept = ("guarantee_ref", "status", "starts_on", "ends_on", "share", "cap", "paid")
    shown = listed if json else [{name: each[name] for name in kept} for each in listed]
    answer(shown, as_json=json)


def _reason(text: str) -> EndReason:
    reason = text.strip().lower().replace("-", "_").replace(" ", "_")
    if reason not in _REASONS:
        raise WrongInput.at("--reason", f"expected one of {', '.join(_REASONS)}, not {text!r}")
    return EndReason(reason)
