"""The record as it was known at a moment: which rows and transfers had been recorded by then.

Days are another matter: what is dated when is for the question that is asked.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from guarantor.storage.tables.ledger import JournalRow, TransferRow


@dataclass(frozen=True)
class Known:
    """What had been recorded: rows by an instant, transfers up to a number where one is given.

    `not_yet` are the instants of acts that had begun by then and were not finished: what they recorded bears an
    earlier instant and was not known. Without an instant and a number everything is known.
    """

    at: dt.datetime | None = None
    through_transfer: int | None = None
    not_yet: frozenset[dt.datetime] = frozenset()

    def rows(
        self, recorded_at: InstrumentedAttribute[dt.datetime] | InstrumentedAttribute[dt.datetime | None]
    ) -> list[ColumnElement[bool]]:
        """Conditions that leave the rows known then; `recorded_at` is their table's column."""
        conditions: list[ColumnElement[bool]] = []
        if self.at is not None:
            conditions.append(recorded_at <= self.at)
        if self.not_yet:
            conditions.append(recorded_at.not_in(self.not_yet))
        return conditions

    def transfers(self) -> list[ColumnElement[bool]]:
        """Conditions that leave the transfers known then."""
        if self.through_transfer is not None:
            return [TransferRow.id <= self.through_transfer]
        return self.rows(TransferRow.recorded_at)


ALL = Known()
"""Everything that is recorded by now."""


def known_through(session: Session, at: dt.datetime, transfer: int, journal_seq: int) -> Known:
    """What was known when the journal had reached a line and the ledger a transfer, at an instant."""
    later = select(JournalRow.at).where(JournalRow.seq > journal_seq, JournalRow.at < at)
    return Known(at, transfer, frozenset(session.scalars(later)))
