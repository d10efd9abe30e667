"""`guarantor user`: people and their roles, each role granted by two administrators, and how they sign in."""

from typing import Annotated

import typer

from guarantor.cli.acting import desk, look
from guarantor.cli.answers import AsJson, By, answer, who, who_sees
from guarantor.domain.access import Act, Role, View
from guarantor.services.acting import people
from guarantor.services.entering import accounts

user_app = typer.Typer(no_args_is_help=True, help="Users: add, account, close, list.")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(user_app, name="user")


@user_app.command(
    help=f"Propose a role for a person; a second administrator confirms it. {who(Act.PROPOSE_ROLE)}"
)
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The user's name, such as alex.")],
    role: Annotated[Role, typer.Option(help="What they are trusted with.")],
    uid: Annotated[int | None, typer.Option(help="Their operating-system account; needed when live.")] = None,
    by: By = None,
    json: AsJson = False,
) -> None:
    at = desk(by)
    answer(people.propose_role(at.office, at.person, name, role, uid), as_json=json)


@user_app.command(
    help="Propose a new way to sign in to the pages: local, with a set-up code that the second administrator is given, "
    f"or by an identity at the council's own sign-in. It takes the place of the one before. {who(Act.PROPOSE_ACCOUNT)}"
)
def account(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The user's name, such as alex.")],
    identity: Annotated[
        str | None, typer.Option(metavar="CLAIM", help="What the council's own sign-in names the person by.")
    ] = None,
    by: By = None,
    json: AsJson = False,
) -> None:
    at = desk(by)
    answer(accounts.propose_account(at.office, at.person, name, identity), as_json=json)


@user_app.command(
    name="close", help=f"Close a user's account at once and end their sessions. {who(Act.CLOSE_ACCOUNT)}"
)
def close(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The user's name, such as alex.")],
    by: By = None,
    json: AsJson = False,
) -> None:
    at = desk(by)
    answer(accounts.close_account(at.office, at.person, name), as_json=json)


@user_app.command(name="list", help=f"List every user with their roles. {who_sees(View.USERS)}")
def list_(json: AsJson = False) -> None:
    office = look(View.USERS)
    listed = people.listed(office)
    answer(listed if json else [{**each, "roles": ", ".join(each["roles"])} for each in listed], as_json=json)
