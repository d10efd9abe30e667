"""A table to be written: its title, its columns with the kind of each, and its rows."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Value = str | int | dt.date | None
"""A cell to be written. Money is whole pence, in a column of the kind `pounds`."""

Kind = Literal["text", "pounds", "whole", "date"]


@dataclass(frozen=True)
class Column:
    """A column's name, what its cells are, and how many characters wide it is shown."""

    name: str
    kind: Kind = "text"
    width: int = 16


@dataclass(frozen=True)
class Table:
    """A title of at most 31 characters, the columns, and rows with one value for each; rows are read once."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
