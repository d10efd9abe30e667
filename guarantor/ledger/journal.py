"""The journal's chain: each line hashed over everything in it and over the line before.

It holds references, codes and digests, never a name or free text, so a person can be erased and the chain
still verifies. What it cannot prove: that an entry was true when written, or that a signing key was never
stolen. A cut tail or a chain rewritten from the start shows only against a signed head kept elsewhere.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True)
class Entry:
    """One line of the journal. `actor` is an officer's number, or None where the system acted."""

    seq: int
    at: dt.datetime
    actor: int | None
    actor_type: str
    via: str
    act: str
    subject: str
    details: str
    transfers_digest: str
    previous_hash: str
    hash: str


def entry_hash(entry: Entry) -> str:
    """SHA-256 (hex) over every column of the line but the hash itself."""
    content = {
        "seq": entry.seq,
        "at": entry.at.isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "actor_type": entry.actor_type,
        "via": entry.via,
        "act": entry.act,
        "subject": entry.subject,
        "details": entry.details,
        "transfers_digest": entry.transfers_digest,
        "previous_hash": entry.previous_hash,
    }
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


def chained(
    *,
    seq: int,
    at: dt.datetime,
    actor: int | None,
    via: str,
    act: str,
    subject: str,
    details: Mapping[str, Any],
    transfers_digest: str,
    previous_hash: str,
) -> Entry:
    """The next line, with its hash."""
    unhashed = Entry(
        seq=seq,
        at=at,
        actor=actor,
        actor_type="system" if actor is None else "officer",
        via=via,
        act=act,
        subject=subject,
        details=_canonical(details),
        transfers_digest=transfers_digest,
        previous_hash=previous_hash,
        hash="",
    )
    return Entry(**{**unhashed.__dict__, "hash": entry_hash(unhashed)})


def broken(entries: Iterable[Entry]) -> Iterator[str]:
    """A sentence for each line that does not follow from the one before, in order of `seq`."""
    previous, expected = GENESIS, 1
    for entry in entries:
        if entry.seq != expected:
            yield f"journal line {expected} is missing; the next one held is {entry.seq}"
        if entry.previous_hash != previous:
            yield f"journal line {entry.seq} does not follow the line before it"
        if entry_hash(entry) != entry.hash:
            yield f"journal line {entry.seq} ({entry.act} {entry.subject}) was changed after it was written"
        previous, expected = entry.hash, entry.seq + 1


def content_digest(salt: bytes, content: Mapping[str, Any]) -> str:
    """The digest that stands in the journal for erasable content: SHA-256 over 32 random bytes and the content.

    The random bytes are erased with the content, so that a birth date cannot be guessed from its digest.
    """
    assert len(salt) == 32, "the salt is 32 random bytes"
    return hashlib.sha256(salt + _canonical(content).encode()).hexdigest()


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
