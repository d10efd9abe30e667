"""`guarantor daily`: what the passing of days does by itself."""

import typer

from guarantor.cli.acting import day_given, show_banner
from guarantor.cli.answers import AsJson, On, answer
from guarantor.services import daily as days
from guarantor.services import identity
from guarantor.services.office import open_office


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        help="Lapse unsigned offers, end terms, release closed ones. Run once a day. For: the operator's timer."
    )(daily)


def daily(on: On = None, json: AsJson = False) -> None:
    office = open_office()
    show_banner(office)
    answer(days.run(office, identity.business_day(office, day_given(on))), as_json=json)
