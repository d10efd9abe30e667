"""A file of rows, whatever its form: the first row names the columns, strictly; every other row keeps its number."""

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.tabular.csv_reading import csv_rows
from guarantor.tabular.sheet import (
    LONGEST_CELL,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    Columns,
    RawRow,
    Row,
    Unreadable,
    letters,
)
from guarantor.tabular.xlsx_reading import xlsx_rows

SUFFIXES = (".csv", ".tsv", ".xlsx")


def read_rows(file: Path, columns: Columns, sheet: str | None = None) -> list[Row]:
    """Every row of a CSV or XLSX file that is not blank, in order. What cannot be taken of a cell is its row's fault.

    Raises WrongInput where the file cannot be read, is too large, or its first row does not name the columns:
    one sentence for each name that is unknown, missing or given twice.
    """
    return list(_rows(_raw_rows(file, columns.known, sheet), columns))


def _raw_rows(file: Path, known: tuple[str, ...], sheet: str | None) -> Iterator[RawRow]:
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        raise WrongInput.at(str(file), f"expected a file named {', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}")
    try:
        if file.stat().st_size > MOST_BYTES:
            raise WrongInput.at(str(file), f"expected at most {MOST_BYTES // 1_000_000} MB")
        if suffix == ".xlsx":
            yield from xlsx_rows(file, sheet)
        else:
            if sheet is not None:
                raise WrongInput.at("--sheet", "expected only with an XLSX workbook")
            yield from csv_rows(file, known)
    except OSError as error:
        raise WrongInput.at(str(file), f"expected a file that can be read ({error.strerror})") from None


def _rows(raw: Iterator[RawRow], columns: Columns) -> Iterator[Row]:
    names = _names(next(raw, (1, []))[1], columns)
    taken = 0
    for number, cells in raw:
        if all(each is None for each in cells):
            continue
        taken += 1
        if taken > MOST_ROWS:
            raise WrongInput.at(f"row {number}", f"expected at most {MOST_ROWS:,} rows; split the file")
        yield _row(number, cells, names)


def _names(first: list[Cell | Unreadable | None], columns: Columns) -> list[str | None]:
    """The columns' names in their places; None where the first row is blank. Raises WrongInput with every fault."""
    names = [each.strip() if isinstance(each, str) else None for each in first]
    while names and names[-1] is None and first[len(names) - 1] is None:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise WrongInput.at("row 1", f"expected at most {MOST_COLUMNS} columns")
    faults = [*_strange(names, first, columns.known), *_twice(names)]
    missing = [name for name in columns.known if name in columns.required and name not in names]
    faults += [Fault(name, f"{name}: expected a column of this name in row 1.") for name in missing]
    if faults:
        raise WrongInput(faults)
    return names


def _strange(
    names: list[str | None], first: list[Cell | Unreadable | None], known: tuple[str, ...]
) -> Iterator[Fault]:
    for place, name in enumerate(names):
        where = f"cell {letters(place)}1"
        if name is None and first[place] is not None:
            yield Fault(where, f"{where}: expected a column's name as text.")
        elif name is not None and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"; the nearest is {near[0]}" if near else ""
            yield Fault(name, f"{name} ({where}): expected no such column{hint}.")


def _twice(names: list[str | None]) -> Iterator[Fault]:
    for name in dict.fromkeys(each for each in names if each is not None and names.count(each) > 1):
        places = " and ".join(f"{letters(place)}1" for place, each in enumerate(names) if each == name)
        yield Fault(name, f"{name}: expected the column once, and it stands in {places}.")


def _row(number: int, cells: Iterable[Cell | Unreadable | None], names: list[str | None]) -> Row:
    by_name: dict[str, Cell] = {}
    faults: list[Fault] = []
    for place, cell in enumerate(cells):
        if cell is None:
            continue
        name = names[place] if place < len(names) else None
        says = _fault(cell, name)
        if says:
            where = f"{name} (cell {letters(place)}{number})" if name else f"cell {letters(place)}{number}"
            faults.append(Fault(name or where, f"{where}: {says}."))
        elif name and not isinstance(cell, Unreadable):
            by_name[name] = cell
    return Row(number, by_name, tuple(faults))


def _fault(cell: Cell | Unreadable, name: str | None) -> str | None:
    if isinstance(cell, Unreadable):
        return cell.says
    if name is None:
        return "expected nothing, since row 1 names no column here"
    if isinstance(cell, str) and len(cell) > LONGEST_CELL:
        return f"expected at most {LONGEST_CELL:,} characters"
    return None
