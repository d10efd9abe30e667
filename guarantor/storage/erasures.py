"""Which rows were erased, told so that each can be known again: by its name and the digest that the journal kept of it.

A backup of before holds the same row with its content; another row that came to have the same name later has another
digest.
"""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from guarantor.storage import personal, record, recorded_rows
from guarantor.storage.tables import Table

Erased = frozenset[tuple[str, str]]
"""Labels as the journal has them (young_person:3), each with the digest of the content that went."""


def erased(session: Session) -> Erased:
    """Every row whose content was erased. Reads the whole journal where there is one."""
    gone = {
        recorded_rows.label(row)
        for table in personal.tables()
        for row in session.scalars(select(table).where(table.erased_at.is_not(None)))
        if isinstance(row, Table)
    }
    if not gone:
        return frozenset()
    digests: dict[str, str] = {}
    for entry in record.entries(session):
        digests |= json.loads(entry.details).get("digests", {})
    return frozenset((label, digests[label]) for label in gone)
