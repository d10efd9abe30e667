"""What is paid back on a claim: its plan, breathing spaces, and the sums the ledger holds for it."""

import datetime as dt

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.ledger.postings import Kind
from guarantor.storage.tables.claims import Claim, ClaimPayment
from guarantor.storage.tables.ledger import TransferRow
from guarantor.storage.tables.recovery import BreathingSpace, Instalment, RecoveryPlan, WriteOff


def moved(session: Session, kind: Kind, claim_ref: str, day: dt.date | None = None) -> int:
    """The sum of a claim's transfers of one kind, in pence, up to the close of a day or in all."""
    asked = select(func.coalesce(func.sum(TransferRow.amount_pence), 0)).where(
        TransferRow.claim_ref == claim_ref, TransferRow.kind == kind
    )
    if day is not None:
        asked = asked.where(TransferRow.happened_on <= day)
    return int(session.scalar(asked) or 0)


def recoverable_pence(session: Session, claim_ref: str, day: dt.date | None = None) -> int:
    """What a plan still asks for, in pence: agreed less what was met and written off."""
    agreed = moved(session, Kind.RECOVERY_AGREED, claim_ref, day)
    met = moved(session, Kind.RECOVERY_MET, claim_ref, day)
    return agreed - met - moved(session, Kind.WRITTEN_OFF, claim_ref, day)


def plan(session: Session, claim_ref: str, day: dt.date | None = None) -> RecoveryPlan | None:
    """The claim's plan that counts: the latest, or the latest agreed by a day."""
    asked = select(RecoveryPlan).where(RecoveryPlan.claim_ref == claim_ref)
    if day is not None:
        asked = asked.where(RecoveryPlan.agreed_on <= day)
    return session.scalars(asked.order_by(RecoveryPlan.id.desc()).limit(1)).first()


def instalments(session: Session, plan_id: int) -> list[Instalment]:
    """A plan's instalments in order."""
    return list(
        session.scalars(select(Instalment).where(Instalment.plan == plan_id).order_by(Instalment.number))
    )


def breathing_spaces(session: Session, claim_ref: str) -> list[BreathingSpace]:
    """The claim's breathing spaces in order of their first days."""
    asked = select(BreathingSpace).where(BreathingSpace.claim_ref == claim_ref)
    return list(session.scalars(asked.order_by(BreathingSpace.from_on, BreathingSpace.id)))


def write_off_under(session: Session, pending: int) -> WriteOff:
    """The write-off that waits under a pending act."""
    found = session.get(WriteOff, pending)
    assert found is not None, "a write-off is stored with its pending act"
    return found


def paid_claims(session: Session) -> list[str]:
    """Every claim that was ever paid, in the order of their guarantees."""
    asked = select(Claim.ref).join(ClaimPayment, ClaimPayment.claim_ref == Claim.ref).distinct()
    return list(session.scalars(asked.order_by(Claim.ref)))


def planned_claims(session: Session) -> list[str]:
    """Every claim with a plan to pay it back, in the order of their references."""
    return list(session.scalars(select(RecoveryPlan.claim_ref).distinct().order_by(RecoveryPlan.claim_ref)))
