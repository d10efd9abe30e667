"""`guarantor programme`: which policy is adopted from when, with how many places and within which limits."""

from typing import Annotated

import typer

from guarantor.cli.acting import desk, look
from guarantor.cli.answers import AsJson, By, answer, who, who_sees
from guarantor.domain import dates
from guarantor.domain.access import Act, View
from guarantor.domain.money import positive_pence
from guarantor.services.adoption import programmes
from guarantor.services.adoption.programmes import Adoption

programme_app = typer.Typer(no_args_is_help=True, help="Programmes: show, adopt.")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(programme_app, name="programme")


@programme_app.command(help=f"Show the programmes and their places. {who_sees(View.PROGRAMMES)}")
def show(json: AsJson = False) -> None:
    office = look(View.PROGRAMMES)
    answer(programmes.shown(office), as_json=json)


@programme_app.command(
    help=f"Propose to adopt a policy; a second approver confirms it. {who(Act.PROPOSE_PROGRAMME)}"
)
def adopt(
    policy: Annotated[str, typer.Argument(metavar="POLICY", help="Such as kent-pilot.")],
    places: Annotated[int, typer.Option(metavar="N", help="How many guarantees it may hold.")],
    from_: Annotated[str, typer.Option("--from", metavar="DATE", help="The day it is adopted from.")],
    minute: Annotated[str, typer.Option(metavar="TEXT", help="The minute that decided it.")],
    ceiling: Annotated[str | None, typer.Option(metavar="M", help="Most that may be committed.")] = None,
    budget: Annotated[str | None, typer.Option(metavar="M", help="Claims of a financial year.")] = None,
    by: By = None,
    json: AsJson = False,
) -> None:
    adoption = Adoption(
        policy=policy,
        places=places,
        from_on=dates.date(from_, "--from"),
        minute=minute,
        ceiling_pence=None if ceiling is None else positive_pence(ceiling, "--ceiling"),
        budget_pence=None if budget is None else positive_pence(budget, "--budget"),
    )
    at = desk(by)
    answer(programmes.propose_adoption(at.office, at.person, adoption), as_json=json)
