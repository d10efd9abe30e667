"""One movement of money: one account debited, one credited, one whole positive amount.

Balanced by construction: an entry that does not balance cannot be written down.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Posting:
    """A transfer before it is stored: what an event asks the ledger to record."""

    debit: str
    credit: str
    amount_pence: int
    kind: str
    happened_on: dt.date
    guarantee_ref: str | None
    claim_ref: str | None = None
    reason_code: str | None = None
    corrects: int | None = None

    def __post_init__(self) -> None:
        assert self.amount_pence > 0, "a transfer moves at least a penny"
        assert self.debit != self.credit, "a transfer moves between two accounts"


@dataclass(frozen=True)
class Transfer(Posting):
    """A stored transfer: a posting with its number, its instant and its key."""

    def __post_init__(self) -> None:
        """A stored row is taken as it stands: what is wrong with one is for the ledger's check to name."""

    id: int = field(kw_only=True)
    recorded_at: dt.datetime = field(kw_only=True)
    idempotency_key: str | None = None


def canonical(transfer: Transfer) -> str:
    """The transfer as one line of JSON, the same on every database."""
    return json.dumps(
        {
            "id": transfer.id,
            "debit": transfer.debit,
            "credit": transfer.credit,
            "amount_pence": transfer.amount_pence,
            "happened_on": transfer.happened_on.isoformat(),
            "recorded_at": transfer.recorded_at.isoformat(timespec="microseconds"),
            "kind": transfer.kind,
            "guarantee_ref": transfer.guarantee_ref,
            "claim_ref": transfer.claim_ref,
            "reason_code": transfer.reason_code,
            "corrects": transfer.corrects,
            "idempotency_key": transfer.idempotency_key,
        },
        sort_keys=True,
        separators=(",", ":"),
    )


def digest(transfers: Iterable[Transfer]) -> str:
    """SHA-256 (hex) over the transfers of one act, in the order of their numbers."""
    hashing = hashlib.sha256()
    for transfer in sorted(transfers, key=lambda each: each.id):
        hashing.update(canonical(transfer).encode() + b"\n")
    return hashing.hexdigest()
