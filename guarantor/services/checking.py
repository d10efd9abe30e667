"""`ledger check` and `audit verify`: the record held against its own rules, each finding a sentence.

What neither can prove: that an entry was true when it was written. A tail that was cut, or a chain rewritten from
its start, shows only against a signed head kept elsewhere.
"""

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from guarantor.domain.lifecycle import EndReason
from guarantor.domain.money import spoken
from guarantor.ledger.accounts import Account
from guarantor.ledger.journal import Entry, broken
from guarantor.ledger.postings import Kind
from guarantor.ledger.transfer import Transfer, digest
from guarantor.services import signing
from guarantor.services.office import Office
from guarantor.services.signing import SignedHead
from guarantor.storage import guarantee_files, personal, programme_files, record
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.programmes import Programme


@dataclass(frozen=True)
class Finding:
    """One thing that does not hold, under the number of the invariant it breaks (docs/invariants.md)."""

    invariant: int
    says: str


def check_ledger(office: Office) -> list[Finding]:
    """Every invariant of the ledger tested; an empty list is a clean ledger."""
    with reading(office.engine) as session:
        transfers = {transfer.id: transfer for transfer in record.transfers(session)}
        journalled = _journalled(record.entries(session))
        return [
            *_in_the_journal(transfers, journalled),
            *_known_accounts(transfers),
            *_guarantees(session, transfers),
            *_claims(transfers),
            *_places(session),
        ]


def verify_journal(office: Office, head: SignedHead | None = None) -> list[Finding]:
    """The chain, the transfers' digests, the erasable content's digests, and the head, if one is given."""
    with reading(office.engine) as session:
        entries = list(record.entries(session))
        transfers = {transfer.id: transfer for transfer in record.transfers(session)}
        return [
            *(Finding(10, says[0].upper() + says[1:] + ".") for says in broken(entries)),
            *_digests_of_transfers(entries, transfers),
            *_digests_of_content(session, entries),
            *(_against_head(entries, head) if head else ()),
        ]


def signed_head(office: Office) -> SignedHead:
    """The journal's last line, signed now."""
    with reading(office.engine) as session:
        last = list(record.entries(session))[-1]
    return signing.sign_head(office.settings, last.seq, last.hash, office.now())


def _journalled(entries: Iterator[Entry]) -> Counter[int]:
    counted: Counter[int] = Counter()
    for entry in entries:
        counted.update(_transfer_numbers(entry))
    return counted


def _in_the_journal(transfers: dict[int, Transfer], journalled: Counter[int]) -> Iterator[Finding]:
    for number in transfers:
        if journalled[number] == 0:
            yield Finding(1, f"Transfer {number} is not in the journal.")
        if journalled[number] > 1:
            yield Finding(1, f"Transfer {number} stands in {journalled[number]} lines of the journal.")
    for number in sorted(set(journalled) - set(transfers)):
        yield Finding(2, f"Transfer {number} is in the journal and no longer in the ledger.")


def _known_accounts(transfers: dict[int, Transfer]) -> Iterator[Finding]:
    for transfer in transfers.values():
        if transfer.amount_pence <= 0 or transfer.debit == transfer.credit:
            yield Finding(3, f"Transfer {transfer.id} moves nothing from one account to another.")
        for code in (transfer.debit, transfer.credit):
            if code not in set(Account):
                yield Finding(
                    3, f"Transfer {transfer.id} names the account {code}, which is not in the chart."
                )
        if transfer.kind not in set(Kind):
            yield Finding(3, f"Transfer {transfer.id} is of the kind {transfer.kind}, which no event makes.")


