"""`guarantor letters`: the papers of a guarantee as they were issued."""

from pathlib import Path
from typing import Annotated

import typer

from guarantor.cli.acting import look
from guarantor.cli.answers import AsJson, answer, who_sees
from guarantor.domain.access import View
from guarantor.domain.references import guarantee_ref
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.casework import showing

KINDS = ("deed", "agreement")
letters_app = typer.Typer(no_args_is_help=True, help="Letters: make.")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(letters_app, name="letters")


@letters_app.callback()
def _letters() -> None:
    """Letters and agreements."""


@letters_app.command(
    help=f"Write a guarantee's deed or agreement to a file, as issued. {who_sees(View.CASES)}"
)
def make(
    kind: Annotated[str, typer.Argument(metavar="|".join(KINDS))],
    ref: Annotated[str, typer.Argument(metavar="GREF", help="The guarantee, such as RG-0001/1.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write the PDF.")],
    json: AsJson = False,
) -> None:
    if kind not in KINDS:
        raise WrongInput.at("KIND", f"expected {' or '.join(KINDS)}, not {kind!r}")
    office = look(View.CASES)
    content = showing.paper(office, guarantee_ref(ref), kind)
    if content is None:
        raise NotFound("GREF", f"a {kind} that is still held", ref)
    out.write_bytes(content)
    answer({"written": str(out), "bytes": len(content)}, as_json=json)
