"""Claims by reference: what was claimed and accepted by month, what waits, and the sums of a programme."""

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.domain.dates import Month
from guarantor.domain.wrong_input import NotFound
from guarantor.ledger.postings import Kind
from guarantor.storage.tables.claims import AcceptedLine, Claim, ClaimDecision, ClaimLine, ClaimPayment
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.ledger import TransferRow


def held(session: Session, ref: str) -> Claim:
    """The claim. Raises NotFound."""
    claim = session.get(Claim, ref)
    if claim is None:
        raise NotFound("CLAIM", "a claim", ref)
    return claim


def of_guarantee(session: Session, ref: str) -> list[Claim]:
    """The guarantee's claims in order."""
    return list(session.scalars(select(Claim).where(Claim.guarantee_ref == ref).order_by(Claim.number)))


def claimed(session: Session, ref: str) -> dict[Month, int]:
    """The pence claimed for each month."""
    lines = session.scalars(select(ClaimLine).where(ClaimLine.claim_ref == ref).order_by(ClaimLine.month))
    return {Month.read(line.month, "month"): line.claimed_pence for line in lines}


def accepted(session: Session, ref: str) -> dict[Month, int]:
    """The pence accepted for each month; empty before the decision and after a rejection."""
    asked = select(AcceptedLine).where(AcceptedLine.claim_ref == ref).order_by(AcceptedLine.month)
    return {Month.read(line.month, "month"): line.accepted_pence for line in session.scalars(asked)}


def undecided(session: Session, guarantee_ref: str) -> list[str]:
    """The references of the guarantee's claims that nobody has decided."""
    asked = (
        select(Claim.ref)
        .outerjoin(ClaimDecision, ClaimDecision.claim_ref == Claim.ref)
        .where(Claim.guarantee_ref == guarantee_ref, ClaimDecision.claim_ref.is_(None))
    )
    return list(session.scalars(asked))


def last_decided_on(session: Session, guarantee_ref: str) -> dt.date | None:
    """The day of the last decision on any of the guarantee's claims."""
    asked = select(func.max(ClaimDecision.decided_on)).join(Claim, Claim.ref == ClaimDecision.claim_ref)
    return session.scalar(asked.where(Claim.guarantee_ref == guarantee_ref))


def accepted_unpaid(session: Session, guarantee_ref: str, on: dt.date | None = None) -> dict[Month, int]:
    """The pence of each month that claims had accepted, as known now, and that were not paid by a day.

    Held beside the rent record of the same day, each month that was accepted counts once: as paid or as this.
    Without a day: what is not paid yet.
    """
    paid = ClaimPayment.claim_ref == AcceptedLine.claim_ref
    if on is not None:
        paid &= ClaimPayment.paid_on <= on
    asked = (
        select(AcceptedLine.month, func.sum(AcceptedLine.accepted_pence))
        .join(Claim, Claim.ref == AcceptedLine.claim_ref)
        .outerjoin(ClaimPayment, paid)
        .where(Claim.guarantee_ref == guarantee_ref, ClaimPayment.claim_ref.is_(None))
        .group_by(AcceptedLine.month)
    )
    return {Month.read(month, "month"): int(total) for month, total in session.execute(asked)}


def accepted_in(session: Session, programme: str, first_on: dt.date, last_on: dt.date) -> int:
    """The pence of claims accepted for a programme's guarantees in a period, both days included."""
    asked = (
        select(func.coalesce(func.sum(TransferRow.amount_pence), 0))
        .join(Guarantee, Guarantee.ref == TransferRow.guarantee_ref)
        .where(
            TransferRow.kind == Kind.CLAIM_ACCEPTED,
            Guarantee.programme == programme,
            TransferRow.happened_on.between(first_on, last_on),
        )
    )
    return int(session.scalar(asked) or 0)


def how_many_accepted(session: Session) -> int:
    """How many claims were accepted, whole or in part."""
    asked = select(func.count()).select_from(ClaimDecision).where(ClaimDecision.outcome != "rejected")
    return session.scalar(asked) or 0
