"""Writing a new row down at once, without the object mapper, which would cost an act more than the database does."""

import secrets
from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Insert, insert
from sqlalchemy import Table as SchemaTable
from sqlalchemy.orm import Session

from guarantor.storage.tables.base import Erasable, Table


def write(session: Session, row: Table) -> None:
    """Write a row down, and give it its random bytes and the number that the database chooses for it.

    The session does not hold the row afterwards: read again it is another object, and a change of this one is lost.
    """
    # What was changed in rows that the session holds comes first.
    session.flush()
    statement, number = _into(type(row))
    if isinstance(row, Erasable) and row.salt is None:
        row.salt = secrets.token_bytes(32)
    values = {column.name: getattr(row, column.name) for column in statement.table.columns}
    if number is None or values[number] is not None:
        session.execute(statement, values)
        return
    del values[number]
    chosen = cast("CursorResult[Any]", session.execute(statement, values)).inserted_primary_key
    assert chosen is not None, "a table that numbers its rows says which number it chose"
    setattr(row, number, chosen[0])


@cache
def _into(kind: type[Table]) -> tuple[Insert, str | None]:
    """The statement that writes rows of a kind, and the column that the database numbers, where there is one."""
    table = cast("SchemaTable", kind.__table__)
    numbered = table.autoincrement_column
    return insert(table), None if numbered is None else str(numbered.name)
