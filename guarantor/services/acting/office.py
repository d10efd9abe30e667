"""What every service is given: the database, the settings, and the clock as two functions."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from guarantor import clock
from guarantor.domain.access import Role
from guarantor.settings import Settings
from guarantor.storage.engine import Engine, open_engine


@dataclass(frozen=True)
class Office:
    """The council's office as the services see it."""

    engine: Engine
    settings: Settings
    now: Callable[[], dt.datetime]
    today: Callable[[], dt.date]


@dataclass(frozen=True)
class Person:
    """Who acts: an officer by number, the roles they hold, and the way they came (cli, demo).

    `late_reason` says why an act is dated on an earlier day than today; a live database insists on it.
    """

    number: int
    name: str
    roles: frozenset[Role]
    via: str
    late_reason: str | None = None


def open_office() -> Office:
    """The office that the settings describe, on the real clock."""
    settings = Settings()
    return Office(
        engine=open_engine(settings.database_url), settings=settings, now=clock.now, today=clock.today
    )
