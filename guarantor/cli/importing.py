"""`guarantor import`: applications and landlords' statements out of a CSV file or a workbook."""

from pathlib import Path
from typing import Annotated

import typer

from guarantor import clock
from guarantor.cli.acting import desk
from guarantor.cli.answers import AsJson, By, On, answer, note, who
from guarantor.cli.counting import counting
from guarantor.domain.access import Act
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.exchange import application_sheet, statement_sheet
from guarantor.services.exchange.import_applications import import_applications
from guarantor.services.exchange.import_statements import import_statements
from guarantor.services.exchange.importing import Report, write_template
from guarantor.tabular.table import Table

WRONG = 2
File = Annotated[Path | None, typer.Argument(metavar="FILE", help="A file named .csv, .tsv or .xlsx.")]
Template = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write a sheet to fill in (.csv or .xlsx) and stop.")
]
Sheet = Annotated[str | None, typer.Option(metavar="NAME", help="Which sheet of a workbook; else the first.")]
GoodRows = Annotated[
    bool, typer.Option("--accept-good-rows", help="Keep the good rows where others are wrong; exit code 2.")
]
import_app = typer.Typer(no_args_is_help=True, help="Rows of a sheet brought in: applications, statements.")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(import_app, name="import")


@import_app.command(help=f"Open a case for each row, all or none of them. {who(Act.IMPORT_APPLICATIONS)}")
def applications(
    file: File = None,
    template: Template = None,
    sheet: Sheet = None,
    accept_good_rows: GoodRows = False,
    accept_duplicates: Annotated[
        bool, typer.Option("--accept-duplicates", help="Add those with the name and birth date of another.")
    ] = False,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    if template is not None:
        _write(application_sheet.template(), file, template, as_json=json)
        return
    given, at = _named(file), desk(by, on)
    with counting("applications") as progress:
        report = import_applications(
            at.office,
            at.person,
            given,
            at.on,
            sheet=sheet,
            accept_good_rows=accept_good_rows,
            accept_duplicates=accept_duplicates,
            progress=progress,
        )
    _say(report, as_json=json)


@import_app.command(help=f"Enter rows into the rent record, all or none. {who(Act.IMPORT_STATEMENTS)}")
def statements(
    file: File = None,
    template: Template = None,
    sheet: Sheet = None,
    accept_good_rows: GoodRows = False,
    accept_duplicates: Annotated[
        bool, typer.Option("--accept-duplicates", help="Enter what stands in the record or the file already.")
    ] = False,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    if template is not None:
        _write(statement_sheet.template(), file, template, as_json=json)
        return
    given, at = _named(file), desk(by, on)
    with counting("entries") as progress:
        report = import_statements(
            at.office,
            at.person,
            given,
            at.on,
            sheet=sheet,
            accept_good_rows=accept_good_rows,
            accept_duplicates=accept_duplicates,
            progress=progress,
        )
    _say(report, as_json=json)


def _named(file: Path | None) -> Path:
    if file is None:
        raise WrongInput.at("FILE", "expected a file to import, or --template FILE")
    return file


def _write(table: Table, file: Path | None, template: Path, *, as_json: bool) -> None:
    if file is not None:
        raise WrongInput.at("FILE and --template", "expected one of the two")
    write_template(table, template, clock.now())
    answer({"written": str(template)}, as_json=as_json)


def _say(report: Report, *, as_json: bool) -> None:
    """The report on stdout; a sentence on stderr for each fault. Leaves with 2 where a row was wrong."""
    document = report.document()
    if as_json:
        answer(document, as_json=True)
    else:
        for each in report.rows:
            told = [each.status, *(name for name in dict.fromkeys((each.given, each.ref)) if name)]
            said = [] if each.status == "error" else each.says
            print(f"row {each.row}: {', '.join(told)}", *said, sep="; ")
        counted = (
            f"{document['added']} added, {document['duplicates']} duplicates, {document['errors']} wrong"
        )
        print(f"{counted}. {'Kept.' if report.kept else 'Nothing was written.'}")
    for each in report.errors:
        for says in each.says:
            note(says)
    if report.errors:
        note("The good rows were kept." if report.kept else "Nothing was written.")
        raise typer.Exit(WRONG)
