"""A sheet as people see it: rows by their number, cells by their column's name, and where each fault stands.

Knows the limits of what is read and the one rule of neutral text; knows nothing of what a column means.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from guarantor.domain.wrong_input import Fault

Cell = str | Decimal | dt.date | bool
"""What a cell holds. CSV knows text only; XLSX has numbers, dates and yes or no besides. Blank cells are left out."""

MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CELL = 10_000
MOST_BYTES = 20_000_000
MOST_BYTES_UNPACKED = 200_000_000
MOST_PARTS = 1_000


@dataclass(frozen=True)
class Unreadable:
    """A cell that is not taken; `says` is what was expected of it."""

    says: str


RawRow = tuple[int, list[Cell | Unreadable | None]]
"""A row's number as the sheet shows it, and its cells from column A on."""


@dataclass(frozen=True)
class Columns:
    """The names that may stand in the first row, and those that must."""

    known: tuple[str, ...]
    required: frozenset[str]


@dataclass(frozen=True)
class Row:
    """A row with something in it: its number as the sheet shows it, and its cells by column."""

    number: int
    cells: Mapping[str, Cell]
    faults: tuple[Fault, ...] = ()


FORMULA = "expected a value, and it holds a formula: formulas are never evaluated here"

_RUNS_IN_A_SPREADSHEET = re.compile(r"[\s']*[\t\r\n=+\-@＝＋－＠]")


def neutral(text: str) -> str:
    """The text as it may stand in CSV: with an apostrophe before it where a spreadsheet would run it.

    `original` takes the apostrophe away again; together they give every text back as it was.
    """
    return f"'{text}" if _RUNS_IN_A_SPREADSHEET.match(text) else text


def original(text: str) -> str:
    """The text before `neutral`."""
    made_neutral = text.startswith("'") and _RUNS_IN_A_SPREADSHEET.match(text[1:])
    return text[1:] if made_neutral else text


def letters(column: int) -> str:
    """A column's letters from its place, counted from 0: 0 is A, 27 is AB."""
    name = ""
    place = column + 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
