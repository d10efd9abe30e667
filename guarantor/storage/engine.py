"""Connections: how SQLite and PostgreSQL are opened, and the two kinds of session, reading and acting."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from guarantor.domain.wrong_input import WrongInput

__all__ = ["Engine", "Session", "acting", "file_of", "missing", "open_engine", "reading"]

BUSY_SECONDS = 60


def open_engine(url: str) -> Engine:
    """An engine for a database address. Raises WrongInput for an address of another kind.

    Its errors hold no values of a statement: they end in logs, and the values may be somebody's name.
    """
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise WrongInput.at(
            "GUARANTOR_DATABASE_URL", "expected sqlite:///PATH or postgresql://ADDRESS"
        ) from None
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "postgresql+psycopg":
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    if parsed.drivername in ("sqlite", "sqlite+pysqlite") and parsed.database not in (None, "", ":memory:"):
        engine = create_engine(parsed, connect_args={"timeout": BUSY_SECONDS}, hide_parameters=True)
        event.listen(engine, "do_connect", _sqlite_file)
        event.listen(engine, "connect", _sqlite_connect)
        event.listen(engine, "begin", _sqlite_begin)
        return engine
    raise WrongInput.at("GUARANTOR_DATABASE_URL", "expected sqlite:///PATH or postgresql://ADDRESS")


def file_of(engine: Engine) -> Path | None:
    """The file of an SQLite database, whether it is there or not; None for PostgreSQL."""
    return Path(str(engine.url.database)) if engine.dialect.name == "sqlite" else None


def missing(engine: Engine) -> bool:
    """Whether the database is an SQLite file that is not there; opening it would leave an empty one behind."""
    file = file_of(engine)
    return file is not None and not file.exists()


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one consistent state and writes nothing."""
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    with engine.connect().execution_options(**options) as connection, Session(connection) as session:
        yield session


@contextmanager
def acting(engine: Engine) -> Iterator[Session]:
    """A session for one act: all of it is kept, or none. After waiting for a row it sees what others have written."""
    options: dict[str, Any] = {"guarantor_acts": True}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "READ COMMITTED"
    with (
        engine.connect().execution_options(**options) as connection,
        connection.begin(),
        Session(connection, join_transaction_mode="rollback_only") as session,
    ):
        yield session
        session.flush()


def _sqlite_file(_dialect: Any, _record: Any, arguments: Sequence[str], _more: Any) -> None:
    """A new file is its owner's alone, and so are those that SQLite puts beside it: they take its mode."""
    # Where it is there already, or no folder is, SQLite itself says what is to be said.
    with suppress(OSError):
        Path(arguments[0]).touch(mode=0o600, exist_ok=False)


def _sqlite_connect(connection: Any, _record: Any) -> None:
    # The driver's own transaction handling is switched off, so that BEGIN below is the only one.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA synchronous = FULL")
    # What is erased is overwritten, not only let go.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
    cursor.close()


def _sqlite_begin(connection: Connection) -> None:
    # A deferred transaction that turns to writing fails at once when another has written, whatever the
    # time-out; an act therefore takes the write lock before it looks.
    acts = connection.get_execution_options().get("guarantor_acts", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if acts else "BEGIN")
