"""The ledger's book of a day with what the ledger has seen, kept as long as nothing more is written.

Every act adds a line to the journal, so that the number of its last line says whether what was read still stands.
"""

import datetime as dt
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from guarantor.services.acting.office import Office
from guarantor.services.forecasting.evidence import ledger_evidence
from guarantor.services.forecasting.liability import ledger_book
from guarantor.storage import guarantee_records, record
from guarantor.storage.engine import Engine, Session, reading
from risk.book import Book
from risk.evidence import Evidence


@dataclass(frozen=True)
class Held:
    """The guarantees that stand at the close of a day, and the months that the ledger has seen by then."""

    book: Book
    evidence: Evidence


_KEPT: WeakKeyDictionary[Engine, dict[tuple[dt.date, int], Held]] = WeakKeyDictionary()
MOST_KEPT = 8


def held_on(office: Office, on: dt.date) -> Held:
    """The book of a day, read once for each line of the journal."""
    kept = _KEPT.setdefault(office.engine, {})
    with reading(office.engine) as session:
        last = record.last(session)
        key = (on, 0 if last is None else last.seq)
        if key not in kept:
            if len(kept) >= MOST_KEPT:
                kept.clear()
            kept[key] = of_day(session, on)
        return kept[key]


def of_day(session: Session, on: dt.date) -> Held:
    """The same within a session, read now."""
    records = guarantee_records.every(session)
    return Held(ledger_book(session, on, records=records), ledger_evidence(session, on, records=records))
