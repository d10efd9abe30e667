"""`guarantor confirm`: the second person completes what the first proposed."""

from typing import Annotated

import typer

from guarantor.cli.acting import desk
from guarantor.cli.answers import AsJson, By, answer
from guarantor.domain.references import pending_number
from guarantor.services import confirming


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(help="Confirm what another person proposed. For: another person with the same role.")(confirm)


def confirm(
    pending: Annotated[
        str | None,
        typer.Argument(metavar="[P-n]", help="The pending act; without it, all that wait are listed."),
    ] = None,
    by: By = None,
    json: AsJson = False,
) -> None:
    at = desk(by)
    if pending is None:
        answer(confirming.waiting(at.office), as_json=json)
    else:
        answer(confirming.confirm(at.office, at.person, pending_number(pending)), as_json=json)
