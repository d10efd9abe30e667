"""Guards in the database itself: triggers that refuse what the scheme forbids, from any client.

A guard's condition is plain SQL over NEW and OLD that both databases read alike. Nothing relies on a
connection's settings or on functions of the application: SQLite's REPLACE skips delete triggers unless a client
asks otherwise, so each guarded table refuses an insert whose key exists already. Migrations list their guards in
full; this module only knows how to write them down, and must keep giving old migrations the same statements.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Event = Literal["INSERT", "UPDATE", "DELETE"]
Dialect = Literal["sqlite", "postgresql"]


@dataclass(frozen=True)
class Guard:
    """Refuse `event` on `table` where `refuse_when` holds, among the rows that it `concerns`.

    `lock` is a table and the condition of the row that PostgreSQL must hold still while the guard looks;
    SQLite has one writer at a time and needs none.
    """

    name: str
    table: str
    event: Event
    refuse_when: str
    says: str
    concerns: str = "1 = 1"
    lock: tuple[str, str] | None = None


def statements(guard: Guard, dialect: Dialect) -> list[str]:
    """The statements that set the guard up."""
    assert "'" not in guard.says, "a message is quoted plainly"
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
            f"WHEN ({guard.concerns}) AND ({guard.refuse_when}) BEGIN SELECT RAISE(ABORT, '{guard.says}'); END"
        ]
    back = "OLD" if guard.event == "DELETE" else "NEW"
    return [
        f"CREATE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {guard.concerns} THEN {_hold_still(guard)}"
        f"IF {guard.refuse_when} THEN {_refuse(guard.says)} END IF; END IF; RETURN {back}; END $$",
        f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]


def dropped(name: str, table: str, dialect: Dialect) -> list[str]:
    """The statements that take a guard away, for a migration that sets up another one in its place."""
    if dialect == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}"]
    return [f"DROP TRIGGER IF EXISTS {name} ON {table}", f"DROP FUNCTION IF EXISTS {name}()"]


def _hold_still(guard: Guard) -> str:
    if guard.lock is None:
        return ""
    table, row = guard.lock
    # A transaction that sees the database as it was when it began would not see, after waiting for the row,
    # what the transaction before it has added.
    return (
        "IF current_setting('transaction_isolation') <> 'read committed' THEN "
        + _refuse(f"{guard.table} is written in read committed transactions only")
        + f" END IF; PERFORM 1 FROM {table} WHERE {row} FOR UPDATE; "
    )


def _refuse(says: str) -> str:
    return f"RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation';"


def no_truncate(table: str) -> list[str]:
    """PostgreSQL's TRUNCATE fires no row triggers, so it gets one of its own."""
    return [
        f"CREATE FUNCTION {table}_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"{_refuse(f'{table} is kept whole')} END $$",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_no_truncate()",
    ]


def insert_only(table: str) -> list[Guard]:
    """No row is changed or taken away."""
    return [
        Guard(f"{table}_no_update", table, "UPDATE", "1 = 1", f"{table} is insert only"),
        no_delete(table),
    ]


def no_delete(table: str) -> Guard:
    """No row is taken away."""
    return Guard(f"{table}_no_delete", table, "DELETE", "1 = 1", f"rows of {table} are kept")


def no_replace(table: str, keys: Sequence[Sequence[str]], dialect: Dialect) -> Guard:
    """No insert takes the place of a row that stands under the same key.

    `keys` lists the table's unique keys, each a list of columns. On SQLite the number that every row has, named
    or not, is a key too: a row can be replaced through it.
    """
    if dialect == "sqlite":
        keys = [*keys, ["rowid"]]
    same = " OR ".join(
        "(" + " AND ".join(f"held.{column} = NEW.{column}" for column in key) + ")" for key in keys
    )
    return Guard(
        f"{table}_no_replace",
        table,
        "INSERT",
        f"EXISTS (SELECT 1 FROM {table} AS held WHERE {same})",
        f"{table} already has a row with this key",
    )


def erasable(table: str, kept: Iterable[str], erased: Iterable[str], dialect: Dialect) -> list[Guard]:
    """As `insert_only`, but the content may be erased: emptied whole, with its random bytes, never altered."""
    same = "IS" if dialect == "sqlite" else "IS NOT DISTINCT FROM"
    numbered = ["rowid"] if dialect == "sqlite" else []
    unchanged = [f"NEW.{column} {same} OLD.{column}" for column in (*kept, *numbered)]
    emptied = [f"NEW.{column} IS NULL" for column in (*erased, "salt")]
    lawful = " AND ".join([*unchanged, *emptied, "OLD.erased_at IS NULL", "NEW.erased_at IS NOT NULL"])
    return [
        Guard(
            f"{table}_erase_only",
            table,
            "UPDATE",
            f"NOT ({lawful})",
            f"{table} can be erased but not changed",
        ),
        no_delete(table),
    ]


def true_dates(table: str, event: Event, columns: Iterable[str]) -> Guard:
    """SQLite keeps dates as text and would keep any: no column is given what is no date (_on) or instant (_at)."""
    wrong = " OR ".join(
        _no_instant(column) if column.endswith("at") else _no_date(column) for column in columns
    )
    return Guard(
        f"{table}_true_dates_{event.lower()}", table, event, wrong, f"{table} is given a date that is none"
    )


def _no_date(column: str) -> str:
    # Adding no days makes SQLite count: without it 30 February would do.
    counted = f"date(NEW.{column}, '+0 days')"
    return f"(NEW.{column} IS NOT NULL AND ({counted} IS NOT NEW.{column} OR NEW.{column} < '0001'))"


def _no_instant(column: str) -> str:
    # An ISO form will do, with T or a blank, with or without a zone: what a bare client writes is read again.
    # SQLite's own reading is wider than that by hour 24, a small z and blanks.
    given = f"NEW.{column}"
    day = f"substr({given}, 1, 10)"
    return (
        f"({given} IS NOT NULL AND (date({day}, '+0 days') IS NOT {day} OR datetime({given}) IS NULL "
        f"OR {given} < '0001' OR substr({given}, 12, 2) > '23' OR {given} GLOB '*[^-+.:TZ0-9 ]*' "
        f"OR {given} LIKE '%  %' OR {given} LIKE '% '))"
    )
