"""Whose a row is: how each table leads to the case that its rows are of, read off what points to what.

A row names its case, or its guarantee or claim, or a row that does; so a new table needs no word here.
"""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import Column, ColumnElement, Table

from guarantor.storage import tables as every_table

_TABLES = every_table.Table.metadata.tables
_NAMED_BY = {"guarantee_ref": "guarantee", "claim_ref": "claim"}


@dataclass(frozen=True)
class Way:
    """What has to be joined to a table, one after the other, and the column that then names the case."""

    joins: tuple[tuple[Table, ColumnElement[bool]], ...]
    case_ref: Column[str]


@cache
def way(name: str) -> Way | None:
    """The way from a table's rows to their case; None where they are of no case."""
    table = _TABLES[name]
    if name == "case_file":
        return Way((), table.c.ref)
    if "case_ref" in table.c:
        return Way((), table.c.case_ref)
    return next((found for column, to in _ends(table) if (found := _through(column, to)) is not None), None)


def _ends(table: Table) -> list[tuple[Column[str], Column[str]]]:
    """The columns that point to another table's rows with what they point to, a guarantee's or claim's first."""
    named = [(table.c[column], _TABLES[to].c.ref) for column, to in _NAMED_BY.items() if column in table.c]
    # Half of a key of two columns points to the rows of other people too.
    keys = [
        key for key in table.foreign_keys if key.constraint is not None and len(key.constraint.columns) == 1
    ]
    other = [(key.parent, key.column) for key in keys if key.column.table.name != table.name]
    return [*named, *sorted(other, key=lambda each: each[0].name)]


def _through(column: Column[str], to: Column[str]) -> Way | None:
    further = way(to.table.name)
    if further is None:
        return None
    return Way(((_TABLES[to.table.name], column == to), *further.joins), further.case_ref)
