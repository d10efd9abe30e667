"""Every row of the record, table by table, read out and put back: the same on SQLite and on PostgreSQL.

A row is a list of plain values, so that what was read from one kind of database can be put into the other. Read is
whatever stands there, of this schema's version or an earlier one; put back is into a schema of the version it was read
from, with the guards at rest: only acts pass them. What leaves with a visit (sessions, forms, codes,
explorations) is no part of it.
"""

import base64
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    Text,
    false,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy import Table as SqlTable

from guarantor.storage import schema
from guarantor.storage.engine import Session
from guarantor.storage.tables import Table
from guarantor.storage.types import Instant, Pence

OF_A_VISIT = frozenset({"long_run", "sent_form", "sign_in_failure", "used_code", "web_session"})
AT_ONCE, AT_ONCE_OF_FILES = 500, 1
_KINDS: dict[str, type[Any]] = {
    "text": Text,
    "integer": Integer,
    "instant": Instant,
    "date": Date,
    "bytes": LargeBinary,
    "pence": Pence,
    "boolean": Boolean,
}
_OUT: dict[str, Callable[[Any], Any]] = {
    "instant": dt.datetime.isoformat,
    "date": dt.date.isoformat,
    "bytes": lambda value: base64.b64encode(value).decode(),
}
_IN: dict[str, Callable[[Any], Any]] = {
    "instant": dt.datetime.fromisoformat,
    "date": dt.date.fromisoformat,
    "bytes": lambda value: base64.b64decode(value, validate=True),
}
Columns = Sequence[tuple[str, str]]
"""Each column's name and kind."""


def tables() -> list[SqlTable]:
    """The tables of this version's record in an order in which each stands after those it points to."""
    return [table for table in Table.metadata.sorted_tables if table.name not in OF_A_VISIT]


def standing(session: Session) -> list[SqlTable]:
    """The tables that a database of this version or an earlier one has, with the columns and keys they have there.

    In an order as of `tables`. What a column holds is known from its name today: none was ever given another meaning.
    """
    found = inspect(session.connection())
    columns = {name: held for (_, name), held in found.get_multi_columns().items()}
    keys = {name: held["constrained_columns"] for (_, name), held in found.get_multi_pk_constraint().items()}
    ours = [name for name, _ in found.get_sorted_table_and_fkc_names() if name in Table.metadata.tables]
    return [
        SqlTable(
            name,
            MetaData(),
            *(
                Column(
                    each["name"],
                    Table.metadata.tables[name].columns[each["name"]].type,
                    primary_key=each["name"] in keys[name],
                )
                for each in columns[name]
            ),
        )
        for name in ours
        if name is not None and name not in OF_A_VISIT
    ]


def columns_of(table: SqlTable) -> Columns:
    """Each column of a table with its kind."""
    return [(column.name, _kind(column)) for column in table.columns]


def rows(session: Session, table: SqlTable) -> Iterator[list[list[Any]]]:
    """A table's rows in the order of their keys, some at once, as plain values."""
    kinds = [_kind(column) for column in table.columns]
    out = [_OUT.get(kind) for kind in kinds]
    at_once = AT_ONCE_OF_FILES if "bytes" in kinds and _holds_files(table) else AT_ONCE
    asked = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=at_once)
    for part in session.connection().execute(asked).partitions():
        yield [
            [value if of is None or value is None else of(value) for value, of in zip(row, out, strict=True)]
            for row in part
        ]


class Refill:
    """A database that is being filled: table after table, and counted at the end. Nothing of it stands before that."""

    def __init__(self, connection: Connection) -> None:
        """Take the connection of a transaction that is under way, with the guards at rest."""
        self._connection = connection
        self._table: SqlTable | None = None
        self._in: list[Callable[[Any], Any] | None] = []

    def table(self, name: str, columns: Columns) -> None:
        """Go on with a table. Raises ValueError for a column of no kind that is known."""
        if any(kind not in _KINDS for _, kind in columns):
            raise ValueError(f"{name} has a column of an unknown kind")
        self._table = SqlTable(
            name, MetaData(), *(Column(column, _KINDS[kind]()) for column, kind in columns)
        )
        self._in = [_IN.get(kind) for _, kind in columns]

    def put(self, part: Sequence[Sequence[Any]]) -> None:
        """Put rows into the table."""
        assert self._table is not None, "a table comes before its rows"
        names = [column.name for column in self._table.columns]
        self._connection.execute(
            insert(self._table),
            [
                {
                    name: value if of is None or value is None else of(value)
                    for name, value, of in zip(names, row, self._in, strict=True)
                }
                for row in part
            ],
        )

    def session(self) -> Session:
        """A session that sees what was put in so far, and whose end changes nothing of it."""
        return Session(self._connection)

    def count(self, name: str) -> int:
        """How many rows a table has now."""
        return int(self._connection.scalar(select(func.count()).select_from(SqlTable(name, MetaData()))) or 0)


@contextmanager
def refilling(engine: Engine, version: str) -> Iterator[Refill]:
    """An empty database brought to a schema's version and filled, whole or not at all.

    It is marked as being restored until `schema.mark_as_restored`.
    """
    with engine.begin() as connection:
        schema.bring_to(connection, version)
        schema.mark_as_being_restored(connection)
        with _guards_at_rest(connection):
            yield Refill(connection)


@contextmanager
def _guards_at_rest(connection: Connection) -> Iterator[None]:
    if connection.dialect.name == "sqlite":
        asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY rowid"
        guards = list(connection.exec_driver_sql(asked))
        for name, _ in guards:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        yield
        for _, statement in guards:
            connection.exec_driver_sql(statement)
        return
    listed = "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    names = [str(name) for (name,) in connection.exec_driver_sql(listed)]
    for name in names:
        connection.exec_driver_sql(f'ALTER TABLE "{name}" DISABLE TRIGGER USER')
    yield
    for name in names:
        connection.exec_driver_sql(f'ALTER TABLE "{name}" ENABLE TRIGGER USER')
    _count_on(connection)


def _count_on(connection: Connection) -> None:
    """Whoever numbers the next row on PostgreSQL counts on from the last one."""
    asked = (
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND column_default LIKE 'nextval%%'"
    )
    for table, name in list(connection.exec_driver_sql(asked)):
        numbered: Column[Any] = Column(name)
        SqlTable(table, MetaData(), numbered)
        next_one = select(func.coalesce(func.max(numbered), 0) + 1).scalar_subquery()
        connection.execute(select(func.setval(func.pg_get_serial_sequence(table, name), next_one, false())))


def _kind(column: Any) -> str:
    return next(kind for kind, known in _KINDS.items() if type(column.type) is known)


def _holds_files(table: SqlTable) -> bool:
    return "content_bytes" in table.columns
