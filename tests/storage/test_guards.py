"""Every guard of the database is needed: it alone refuses its statement, and without it the statement goes through."""

import pytest

from tests.databases import KINDS
from tests.storage.attempts import attempts
from tests.storage.conftest import REFUSALS, Outside
from tests.storage.later_attempts import ALSO_REFUSED_BY, BEFORE

EACH = [(kind, guard) for kind in KINDS for guard in sorted(attempts(kind))]


def test_every_guard_in_the_database_has_a_statement_that_it_refuses(door: Outside) -> None:
    assert {name for name, _ in door.guards()} == set(attempts(door.kind))


@pytest.mark.parametrize(("database_kind", "guard"), EACH)
def test_the_guard_alone_refuses_and_without_it_the_statement_goes_through(door: Outside, guard: str) -> None:
    statement = attempts(door.kind)[guard]
    table = dict(door.guards())[guard]
    with door.undone():
        for lawful in BEFORE.get(guard, ()):
            door.run(lawful)
        if door.kind == "postgresql" and guard in ALSO_REFUSED_BY:
            door.run(f"ALTER TABLE {table} DROP CONSTRAINT {ALSO_REFUSED_BY[guard]}")
        door.leave_only(table, guard)
        with pytest.raises(REFUSALS), door.tried():
            door.run(statement)
        door.leave_only(table, None)
        assert door.run(statement) != 0


@pytest.mark.parametrize(("database_kind", "guard"), EACH)
def test_the_statement_is_refused_as_the_database_stands(door: Outside, guard: str) -> None:
    statement = attempts(door.kind)[guard]
    if statement.startswith("TRUNCATE"):
        statement += " CASCADE"
    assert door.refusal(statement, after=BEFORE.get(guard, ())) is not None
