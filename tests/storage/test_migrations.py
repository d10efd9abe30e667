"""The schema that the migrations make is the one that the tables describe, on both databases."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect

from guarantor.services.acting.office import Office
from guarantor.storage import schema
from guarantor.storage.tables import Table
from tests.rehearsing import Rehearsal
from tests.storage.conftest import outside


def test_the_migrations_make_what_the_tables_describe(rehearsal: Rehearsal) -> None:
    with rehearsal.office.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []


def test_every_check_of_the_tables_stands_in_the_database(rehearsal: Rehearsal) -> None:
    inspector = inspect(rehearsal.office.engine)
    for name, table in Table.metadata.tables.items():
        described = {each.name for each in table.constraints if isinstance(each, CheckConstraint)}
        assert {each["name"] for each in inspector.get_check_constraints(name)} == described


def test_a_new_database_has_no_version_and_an_upgraded_one_the_newest(empty_office: Office) -> None:
    assert schema.version(empty_office.engine) is None
    schema.upgrade(empty_office.engine)
    assert schema.version(empty_office.engine) == schema.newest_version()


def test_upgrading_again_changes_nothing(rehearsal: Rehearsal) -> None:
    with outside(rehearsal.url) as client:
        before = _everything(client.kind, client.asked)
        schema.upgrade(rehearsal.office.engine)
        assert _everything(client.kind, client.asked) == before


def test_an_upgrade_that_fails_leaves_nothing_behind(empty_office: Office, database_url: str) -> None:
    with outside(database_url) as client:
        client.run("CREATE TABLE young_person (name TEXT)")
    with pytest.raises(Exception, match="young_person"):
        schema.upgrade(empty_office.engine)
    tables = set(inspect(empty_office.engine).get_table_names()) - {"alembic_version"}
    assert tables == {"young_person"}


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_every_table_of_sqlite_is_strict(rehearsal: Rehearsal) -> None:
    with outside(rehearsal.url) as client:
        strict = {name for _, name, _, _, _, strict in client.asked("PRAGMA table_list") if strict}
    assert strict == set(Table.metadata.tables)


def _everything(kind: str, asked: object) -> list[tuple[object, ...]]:
    assert callable(asked)
    if kind == "sqlite":
        return list(asked("SELECT type, name, sql FROM sqlite_master ORDER BY name"))
    return list(asked("SELECT tgname, tgrelid FROM pg_trigger ORDER BY tgname, tgrelid"))
