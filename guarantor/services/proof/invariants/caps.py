"""Invariants 4 to 6, 8 and 9: commitments, caps and places."""

from collections import defaultdict
from collections.abc import Iterator

from guarantor.domain.lifecycle import EndReason, GuaranteeStatus
from guarantor.domain.money import spoken
from guarantor.ledger.postings import Kind
from guarantor.services.proof.invariants.findings import Finding
from guarantor.services.proof.invariants.transfers import Transfers
from guarantor.storage import guarantee_files, programme_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.programmes import Programme


def within_caps(session: Session, transfers: Transfers) -> Iterator[Finding]:
    """Commitment, acceptance, call and release of every guarantee."""
    sums: defaultdict[tuple[str | None, str], int] = defaultdict(int)
    for transfer in transfers.values():
        sums[transfer.guarantee_ref, transfer.kind] += transfer.amount_pence
    for guarantee in guarantee_files.every(session):
        ref, cap = guarantee.ref, guarantee_files.cap_pence(session, guarantee)
        made = sums[ref, Kind.COMMITMENT_MADE] + sums[ref, Kind.COMMITMENT_RAISED]
        accepted = sums[ref, Kind.CLAIM_ACCEPTED] - sums[ref, Kind.CLAIM_UNDONE]
        called = sums[ref, Kind.COMMITMENT_CALLED] - sums[ref, Kind.COMMITMENT_RESTORED]
        released = sums[ref, Kind.COMMITMENT_RELEASED]
        if sums[ref, Kind.COMMITMENT_MADE] != guarantee.cap_pence or made != cap:
            yield Finding(4, f"{ref}: {spoken(made)} was committed, its cap is {spoken(cap)}.")
        if accepted > cap:
            yield Finding(5, f"{ref}: {spoken(accepted)} was accepted, more than its cap.")
        if accepted != called:
            yield Finding(6, f"{ref}: {spoken(accepted)} was accepted but {spoken(called)} called.")
        if called + released > made:
            yield Finding(6, f"{ref}: more was called and released than committed.")


def places(session: Session) -> Iterator[Finding]:
    """As many as were adopted, and a place for every guarantee that keeps one."""
    for programme in programme_files.every(session):
        counted = programme_files.places(session, programme.code)
        if counted != programme.places:
            yield Finding(8, f"{programme.code} has {counted} places, {programme.places} were adopted.")
    holders = programme_files.holders(session)
    handed_on, follows = guarantee_files.moved_from(session), guarantee_files.moved_to(session)
    for guarantee in guarantee_files.every(session):
        ref, steps = guarantee.ref, guarantee_files.steps(session, guarantee.ref)
        if not steps:
            continue
        last = steps[-1]
        programme_ = session.get(Programme, guarantee.programme)
        reuses = programme_ is not None and programme_.reuse_places
        ended = last.status == GuaranteeStatus.ENDED
        # An offer that follows a signed guarantee keeps the place it took over, though nobody signs it.
        lapsed = last.reason_code == EndReason.OFFER_LAPSED and ref not in follows
        moved = last.reason_code == EndReason.TRANSFERRED or ref in handed_on
        gave_back = lapsed or moved or (ended and reuses)
        if ref not in holders and not gave_back:
            yield Finding(9, f"{ref} holds no place of {guarantee.programme}.")
        if ref in holders and ended and gave_back:
            yield Finding(9, f"{ref} has given its place back and still holds one.")
