"""Fixtures for every test that needs an office: a fresh staffed rehearsal on each kind of database.

A test that asks for `rehearsal` runs twice, on SQLite and on PostgreSQL. A folder that needs only one of them
overrides the fixture `database_kind` in its own conftest.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

from guarantor.services.acting.office import Office
from tests import in_memory
from tests.databases import KINDS, Databases
from tests.rehearsing import Clock, Rehearsal, Story, after, opened, told
from tests.sharing import shared

in_memory.keep_there()

# How long an example takes says nothing of whether it holds.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

Begin = Callable[[Story], Rehearsal]


@pytest.fixture(scope="session", autouse=True)
def _shared() -> Iterator[None]:
    with shared():
        yield


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Where fresh databases come from."""
    made = Databases(tmp_path_factory.mktemp("templates"))
    yield made
    made.stop()


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which kind of database."""
    return str(request.param)


@pytest.fixture
def begin(databases: Databases, database_kind: str, tmp_path: Path) -> Iterator[Begin]:
    """A fresh rehearsal that stands at the end of a story: `begin(Rehearsal.staff)`.

    A story is told once in a session for each kind, and its database copied; it must be a plain function. Marked
    with `@after(Rehearsal.staff)` it goes on from there.
    """
    with ExitStack() as at_the_end:

        def begun(story: Story) -> Rehearsal:
            url = told(story, databases, database_kind, tmp_path)
            at_the_end.callback(databases.drop, url)
            return at_the_end.enter_context(opened(url, tmp_path))

        yield begun


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Everybody at work, kent-pilot adopted with 25 places, no case yet."""
    return begin(Rehearsal.staff)


@pytest.fixture
def guaranteed(begin: Begin) -> Rehearsal:
    """As `rehearsal`, and the guarantee RG-0001/1 active: £520.00 a month from 1 August 2018, cap £3,120.00."""
    return begin(_one_active_guarantee)


@pytest.fixture
def database_url(databases: Databases, database_kind: str, tmp_path: Path) -> Iterator[str]:
    """The address of a database without a table."""
    url = databases.empty(database_kind, tmp_path)
    yield url
    databases.drop(url)


@pytest.fixture
def empty_office(database_url: str, tmp_path: Path) -> Iterator[Office]:
    """An office on a database without a table."""
    with opened(database_url, tmp_path) as rehearsal:
        yield rehearsal.office


@pytest.fixture
def office(rehearsal: Rehearsal) -> Office:
    """The office of `rehearsal`."""
    return rehearsal.office


@pytest.fixture
def clock(rehearsal: Rehearsal) -> Clock:
    """The clock of `rehearsal`, which stands still until a test moves it."""
    return rehearsal.clock


@after(Rehearsal.staff)
def _one_active_guarantee(rehearsal: Rehearsal) -> None:
    rehearsal.active_guarantee()
