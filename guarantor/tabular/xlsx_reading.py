"""Rows of an XLSX workbook: values only, from one sheet. No formula is evaluated, nor its stored result taken.

The workbook is opened with its formulas (`data_only=False`), because asking for values alone would hand over
whatever result the last program left beside a formula, with nothing to tell it from a typed value.
"""

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from guarantor.domain.wrong_input import WrongInput
from guarantor.tabular.sheet import (
    FORMULA,
    MOST_BYTES_UNPACKED,
    MOST_PARTS,
    Cell,
    RawRow,
    Unreadable,
)

_LAST_ROW = 1_048_576


def xlsx_rows(file: Path, sheet: str | None) -> Iterator[RawRow]:
    """Every row of the named sheet, or of the first, with its number. Raises WrongInput naming file or sheet."""
    _check_size_unpacked(file)
    with _faults_of_the_file(file), file.open("rb") as content:
        workbook = load_workbook(content, read_only=True, data_only=False, keep_links=False)
        with closing(workbook):
            chosen = _sheet(workbook, sheet)
            # The size that a workbook states for its sheet is not always true; the rows themselves are.
            chosen.reset_dimensions()
            for number, cells in enumerate(chosen.iter_rows(), start=1):
                if number > _LAST_ROW:
                    raise WrongInput.at(str(file), f"expected no row after {_LAST_ROW:,}")
                yield number, [_cell(each) for each in cells]


def _check_size_unpacked(file: Path) -> None:
    """Refuse a workbook that unpacks to more than is taken, by what it declares; more than that is never read."""
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError):
        raise WrongInput.at(str(file), "expected an XLSX workbook without a password") from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES_UNPACKED:
        raise WrongInput.at(
            str(file), f"expected a workbook of at most {MOST_BYTES_UNPACKED // 1_000_000} MB unpacked"
        )


@contextmanager
def _faults_of_the_file(file: Path) -> Iterator[None]:
    """Turn whatever the library makes of a damaged or hostile workbook into one sentence."""
    try:
        with warnings.catch_warnings():
            # The library warns of features that it drops when saving; nothing is saved.
            warnings.simplefilter("ignore")
            yield
    except WrongInput:
        raise
    except Exception as error:  # noqa: BLE001 - a bent workbook raises nearly anything, and each is wrong input
        raise WrongInput.at(
            str(file), f"expected an XLSX workbook that can be read ({type(error).__name__})"
        ) from None


def _sheet(workbook: Any, name: str | None) -> Any:
    sheets = {each.title: each for each in workbook.worksheets}
    if not sheets:
        raise WrongInput.at("--sheet", "expected a workbook with a sheet of cells")
    if name is None:
        return workbook.worksheets[0]
    if name not in sheets:
        raise WrongInput.at("--sheet", f"expected one of {', '.join(sheets)}, not {name!r}")
    return sheets[name]


def _cell(cell: Any) -> Cell | Unreadable | None:
    if cell.data_type == "f":
        return Unreadable(FORMULA)
    if cell.data_type == "e":
        return Unreadable(f"expected a value, and it holds the error {cell.value}")
    return _value(cell.value)


def _value(value: object) -> Cell | Unreadable | None:
    match value:
        case None | bool():
            taken: Cell | Unreadable | None = value
        case int() | float():
            taken = _number(value)
        case dt.datetime():
            whole = value.time() == dt.time()
            taken = value.date() if whole else Unreadable("expected a date without a time of day")
        case dt.date():
            taken = value
        case str():
            text = unescape(value)
            taken = text if text.strip() else None
        case _:
            taken = Unreadable("expected text, a number, a date, or yes or no")
    return taken


def _number(value: float) -> Cell | Unreadable:
    """The number as its sheet shows it: 15 digits, so that 520.1 is 520.1 and not the nearest binary fraction."""
    exact = Decimal(format(value, ".15g"))
    return exact if exact.is_finite() else Unreadable("expected a number")
