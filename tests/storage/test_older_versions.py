"""A database of every earlier version, with data in it, comes up to this one and goes on."""

import base64
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Boolean, Engine, MetaData

import guarantor.storage.migrations
from guarantor.services.acting import databases
from guarantor.services.casework import showing
from guarantor.services.claiming import claims
from guarantor.services.paying import payments
from guarantor.services.proof import checking
from guarantor.storage import schema
from tests.rehearsing import Rehearsal, opened
from tests.services.stories import day, lines
from tests.storage.conftest import outside

HERE = Path(__file__).parent / "schemas"
CHECKOUT = Path(__file__).parents[2]
SCHEMA_OF = {"0.2.0": "0003", "0.3.0": "0003"}
"""Every earlier version and its schema; versions of one schema share the file of the latest among them."""
FILES = {"0003": "0.3.0.json.gz"}


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
    """The database as that version left it: its tables, the rows in them, then its guards."""
    config = Config()
    config.set_main_option("script_location", str(Path(guarantor.storage.migrations.__file__).parent))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = MetaData()
        tables.reflect(connection)
        rows = held(schema_version)
        for table in tables.sorted_tables:
            truths = [column.name for column in table.columns if isinstance(column.type, Boolean)]
            for row in rows.get(table.name, ()):
                given = {name: bool(value) if name in truths else value for name, value in row.items()}
                names = ", ".join(given)
                marks = ", ".join("?" if engine.dialect.name == "sqlite" else "%s" for _ in given)
                statement = f"INSERT INTO {table.name} ({names}) VALUES ({marks})"
                connection.exec_driver_sql(statement, tuple(given.values()))
        command.upgrade(config, schema_version)


@pytest.fixture(params=sorted(FILES))
def older(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Rehearsal]:
    """A database of an earlier schema in full use."""
    with opened(database_url, tmp_path) as rehearsal:
        rebuilt(rehearsal.office.engine, request.param)
        yield rehearsal


def test_every_earlier_version_of_the_changelog_is_tried() -> None:
    listed = re.findall(r"^## (\d+\.\d+\.\d+)$", (CHECKOUT / "CHANGELOG.md").read_text(), re.MULTILINE)
    current = re.search(r'^version = "(.+)"$', (CHECKOUT / "pyproject.toml").read_text(), re.MULTILINE)
    assert current is not None
    assert set(listed) - {current[1]} == set(SCHEMA_OF) - {current[1]}
    assert set(SCHEMA_OF.values()) == set(FILES)


def test_the_upgrade_keeps_every_row(older: Rehearsal) -> None:
    before = _rows(older)
    databases.upgrade(older.office)
    after = _rows(older)
    for table, rows in before.items():
        added = set(after[table]) - set(rows)
        assert set(rows) <= set(after[table]), table
        # The one line more says in the journal what the upgrade found.
        assert len(added) == (1 if table == "journal" else 0)
    assert schema.version(older.office.engine) == schema.newest_version()


def test_after_the_upgrade_ledger_and_journal_are_clean(older: Rehearsal) -> None:
    databases.upgrade(older.office)
    assert checking.check_ledger(older.office) == []
    assert checking.verify_journal(older.office) == []


def test_after_the_upgrade_every_case_and_guarantee_can_be_shown(older: Rehearsal) -> None:
    databases.upgrade(older.office)
    assert len(showing.cases(older.office)) == 6
    assert [each["guarantee_ref"] for each in showing.guarantees(older.office)] == [
        "RG-0001/1",
        "RG-0002/1",
        "RG-0003/1",
        "RG-0006/1",
    ]


def test_what_was_under_way_goes_on_after_the_upgrade(older: Rehearsal) -> None:
    databases.upgrade(older.office)
    waiting = claims.decide(
        older.office,
        older.ann,
        "RG-0001/1/C3",
        lines({"2018-12": 52_000}),
        "the second month is not due yet",
        day("2019-01-10"),
    )
    assert waiting["accepted"] == "520.00"
    paid = payments.pay(older.office, older.fay, "RG-0001/1/C2", "BACS-later", day("2019-01-20"))
    assert paid["paid"] == "520.00"
    assert checking.check_ledger(older.office) == []
    assert checking.verify_journal(older.office) == []


def test_the_upgrade_can_be_run_again(older: Rehearsal) -> None:
    databases.upgrade(older.office)
    before = _rows(older)
    databases.upgrade(older.office)
    assert _rows(older) == before


def _rows(rehearsal: Rehearsal) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the tables of the earlier schema, by the columns it had."""
    found = {}
    with outside(rehearsal.url) as client:
        for table, rows in held("0003").items():
            if rows:
                names = ", ".join(sorted(rows[0]))
                found[table] = sorted(client.asked(f"SELECT {names} FROM {table}"), key=repr)
    return found
