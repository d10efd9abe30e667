"""What the journal keeps of every row that an act writes: a digest of the columns that stay.

Content that can be erased has a digest of its own, with random bytes (see Erasable); transfers have one for each
act. Left out are the journal itself, places, which change hands and are checked against the guarantees, looks at a
case and checks of papers from outside, which are no acts, and what is fleeting (see tables/accounts.py). A key may be
any text, so the journal names it by a digest.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from guarantor.storage.tables import Table
from guarantor.storage.tables.accounts import FLEETING
from guarantor.storage.tables.base import Erasable
from guarantor.storage.tables.ledger import KeyedAct

OUTSIDE = frozenset({"case_look", "database_mark", "journal", "paper_check", "place", "transfer"}) | FLEETING
_ADDED_LATER = {"circumstances": ("joint", "licence", "young_person_agreed_on")}
"""Columns that older rows were written without: a row that has nothing there is digested as if they were not."""
_FILLED_LATER = {"pending_act": ("confirmed_by", "confirmed_at")}


def label(row: Table) -> str:
    """A row's table and key, as the journal names it: case_status:12."""
    key = ",".join(str(value) for value in row.__mapper__.primary_key_from_instance(row))
    if isinstance(row, KeyedAct):
        key = hashlib.sha256(key.encode()).hexdigest()[:32]
    return f"{row.__tablename__}:{key}"


def row_digest(row: Table) -> str:
    """The first 32 hexadecimal digits of SHA-256 over the columns that stay."""
    gone: tuple[str, ...] = _FILLED_LATER.get(row.__tablename__, ())
    if isinstance(row, KeyedAct):
        gone = ("key",)
    if isinstance(row, Erasable):
        gone = (*gone, *row.erasable, "salt", "erased_at")
    added = _ADDED_LATER.get(row.__tablename__, ())
    kept = {
        column.key: _plain(getattr(row, column.key))
        for column in inspect(type(row)).columns
        if column.key not in gone and not (column.key in added and getattr(row, column.key) is None)
    }
    content = json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def stored(session: Session) -> Iterator[tuple[str, str]]:
    """The label and digest of every row that stands, table by table."""
    for mapper in sorted(Table.registry.mappers, key=lambda each: each.class_.__tablename__):
        if mapper.class_.__tablename__ not in OUTSIDE:
            for row in session.scalars(select(mapper.class_).execution_options(yield_per=500)):
                yield label(row), row_digest(row)


def together(rows: dict[str, str]) -> str:
    """One digest over many rows, by label."""
    content = json.dumps(rows, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value
