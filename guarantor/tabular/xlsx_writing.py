"""Tables as one XLSX workbook: real numbers and dates, and text that is never taken for a formula or a link."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter  # type: ignore[import-untyped]

from guarantor.domain.wrong_input import WrongInput
from guarantor.tabular.table import Kind, Table, Value

MOST_ROWS = 1_048_575
"""Rows of one sheet below the columns' names."""

_LONGEST_TEXT = 32_767
_FIRST_DAY = dt.date(1900, 3, 1)
"""Before it a spreadsheet counts a day that there never was."""


def write_workbook(file: Path | BinaryIO, tables: Sequence[Table], created_at: dt.datetime) -> None:
    """Write each table as a sheet with a fixed first row and a filter. The same tables give the same bytes.

    Raises WrongInput where a table has more rows, or a text more characters, than a sheet can hold.
    """
    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(
        str(file) if isinstance(file, Path) else file, {"constant_memory": True, **as_text}
    ) as workbook:
        workbook.set_properties({"created": created_at.astimezone(dt.UTC).replace(tzinfo=None)})
        formats: dict[Kind, Any] = {
            "pounds": workbook.add_format({"num_format": "#,##0.00"}),
            "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
            "whole": workbook.add_format({"num_format": "0"}),
        }
        heading = workbook.add_format({"bold": True})
        for table in tables:
            _write_sheet(workbook.add_worksheet(table.title), table, formats, heading)


def _write_sheet(sheet: Any, table: Table, formats: dict[Kind, Any], heading: Any) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        _write_text(sheet, 0, place, column.name, heading)
    sheet.freeze_panes(1, 0)
    number = 0
    for number, row in enumerate(table.rows, start=1):
        if number > MOST_ROWS:
            raise WrongInput.at("--format", f"expected csv: a sheet holds {MOST_ROWS:,} rows at most")
        for place, (value, column) in enumerate(zip(row, table.columns, strict=True)):
            _write(sheet, number, place, value, column.kind, formats)
    sheet.autofilter(0, 0, number, len(table.columns) - 1)


def _write(sheet: Any, row: int, place: int, value: Value, kind: Kind, formats: dict[Kind, Any]) -> None:
    match value:
        case None:
            pass
        case int():
            # 520.50 is not a binary fraction, but 15 digits of the nearest one are 520.50 again.
            sheet.write_number(row, place, value / 100 if kind == "pounds" else value, formats[kind])
        case dt.date() if value >= _FIRST_DAY:
            sheet.write_datetime(row, place, value, formats["date"])
        case dt.date():
            _write_text(sheet, row, place, value.isoformat())
        case str():
            _write_text(sheet, row, place, value)


def _write_text(sheet: Any, row: int, place: int, text: str, form: Any = None) -> None:
    if len(text) > _LONGEST_TEXT:
        raise WrongInput.at(f"row {row + 1}", f"expected at most {_LONGEST_TEXT:,} characters in a cell")
    sheet.write_string(row, place, text, form)
