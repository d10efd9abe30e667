"""A database of every earlier version, with data in it, comes up to this one and goes on."""

import base64
import gzip
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Boolean, Connection, Engine, MetaData

import guarantor.storage.migrations
from guarantor.services.acting import databases as made_databases
from guarantor.services.casework import showing
from guarantor.services.claiming import claims
from guarantor.services.data_protection import erasure
from guarantor.services.paying import payments
from guarantor.services.proof import checking
from guarantor.services.safekeeping.backups import back_up
from guarantor.services.safekeeping.restores import restore
from guarantor.storage import erasures, holds, schema, whole_record
from guarantor.storage.engine import reading
from tests.databases import Databases
from tests.rehearsing import Rehearsal, opened
from tests.services.stories import day, lines
from tests.storage.conftest import outside
from tests.storage.out_of_step import out_of_step

HERE = Path(__file__).parent / "schemas"
CHECKOUT = Path(__file__).parents[2]
SCHEMA_OF = {
    "0.2.0": "0003",
    "0.3.0": "0003",
    "0.4.0": "0007",
    "0.5.0": "0008",
    "0.6.0": "0015",
    "0.7.0": "0018",
    "0.8.0": "0020",
}
"""Every earlier version and its schema; versions of one schema share the file of the latest among them."""
FILES = {
    "0003": "0.3.0.json.gz",
    "0007": "0.4.0.json.gz",
    "0008": "0.5.0.json.gz",
    "0015": "0.6.0.json.gz",
    "0018": "0.7.0.json.gz",
    "0020": "0.8.0.json.gz",
}


@cache
def held(schema_version: str) -> dict[str, list[dict[str, Any]]]:
    """The rows of every table as that schema held them."""
    document = json.loads(gzip.decompress((HERE / FILES[schema_version]).read_bytes()))
    assert document["schema"] == schema_version
    return {
        table: [{name: _value(value) for name, value in row.items()} for row in rows]
        for table, rows in document["tables"].items()
    }


def _value(value: Any) -> Any:
    return base64.b64decode(value["bytes"]) if isinstance(value, dict) else value


