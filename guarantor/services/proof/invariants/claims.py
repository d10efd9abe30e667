"""Invariants 7, 16, 17, 20 and 21: claims, their payments, costs and recoveries against what was recorded of them."""

from collections import Counter
from collections.abc import Iterator

from guarantor.domain.money import spoken
from guarantor.ledger.accounts import Account
from guarantor.ledger.postings import Kind
from guarantor.services.proof.invariants.findings import Finding
from guarantor.services.proof.invariants.transfers import Transfers
from guarantor.storage import claim_files, recorded_sums
from guarantor.storage.engine import Session


def as_recorded(session: Session, transfers: Transfers) -> Iterator[Finding]:
    """Every claim's bookings held against its lines, payments and returns."""
    booked = _by_claim(transfers)
    for claim in claim_files.every(session):
        accepted = booked[claim.ref, Kind.CLAIM_ACCEPTED]
        paid = booked[claim.ref, Kind.CLAIM_PAID]
        returned = booked[claim.ref, Kind.PAYMENT_RETURNED]
        undone = booked[claim.ref, Kind.CLAIM_UNDONE]
        if paid - returned > accepted - undone:
            yield Finding(
                7,
                f"{claim.ref}: {spoken(paid - returned)} was paid, {spoken(accepted - undone)} was accepted.",
            )
        of_lines = sum(claim_files.accepted(session, claim.ref).values())
        if of_lines != accepted:
            yield Finding(
                16,
                f"{claim.ref}: {spoken(of_lines)} was accepted of its lines, {spoken(accepted)} was booked.",
            )
        claimed = claim_files.claimed(session, claim.ref)
        for month, pence in claim_files.accepted(session, claim.ref).items():
            if pence > claimed.get(month, 0):
                yield Finding(16, f"{claim.ref}: more was accepted of {month} than was claimed.")
        sent, back = recorded_sums.paid_and_returned(session, claim.ref)
        if (sent, back) != (paid, returned):
            yield Finding(
                17,
                f"{claim.ref}: {spoken(sent)} was recorded as paid and {spoken(back)} as returned, "
                f"{spoken(paid)} and {spoken(returned)} were booked.",
            )
    known = {claim.ref for claim in claim_files.every(session)}
    for claim_ref in sorted({ref for ref, _ in booked} - known):
        yield Finding(16, f"{claim_ref}: there is no such claim, and transfers name it.")


def costs(session: Session, transfers: Transfers) -> Iterator[Finding]:
    """Costs owed as they were confirmed and paid once."""
    owed: Counter[str] = Counter()
    paid: Counter[str] = Counter()
    for transfer in transfers.values():
        if transfer.credit == Account.COSTS_PAYABLE:
            owed[str(transfer.reason_code)] += transfer.amount_pence
        if transfer.debit == Account.COSTS_PAYABLE:
            paid[str(transfer.reason_code)] += transfer.amount_pence
    confirmed = recorded_sums.confirmed_costs(session)
    settled = recorded_sums.paid_costs(session)
    for ref in sorted({*owed, *paid, *confirmed}):
        if owed[ref] != confirmed.get(ref, 0):
            yield Finding(
                20, f"{ref}: {spoken(confirmed.get(ref, 0))} was confirmed, {spoken(owed[ref])} was booked."
            )
        if paid[ref] != (confirmed.get(ref, 0) if ref in settled else 0):
            yield Finding(20, f"{ref}: {spoken(paid[ref])} was paid, which is not what was recorded.")


def recoveries(session: Session, transfers: Transfers) -> Iterator[Finding]:
    """Within what was paid, within what was recoverable, and written off by two."""
    booked = _by_claim(transfers)
    confirmed = recorded_sums.confirmed_write_offs(session)
    for ref in sorted({ref for ref, _ in booked}):
        paid = booked[ref, Kind.CLAIM_PAID] - booked[ref, Kind.PAYMENT_RETURNED]
        back = booked[ref, Kind.RECOVERED]
        if back > paid:
            yield Finding(21, f"{ref}: {spoken(back)} was paid back, {spoken(paid)} was paid.")
        gone = booked[ref, Kind.RECOVERY_MET] + booked[ref, Kind.WRITTEN_OFF]
        if gone > booked[ref, Kind.RECOVERY_AGREED]:
            yield Finding(21, f"{ref}: more was met and written off than was recoverable.")
        if booked[ref, Kind.WRITTEN_OFF] != confirmed.get(ref, 0):
            yield Finding(
                21, f"{ref}: {spoken(booked[ref, Kind.WRITTEN_OFF])} was written off, not as confirmed."
            )


def _by_claim(transfers: Transfers) -> Counter[tuple[str, str]]:
    """Pence by claim and kind; what turns a memorandum entry round is left out, since its kind is the entry's."""
    booked: Counter[tuple[str, str]] = Counter()
    for transfer in transfers.values():
        if transfer.claim_ref is not None:
            booked[transfer.claim_ref, transfer.kind] += transfer.amount_pence
    return booked
