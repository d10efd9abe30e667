"""Services are tested on SQLite, and every rehearsal in which a test did something must still be whole at its end."""

from collections.abc import Iterator

import pytest

from guarantor.services.proof.checking import check_ledger, verify_journal
from guarantor.storage import schema
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story


@pytest.fixture
def database_kind() -> str:
    """SQLite; both kinds are for the tests of storage."""
    return "sqlite"


@pytest.fixture
def begin(begin: Begin) -> Iterator[Begin]:
    """As everywhere, and after the test the ledger and the journal of each rehearsal that went on are clean."""
    begun: list[tuple[Rehearsal, int]] = []

    def and_remembered(story: Story) -> Rehearsal:
        rehearsal = begin(story)
        begun.append((rehearsal, _acts_done(rehearsal)))
        return rehearsal

    yield and_remembered
    for rehearsal, before in begun:
        if _acts_done(rehearsal) > before:
            assert check_ledger(rehearsal.office) == []
            assert verify_journal(rehearsal.office) == []


def _acts_done(rehearsal: Rehearsal) -> int:
    """How many lines the journal has; 0 where no database was created."""
    engine = rehearsal.office.engine
    if schema.state(engine) is not schema.State.CREATED:
        return 0
    with engine.connect() as connection:
        return int(connection.exec_driver_sql("SELECT COUNT(*) FROM journal").scalar_one())