def rebuilt(engine: Engine, schema_version: str) -> None:
    """The database as that version left it: its tables and guards, and the rows that were in them."""
    config = Config()
    config.set_main_option("script_location", str(Path(guarantor.storage.migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, schema_version)
        with _guards_at_rest(connection):
            tables = MetaData()
            tables.reflect(connection)
            rows = held(schema_version)
            for table in tables.sorted_tables:
                truths = [column.name for column in table.columns if isinstance(column.type, Boolean)]
                for row in rows.get(table.name, ()):
                    given = {
                        name: bool(value) if name in truths and value is not None else value
                        for name, value in row.items()
                    }
                    names = ", ".join(given)
                    marks = ", ".join("?" if engine.dialect.name == "sqlite" else "%s" for _ in given)
                    statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"
                    connection.exec_driver_sql(statement, tuple(given.values()))


@contextmanager
def _guards_at_rest(connection: Connection) -> Iterator[None]:
    """Rows are put in as they stood, in whatever order: only acts pass the guards."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        yield
        connection.exec_driver_sql("SET LOCAL session_replication_role = DEFAULT")
        _count_on(connection)
        return
    asked = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    guards = list(connection.exec_driver_sql(asked))
    for name, _ in guards:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, statement in guards:
        connection.exec_driver_sql(statement)


def _count_on(connection: Connection) -> None:
    """Whoever numbers the next row on PostgreSQL counts on from the last one."""
    asked = (
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema() AND column_default LIKE 'nextval%%'"
    )
    for table, column in list(connection.exec_driver_sql(asked)):
        connection.exec_driver_sql(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), "
            f"COALESCE((SELECT MAX({column}) FROM {table}), 0) + 1, false)"
        )


@pytest.fixture(params=sorted(FILES))
def schema_version(request: pytest.FixtureRequest) -> str:
    """Each earlier schema."""
    return str(request.param)


@dataclass(frozen=True)
class Copies:
    """Copies of older databases of one kind; each schema is filled once in a session, and brought up once."""

    databases: Databases
    kind: str

    def as_it_was(self, schema_version: str, into: Path) -> str:
        """The address of a database as that version left it, in full use."""

        def build() -> str:
            url = self.databases.empty(self.kind, self.databases.folder)
            with opened(url, self.databases.folder) as rehearsal:
                rebuilt(rehearsal.office.engine, schema_version)
            return url

        return self.databases.copied(self.kind, f"of schema {schema_version}", build, into)

    def brought_up(self, schema_version: str, into: Path) -> str:
        """The address of such a database that was brought up to this version."""

        def build() -> str:
            url = self.as_it_was(schema_version, self.databases.folder)
            with opened(url, self.databases.folder) as rehearsal:
                made_databases.upgrade(rehearsal.office)
            return url

        return self.databases.copied(self.kind, f"brought up from schema {schema_version}", build, into)


@pytest.fixture
def copies(databases: Databases, database_kind: str) -> Copies:
    """Copies of older databases."""
    return Copies(databases, database_kind)


@pytest.fixture
def older(schema_version: str, copies: Copies, tmp_path: Path) -> Iterator[Rehearsal]:
    """A database of an earlier schema in full use."""
    url = copies.as_it_was(schema_version, tmp_path)
    with opened(url, tmp_path) as rehearsal:
        yield rehearsal
    copies.databases.drop(url)


@pytest.fixture
def upgraded(schema_version: str, copies: Copies, tmp_path: Path) -> Iterator[Rehearsal]:
    """The same database, brought up to this version."""
    url = copies.brought_up(schema_version, tmp_path)
    with opened(url, tmp_path) as rehearsal:
        yield rehearsal
    copies.databases.drop(url)


def test_every_earlier_version_of_the_changelog_is_tried() -> None:
    listed = re.findall(r"^## (\d+\.\d+\.\d+)$", (CHECKOUT / "CHANGELOG.md").read_text(), re.MULTILINE)
    current = re.search(r'^version = "(.+)"$', (CHECKOUT / "pyproject.toml").read_text(), re.MULTILINE)
    assert current is not None
    assert set(listed) - {current[1]} == set(SCHEMA_OF) - {current[1]}
    assert set(SCHEMA_OF.values()) == set(FILES)


def test_the_upgrade_keeps_every_row(older: Rehearsal, upgraded: Rehearsal, schema_version: str) -> None:
    before = _rows(older, schema_version)
    after = _rows(upgraded, schema_version)
    for table, rows in before.items():
        added = set(after[table]) - set(rows)
        assert set(rows) <= set(after[table]), table
        if table == "case_word":
            # Since 0.7.0 a case is found by a birth date too.
            assert bool(added) == (schema_version < "0018")
            assert all(any(str(value).startswith("*") for value in row) for row in added)
            continue
        # Before 0.4.0 the journal did not name every row: one line more says what the upgrade found.
        assert len(added) == (1 if table == "journal" and schema_version == "0003" else 0)
    assert schema.version(older.office.engine) == schema_version
    assert schema.version(upgraded.office.engine) == schema.newest_version()


def test_after_the_upgrade_what_is_open_says_what_the_histories_say(upgraded: Rehearsal) -> None:
    with outside(upgraded.url) as client:
        assert client.asked("SELECT COUNT(*) FROM case_standing") != [(0,)]
        assert out_of_step(client) == []


def test_after_the_upgrade_ledger_and_journal_are_clean(upgraded: Rehearsal) -> None:
    assert checking.check_ledger(upgraded.office) == []
    assert checking.verify_journal(upgraded.office) == []


def test_after_the_upgrade_every_case_and_guarantee_can_be_shown(
    upgraded: Rehearsal, schema_version: str
) -> None:
    rows = held(schema_version)
    for table, shown, name in (
        ("case_file", showing.cases(upgraded.office), "ref"),
        ("guarantee", showing.guarantees(upgraded.office), "guarantee_ref"),
    ):
        assert {each[name] for each in shown} == {row["ref"] for row in rows[table]}


def test_what_was_under_way_goes_on_after_the_upgrade(upgraded: Rehearsal) -> None:
    waiting = claims.decide(
        upgraded.office,
        upgraded.ann,
        "RG-0001/1/C3",
        lines({"2018-12": 52_000}),
        "the second month is not due yet",
        day("2019-01-10"),
    )
    assert waiting["accepted"] == "520.00"
    paid = payments.pay(upgraded.office, upgraded.fay, "RG-0001/1/C2", "BACS-later", day("2019-01-20"))
    assert paid["paid"] == "520.00"
    assert checking.check_ledger(upgraded.office) == []
    assert checking.verify_journal(upgraded.office) == []


@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_backup_made_before_the_upgrade_holds_every_row_of_the_older_database(
    older: Rehearsal, schema_version: str, tmp_path: Path
) -> None:
    before = _rows(older, schema_version)
    made = back_up(older.office, tmp_path / "backup")
    assert made["schema"] == schema.version(older.office.engine) == schema_version
    assert {name: rows for name, rows in made["rows"].items() if rows} == {
        name: len(rows) for name, rows in before.items() if name not in whole_record.OF_A_VISIT
    }


@pytest.mark.parametrize(
    ("schema_version", "database_kind", "onto"),
    [("0003", "sqlite", "postgresql"), ("0008", "postgresql", "sqlite"), ("0018", "sqlite", "sqlite")],
)
def test_it_is_restored_and_brought_up_as_the_database_itself_is(
    older: Rehearsal, onto: str, databases: Databases, tmp_path: Path
) -> None:
    made = back_up(older.office, tmp_path / "backup")
    made_databases.upgrade(older.office)
    url = databases.empty(onto, tmp_path)
    try:
        with opened(url, tmp_path) as restored:
            found = restore(restored.office, tmp_path / "backup")
            assert (found["clean"], found["balances"]) == (True, made["balances"])
            assert _record(restored) == _record(older)
    finally:
        databases.drop(url)


def _record(rehearsal: Rehearsal) -> dict[str, list[Any]]:
    """Every row as it is today, but for the moment at which the upgrade was written down."""
    with reading(rehearsal.office.engine) as session:
        return {
            table.name: [row for part in whole_record.rows(session, table) for row in part]
            for table in whole_record.tables()
        }


def test_what_is_erased_after_the_upgrade_is_listed_row_by_row(upgraded: Rehearsal) -> None:
    with reading(upgraded.office.engine) as session:
        cases = {each["ref"] for each in showing.cases(upgraded.office)} - holds.standing(session)
    erased = sum(
        erasure.erase_person(upgraded.office, upgraded.ada, ref, day("2026-01-01"))["erased"] for ref in cases
    )
    with reading(upgraded.office.engine) as session:
        listed = erasures.erased(session)
    assert len(listed) >= erased > 2 * len(cases) > 0


def test_the_upgrade_can_be_run_again(upgraded: Rehearsal, schema_version: str) -> None:
    before = _rows(upgraded, schema_version)
    made_databases.upgrade(upgraded.office)
    assert _rows(upgraded, schema_version) == before


def _rows(rehearsal: Rehearsal, schema_version: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables of the earlier schema, by the columns it had."""
    found = {}
    with outside(rehearsal.url) as client:
        for table, rows in held(schema_version).items():
            if rows:
                names = ", ".join(sorted(rows[0]))
                found[table] = sorted(client.asked(f"SELECT {names} FROM {table}"), key=repr)
    return found
