"""What every import has in common: each row's outcome, the report of them all, and whether anything is kept.

An import is one act. By default it keeps all of its rows or none; a duplicate is no fault, it is reported and not
added. So the same file can be handed in twice, or again with more rows in it.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from guarantor.domain.refusals import Refused
from guarantor.domain.wrong_input import WrongInput
from guarantor.tabular.csv_writing import csv_lines
from guarantor.tabular.sheet import Row
from guarantor.tabular.table import Table
from guarantor.tabular.whole_files import written_whole
from guarantor.tabular.xlsx_writing import write_workbook

Status = Literal["added", "good", "duplicate", "error", "example"]
Progress = Callable[[int, int], None]

EXAMPLE = "EXAMPLE"
"""How the reference of a template's example begins; such a row is passed over."""


@dataclass(frozen=True)
class Outcome:
    """What became of a row: `given` is the reference it came with, `ref` what was made of it."""

    row: int
    status: Status
    given: str | None
    says: tuple[str, ...] = ()
    ref: str | None = None


@dataclass(frozen=True)
class Report:
    """Every row's outcome, in order. `kept` where something was written; a `good` row was not."""

    rows: tuple[Outcome, ...]
    kept: bool

    @property
    def errors(self) -> list[Outcome]:
        """The rows that could not be taken."""
        return [each for each in self.rows if each.status == "error"]

    def document(self) -> dict[str, Any]:
        """The report as JSON values."""
        counts = Counter(each.status for each in self.rows)
        return {
            "kept": self.kept,
            "added": counts["added"],
            "duplicates": counts["duplicate"],
            "errors": counts["error"],
            "rows": [
                {
                    "row": each.row,
                    "status": each.status,
                    "reference": each.given,
                    "ref": each.ref,
                    "says": list(each.says),
                }
                for each in self.rows
            ],
        }


class NothingKept(Exception):
    """Leaves an act so that nothing of it is kept, its journal line included; carries the report."""

    def __init__(self, rows: Sequence[Outcome]) -> None:
        good = (replace(each, status="good", ref=None) if each.status == "added" else each for each in rows)
        self.report = Report(tuple(good), kept=False)
        super().__init__("nothing was kept")


def kept(rows: Sequence[Outcome], *, accept_good_rows: bool, look_only: bool = False) -> Report:
    """The report of an act that keeps its rows.

    Raises NothingKept where a row is wrong, where none is new, and where the caller only wanted to look.
    """
    report = Report(tuple(rows), kept=True)
    if (
        look_only
        or (report.errors and not accept_good_rows)
        or not any(each.status == "added" for each in rows)
    ):
        raise NothingKept(rows)
    return report


def example(row: Row, given: str | None) -> Outcome | None:
    """The outcome of a template's example row, or None for any other."""
    if given is None or not given.upper().startswith(EXAMPLE):
        return None
    return Outcome(row.number, "example", given, (f"row {row.number}: the template's example, passed over.",))


def wrong(row: Row, given: str | None, *errors: WrongInput | Refused) -> Outcome:
    """The outcome of a row that cannot be taken: a sentence for each fault of its cells and of their meaning."""
    faults: list[str] = [fault.says for fault in row.faults]
    for error in errors:
        faults += map(str, error.faults) if isinstance(error, WrongInput) else [str(error)]
    return Outcome(row.number, "error", given, tuple(f"row {row.number}: {says}" for says in faults))


def duplicate(row: Row, given: str | None, says: str) -> Outcome:
    """The outcome of a row that is there already."""
    return Outcome(row.number, "duplicate", given, (f"row {row.number}: {says}.",))


def given_text(row: Row, column: str) -> str | None:
    """What a reference's cell holds, as text without blanks around it; None where it is blank or no text."""
    cell = row.cells.get(column)
    return None if cell is None else str(cell).strip()


def span(refs: Sequence[str]) -> str:
    """The first and the last of some references, as an act's subject."""
    return refs[0] if len(refs) == 1 else f"{refs[0]}..{refs[-1]}"


def write_template(table: Table, file: Path, at: dt.datetime) -> None:
    """Write a sheet to be filled in, as CSV or XLSX by its name. Raises WrongInput for another name or one in use."""
    suffix = file.suffix.lower()
    if suffix not in (".csv", ".xlsx"):
        raise WrongInput.at("--template", "expected a name that ends in .csv or .xlsx")
    with written_whole(file, field="--template") as beside:
        if suffix == ".csv":
            beside.write_bytes(b"".join(csv_lines(table)))
        else:
            write_workbook(beside, [table], at)
