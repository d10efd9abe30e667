"""What surrounds claims: receipts, evidence, disputes, and the claims that took others up.

Knows nothing of what is payable on a line, nor of the terms.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from guarantor.domain.dates import Month
from guarantor.storage import claim_files
from guarantor.storage.tables.claims import Claim, ClaimDecision
from guarantor.storage.tables.disputes import (
    ClaimEvidence,
    ClaimReceipt,
    ClaimReopening,
    Dispute,
    DisputeAnswer,
    UndoneAcceptance,
)
from guarantor.storage.tables.people import PendingAct

_SEEN = ClaimEvidence.__table__.c
_OF_CHAIN = _SEEN.claim_ref.in_(bindparam("refs", expanding=True))
_EVIDENCE = select(ClaimEvidence).where(_OF_CHAIN).order_by(ClaimEvidence.id)
_ITEMS = select(_SEEN.item).where(_OF_CHAIN).order_by(_SEEN.id)


def receipt(session: Session, ref: str) -> ClaimReceipt | None:
    """The claim's receipt; None for a claim lodged before receipts were given."""
    return session.get(ClaimReceipt, ref)


def chain(session: Session, claim: Claim) -> list[Claim]:
    """The claim with those that it takes up, from the first that was lodged."""
    claims = [claim]
    while (taken := reopens(session, claims[0].ref)) is not None:
        claims.insert(0, claim_files.held(session, taken.reopens))
    return claims


def reopens(session: Session, ref: str) -> ClaimReopening | None:
    """What the claim takes up, or None for a claim that a landlord lodged."""
    return session.get(ClaimReopening, ref)


def reopened_as(session: Session, ref: str) -> list[ClaimReopening]:
    """The claims that take this one up, in order."""
    asked = select(ClaimReopening).join(Claim, Claim.ref == ClaimReopening.claim_ref)
    return list(session.scalars(asked.where(ClaimReopening.reopens == ref).order_by(Claim.number)))


def evidence(session: Session, claim: Claim) -> list[ClaimEvidence]:
    """The papers seen for the claim, or for those that it takes up, in order."""
    return list(session.scalars(_EVIDENCE, {"refs": [each.ref for each in chain(session, claim)]}))


def items_seen(session: Session, claims: Iterable[Claim]) -> list[str]:
    """The codes of the papers seen for a chain of claims, in order."""
    return list(session.scalars(_ITEMS, {"refs": [each.ref for each in claims]}))


def left_open(session: Session, ref: str) -> dict[Month, int]:
    """The pence of each month that the landlord asked for and was neither granted nor is asked for by a reopening.

    Granted is what stands accepted and what is kept out of the deposit. Months of which nothing is left are not in it.
    """
    left = Counter(claim_files.claimed(session, ref))
    if not claim_files.undone(session, ref):
        left.subtract(claim_files.accepted(session, ref))
        left.subtract(claim_files.of_the_deposit(session, ref))
    for again in reopened_as(session, ref):
        left.subtract(claim_files.claimed(session, again.claim_ref))
    return dict(+left)


def dispute(session: Session, ref: str) -> Dispute | None:
    """The landlord's dispute of the claim's decision."""
    return session.get(Dispute, ref)


def dispute_answer(session: Session, ref: str) -> DisputeAnswer | None:
    """What was answered to the dispute."""
    return session.get(DisputeAnswer, ref)


def dispute_is_open(session: Session, ref: str) -> bool:
    """Whether a dispute waits for its answer. It falls away with an acceptance that is undone."""
    if dispute(session, ref) is None or dispute_answer(session, ref) is not None:
        return False
    return not claim_files.undone(session, ref)


def undoing(
    session: Session, ref: str, *, leaving_out: int | None = None
) -> tuple[UndoneAcceptance, PendingAct] | None:
    """How the claim's acceptance was undone: what was proposed, and the act of two that did it.

    `leaving_out` is the number of a pending act that does not count, since it is being confirmed.
    """
    asked = (
        select(UndoneAcceptance, PendingAct)
        .join(PendingAct, PendingAct.number == UndoneAcceptance.pending)
        .where(UndoneAcceptance.claim_ref == ref, PendingAct.confirmed_by.is_not(None))
    )
    if leaving_out is not None:
        asked = asked.where(PendingAct.number != leaving_out)
    found = session.execute(asked).first()
    return (found[0], found[1]) if found else None


def unsettled(session: Session, guarantee_ref: str) -> list[str]:
    """The guarantee's claims that wait for their decision, or whose dispute waits for its answer."""
    waiting = claim_files.undecided(session, guarantee_ref)
    claims = claim_files.of_guarantee(session, guarantee_ref)
    return waiting + [each.ref for each in claims if dispute_is_open(session, each.ref)]


def settled_from(session: Session, guarantee_ref: str, dispute_days: int) -> dt.date | None:
    """The first day on which nothing more can come of the guarantee's claims; None while one is unsettled.

    A decision that leaves the landlord something can be disputed for `dispute_days` after it. Without a claim that
    was decided it is the first of all days.
    """
    if unsettled(session, guarantee_ref):
        return None
    settled_on = dt.date.min
    for claim in claim_files.of_guarantee(session, guarantee_ref):
        decision = session.get_one(ClaimDecision, claim.ref)
        answer = dispute_answer(session, claim.ref)
        from_on = answer.answered_on if answer else decision.decided_on
        if answer is None and left_open(session, claim.ref):
            from_on += dt.timedelta(days=dispute_days + 1)
        settled_on = max(settled_on, from_on)
    return settled_on
