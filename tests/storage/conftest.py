"""A database in full use, and bare clients that come to it from outside with no help from the application."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

import psycopg
import pytest

from tests.conftest import Begin
from tests.databases import Databases, file_of
from tests.rehearsing import Rehearsal, told
from tests.storage.full_use import in_full_use

REFUSALS = (sqlite3.IntegrityError, psycopg.IntegrityError, psycopg.DataError, psycopg.NotSupportedError)
"""What a database raises when it refuses a row; anything else is a fault in the test's own SQL."""


@dataclass
class Outside:
    """A bare client: no pragma set, no function registered, nothing of the application's in between."""

    kind: str
    connection: sqlite3.Connection | psycopg.Connection

    def run(self, statement: str) -> int:
        """Run a statement; the number of rows it touched."""
        return self.connection.execute(statement).rowcount  # type: ignore[arg-type]

    def asked(self, query: str) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        return list(self.connection.execute(query).fetchall())  # type: ignore[arg-type]

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Everything inside is rolled back, whether it was refused or not."""
        self.connection.execute("BEGIN")
        try:
            yield
        finally:
            self.connection.execute("ROLLBACK")

    @contextmanager
    def tried(self) -> Iterator[None]:
        """What fails inside leaves the rest of the transaction as it was."""
        self.connection.execute("SAVEPOINT tried")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK TO SAVEPOINT tried")
            raise

    def guards(self) -> list[tuple[str, str]]:
        """Every trigger of the database that refuses something, with its table."""
        if self.kind == "sqlite":
            asked = "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        else:
            asked = "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
        # Those that keep what is open refuse nothing (see migration 0013).
        return [(name, table) for name, table in self.asked(asked) if not name.startswith("keep_open_")]

    def leave_only(self, table: str, guard: str | None) -> None:
        """Take every guard of a table away but one, and the foreign keys of other tables to it."""
        for name, on in self.guards():
            if on == table and name != guard:
                self._drop(name, on)
        if self.kind == "postgresql":
            referring = "SELECT conname, conrelid::regclass::text FROM pg_constraint"
            for name, on in self.asked(
                f"{referring} WHERE contype = 'f' AND confrelid = '{table}'::regclass"
            ):
                self.run(f"ALTER TABLE {on} DROP CONSTRAINT {name}")

    def leave_none(self) -> None:
        """Take every guard of the database away."""
        self.run("BEGIN")
        for name, on in self.guards():
            self._drop(name, on)
        self.run("COMMIT")

    def _drop(self, guard: str, table: str) -> None:
        self.run(f"DROP TRIGGER {guard}" + (f" ON {table}" if self.kind == "postgresql" else ""))

    def refusal(
        self, statement: str, *, after: Sequence[str] = (), by: tuple[str, str] | None = None
    ) -> str | None:
        """What the database says against a statement, or None where it lets it through; undone either way.

        `after` are statements that it must let through before. `by` is a table and the only one of its guards
        that is left to refuse.
        """
        with self.undone():
            if by is not None:
                self.leave_only(*by)
            for lawful in after:
                self.run(lawful)
            try:
                self.run(statement)
            except REFUSALS as refused:
                return str(refused)
            return None


@contextmanager
def outside(url: str) -> Iterator[Outside]:
    """A bare client of the database at an address."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(file_of(url), isolation_level=None)) as connection:
            yield Outside("sqlite", connection)
    else:
        with psycopg.connect(url, autocommit=True) as connection:
            yield Outside("postgresql", connection)


@pytest.fixture(scope="session")
def doors(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Outside]]:
    """A bare client of each kind of database in full use, one for the session."""
    folder = tmp_path_factory.mktemp("doors")

    with ExitStack() as at_the_end:

        @cache
        def door_of(kind: str) -> Outside:
            url = told(in_full_use, databases, kind, folder)
            at_the_end.callback(databases.drop, url)
            return at_the_end.enter_context(outside(url))

        yield door_of


@pytest.fixture
def door(doors: Callable[[str], Outside], database_kind: str) -> Outside:
    """A bare client of a database in full use, for a test that undoes whatever it did."""
    return doors(database_kind)


@pytest.fixture
def in_use(begin: Begin) -> Rehearsal:
    """A database in full use; each test has its own."""
    return begin(in_full_use)
