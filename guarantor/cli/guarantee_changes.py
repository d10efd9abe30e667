"""`guarantor guarantee change|changes|decide-change|reword-change|transfer`: what comes between issue and end."""

from typing import Annotated

import typer

from guarantor.cli.acting import desk, left_open, look
from guarantor.cli.answers import AsJson, By, On, answer, who, who_sees
from guarantor.cli.reading import one_document
from guarantor.domain import dates
from guarantor.domain.access import Act, View
from guarantor.domain.guarantee_changes import ChangeDecision, ChangeKind, MoveReason
from guarantor.domain.money import pence
from guarantor.domain.references import change_number, guarantee_ref
from guarantor.domain.wrong_input import WrongInput, one_of
from guarantor.services.correspondence import rewording
from guarantor.services.guaranteeing import changes, moves
from guarantor.services.guaranteeing.changes import NewShare

Gref = Annotated[str, typer.Argument(metavar="GREF", help="The guarantee, such as RG-0001/1.")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the noun `guarantee`."""
    app.command(help=f"Open a review of a change; it ends nothing by itself. {who(Act.OPEN_CHANGE)}")(change)
    app.command(name="changes", help=f"List the changes and their decisions. {who_sees(View.CASES)}")(listed)
    decides = f"Decide a change that another person opened. {who(Act.DECIDE_CHANGE)}"
    app.command(name="decide-change", help=decides)(decide_change)
    rewords = f"Reword a decision's reason that the landlord may not read. {who(Act.REWORD_REASON)}"
    app.command(name="reword-change", help=rewords)(reword_change)
    moves_to = f"Ask for a new deed for a new home, on the same place. {who(Act.ASK_FOR_TRANSFER)}"
    app.command(help=moves_to)(transfer)


def change(
    gref: Gref,
    kind: Annotated[str, typer.Option(metavar="|".join(ChangeKind), help="What has changed.")],
    detail: Annotated[str, typer.Option(help="What is known of it.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    what = one_of(ChangeKind, kind, "--kind")
    opened = changes.open_change(at.office, at.person, guarantee_ref(gref), what, detail, at.on)
    answer(opened, as_json=json)


def listed(
    gref: Annotated[
        str | None, typer.Argument(metavar="[GREF]", help="One guarantee; without it, all.")
    ] = None,
    json: AsJson = False,
) -> None:
    ref = None if gref is None else guarantee_ref(gref)
    office = look(View.CASES, ref)
    answer(left_open(office, changes.listed(office, ref)), as_json=json)


def decide_change(
    number: Annotated[str, typer.Argument(metavar="CHANGE", help="The change, such as CH-3.")],
    decision: Annotated[str, typer.Argument(metavar="|".join(ChangeDecision))],
    reason: Annotated[str, typer.Option(help="Why, in a sentence.")],
    legal_advice: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What the lawyer advised, and when.")
    ] = None,
    share: Annotated[
        str | None, typer.Option(metavar="M", help="With consent to a higher rent: the new monthly share.")
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The day from which the new share counts.")
    ] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    decided = changes.decide(
        at.office,
        at.person,
        change_number(number),
        one_of(ChangeDecision, decision, "decision"),
        reason,
        at.on,
        legal_advice=legal_advice,
        consent=_consent(share, from_),
    )
    answer(decided, as_json=json)


def reword_change(
    number: Annotated[str, typer.Argument(metavar="CHANGE", help="The change, such as CH-3.")],
    reason: Annotated[str, typer.Option(help="The reason, in words that the landlord may read.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    reworded = rewording.reword_change(at.office, at.person, change_number(number), reason, at.on)
    answer(reworded, as_json=json)


def transfer(
    gref: Gref,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="The new home: a document of `case add`, or only what is new in it."
        ),
    ],
    because: Annotated[
        str, typer.Option(metavar="|".join(MoveReason), help="Why the young person leaves.")
    ] = MoveReason.MOVE,
    keep: Annotated[
        str | None,
        typer.Option(
            metavar="M",
            help="Kept of the old cap for rent due before the move. Default: as the record shows.",
        ),
    ] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    document = one_document(file)
    at = desk(by, on)
    asked = moves.ask(
        at.office,
        at.person,
        guarantee_ref(gref),
        document,
        at.on,
        one_of(MoveReason, because, "--because"),
        None if keep is None else pence(keep, "--keep"),
    )
    answer(asked, as_json=json)


def _consent(share: str | None, from_: str | None) -> NewShare | None:
    if share is None and from_ is None:
        return None
    if share is None or from_ is None:
        raise WrongInput.at("--share", "expected it together with --from, the day from which it counts")
    return NewShare(pence(share, "--share"), dates.date(from_, "--from"))
