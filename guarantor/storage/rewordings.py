"""The reasons of decisions as they count: as reworded last, else as they were stored."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from guarantor.storage.tables.changes import GuaranteeChangeDecision
from guarantor.storage.tables.claims import ClaimDecision
from guarantor.storage.tables.rewording import RewordedReason


def of_claim(session: Session, claim_ref: str) -> list[RewordedReason]:
    """Every rewording of the reason of a claim's decision, in order."""
    asked = select(RewordedReason).where(RewordedReason.claim_ref == claim_ref)
    return list(session.scalars(asked.order_by(RewordedReason.id)))


def of_change(session: Session, number: int) -> list[RewordedReason]:
    """Every rewording of the reason of a change's decision, in order."""
    asked = select(RewordedReason).where(RewordedReason.change == number)
    return list(session.scalars(asked.order_by(RewordedReason.id)))


def reason(decision: ClaimDecision | GuaranteeChangeDecision, reworded: list[RewordedReason]) -> str | None:
    """The words that count; `reworded` are the rewordings of the decision's reason."""
    return reworded[-1].reason if reworded else decision.reason
