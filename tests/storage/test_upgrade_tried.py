"""`guarantor db upgrade --dry-run`: what would be done and whether it works, and nothing of it is kept."""

import pytest
from sqlalchemy import text

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import databases
from guarantor.services.acting.identity import NotReady
from guarantor.services.acting.office import Office
from guarantor.storage import schema
from guarantor.storage.engine import file_of

OLD = "0015"


@pytest.fixture
def old(empty_office: Office) -> Office:
    """A database as a version before this one left it, without a row."""
    file = file_of(empty_office.engine)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    with empty_office.engine.begin() as connection:
        schema.bring_to(connection, OLD)
    return empty_office


def shape(office: Office) -> tuple[str | None, list[str]]:
    """The version and every table and guard that stands."""
    asked = (
        "SELECT name FROM sqlite_master"
        if office.engine.dialect.name == "sqlite"
        else "SELECT relname FROM pg_class UNION ALL SELECT tgname FROM pg_trigger"
    )
    with office.engine.connect() as connection:
        return schema.version(office.engine), sorted(str(name) for name in connection.scalars(text(asked)))


def test_an_older_database_is_told_its_steps_and_stays_as_it_was(old: Office) -> None:
    before = shape(old)
    tried = databases.try_upgrade(old)
    assert (tried["schema"], tried["would_be"]) == (OLD, schema.newest_version())
    assert all(step["version"] > OLD for step in tried["steps"])
    assert [step["version"] for step in tried["steps"]][-1] == schema.newest_version()
    assert all(" " in step["about"] for step in tried["steps"])
    assert (tried["works"], tried["failure"]) == (True, None)
    assert shape(old) == before
    file = file_of(old.engine)
    if file is not None:
        assert [each.name for each in file.parent.iterdir() if each.name.startswith(".upgrade-tried")] == []
    databases.upgrade(old)
    assert schema.version(old.engine) == schema.newest_version()


def test_an_upgrade_that_would_fail_is_told_of_and_leaves_nothing(old: Office) -> None:
    with old.engine.begin() as connection:
        # A table that somebody made stands where a step wants to make its own.
        connection.execute(text("CREATE TABLE saved_forecast (id INTEGER)"))
    before = shape(old)
    tried = databases.try_upgrade(old)
    assert tried["works"] is False
    assert "saved_forecast" in tried["failure"]
    assert shape(old) == before


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_an_up_to_date_database_has_no_step_to_take(empty_office: Office) -> None:
    databases.create(empty_office, ["ada", "bo"], rehearsal=True)
    tried = databases.try_upgrade(empty_office)
    assert (tried["steps"], tried["works"]) == ([], True)


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_database_that_is_not_there_or_of_a_newer_program_is_refused(
    empty_office: Office,
) -> None:
    with pytest.raises(NotReady):
        databases.try_upgrade(empty_office)
    schema.upgrade(empty_office.engine)
    with empty_office.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(WrongInput, match="expected a schema that this program knows, not 9999"):
        databases.try_upgrade(empty_office)
