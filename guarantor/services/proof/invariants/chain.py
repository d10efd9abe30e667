"""Invariants 10 to 13 and 24: the journal's chain, and everything that its lines say they wrote.

What this cannot prove: that an entry was true when it was written. A tail that was cut, or a chain rewritten from
its start, shows only against a signed head kept elsewhere.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from guarantor.ledger.journal import Entry, broken
from guarantor.ledger.transfer import digest
from guarantor.services.acting.signing import SignedHead
from guarantor.services.proof.invariants.findings import Finding
from guarantor.services.proof.invariants.transfers import Transfers
from guarantor.storage import halves, personal, recorded_rows
from guarantor.storage.engine import Session


def follows(entries: Iterable[Entry]) -> Iterator[Finding]:
    """Every line after the one before it, as it was written."""
    for says in broken(entries):
        yield Finding(10, says[0].upper() + says[1:] + ".")


def details_of(entry: Entry) -> dict[str, Any]:
    """What a line says beside its columns; nothing where its details were bent, which the chain itself shows."""
    try:
        details = json.loads(entry.details)
    except ValueError:
        return {}
    return details if isinstance(details, dict) else {}


def transfers_of(entry: Entry) -> list[int]:
    """The transfers that a line says it made."""
    numbers = details_of(entry).get("transfers")
    return [number for number in numbers if isinstance(number, int)] if isinstance(numbers, list) else []


def journalled(entries: Iterable[Entry]) -> Counter[int]:
    """How many lines name each transfer."""
    counted: Counter[int] = Counter()
    for entry in entries:
        counted.update(transfers_of(entry))
    return counted


def rows_named(entries: Iterable[Entry]) -> dict[str, tuple[int, str]]:
    """The rows that acts wrote, by label: in which line, with which digest."""
    named: dict[str, tuple[int, str]] = {}
    for entry in entries:
        rows = details_of(entry).get("rows")
        for label, kept in rows.items() if isinstance(rows, dict) else ():
            named[label] = (entry.seq, kept)
    return named


def transfers_as_written(entries: Iterable[Entry], transfers: Transfers) -> Iterator[Finding]:
    """The transfers of each line, by their digest."""
    for entry in entries:
        made = [transfers[number] for number in transfers_of(entry) if number in transfers]
        if digest(made) != entry.transfers_digest:
            yield Finding(11, f"Journal line {entry.seq} made transfers that are not as they were.")


def content_as_written(session: Session, entries: Iterable[Entry]) -> Iterator[Finding]:
    """Erasable content, where it was not erased."""
    for entry in entries:
        digests = details_of(entry).get("digests")
        for where, kept in digests.items() if isinstance(digests, dict) else ():
            row = personal.row_at(session, where)
            if row is None:
                yield Finding(12, f"Journal line {entry.seq} added {where}, which is gone.")
            elif row.erased_at is None and (row.salt is None or row.digest() != kept):
                yield Finding(12, f"{where} is not as it was when journal line {entry.seq} was written.")


def rows_as_written(session: Session, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Every row that an act wrote, and no other row but those that an upgrade found and sealed."""
    named = rows_named(entries)
    unnamed: dict[str, dict[str, str]] = {}
    gone = set(named)
    for label, found in recorded_rows.stored(session):
        if label not in named:
            unnamed.setdefault(label.partition(":")[0], {})[label] = found
            continue
        gone.discard(label)
        seq, kept = named[label]
        if found != kept:
            yield Finding(12, f"{label} is not as it was when journal line {seq} was written.")
    for label in sorted(gone):
        yield Finding(12, f"Journal line {named[label][0]} added {label}, which is gone.")
    yield from _beside_the_baseline(unnamed, entries)


def confirmed_by_an_act(session: Session, entries: Sequence[Entry]) -> Iterator[Finding]:
    """Every act of two that stands confirmed was confirmed by an act of that person."""
    named = rows_named(entries)
    confirmed = {details_of(entry).get("confirmed"): entry.actor for entry in entries}
    for subject, _, second in halves.proposed_and_confirmed(session):
        number = int(subject[2:])
        # What versions before 0.4.0 wrote stands in the baseline of the upgrade.
        if f"pending_act:{number}" in named and confirmed.get(number) != second:
            yield Finding(
                24, f"{subject} stands confirmed by officer {second}, and no act of theirs confirmed it."
            )


def _beside_the_baseline(unnamed: dict[str, dict[str, str]], entries: Sequence[Entry]) -> Iterator[Finding]:
    sealed: dict[str, Any] = {}
    for entry in entries:
        found = details_of(entry).get("baseline")
        if isinstance(found, dict) and not sealed:
            sealed = found
    for table in sorted({*unnamed, *sealed}):
        rows, kept = unnamed.get(table, {}), sealed.get(table)
        if kept is None:
            for label in sorted(rows):
                yield Finding(24, f"{label} stands, and no act wrote it.")
        elif recorded_rows.together(rows) != kept["digest"]:
            yield Finding(
                24,
                f"{table} holds {len(rows)} rows from before version 0.4.0, the upgrade found {kept['rows']}: "
                "they are not as they were.",
            )


def against_head(entries: Sequence[Entry], head: SignedHead) -> Iterator[Finding]:
    """The line that a signed head names is still there."""
    held = {entry.seq: entry.hash for entry in entries}
    if head.seq not in held:
        yield Finding(
            13, f"The journal ends at line {max(held, default=0)}; the signed head is line {head.seq}: cut."
        )
    elif held[head.seq] != head.hash:
        yield Finding(13, f"Line {head.seq} is not the line that was signed: the chain was rewritten.")
