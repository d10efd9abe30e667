"""Small printed tables kept as CSV files with comment lines: read whole, every fault with its line.

Knows lines, columns and cells. What the figures mean is for cohort.py and rents.py.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import TypeVar

from risk.faults import WrongInput

Read = TypeVar("Read")


@dataclass(frozen=True)
class Row:
    """One line of a table: its number in the file and its cells by column name."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """A table as it stands in the file. `name` is what faults call it."""

    name: str
    columns: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]


class Faults:
    """Collects what is wrong with one file, so that everything is said at once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._said: list[str] = []

    def at(self, line: int, expected: str) -> None:
        """Note a fault: the file, the line, and what was expected there."""
        self._said.append(f"{self._name}, line {line}: {expected}.")

    def stop_if_any(self) -> None:
        """Raise WrongInput with everything noted so far, if anything was."""
        if self._said:
            raise WrongInput(self._said)

    def read(self, row: Row, column: str, parse: Callable[[str], Read], expected: str, default: Read) -> Read:
        """The cell as `parse` reads it; where that raises ValueError a fault is noted and `default` stands in."""
        try:
            return parse(row.cells[column])
        except ValueError:
            self.at(row.line, f"expected {expected} under {column}, not {row.cells[column]!r}")
            return default


def kept(name: str) -> str:
    """The text of a table kept in risk/data/."""
    return (files("risk") / "data" / name).read_text(encoding="utf-8")


def read_table(text: str, name: str, *, columns: Sequence[str] | None = None) -> Table:
    """A table from its text. Lines that begin with # and empty lines are passed over.

    `columns`: the header that is expected, where it is fixed. Raises WrongInput.
    """
    faults = Faults(name)
    lines = [
        (number, next(csv.reader([line])))
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and not line.startswith("#")
    ]
    if not lines:
        raise WrongInput([f"{name}, line 1: expected a header line and rows, not an empty table."])
    header_line, header = lines[0]
    if columns is not None and header != list(columns):
        faults.at(header_line, f"expected the columns {', '.join(columns)}, not {', '.join(header)}")
    if len(set(header)) != len(header):
        faults.at(header_line, "expected each column once")
    rows: list[Row] = []
    for number, cells in lines[1:]:
        if len(cells) != len(header):
            faults.at(number, f"expected {len(header)} cells, as in the header, not {len(cells)}")
        else:
            rows.append(Row(number, dict(zip(header, cells, strict=True))))
    faults.stop_if_any()
    return Table(name, tuple(header), header_line, tuple(rows))


def whole_number(text: str) -> int:
    """A count as printed: digits only. Raises ValueError."""
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)
