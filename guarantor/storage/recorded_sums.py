"""Sums as they were recorded beside the ledger, for the checks that hold both against each other."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.storage.tables.claims import ClaimPayment, PaymentReturn
from guarantor.storage.tables.people import PendingAct
from guarantor.storage.tables.recovery import WriteOff
from guarantor.storage.tables.turned_down import CaseCost, CostPayment


def paid_and_returned(session: Session, claim_ref: str) -> tuple[int, int]:
    """The pence of all payments of a claim, and of those that the bank returned."""
    total = select(func.coalesce(func.sum(ClaimPayment.amount_pence), 0)).where(
        ClaimPayment.claim_ref == claim_ref
    )
    back = total.join(
        PaymentReturn,
        (PaymentReturn.claim_ref == ClaimPayment.claim_ref) & (PaymentReturn.attempt == ClaimPayment.attempt),
    )
    return int(session.scalar(total) or 0), int(session.scalar(back) or 0)


def confirmed_costs(session: Session) -> dict[str, int]:
    """The pence of every cost that an approver confirmed, by its reference."""
    asked = (
        select(CaseCost.ref, CaseCost.amount_pence)
        .join(PendingAct, PendingAct.number == CaseCost.pending)
        .where(PendingAct.confirmed_by.is_not(None))
    )
    return dict(session.execute(asked).all())


def paid_costs(session: Session) -> frozenset[str]:
    """The references of the costs that have been paid."""
    return frozenset(session.scalars(select(CostPayment.cost_ref)))


def confirmed_write_offs(session: Session) -> dict[str, int]:
    """The pence written off of each claim, as confirmed."""
    asked = (
        select(WriteOff.claim_ref, func.sum(WriteOff.amount_pence))
        .join(PendingAct, PendingAct.number == WriteOff.pending)
        .where(PendingAct.confirmed_by.is_not(None))
        .group_by(WriteOff.claim_ref)
    )
    return {ref: int(pence) for ref, pence in session.execute(asked)}
