"""`guarantor audit`: the journal verified, its signed head to keep elsewhere, and the record to take away."""

from pathlib import Path
from typing import Annotated

import typer

from guarantor.cli.acting import look
from guarantor.cli.answers import AsJson, answer, note, who_sees
from guarantor.domain.access import View
from guarantor.services.acting import signing
from guarantor.services.exchange import audit_export
from guarantor.services.proof import checking

audit_app = typer.Typer(no_args_is_help=True, help="The journal: verify, head, export.")
FOUND = 3


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(audit_app, name="audit")


@audit_app.command(help=f"Verify the chain; exit code 3 where it is broken. {who_sees(View.JOURNAL)}")
def verify(
    head: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A signed head kept from before, to find a cut tail.")
    ] = None,
    json: AsJson = False,
) -> None:
    office = look(View.JOURNAL)
    signed = None if head is None else signing.read_head(office.settings, head)
    findings = checking.verify_journal(office, signed)
    answer({"clean": not findings, "findings": [finding.__dict__ for finding in findings]}, as_json=json)
    if findings:
        note(f"{len(findings)} things do not hold.")
        raise typer.Exit(FOUND)


@audit_app.command(help=f"Print the journal's head, signed now; keep it elsewhere. {who_sees(View.JOURNAL)}")
def head(json: AsJson = False) -> None:
    # The head is JSON in either case: it is made to be kept in a file.
    del json
    print(checking.signed_head(look(View.JOURNAL)).text())


@audit_app.command(help=f"Write the record with a checker of its own, to take away. {who_sees(View.JOURNAL)}")
def export(
    out: Annotated[Path, typer.Option(metavar="FOLDER|FILE.zip", help="A name that is free.")],
    json: AsJson = False,
) -> None:
    written = audit_export.export_audit(look(View.JOURNAL), out)
    answer(written, as_json=json)
    note(
        "Keep the key's fingerprint and the checker's SHA-256 elsewhere: they are what the export is held against."
    )
