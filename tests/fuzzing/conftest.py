"""The rehearsal that is attacked: something of every kind in it, and everybody with an account."""

import pytest

from tests.commanding import at, run
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.web.walking import everything

__all__ = ["at", "run"]


@pytest.fixture
def database_kind() -> str:
    """What reaches a database is tried on both kinds elsewhere (tests/web/test_attacks.py)."""
    return "sqlite"


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """Something of every kind."""
    return begin(everything)
