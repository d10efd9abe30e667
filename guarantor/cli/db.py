"""`guarantor db`: create, upgrade, check, and the role to run as. For whoever runs the machine."""

from typing import Annotated

import typer

from guarantor.cli.answers import AsJson, answer
from guarantor.services.acting import database_roles, databases
from guarantor.services.acting.office import open_office
from guarantor.services.entering import live_database, opening

db_app = typer.Typer(no_args_is_help=True, help="The database: create, upgrade, check. For: the operator.")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(db_app, name="db")


@db_app.command(
    help="Create the database with its first two administrators, live or for rehearsal. For: the operator."
)
def create(
    administrator: Annotated[list[str], typer.Option(metavar="A", help="Give two, one after the other.")],
    rehearsal: Annotated[bool, typer.Option("--rehearsal", help="For synthetic people only.")] = False,
    json: AsJson = False,
) -> None:
    office = open_office()
    databases.create(office, administrator, rehearsal=rehearsal)
    kind = "rehearsal" if rehearsal else "live"
    answer(
        {"created": kind, "administrators": administrator, "schema": databases.condition(office)["schema"]},
        as_json=json,
    )


@db_app.command(
    help="Bring the database's schema up to this version of the program. With --dry-run nothing is kept, and exit "
    "code 3 says that it would fail. For: the operator."
)
def upgrade(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and try it where nothing is kept.")
    ] = False,
    json: AsJson = False,
) -> None:
    if dry_run:
        tried = databases.try_upgrade(open_office())
        answer(tried, as_json=json)
        if not tried["works"]:
            raise typer.Exit(3)
        return
    answer({"schema": databases.upgrade(open_office())}, as_json=json)


@db_app.command(
    help="Say what stands behind the database's address, and all that a live service is not started for. Exit code 3 "
    "unless it is ready. For: the operator."
)
def check(json: AsJson = False) -> None:
    office = open_office()
    found = databases.condition(office)
    against = opening.stands_against(office) if found["ready"] else []
    told = [{"setting": fault.field, "says": fault.says} for fault in against]
    left = [str(copy) for copy in live_database.copies_left(office)]
    answer({**found, "copies_left": left, "not_served_for": told}, as_json=json)
    if not found["ready"] or against:
        raise typer.Exit(3)


@db_app.command(
    help="Let a PostgreSQL role that owns nothing do the application's work; again after each upgrade. "
    "For: the operator."
)
def grant(
    role: Annotated[str, typer.Argument(metavar="ROLE")],
    json: AsJson = False,
) -> None:
    answer(
        {"role": role, "statements": database_roles.grant(open_office(), role), "owns": "nothing"},
        as_json=json,
    )


@db_app.command(help="Print the SQL of `db grant`, to read or to hand on. For: the operator.")
def role_sql(role: Annotated[str, typer.Argument(metavar="ROLE")]) -> None:
    for statement in database_roles.role_sql(open_office(), role):
        print(f"{statement};")
