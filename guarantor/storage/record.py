"""Reading and appending the ledger and the journal; the only place that writes to either."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from guarantor.ledger.journal import GENESIS, Entry, chained
from guarantor.ledger.transfer import Posting, Transfer, digest
from guarantor.storage.tables.ledger import JournalRow, TransferRow

_JOURNAL_LOCK = 20180601
_ENTRY_COLUMNS = tuple(Entry.__dataclass_fields__)
_TRANSFER_COLUMNS = tuple(Transfer.__dataclass_fields__)


def lock_key(session: Session, key: str) -> None:
    """Hold an idempotency key until the act ends, so that the same key sent twice at once is one act."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(1, hashtext(:key))"), {"key": key})


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
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(0, :lock)"), {"lock": _JOURNAL_LOCK})
    made = _insert_transfers(session, postings, at, key)
    last = session.scalars(select(JournalRow).order_by(JournalRow.seq.desc()).limit(1)).first()
    entry = chained(
        seq=last.seq + 1 if last else 1,
        at=at,
        actor=actor,
        via=via,
        act=act,
        subject=subject,
        details={**details, "transfers": [transfer.id for transfer in made]},
        transfers_digest=digest(made),
        previous_hash=last.hash if last else GENESIS,
    )
    session.add(JournalRow(**{column: getattr(entry, column) for column in _ENTRY_COLUMNS}))
    session.flush()
    return entry


def _insert_transfers(
    session: Session, postings: Sequence[Posting], at: dt.datetime, key: str | None
) -> list[Transfer]:
    first = (session.scalar(select(func.max(TransferRow.id))) or 0) + 1
    made = [
        Transfer(
            **posting.__dict__,
            id=first + index,
            recorded_at=at,
            idempotency_key=key if index == 0 else None,
        )
        for index, posting in enumerate(postings)
    ]
    # One at a time: a guard sees the rows before it.
    for transfer in made:
        session.add(TransferRow(**{column: getattr(transfer, column) for column in _TRANSFER_COLUMNS}))
        session.flush()
    return made


def entries(session: Session) -> Iterator[Entry]:
    """The whole journal in order."""
    for row in session.scalars(select(JournalRow).order_by(JournalRow.seq).execution_options(yield_per=1000)):
        yield Entry(**{column: getattr(row, column) for column in _ENTRY_COLUMNS})


def transfers(session: Session, guarantee_ref: str | None = None) -> Iterator[Transfer]:
    """Stored transfers in order of their numbers, of one guarantee or of all."""
    asked = select(TransferRow).order_by(TransferRow.id).execution_options(yield_per=1000)
    if guarantee_ref is not None:
        asked = asked.where(TransferRow.guarantee_ref == guarantee_ref)
    for row in session.scalars(asked):
        yield Transfer(**{column: getattr(row, column) for column in _TRANSFER_COLUMNS})
