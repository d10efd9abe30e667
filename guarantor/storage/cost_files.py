"""Legal and advice costs of cases: proposed, approved by a second person, paid by a third."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.domain.wrong_input import NotFound
from guarantor.ledger.postings import Kind
from guarantor.storage.tables.ledger import TransferRow
from guarantor.storage.tables.people import PendingAct
from guarantor.storage.tables.turned_down import CaseCost, CostPayment


@dataclass(frozen=True)
class Cost:
    """A cost with what became of it. `approval` is the transfer that approved it."""

    held: CaseCost
    pending: PendingAct
    approval: TransferRow | None
    payment: CostPayment | None

    @property
    def status(self) -> str:
        """proposed, approved or paid."""
        if self.payment is not None:
            return "paid"
        return "proposed" if self.approval is None else "approved"


def of_case(session: Session, ref: str) -> list[Cost]:
    """The case's costs in the order they were proposed."""
    asked = select(CaseCost).where(CaseCost.case_ref == ref).order_by(CaseCost.pending)
    return [_whole(session, each) for each in session.scalars(asked)]


def every(session: Session) -> list[Cost]:
    """Every cost in the order they were proposed."""
    return [_whole(session, each) for each in session.scalars(select(CaseCost).order_by(CaseCost.pending))]


def held(session: Session, ref: str, *, to_change: bool = False) -> Cost:
    """The cost, held still until the act ends where it is `to_change`. Raises NotFound."""
    found = session.get(CaseCost, ref, with_for_update={"key_share": True} if to_change else None)
    if found is None:
        raise NotFound("COST", "a cost", ref)
    return _whole(session, found)


def proposed(session: Session, pending: int) -> CaseCost:
    """The cost that waits, or waited, under the number of a pending act."""
    return session.scalars(select(CaseCost).where(CaseCost.pending == pending)).one()


def approved_pence(session: Session, case_ref: str, kind: str, besides: str | None = None) -> int:
    """What was approved of one kind of cost for a case, `besides` one of them if that is named."""
    asked = (
        select(func.coalesce(func.sum(CaseCost.amount_pence), 0))
        .join(PendingAct, PendingAct.number == CaseCost.pending)
        .where(CaseCost.case_ref == case_ref, CaseCost.kind == kind, PendingAct.confirmed_by.is_not(None))
    )
    if besides is not None:
        asked = asked.where(CaseCost.ref != besides)
    return int(session.scalar(asked) or 0)


def _whole(session: Session, cost: CaseCost) -> Cost:
    approval = select(TransferRow).where(
        TransferRow.reason_code == cost.ref, TransferRow.kind == Kind.COST_APPROVED
    )
    pending = session.get(PendingAct, cost.pending)
    assert pending is not None, "a cost waits under a number"
    return Cost(cost, pending, session.scalars(approval).first(), session.get(CostPayment, cost.ref))
