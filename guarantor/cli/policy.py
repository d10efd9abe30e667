"""`guarantor policy`: the policies that come with the program, in words, compared, and checked."""

from typing import Annotated

import typer

from guarantor.cli.acting import day_given
from guarantor.cli.answers import AsJson, On, answer
from guarantor.cli.reading import whole_text
from guarantor.services.adoption import policies

policy_app = typer.Typer(no_args_is_help=True, help="Policies: list, show, diff, check. For: everybody.")
FOUND = 3


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(policy_app, name="policy")


@policy_app.command(
    name="list",
    help="List the policies with their status and the day they are in force from. For: everybody.",
)
def list_(json: AsJson = False) -> None:
    known = policies.listed()
    kept = ("policy", "status", "in_force_from", "title")
    answer(known if json else [{name: each[name] for name in kept} for each in known], as_json=json)


@policy_app.command(
    help="Show a policy's criteria, thresholds and sources in plain words, assumptions marked. For: everybody."
)
def show(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Such as kent-pilot.")],
    on: On = None,
    json: AsJson = False,
) -> None:
    day = day_given(on)
    if json:
        answer(policies.shown(name, day), as_json=True)
    else:
        print(policies.in_words(name, day))


@policy_app.command(help="Say in words what one policy has otherwise than another. For: everybody.")
def diff(
    before: Annotated[str, typer.Argument(metavar="A", help="Such as kent-pilot.")],
    after: Annotated[str, typer.Argument(metavar="B", help="Such as kent-proposed-2026.")],
    json: AsJson = False,
) -> None:
    answer(policies.differences(before, after), as_json=json)


@policy_app.command(
    help="Check a policy file: every fault at once, by line. Exit code 3 where there is one. For: everybody."
)
def check(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A policy as YAML; - for standard input.")],
    json: AsJson = False,
) -> None:
    found = policies.faults(whole_text(file))
    answer({"sound": not found, "faults": found}, as_json=json)
    if found:
        raise typer.Exit(FOUND)
