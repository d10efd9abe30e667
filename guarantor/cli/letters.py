"""`guarantor letters`: papers and letters made once, given out as issued, checked, and their clauses."""

from pathlib import Path
from typing import Annotated

import typer
from typer.exceptions import Exit

from guarantor import clock
from guarantor.cli.acting import day_given, desk, look, look_at
from guarantor.cli.answers import AsJson, By, On, answer, who, who_sees
from guarantor.cli.given_files import content_of
from guarantor.cli.letters_copies import add_copies
from guarantor.cli.letters_sent import add_sending
from guarantor.domain.access import Act, View
from guarantor.domain.references import case_ref
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting import identity
from guarantor.services.casework import showing
from guarantor.services.correspondence import asked_for, batches, clauses, letters, verifying
from guarantor.services.correspondence.verifying import Verdict

_EXIT = {
    Verdict.GENUINE: 0,
    Verdict.EXECUTED_COPY: 0,
    Verdict.ALTERED: 3,
    Verdict.WITHDRAWN: 3,
    Verdict.TAKEN_BACK: 3,
    Verdict.WAITING: 4,
    Verdict.UNKNOWN: 4,
}
letters_app = typer.Typer(
    no_args_is_help=True, help="Letters: make, verify, list, clauses, due, send, withdraw, signed copies."
)
add_sending(letters_app)
add_copies(letters_app)


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(letters_app, name="letters")


@letters_app.command(
    help="Write a paper to a file: a guarantee's deed or agreement as issued, or a letter, which is made and sealed "
    f"when it is asked for first. Kinds: {', '.join(asked_for.KINDS)}. {who(Act.ISSUE_LETTER)} A deed or agreement: "
    f"{who_sees(View.CASES)}"
)
def make(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="What to write, such as deed or refusal.")],
    ref: Annotated[
        str, typer.Argument(metavar="REF", help="The case, guarantee or claim that it is about, by its kind.")
    ],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write the PDF.")],
    edition: Annotated[
        str, typer.Option(metavar="|".join(asked_for.EDITIONS), help="How it is set and worded.")
    ] = asked_for.EDITIONS[0],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    ref, wanted = asked_for.ref(asked_for.kind(kind), ref), asked_for.edition(edition)
    if asked_for.is_signed(kind, wanted):
        office = look(View.CASES, ref)
        if by is not None:
            identity.whom(office, by, "cli")
        content = showing.paper(office, ref, kind)
        if content is None:
            raise NotFound("REF", f"a {kind} that is still held", ref)
        made = {"kind": kind, "ref": ref}
    else:
        at = desk(by, on)
        made = letters.issue(at.office, at.person, kind, ref, at.on, wanted)
        content = letters.file(at.office, made["code"])
    out.write_bytes(content)
    answer({**made, "written": str(out), "bytes": len(content)}, as_json=json)


@letters_app.command(
    help="Say whether a file is a paper that was issued, a signed copy of one, altered, withdrawn or unknown, and "
    "whether the guarantee stands. Exit code 0 genuine or a signed copy that a second person confirmed, 3 altered, "
    "withdrawn or taken back, 4 unknown or waiting to be compared. "
    f"{who_sees(View.CASES)}"
)
def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file to check.")], json: AsJson = False
) -> None:
    content = content_of(file, verifying.LARGEST_BYTES)
    office = look(View.CASES)
    found = verifying.verify(office, content)
    if found.paper is not None:
        look_at(office, found.paper["ref"])
    answer(found.document() if json else found.says, as_json=json)
    raise Exit(_EXIT[found.verdict])


@letters_app.command(
    name="list", help=f"List a case's papers and what became of each. {who_sees(View.CASES)}"
)
def list_(
    ref: Annotated[str, typer.Argument(metavar="REF", help="The case, such as RG-0001.")],
    json: AsJson = False,
) -> None:
    case = case_ref(ref)
    answer(list(batches.of_case(look(View.CASES, case), case)), as_json=json)


@letters_app.command(
    name="clauses",
    help="Show which clauses a paper carries on a day, with version, source and who approved them; or what changed "
    "in its wording since an earlier day. For: everybody; it opens no database.",
)
def clauses_(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="The paper, such as deed.")],
    on: On = None,
    changes_since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Show what changed in the wording since that day.")
    ] = None,
    json: AsJson = False,
) -> None:
    day = day_given(on) or clock.today()
    since = day_given(changes_since)
    shown = clauses.in_force(kind, day) if since is None else clauses.changes(kind, since, day)
    answer(shown, as_json=json)
