"""Looking at a database from outside: what stands in every table, and what an act added to the journal.

Reads with a bare connection, so that nothing of the program stands between a test and the record.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from psycopg import sql

from guarantor.domain.refusals import Refused
from guarantor.domain.wrong_input import WrongInput
from tests.databases import bare, file_of, is_postgresql

TRANSFER = ("id", "debit", "credit", "amount_pence", "happened_on", "kind", "guarantee_ref", "claim_ref")
Contents = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Line:
    """A line of the journal."""

    seq: int
    actor: int | None
    actor_type: str
    act: str
    subject: str
    details: dict[str, Any]


def contents(url: str) -> Contents:
    """Every row of every table, in the order they were stored; on PostgreSQL in the order of their words."""
    if is_postgresql(url):
        return _contents_of_postgresql(url)
    with closing(sqlite3.connect(file_of(url))) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        return {
            name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in named.fetchall()
        }


def _contents_of_postgresql(url: str) -> Contents:
    with psycopg.connect(bare(url), autocommit=True) as connection:
        named = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
        )
        return {
            name: connection.execute(
                sql.SQL("SELECT * FROM {} AS t ORDER BY t::text").format(sql.Identifier(name))
            ).fetchall()
            for (name,) in named.fetchall()
        }


def asked(url: str, query: str, *values: Any) -> list[tuple[Any, ...]]:
    """The rows of a query, `?` standing for each value."""
    if is_postgresql(url):
        with psycopg.connect(bare(url), autocommit=True) as connection:
            asked_for = sql.SQL(query.replace("%", "%%").replace("?", "%s"))  # type: ignore[arg-type]
            return connection.execute(asked_for, values).fetchall()
    with closing(sqlite3.connect(file_of(url))) as connection:
        return connection.execute(query, values).fetchall()


def journal(url: str) -> list[Line]:
    """The whole journal in order."""
    rows = asked(url, "SELECT seq, actor, actor_type, act, subject, details FROM journal ORDER BY seq")
    return [
        Line(seq, actor, kind, act, subject, json.loads(details))
        for seq, actor, kind, act, subject, details in rows
    ]


def transfers(url: str) -> list[dict[str, Any]]:
    """Every transfer in order of its number."""
    rows = asked(url, f"SELECT {', '.join(TRANSFER)} FROM transfer ORDER BY id")
    return [dict(zip(TRANSFER, row, strict=True)) for row in rows]


@contextmanager
def refused(url: str, error: type[Refused] | type[WrongInput]) -> Iterator[pytest.ExceptionInfo[Exception]]:
    """What is inside is refused with exactly this error, and every table stays as it was."""
    before = contents(url)
    with pytest.raises(error) as caught:
        yield caught
    assert type(caught.value) is error
    assert contents(url) == before


@contextmanager
def one_line(url: str) -> Iterator[list[Line]]:
    """What is inside adds exactly one line to the journal, which stands in the list afterwards."""
    before = journal(url)
    added: list[Line] = []
    yield added
    after = journal(url)
    assert after[: len(before)] == before
    added += after[len(before) :]
    assert len(added) == 1


@contextmanager
def nothing_written(url: str) -> Iterator[None]:
    """What is inside leaves every table as it was."""
    before = contents(url)
    yield
    assert contents(url) == before
