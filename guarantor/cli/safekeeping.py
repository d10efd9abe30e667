"""`guarantor backup`, `restore` and `prune-backups`: for whoever runs the machine."""

import json as jsons
from pathlib import Path
from typing import Annotated, Any

import typer

from guarantor import clock
from guarantor.cli.answers import AsJson, answer, note
from guarantor.cli.counting import counting
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import open_office
from guarantor.services.safekeeping import backups, restores

FOUND = 3


def register(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(
        help="Write a sealed backup of the whole record, while others work. GUARANTOR_BACKUP_KEY_FILE names the keys; "
        "keep them elsewhere than the backups. For: the operator."
    )(backup)
    app.command(
        help="Put a backup into the empty place that GUARANTOR_DATABASE_URL names, and print the certificate of what "
        "stands there. Exit code 3 where something does not hold. For: the operator."
    )(restore)
    app.command(
        name="prune-backups",
        help="Delete the backups of a folder whose last day is over, and no other file. For: the operator's timer.",
    )(prune)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A name that is free.")], json: AsJson = False
) -> None:
    with counting("tables") as progress:
        made = backups.back_up(open_office(), file, progress)
    answer(made if json else _in_short(made), as_json=json)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.")],
    certificate: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the certificate here too, as JSON.")
    ] = None,
    erasures: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The list of what was erased; without it that of GUARANTOR_ERASURE_LIST_FILE.",
        ),
    ] = None,
    nobody_erased: Annotated[
        bool, typer.Option("--nobody-erased", help="There is no list, as nobody was ever erased.")
    ] = False,
    json: AsJson = False,
) -> None:
    if nobody_erased and erasures is not None:
        raise WrongInput.at("--nobody-erased", "expected this or --erasures, not both")
    if certificate is not None and (certificate.exists() or not certificate.parent.is_dir()):
        raise WrongInput.at("--certificate", f"expected a name that is free, not {certificate}")
    with counting("tables") as progress:
        found = restores.restore(
            open_office(),
            file,
            lambda done: progress(done, 0),
            erasures=erasures,
            nobody_erased=nobody_erased,
        )
    if certificate is not None:
        certificate.write_text(jsons.dumps(found, indent=2) + "\n", encoding="utf-8")
    answer(found if json else _in_words(found), as_json=json)
    if not found["clean"]:
        note("The restored record does not hold: see the checks.")
        raise typer.Exit(FOUND)


def prune(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the backups lie.")],
    json: AsJson = False,
) -> None:
    gone = backups.expired(open_office().settings, folder, clock.today())
    for each in gone:
        each.unlink()
    answer({"deleted": [str(each) for each in gone]}, as_json=json)


def _in_short(made: dict[str, Any]) -> dict[str, Any]:
    kept = ("file", "bytes", "database", "schema", "made_at", "keep_until", "journal", "sha256")
    return {name: made[name] for name in kept} | {"rows": sum(made["rows"].values())}


def _in_words(found: dict[str, Any]) -> dict[str, Any]:
    return found | {
        "rows": [{"table": name, "rows": rows} for name, rows in found["rows"].items()],
        "balances": [{"account": name, "balance": held} for name, held in found["balances"].items()],
    }
