"""What was proposed on a claim and takes a second person: to undo its acceptance, to write off what is left of it."""

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from guarantor.storage.tables.disputes import UndoneAcceptance
from guarantor.storage.tables.people import PendingAct
from guarantor.storage.tables.recovery import WriteOff


def numbers(session: Session, claim_ref: str) -> list[int]:
    """The pending acts on a claim in order, confirmed or not."""
    asked = union_all(
        select(UndoneAcceptance.pending).where(UndoneAcceptance.claim_ref == claim_ref),
        select(WriteOff.pending).where(WriteOff.claim_ref == claim_ref),
    )
    return sorted(session.scalars(asked))


def waiting(session: Session, claim_ref: str) -> list[PendingAct]:
    """Those of them that nobody has confirmed."""
    asked = select(PendingAct).where(
        PendingAct.number.in_(numbers(session, claim_ref)), PendingAct.confirmed_by.is_(None)
    )
    return list(session.scalars(asked.order_by(PendingAct.number)))
