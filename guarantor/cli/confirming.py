"""`guarantor confirm`: the second person completes what the first proposed."""

from typing import Annotated

import typer

from guarantor.cli.acting import desk, left_open, look
from guarantor.cli.answers import AsJson, By, On, answer
from guarantor.domain.access import View
from guarantor.domain.references import pending_number
from guarantor.services.acting import confirming


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(help="Confirm what another person proposed. For: another person with the same role.")(confirm)


def confirm(
    pending: Annotated[
        str | None,
        typer.Argument(metavar="[P-n]", help="The pending act; without it, all that wait are listed."),
    ] = None,
    call_back: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT", help="For bank details: whom you rang to check them, on a number known before."
        ),
    ] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    if pending is None:
        # Anybody who works here may see what waits, as every role has acts that take two.
        office = look(View.PROGRAMMES)
        answer(left_open(office, confirming.waiting(office)), as_json=json)
        return
    at = desk(by, on)
    number = pending_number(pending)
    done = confirming.confirm(at.office, at.person, number, on=at.on, call_back=call_back)
    answer(done, as_json=json)
