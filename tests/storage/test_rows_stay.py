"""No row of any table is replaced, changed or taken away, whichever of its keys a client comes by."""

import pytest
from sqlalchemy import Date, Integer
from sqlalchemy import Table as SchemaTable

from guarantor.storage.tables import Table
from guarantor.storage.types import Instant
from tests.databases import KINDS
from tests.storage.attempts import (
    CHANGING,
    ERASABLE,
    LATER,
    TABLES,
    changed,
    columns_of,
    keys_of,
    otherwise_new,
)
from tests.storage.conftest import Outside

KEYS = [(kind, table, key) for kind in KINDS for table in TABLES for key in keys_of(table)]
COLUMNS = [(table, column.name) for table in TABLES for column in table.columns]
STAYING = [
    (table, column)
    for table, column in COLUMNS
    if column != CHANGING.get(table.name) and not (table.name == "pending_act" and column == "confirmed_at")
]
# Where the key is one whole number, it is the number that SQLite gives the row.
NUMBERED = [
    ("sqlite", table)
    for table in TABLES
    if len(table.primary_key) > 1 or not isinstance(next(iter(table.primary_key)).type, Integer)
]


def _named(value: object) -> str:
    if isinstance(value, SchemaTable):
        return value.name
    return "+".join(value) if isinstance(value, list) else str(value)


@pytest.mark.parametrize(("database_kind", "table", "key"), KEYS, ids=_named)
def test_no_insert_takes_the_place_of_a_row_by_any_of_its_keys(
    door: Outside, table: SchemaTable, key: list[str]
) -> None:
    held = " AND ".join(f"{column} IS NOT NULL" for column in key)
    if door.kind == "sqlite":
        insert, upsert = "INSERT OR REPLACE", ""
    else:
        insert = "INSERT"
        upsert = f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {key[0]} = EXCLUDED.{key[0]}"
    row = f"SELECT {otherwise_new(table, key)} FROM {table.name} WHERE {held} LIMIT 1"
    replacing = f"{insert} INTO {table.name} ({columns_of(table)}) {row} {upsert}"
    assert door.refusal(replacing, by=(table.name, f"{table.name}_no_replace")) is not None


@pytest.mark.parametrize(("database_kind", "table"), NUMBERED, ids=_named)
def test_no_insert_takes_the_place_of_a_row_by_the_number_that_sqlite_gives_it(
    door: Outside, table: SchemaTable
) -> None:
    row = f"SELECT rowid, {otherwise_new(table, [])} FROM {table.name} LIMIT 1"
    replacing = f"INSERT OR REPLACE INTO {table.name} (rowid, {columns_of(table)}) {row}"
    assert door.refusal(replacing, by=(table.name, f"{table.name}_no_replace")) is not None


@pytest.mark.parametrize(("database_kind", "table"), [("sqlite", table) for table in TABLES], ids=_named)
def test_no_conflict_clause_of_sqlite_softens_a_refusal(door: Outside, table: SchemaTable) -> None:
    for clause in ("OR IGNORE", "OR REPLACE", "OR FAIL", "OR ROLLBACK"):
        assert door.refusal(f"UPDATE {clause} {table.name} SET rowid = rowid + 1000") is not None


@pytest.mark.parametrize(("table", "column"), STAYING, ids=_named)
def test_no_column_that_stays_can_be_changed(door: Outside, table: SchemaTable, column: str) -> None:
    value = "NULL" if column in ERASABLE.get(table.name, ()) else changed(table.columns[column])
    assert door.refusal(f"UPDATE {table.name} SET {column} = {value}") is not None


@pytest.mark.parametrize("table", TABLES, ids=_named)
def test_no_row_can_be_deleted(door: Outside, table: SchemaTable) -> None:
    assert door.refusal(f"DELETE FROM {table.name}") is not None


@pytest.mark.parametrize(("database_kind", "table"), [("postgresql", table) for table in TABLES], ids=_named)
def test_no_table_can_be_truncated(door: Outside, table: SchemaTable) -> None:
    assert door.refusal(f"TRUNCATE {table.name} CASCADE") is not None


DATED = [
    ("sqlite", table, column.name)
    for table in TABLES
    for column in table.columns
    if isinstance(column.type, (Date, Instant)) and column.name not in (*LATER, "created_at")
]


WRONG = ("soon", "", "2018-02-30", "2018-7-1", "0000-01-01", "2018-07-01 25:00:00", "2018-07-01 24:00:00")


@pytest.mark.parametrize(("database_kind", "table", "column"), DATED, ids=_named)
def test_sqlite_too_takes_no_date_that_is_none(door: Outside, table: SchemaTable, column: str) -> None:
    for wrong in WRONG:
        row = otherwise_new(table, ["party"], {column: f"'{wrong}'"})
        adding = f"INSERT INTO {table.name} ({columns_of(table)}) SELECT {row} FROM {table.name} LIMIT 1"
        assert door.refusal(adding, by=(table.name, f"{table.name}_true_dates_insert")) is not None, wrong


@pytest.mark.parametrize("status", ["", "Approved", "paused"])
@pytest.mark.parametrize("table", ["case_status", "guarantee_status"])
def test_no_status_is_taken_that_nobody_knows(door: Outside, table: str, status: str) -> None:
    row = otherwise_new(Table.metadata.tables[table], [], {"status": f"'{status}'"})
    columns = columns_of(Table.metadata.tables[table])
    adding = f"INSERT INTO {table} ({columns}) SELECT {row} FROM {table}"
    assert door.refusal(adding, by=(table, f"{table}_known")) is not None


def test_a_rehearsals_business_date_may_move(door: Outside) -> None:
    assert door.refusal("UPDATE database_mark SET business_on = '2019-06-01'") is None
