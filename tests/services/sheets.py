"""Sheets to import: rows by column, written as CSV or as a workbook, and applications laid out as rows."""

import csv
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl

from guarantor.services.exchange.application_sheet import FIELDS
from tests.rehearsing import APPLICATION

SheetRow = Mapping[str, Any]

_DAY = re.compile(r"\d{4}-(0\d|1[0-2])-\d\d")
_PEOPLE = ("Tam", "Ada", "Ike", "Una", "Eli", "Ora", "Ida", "Gus", "Fay", "Ned")


def application(number: int = 1, **changes: Any) -> dict[str, Any]:
    """The row of an eligible application of a person of its own; `changes` by path with __ for the dot."""
    row = {path: value for path, value in _flat(APPLICATION) if value is not None}
    row["reference"] = f"A-{number}"
    row["young_person.name"] = f"{_PEOPLE[number % 10]} Synthetic {number}"
    row.update({path.replace("__", "."): value for path, value in changes.items()})
    return row


def charge(
    ref: str = "RG-0001/1", date: str = "2018-12-01", amount: str = "520.00", **other: Any
) -> SheetRow:
    """The row of a charge."""
    return {"guarantee_ref": ref, "entry": "charge", "date": date, "amount": amount, **other}


def payment(
    ref: str = "RG-0001/1", date: str = "2018-12-03", amount: str = "400.00", **other: Any
) -> SheetRow:
    """The row of a payment."""
    return {"guarantee_ref": ref, "entry": "payment", "date": date, "amount": amount, **other}


def said(ref: str = "RG-0001/1", entry: str = "missed", date: str = "2018-12", **other: Any) -> SheetRow:
    """The row of a statement about a month."""
    return {"guarantee_ref": ref, "entry": entry, "date": date, **other}


def sheet(file: Path, *rows: SheetRow) -> Path:
    """The rows as a file, of the kind that its name says; every column that a row has."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    if file.suffix == ".xlsx":
        _workbook(file, columns, rows)
    else:
        with file.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(columns)
            writer.writerows([_as_text(row.get(name)) for name in columns] for row in rows)
    return file


def _workbook(file: Path, columns: Sequence[str], rows: Sequence[SheetRow]) -> None:
    """As a person would have typed it: days, sums and counts as the cells of their kind."""
    kinds = {field.path: field.kind for field in FIELDS} | {"date": "day", "amount": "money"}
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active.append(columns)
    for row in rows:
        made.active.append([_typed(row.get(name), kinds.get(name, "text")) for name in columns])
    made.save(file)


def _typed(value: Any, kind: str) -> Any:
    if isinstance(value, str) and kind == "day" and _DAY.fullmatch(value):
        return dt.date.fromisoformat(value)
    return float(Decimal(value)) if isinstance(value, str) and kind == "money" and value else value


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _flat(document: Mapping[str, Any], above: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, value in document.items():
        found += _flat(value, f"{above}{name}.") if isinstance(value, dict) else [(f"{above}{name}", value)]
    return found
