"""Services are tested on SQLite, and every rehearsal that a test was given must still be whole at its end."""

from collections.abc import Iterator

import pytest

from guarantor.services.checking import check_ledger, verify_journal
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story


@pytest.fixture
def database_kind() -> str:
    """SQLite; both kinds are for the tests of storage."""
    return "sqlite"


@pytest.fixture
def begin(begin: Begin) -> Iterator[Begin]:
    """As everywhere, and after the test the ledger and the journal of each rehearsal are clean."""
    told: list[Rehearsal] = []

    def and_remembered(story: Story) -> Rehearsal:
        told.append(begin(story))
        return told[-1]

    yield and_remembered
    for rehearsal in told:
        assert check_ledger(rehearsal.office) == []
        assert verify_journal(rehearsal.office) == []
