"""What goes, goes on both kinds of database."""

import pytest

from tests.databases import KINDS


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which kind of database."""
    return str(request.param)
