"""Claims by reference: what was claimed, accepted and paid by month, and the sums of a programme.

What follows a decision, such as disputes and reopenings, is read in claim_chains.
"""

import datetime as dt
from collections import Counter
from collections.abc import Collection

from sqlalchemy import ColumnElement, bindparam, case, func, select
from sqlalchemy.orm import Session

from guarantor.domain.dates import Month
from guarantor.domain.wrong_input import NotFound
from guarantor.ledger.accounts import Account
from guarantor.ledger.postings import Kind
from guarantor.ledger.transfer import Transfer
from guarantor.storage import record
from guarantor.storage.tables.claims import (
    AcceptedLine,
    Claim,
    ClaimDecision,
    ClaimLine,
    ClaimPayment,
    PaymentReturn,
)
from guarantor.storage.tables.disputes import UndoneAcceptance
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.ledger import TransferRow
from guarantor.storage.tables.people import PendingAct

# Every act on a claim asks these: they are put together once, and of columns alone, which spares the object mapper.
_CLAIM, _LINE, _GRANTED = Claim.__table__.c, ClaimLine.__table__.c, AcceptedLine.__table__.c
_LAST_NUMBER = select(func.max(_CLAIM.number)).where(_CLAIM.guarantee_ref == bindparam("ref"))
_CLAIMED = (
    select(_LINE.month, _LINE.claimed_pence).where(_LINE.claim_ref == bindparam("ref")).order_by(_LINE.month)
)
_ACCEPTED = (
    select(_GRANTED.month, _GRANTED.accepted_pence)
    .where(_GRANTED.claim_ref == bindparam("ref"))
    .order_by(_GRANTED.month)
)
_DECIDED = (
    select(_CLAIM.ref, ClaimDecision.__table__.c.claim_ref.is_not(None))
    .select_from(Claim.__table__.outerjoin(ClaimDecision.__table__))
    .where(_CLAIM.guarantee_ref == bindparam("ref"))
    .order_by(_CLAIM.number)
)
_ACCEPTANCE = (Kind.CLAIM_ACCEPTED, Kind.COMMITMENT_CALLED, Kind.RENT_MET_BY_DEPOSIT)


def held(session: Session, ref: str) -> Claim:
    """The claim. Raises NotFound."""
    claim = session.get(Claim, ref)
    if claim is None:
        raise NotFound("CLAIM", "a claim", ref)
    return claim


def of_guarantee(session: Session, ref: str) -> list[Claim]:
    """The guarantee's claims in order."""
    return list(session.scalars(select(Claim).where(Claim.guarantee_ref == ref).order_by(Claim.number)))


def every(session: Session) -> list[Claim]:
    """Every claim, by its reference."""
    return list(session.scalars(select(Claim).order_by(Claim.ref)))


def last_number(session: Session, guarantee_ref: str) -> int:
    """The number of the guarantee's last claim, 0 before the first."""
    return session.scalar(_LAST_NUMBER, {"ref": guarantee_ref}) or 0


def claimed(session: Session, ref: str) -> dict[Month, int]:
    """The pence claimed for each month."""
    return {Month.read(month, "month"): pence for month, pence in session.execute(_CLAIMED, {"ref": ref})}


def accepted(session: Session, ref: str) -> dict[Month, int]:
    """The pence accepted for each month; empty before the decision and after a rejection."""
    return {Month.read(month, "month"): pence for month, pence in session.execute(_ACCEPTED, {"ref": ref})}


def undecided(session: Session, guarantee_ref: str) -> list[str]:
    """The references of the guarantee's claims that nobody has decided."""
    return [ref for ref, decided in decisions_on(session, guarantee_ref).items() if not decided]


def decisions_on(session: Session, guarantee_ref: str) -> dict[str, bool]:
    """The guarantee's claims in order, and of each whether somebody has decided it."""
    return {ref: bool(decided) for ref, decided in session.execute(_DECIDED, {"ref": guarantee_ref})}


