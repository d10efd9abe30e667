"""`guarantor subject-access`: the copy of everything held on a person, which they may ask for."""

from pathlib import Path
from typing import Annotated

import typer

from guarantor.cli.acting import desk, look, look_at
from guarantor.cli.answers import AsJson, By, On, answer, note, who, who_sees
from guarantor.domain.access import Act, View
from guarantor.domain.references import case_ref
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.data_protection import subject_access
from guarantor.tabular.whole_files import written_whole

access_app = typer.Typer(
    no_args_is_help=True, help="The copy of what is held on a person, to give them: read, make."
)
Refs = Annotated[
    list[str], typer.Argument(metavar="REF...", help="The person's case, or all of them: RG-0001 RG-0017.")
]


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(access_app, name="subject-access")


@access_app.command(
    help="What somebody wrote, and every file: read it before a copy goes out, for what is about other people. "
    f"{who_sees(View.CASES)}"
)
def read(refs: Refs, json: AsJson = False) -> None:
    office = look(View.CASES)
    cases = [case_ref(ref) for ref in refs]
    for ref in cases:
        look_at(office, ref)
    found = [
        {"entry": each.label, "kind": each.kind, "says": each.words}
        for each in subject_access.to_read(office, cases)
    ]
    answer(found, as_json=json)


@access_app.command(
    help="Write the copy as a zip: a paper to read, the same as data, and every file. "
    f"{who(Act.ANSWER_ACCESS_REQUEST)}"
)
def make(
    refs: Refs,
    out: Annotated[Path, typer.Option(metavar="FILE.zip", help="A name that is free.")],
    leave_out: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ENTRY=WHY", help="Leave an entry out, and say why: case_note:12='about a neighbour'."
        ),
    ] = None,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at = desk(by, on)
    cases, left_out = [case_ref(ref) for ref in refs], _left_out(leave_out or [])
    with written_whole(out) as beside, beside.open("wb") as file:
        made = subject_access.make(at.office, at.person, cases, file, at.on, left_out)
    answer({"written": str(out), **made}, as_json=json)
    note("Send it by a way that only they can open, and delete your own copy.")


def _left_out(given: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in given:
        label, sign, why = each.partition("=")
        if not sign or not why.strip():
            raise WrongInput.at(
                "--leave-out", f"expected an entry and why, as case_note:12=WHY, not {each!r}"
            )
        found[label.strip()] = why.strip()
    return found