def _guarantees(session: Session, transfers: dict[int, Transfer]) -> Iterator[Finding]:
    sums: defaultdict[tuple[str | None, str], int] = defaultdict(int)
    for transfer in transfers.values():
        sums[transfer.guarantee_ref, transfer.kind] += transfer.amount_pence
    for guarantee in guarantee_files.every(session):
        made = sums[guarantee.ref, Kind.COMMITMENT_MADE]
        accepted = sums[guarantee.ref, Kind.CLAIM_ACCEPTED]
        called = sums[guarantee.ref, Kind.COMMITMENT_CALLED]
        released = sums[guarantee.ref, Kind.COMMITMENT_RELEASED]
        if made != guarantee.cap_pence:
            yield Finding(
                4, f"{guarantee.ref}: {spoken(made)} was committed, its cap is {spoken(guarantee.cap_pence)}."
            )
        if accepted > guarantee.cap_pence:
            yield Finding(5, f"{guarantee.ref}: {spoken(accepted)} was accepted, more than its cap.")
        if accepted != called:
            yield Finding(6, f"{guarantee.ref}: {spoken(accepted)} was accepted but {spoken(called)} called.")
        if called + released > made:
            yield Finding(6, f"{guarantee.ref}: more was called and released than committed.")


def _claims(transfers: dict[int, Transfer]) -> Iterator[Finding]:
    accepted: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    for transfer in transfers.values():
        if transfer.claim_ref and transfer.kind == Kind.CLAIM_ACCEPTED:
            accepted[transfer.claim_ref] += transfer.amount_pence
        if transfer.claim_ref and transfer.kind == Kind.CLAIM_PAID:
            paid[transfer.claim_ref] += transfer.amount_pence
    for claim in sorted(paid):
        if paid[claim] > accepted[claim]:
            yield Finding(
                7, f"{claim}: {spoken(paid[claim])} was paid, {spoken(accepted[claim])} was accepted."
            )


def _places(session: Session) -> Iterator[Finding]:
    for programme in programme_files.every(session):
        counted = programme_files.places(session, programme.code)
        if counted != programme.places:
            yield Finding(8, f"{programme.code} has {counted} places, {programme.places} were adopted.")
    holders = programme_files.holders(session)
    for guarantee in guarantee_files.every(session):
        if guarantee_files.status_on(session, guarantee.ref, dt.date.max) is None:
            yield Finding(14, f"{guarantee.ref} has no status: no act issued it.")
            continue
        last = guarantee_files.last_step(session, guarantee.ref)
        programme_ = session.get(Programme, guarantee.programme)
        reuses = programme_ is not None and programme_.reuse_places
        gave_back = last.reason_code == EndReason.OFFER_LAPSED or (last.status == "ended" and reuses)
        if guarantee.ref not in holders and not gave_back:
            yield Finding(9, f"{guarantee.ref} holds no place of {guarantee.programme}.")


def _digests_of_transfers(entries: list[Entry], transfers: dict[int, Transfer]) -> Iterator[Finding]:
    for entry in entries:
        made = [transfers[number] for number in _transfer_numbers(entry) if number in transfers]
        if digest(made) != entry.transfers_digest:
            yield Finding(11, f"Journal line {entry.seq} made transfers that are not as they were.")


def _transfer_numbers(entry: Entry) -> list[int]:
    """The transfers that a line says it made; none where its details were bent, which the chain itself shows."""
    try:
        numbers = json.loads(entry.details)["transfers"]
    except (ValueError, KeyError, TypeError):
        return []
    return [number for number in numbers if isinstance(number, int)] if isinstance(numbers, list) else []


def _digests_of_content(session: Session, entries: list[Entry]) -> Iterator[Finding]:
    for entry in entries:
        try:
            digests = json.loads(entry.details).get("digests", {})
        except (ValueError, AttributeError):
            continue
        for where, kept in digests.items() if isinstance(digests, dict) else ():
            row = personal.row_at(session, where)
            if row is None:
                yield Finding(12, f"Journal line {entry.seq} added {where}, which is gone.")
            elif row.erased_at is None and row.digest() != kept:
                yield Finding(12, f"{where} is not as it was when journal line {entry.seq} was written.")


def _against_head(entries: list[Entry], head: SignedHead) -> Iterator[Finding]:
    held = {entry.seq: entry.hash for entry in entries}
    if head.seq not in held:
        yield Finding(
            13, f"The journal ends at line {max(held, default=0)}; the signed head is line {head.seq}: cut."
        )
    elif held[head.seq] != head.hash:
        yield Finding(13, f"Line {head.seq} is not the line that was signed: the chain was rewritten.")
