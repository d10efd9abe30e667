"""Databases of many cases to look at: the rehearsal county as it was played, copied over and over by plain inserts.

Every copy has all rows of its cases, those of the ledger and the journal too, under new references and numbers; the
files of papers are left out. One case in ten gets another open task. The journal's chain is copied and not made, so
that such a database is for looking at alone. Every person is invented.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Column, Connection, Engine, Integer, LargeBinary, Table, Text, text

from guarantor.storage.tables import Table as Root
from guarantor.storage.types import Instant

_KEPT_APART = frozenset(
    {
        "accommodation_price",
        "account",
        "account_closing",
        "account_credential",
        "case_look",
        "database_mark",
        "keyed_act",
        "long_run",
        "month_close",
        "officer",
        "officer_role",
        "paper_check",
        "password_change",
        "payment_batch",
        "payment_batch_line",
        "period",
        "period_account",
        "period_guarantee",
        "place",
        "policy_version",
        "programme",
        "sent_form",
        "sign_in_failure",
        "used_code",
        "web_session",
    }
)
_UNIQUE_TEXTS = frozenset({"code", "idempotency_key", "reference"})
_NUMBERED = 10_000
"""The county has fewer rows than this in every table."""


def copy(engine: Engine, cases: int) -> int:
    """Copy the county's cases until there are about so many. Answers with how many there are.

    The county has fewer than a hundred cases, so that a copy's references are its own with the copy's number in them.
    """
    with engine.begin() as connection, _guards_at_rest(connection):
        played = int(connection.scalar(text("SELECT COUNT(*) FROM case_file")) or 0)
        copies = max(1, round(cases / played)) - 1
        connection.exec_driver_sql("CREATE TABLE copied (n INTEGER NOT NULL)")
        connection.execute(
            text("INSERT INTO copied (n) VALUES (:n)"), [{"n": n} for n in range(1, copies + 1)]
        )
        for table in Root.metadata.sorted_tables:
            if table.name not in _KEPT_APART:
                connection.exec_driver_sql(_copied(table, connection.dialect.name))
        connection.exec_driver_sql("DROP TABLE copied")
        _open_more_tasks(connection)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    return played * (copies + 1)


def _copied(table: Table, database: str) -> str:
    names = [column.name for column in table.columns]
    values = ", ".join(
        _later(f"held.{column.name}", database) if isinstance(column.type, Instant) else _value(table, column)
        for column in table.columns
    )
    return (
        f"INSERT INTO {table.name} ({', '.join(names)}) "  # noqa: S608 - names of our own tables
        f"SELECT {values} FROM copied CROSS JOIN (SELECT * FROM {table.name}) AS held"
    )


def _value(table: Table, column: Column[object]) -> str:
    name = f"held.{column.name}"
    if isinstance(column.type, LargeBinary):
        # The files of papers would be most of it, and no page shows one.
        return name if column.name == "salt" else f"CASE WHEN copied.n = 0 THEN {name} END"
    if isinstance(column.type, Integer) and _is_numbered(table, column):
        return f"{name} + copied.n * {_NUMBERED}"
    if not isinstance(column.type, Text):
        return name
    if table.name == "case_word" and column.name == "word":
        # Names in the county are words and numbers: the numbers make them different in every copy.
        return f"CASE WHEN {name} BETWEEN '0' AND '9a' THEN {name} || copied.n ELSE {name} END"
    if column.name in _UNIQUE_TEXTS:
        return f"{name} || '.' || copied.n"
    return f"REPLACE({name}, 'RG-00', 'RG-' || (1000 + copied.n))"


def _later(name: str, database: str) -> str:
    """Some microseconds later in every copy: no two acts of a real office are written down at the same instant."""
    if database == "postgresql":
        return f"{name} + copied.n * INTERVAL '1 microsecond'"
    moved = f"(CAST(SUBSTR({name}, 21, 6) AS INTEGER) + copied.n) % 1000000"
    return f"SUBSTR({name}, 1, 20) || PRINTF('%06d', {moved}) || SUBSTR({name}, 27)"


def _is_numbered(table: Table, column: Column[object]) -> bool:
    """Whether the number counts rows that are copied, its own or another table's."""
    if column.foreign_keys:
        other = next(iter(column.foreign_keys)).column
        return other.table.name not in _KEPT_APART and _is_numbered(other.table, other)
    return column.primary_key and len(table.primary_key) == 1


def _open_more_tasks(connection: Connection) -> None:
    """For every tenth case of the copies a task of a caseworker, due over two years, half of them given to somebody."""
    first = int(connection.scalar(text("SELECT COALESCE(MAX(id), 0) + 1 FROM task")) or 1)
    day = (
        "date('2018-09-01', '+' || (row_no - row_no / 700 * 700) || ' days')"
        if connection.dialect.name == "sqlite"
        else "DATE '2018-09-01' + CAST(MOD(row_no, 700) AS INTEGER)"
    )
    connection.exec_driver_sql(
        "INSERT INTO task (id, kind, basis, case_ref, owner_role, due_on, opened_on, recorded_at) "  # noqa: S608 - numbers and words of our own
        f"SELECT {first} + row_no, 'other', 'by hand ' || ref || ' 99', ref, 'caseworker', {day}, {day}, opened_at "
        "FROM (SELECT ref, opened_at, ROW_NUMBER() OVER (ORDER BY ref) AS row_no FROM case_file) AS held "
        "WHERE row_no - row_no / 10 * 10 = 0"
    )
    connection.exec_driver_sql(
        "INSERT INTO open_task (task, kind, case_ref, owner_role, owner, due_on) "  # noqa: S608 - a number of our own
        "SELECT id, kind, case_ref, owner_role, CASE WHEN id - id / 20 * 20 = 0 THEN "
        "(SELECT MIN(officer) FROM officer_role WHERE role = 'caseworker') END, due_on "
        f"FROM task WHERE id > {first}"
    )


@contextmanager
def _guards_at_rest(connection: Connection) -> Iterator[None]:
    """The rows were taken once, by acts that met every guard."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield
        connection.exec_driver_sql("SET LOCAL session_replication_role = DEFAULT")
        return
    guards = list(connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    for name, _ in guards:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, statement in guards:
        connection.exec_driver_sql(statement)
