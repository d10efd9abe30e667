"""The command line is tested on SQLite, mostly inside the test's own process."""

import pytest

from tests.commanding import at, run, written

__all__ = ["at", "run", "written"]


@pytest.fixture
def database_kind() -> str:
    """SQLite; both kinds are for the tests of storage."""
    return "sqlite"
