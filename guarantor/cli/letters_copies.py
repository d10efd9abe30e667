"""The verbs of `guarantor letters` for signed copies: kept by one person, looked at and confirmed by another."""

from pathlib import Path
from typing import Annotated

import typer

from guarantor.cli.acting import desk, left_open, look, look_at
from guarantor.cli.answers import AsJson, By, On, answer, who, who_sees
from guarantor.cli.given_files import content_of
from guarantor.cli.letters_sent import Code
from guarantor.domain.access import Act, View
from guarantor.domain.references import copy_number, paper_code
from guarantor.services.correspondence import executed_copies

Copy = Annotated[str, typer.Argument(metavar="COPY", help="The signed copy, such as SC-3.")]


def add_copies(app: typer.Typer) -> None:
    """Add these verbs to the noun."""
    app.command(
        help="Keep a file as the signed copy of a deed or an agreement: PDF, PNG or JPEG. It waits until another "
        f"person has compared it. {who(Act.STORE_EXECUTED_COPY)}"
    )(signed_copy)
    app.command(help=f"List the signed copies that wait to be compared. {who_sees(View.CASES)}")(
        signed_copies
    )
    app.command(help=f"Write a signed copy to a file as it came, to look at it. {who_sees(View.CASES)}")(
        signed_copy_file
    )
    app.command(
        help="Confirm that a signed copy, which you have looked at and another person kept, is the paper with the "
        f"signatures. {who(Act.COMPARE_EXECUTED_COPY)}"
    )(confirm_signed_copy)
    app.command(
        help=f"Say that a file was kept as a signed copy in error. {who(Act.TAKE_BACK_EXECUTED_COPY)}"
    )(take_back_signed_copy)


def signed_copy(
    code: Code,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The scan or the signed PDF.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    content = content_of(file, executed_copies.LARGEST_BYTES)
    at = desk(by, on)
    answer(executed_copies.store(at.office, at.person, paper_code(code), content, at.on), as_json=json)


def signed_copies(json: AsJson = False) -> None:
    office = look(View.CASES)
    found = left_open(office, executed_copies.waiting(office))
    told = [
        {name: each[name] for name in ("copy", "ref", "code", "received_on", "kept_by")} for each in found
    ]
    answer(found if json else told or "No signed copy waits.", as_json=json)


def signed_copy_file(
    copy: Copy,
    out: Annotated[Path, typer.Option(metavar="FILE", help="Where to write it.")],
    json: AsJson = False,
) -> None:
    number, office = copy_number(copy), look(View.CASES)
    about = executed_copies.one(office, number)
    look_at(office, about["ref"])
    found = executed_copies.file(office, number)
    out.write_bytes(found.content)
    answer({**about, "media_type": found.media_type, "written": str(out)}, as_json=json)


def confirm_signed_copy(copy: Copy, by: By = None, on: On = None, json: AsJson = False) -> None:
    at, number = desk(by, on), copy_number(copy)
    answer(executed_copies.confirm(at.office, at.person, number, at.on), as_json=json)


def take_back_signed_copy(
    copy: Copy,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why it is not the signed copy.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    at, number = desk(by, on), copy_number(copy)
    answer(executed_copies.take_back(at.office, at.person, number, reason, at.on), as_json=json)
