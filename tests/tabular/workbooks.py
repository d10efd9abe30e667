"""Workbooks for tests: made by another program than the one that reads them, or bent by hand, part by part."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl


def workbook(
    file: Path, *rows: Sequence[Any], sheets: Mapping[str, Sequence[Sequence[Any]]] | None = None
) -> Path:
    """A workbook with these rows on its first sheet, as a person's spreadsheet program would save it."""
    made = openpyxl.Workbook()
    first = made.active
    assert first is not None
    for row in rows:
        first.append(list(row))
    for title, others in (sheets or {}).items():
        sheet = made.create_sheet(title)
        for row in others:
            sheet.append(list(row))
    made.save(file)
    return file


def bent(file: Path, part: str, content: str) -> Path:
    """The workbook with one of its parts replaced by hand."""
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts[part] = content.encode()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return file


def sheet_of(rows: str) -> str:
    """A sheet's part with these rows as XML."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )


FIRST_SHEET = "xl/worksheets/sheet1.xml"