def accepted_unpaid(
    session: Session, guarantee_ref: str, on: dt.date | None = None, *, leaving_out: Collection[str] = ()
) -> dict[Month, int]:
    """The pence of each month that claims accepted by a day had not been paid by that day.

    Held beside the rent record of the same day, each month that was accepted counts once: as paid or as this.
    Without a day: what is accepted and not paid yet. An acceptance that was undone never counts, nor do the claims
    to leave out.
    """
    paid = select(ClaimPayment.claim_ref).where(~_returned(on))
    decided = [Claim.guarantee_ref == guarantee_ref, Claim.ref.not_in(leaving_out)]
    if on is not None:
        paid = paid.where(ClaimPayment.paid_on <= on)
        decided.append(ClaimDecision.decided_on <= on)
    asked = (
        select(AcceptedLine.month, func.sum(AcceptedLine.accepted_pence))
        .join(Claim, Claim.ref == AcceptedLine.claim_ref)
        .join(ClaimDecision, ClaimDecision.claim_ref == AcceptedLine.claim_ref)
        .where(
            *decided,
            AcceptedLine.claim_ref.not_in(paid),
            AcceptedLine.claim_ref.not_in(select(_undone.c.claim_ref)),
        )
        .group_by(AcceptedLine.month)
    )
    return {Month.read(month, "month"): int(total) for month, total in session.execute(asked)}


def acceptance(session: Session, ref: str) -> list[Transfer]:
    """The transfers that the claim's acceptance made, in order."""
    claim = held(session, ref)
    return [
        each
        for each in record.transfers(session, claim.guarantee_ref)
        if each.claim_ref == ref and each.kind in _ACCEPTANCE and each.corrects is None
    ]


def of_the_deposit(session: Session, ref: str) -> dict[Month, int]:
    """The pence of each month that the landlord keeps out of the deposit by the claim's decision."""
    asked = select(TransferRow).where(
        TransferRow.claim_ref == ref, TransferRow.kind == Kind.RENT_MET_BY_DEPOSIT
    )
    kept = Counter[Month]()
    for row in session.scalars(asked):
        sign = 1 if row.credit == Account.RENT_DUE else -1
        kept[Month.read(str(row.reason_code), "month")] += sign * row.amount_pence
    return dict(+kept)


def payments(session: Session, ref: str) -> list[ClaimPayment]:
    """Every payment of the claim in order, those that the bank returned among them."""
    return list(session.scalars(_PAYMENTS, {"ref": ref}))


def payment(session: Session, ref: str) -> ClaimPayment | None:
    """The payment of the claim that stands: made and not returned."""
    return session.scalars(_STANDING, {"ref": ref}).first()


def undone(session: Session, ref: str) -> bool:
    """Whether two approvers undid the claim's acceptance."""
    return session.scalar(_UNDONE, {"ref": ref}) != 0


def _returned(on: dt.date | None = None) -> ColumnElement[bool]:
    back = select(PaymentReturn.claim_ref).where(
        PaymentReturn.claim_ref == ClaimPayment.claim_ref, PaymentReturn.attempt == ClaimPayment.attempt
    )
    return (back if on is None else back.where(PaymentReturn.returned_on <= on)).exists()


_undone = (
    select(UndoneAcceptance.claim_ref)
    .join(PendingAct, PendingAct.number == UndoneAcceptance.pending)
    .where(PendingAct.confirmed_by.is_not(None))
    .subquery()
)
_UNDONE = select(func.count()).where(_undone.c.claim_ref == bindparam("ref"))
_PAYMENTS = (
    select(ClaimPayment).where(ClaimPayment.claim_ref == bindparam("ref")).order_by(ClaimPayment.attempt)
)
_STANDING = select(ClaimPayment).where(ClaimPayment.claim_ref == bindparam("ref"), ~_returned())


def accepted_in(session: Session, programme: str, first_on: dt.date, last_on: dt.date) -> int:
    """The pence of claims accepted for a programme's guarantees in a period, both days included.

    An acceptance that was undone comes off in the period in which it was undone.
    """
    signed = case((TransferRow.kind == Kind.CLAIM_ACCEPTED, 1), else_=-1) * TransferRow.amount_pence
    asked = (
        select(func.coalesce(func.sum(signed), 0))
        .join(Guarantee, Guarantee.ref == TransferRow.guarantee_ref)
        .where(
            TransferRow.kind.in_((Kind.CLAIM_ACCEPTED, Kind.CLAIM_UNDONE)),
            Guarantee.programme == programme,
            TransferRow.happened_on.between(first_on, last_on),
        )
    )
    return int(session.scalar(asked) or 0)


def how_many_accepted(session: Session) -> int:
    """How many claims are accepted, whole or in part."""
    asked = (
        select(func.count())
        .select_from(ClaimDecision)
        .where(
            ClaimDecision.outcome != "rejected",
            ClaimDecision.claim_ref.not_in(select(_undone.c.claim_ref)),
        )
    )
    return session.scalar(asked) or 0
