"""Every claim as it stood at the close of a day, with what the ledger moved on it. What sums mean is for services."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from guarantor.storage.sums import OF_RENT
from guarantor.storage.tables.claims import Claim, ClaimDecision, ClaimLine
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.ledger import TransferRow


@dataclass(frozen=True)
class ClaimSums:
    """A claim, the pence claimed, what was decided by the day, and the pence that moved by kind of transfer."""

    claim: Claim
    guarantee: Guarantee
    claimed_pence: int
    outcome: str | None
    decided_on: dt.date | None
    moved: Mapping[str, int]


def of_each(session: Session, on: dt.date) -> list[ClaimSums]:
    """The claims lodged by the close of a day, the oldest first. Rent between tenant and landlord is left out."""
    claimed = select(func.sum(ClaimLine.claimed_pence)).where(ClaimLine.claim_ref == Claim.ref)
    asked = (
        select(
            Claim,
            Guarantee,
            func.coalesce(claimed.correlate(Claim).scalar_subquery(), 0),
            ClaimDecision.outcome,
            ClaimDecision.decided_on,
        )
        .join(Guarantee, Guarantee.ref == Claim.guarantee_ref)
        .outerjoin(ClaimDecision, and_(ClaimDecision.claim_ref == Claim.ref, ClaimDecision.decided_on <= on))
        .where(Claim.lodged_on <= on)
        .order_by(Claim.lodged_on, Claim.ref)
    )
    moved = _moved(session, on)
    return [
        ClaimSums(claim, guarantee, int(pence), outcome, decided_on, moved.get(claim.ref, {}))
        for claim, guarantee, pence, outcome, decided_on in session.execute(asked)
    ]


def _moved(session: Session, on: dt.date) -> dict[str, Counter[str]]:
    asked = (
        select(TransferRow.claim_ref, TransferRow.kind, func.sum(TransferRow.amount_pence))
        .where(
            TransferRow.claim_ref.is_not(None),
            TransferRow.kind.not_in(OF_RENT),
            TransferRow.happened_on <= on,
        )
        .group_by(TransferRow.claim_ref, TransferRow.kind)
    )
    moved: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for claim_ref, kind, pence in session.execute(asked):
        moved[str(claim_ref)][kind] = int(pence)
    return moved
