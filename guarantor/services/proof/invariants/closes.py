"""Invariant 23: every month that finance closed is as it was printed, and its line in the journal says so."""

import hashlib
from collections.abc import Iterable, Iterator

from guarantor.domain.access import Act
from guarantor.ledger.journal import Entry
from guarantor.services.proof.invariants.chain import details_of
from guarantor.services.proof.invariants.findings import Finding
from guarantor.storage import finance_files
from guarantor.storage.engine import Session


def as_printed(session: Session, entries: Iterable[Entry]) -> Iterator[Finding]:
    """What was kept of each month against its SHA-256, beside it and in the journal."""
    printed = {
        entry.subject: details_of(entry).get("sha256") for entry in entries if entry.act == Act.CLOSE_MONTH
    }
    for kept in finance_files.closes(session):
        found = hashlib.sha256(kept.document.encode()).hexdigest()
        if found != kept.sha256:
            yield Finding(23, f"What was kept of {kept.month} is not what was printed.")
        if printed.get(kept.month) != kept.sha256:
            yield Finding(23, f"No line of the journal closed {kept.month} as it is kept.")
