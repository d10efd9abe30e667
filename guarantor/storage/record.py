"""Reading and appending the ledger and the journal; the only place that writes to either."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, bindparam, func, insert, select, text
from sqlalchemy.orm import Session

from guarantor.ledger.journal import GENESIS, Entry, chained
from guarantor.ledger.transfer import Posting, Transfer, digest
from guarantor.storage.known import ALL, Known
from guarantor.storage.since import Since, parts
from guarantor.storage.tables.ledger import JournalRow, KeyedAct, TransferRow

_JOURNAL_LOCK = 20180601
_AT_ONCE = 100
"""Guarantees asked for in one question: few enough that a long ledger is never whole in memory."""
_ENTRY_COLUMNS = tuple(Entry.__dataclass_fields__)
_TRANSFER_COLUMNS = tuple(Transfer.__dataclass_fields__)

# Every act runs these, the last three while others wait for it: they spare what the object mapper does besides.
_JOURNAL, _TRANSFERS = cast("Table", JournalRow.__table__), cast("Table", TransferRow.__table__)
_INSERT_ENTRY, _INSERT_TRANSFERS = insert(_JOURNAL), insert(_TRANSFERS)
_MOVED = tuple(_TRANSFERS.c[column] for column in _TRANSFER_COLUMNS)
_ALL_MOVED = select(*_MOVED).order_by(_TRANSFERS.c.id)
_OF_ONE = _ALL_MOVED.where(_TRANSFERS.c.guarantee_ref == bindparam("ref"))
_OF_THESE = _ALL_MOVED.where(_TRANSFERS.c.guarantee_ref.in_(bindparam("refs", expanding=True)))
_KEPT = KeyedAct.__table__.c
_KEYED = select(_KEPT.act, _KEPT.content_digest, _KEPT.answer).where(_KEPT.key == bindparam("key"))
_LAST = select(
    select(func.max(_TRANSFERS.c.id)).scalar_subquery().label("transfer"),
    *(
        select(column).order_by(_JOURNAL.c.seq.desc()).limit(1).scalar_subquery().label(column.key)
        for column in (_JOURNAL.c.seq, _JOURNAL.c.hash)
    ),
)


@dataclass(frozen=True)
class KeptAnswer:
    """The act that a key stands for, a digest of what it was asked to do, and what it answered, as JSON."""

    act: str
    content_digest: str
    answer: str


def lock_key(session: Session, key: str) -> None:
    """Hold an idempotency key until the act ends, so that the same key sent twice at once is one act."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(1, hashtext(:key))"), {"key": key})


def keyed_act(session: Session, key: str) -> KeptAnswer | None:
    """What an idempotency key stands for, or None while it is free."""
    row = session.execute(_KEYED, {"key": key}).first()
    return None if row is None else KeptAnswer(*row)


def hold_still(session: Session) -> None:
    """Let no other act finish until this one ends. On SQLite an act is alone anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(0, :lock)"), {"lock": _JOURNAL_LOCK})


def append(
    session: Session,
    postings: Sequence[Posting],
    *,
    at: dt.datetime,
    actor: int | None,
    via: str,
    act: str,
    subject: str,
    details: Mapping[str, Any],
    key: str | None = None,
) -> Entry:
    """Write one act's transfers and its journal line. Comes last in an act: from here on others wait.

    `key` stands on the first transfer, so that the database itself refuses the same money act twice.
    """
    session.flush()
    hold_still(session)
    last = session.execute(_LAST).one()
    made = _insert_transfers(session, postings, at, key, after=last.transfer or 0)
    entry = chained(
        seq=(last.seq or 0) + 1,
        at=at,
        actor=actor,
        via=via,
        act=act,
        subject=subject,
        details={**details, "transfers": [transfer.id for transfer in made]},
        transfers_digest=digest(made),
        previous_hash=last.hash or GENESIS,
    )
    session.execute(_INSERT_ENTRY, {column: getattr(entry, column) for column in _ENTRY_COLUMNS})
    return entry


def _insert_transfers(
    session: Session, postings: Sequence[Posting], at: dt.datetime, key: str | None, after: int
) -> list[Transfer]:
    made = [
        Transfer(
            **posting.__dict__,
            id=after + index,
            recorded_at=at,
            idempotency_key=key if index == 1 else None,
        )
        for index, posting in enumerate(postings, start=1)
    ]
    if made:
        # The database is given one row at a time: a guard sees the rows before it.
        rows = [{column: getattr(each, column) for column in _TRANSFER_COLUMNS} for each in made]
        session.execute(_INSERT_TRANSFERS, rows)
    return made


def first(session: Session) -> Entry | None:
    """The journal's first line, or None before the database was created."""
    return _one(session, select(JournalRow).where(JournalRow.seq == 1))


def last(session: Session) -> Entry | None:
    """The journal's last line, or None before the database was created."""
    return _one(session, select(JournalRow).order_by(JournalRow.seq.desc()).limit(1))


def line(session: Session, seq: int) -> Entry | None:
    """One of the journal's lines, or None where it has none of that number."""
    return _one(session, select(JournalRow).where(JournalRow.seq == seq))


def baseline(session: Session) -> Entry | None:
    """The line into which an upgrade sealed the rows that versions before 0.4.0 wrote, where there is one."""
    return _one(session, select(JournalRow).where(JournalRow.subject == "schema").order_by(JournalRow.seq))


def _one(session: Session, asked: Select[JournalRow]) -> Entry | None:
    row = session.scalars(asked.limit(1)).first()
    return Entry(**{column: getattr(row, column) for column in _ENTRY_COLUMNS}) if row else None


def entries(session: Session) -> Iterator[Entry]:
    """The whole journal in order."""
    for row in session.scalars(select(JournalRow).order_by(JournalRow.seq).execution_options(yield_per=1000)):
        yield Entry(**{column: getattr(row, column) for column in _ENTRY_COLUMNS})


def transfers(session: Session, guarantee_ref: str | None = None, known: Known = ALL) -> Iterator[Transfer]:
    """Stored transfers in order of their numbers, of one guarantee or of all, known by a moment or by now."""
    if guarantee_ref is None:
        yield from _transfers(session, *known.transfers())
        return
    # One guarantee's are few: taken at once they spare PostgreSQL a cursor, which is three questions more.
    for row in session.execute(_OF_ONE.where(*known.transfers()), {"ref": guarantee_ref}):
        yield _transfer(row)


def by_guarantee(
    session: Session, refs: Collection[str], on: dt.date, known: Known = ALL, since: Since | None = None
) -> Iterator[tuple[str, list[Transfer]]]:
    """Each of these guarantees with its transfers dated up to a day, known by a moment.

    `since` leaves out what a balance carried forward holds already.
    """
    listed = sorted(refs)
    for start in range(0, len(listed), _AT_ONCE):
        found: dict[str, list[Transfer]] = {ref: [] for ref in listed[start : start + _AT_ONCE]}
        for part in parts(since, on):
            # Taken at once, as those of one guarantee are: all of them are kept here anyway.
            asked = _OF_THESE.where(*known.transfers(), *part)
            for row in session.execute(asked, {"refs": list(found)}):
                each = _transfer(row)
                found[str(each.guarantee_ref)].append(each)
        yield from found.items()


def _transfers(session: Session, *conditions: ColumnElement[bool]) -> Iterator[Transfer]:
    asked = _ALL_MOVED.where(*conditions)
    for row in session.execute(asked.execution_options(yield_per=1000)):
        yield _transfer(row)


def _transfer(row: Sequence[Any]) -> Transfer:
    return Transfer(**dict(zip(_TRANSFER_COLUMNS, row, strict=True)))
