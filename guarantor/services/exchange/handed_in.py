"""Sheets that come as bytes and not as files: looked at or imported, and templates made, with nothing left on the disk.

Knows where an import wants a file and gives it one for as long as it takes; what the rows mean is the importers'.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.acting.office import Office, Person
from guarantor.services.exchange import application_sheet, statement_sheet
from guarantor.services.exchange.import_applications import import_applications
from guarantor.services.exchange.import_statements import import_statements
from guarantor.services.exchange.importing import Report, write_template
from guarantor.tabular.reading import SUFFIXES

Kind = Literal["applications", "statements"]

_IMPORTERS = {"applications": import_applications, "statements": import_statements}
_TEMPLATES = {"applications": application_sheet.template, "statements": statement_sheet.template}


@dataclass(frozen=True)
class Sheet:
    """A sheet as it was handed in: its content, the name that tells its form, and which sheet of a workbook."""

    content: bytes
    name: str
    sheet: str | None = None


def take(
    office: Office,
    person: Person,
    kind: Kind,
    given: Sheet,
    on: dt.date,
    *,
    look_only: bool,
    accept_good_rows: bool = False,
    accept_duplicates: bool = False,
) -> Report:
    """Import a sheet, or only look what would become of each row. Raises WrongInput naming `file` where it is none."""
    suffix = Path(given.name).suffix.lower()
    if suffix not in SUFFIXES:
        raise WrongInput.at("file", "expected a sheet saved as CSV or XLSX")
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"sheet{suffix}"
        file.write_bytes(given.content)
        try:
            return _IMPORTERS[kind](
                office,
                person,
                file,
                on,
                sheet=given.sheet,
                accept_good_rows=accept_good_rows,
                accept_duplicates=accept_duplicates,
                look_only=look_only,
            )
        except WrongInput as error:
            raise WrongInput(_named(fault, str(file)) for fault in error.faults) from None


def template(office: Office, kind: Kind, suffix: Literal[".csv", ".xlsx"]) -> bytes:
    """The sheet to be filled in for a kind of import."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{kind}{suffix}"
        write_template(_TEMPLATES[kind](), file, office.now())
        return file.read_bytes()


def _named(fault: Fault, file: str) -> Fault:
    """A fault of the file as one of what was handed in: where it lay meanwhile is nobody's business."""
    return Fault("file" if fault.field == file else fault.field, fault.says.replace(file, "file"))
