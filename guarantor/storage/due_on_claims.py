"""Letters that claims ask for: decided, paid, to be paid back by a plan. What was undone or came back asks for none."""

from collections.abc import Iterator

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from guarantor.ledger.postings import Kind
from guarantor.storage.due_letters import Asked, of
from guarantor.storage.tables.claims import Claim, ClaimDecision, ClaimPayment, PaymentReturn
from guarantor.storage.tables.disputes import UndoneAcceptance
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.ledger import TransferRow
from guarantor.storage.tables.people import PendingAct
from guarantor.storage.tables.recovery import RecoveryPlan


def asked_for(session: Session, ref: str | None = None) -> Iterator[Asked]:
    """Every letter that a claim asks for, made or not: of each case, or of one."""
    yield from _decided(session, ref)
    yield from _paid(session, ref)
    yield from _planned(session, ref)


def _decided(session: Session, ref: str | None) -> Iterator[Asked]:
    undone = (
        select(UndoneAcceptance.claim_ref)
        .join(PendingAct, PendingAct.number == UndoneAcceptance.pending)
        .where(PendingAct.confirmed_by.is_not(None))
    )
    asked = (
        select(ClaimDecision.claim_ref, Guarantee.case_ref, ClaimDecision.decided_on)
        .join(Claim, Claim.ref == ClaimDecision.claim_ref)
        .join(Guarantee, Guarantee.ref == Claim.guarantee_ref)
        .where(ClaimDecision.claim_ref.not_in(undone))
    )
    for claim, case_ref, decided_on in session.execute(of(asked, Guarantee.case_ref, ref)):
        yield Asked("claim-decision", claim, case_ref, f"claim_decision:{claim}", decided_on)


def _paid(session: Session, ref: str | None) -> Iterator[Asked]:
    """Both letters on each payment that stands."""
    came_back = select(PaymentReturn.claim_ref).where(
        PaymentReturn.claim_ref == ClaimPayment.claim_ref, PaymentReturn.attempt == ClaimPayment.attempt
    )
    asked = (
        select(ClaimPayment.claim_ref, ClaimPayment.attempt, Guarantee.case_ref, ClaimPayment.paid_on)
        .join(Claim, Claim.ref == ClaimPayment.claim_ref)
        .join(Guarantee, Guarantee.ref == Claim.guarantee_ref)
        .where(~came_back.exists())
    )
    for claim, attempt, case_ref, paid_on in session.execute(of(asked, Guarantee.case_ref, ref)):
        for kind in ("payment-advice", "help-goes-on"):
            yield Asked(kind, claim, case_ref, f"claim_payment:{claim}/{attempt}", paid_on)


def _planned(session: Session, ref: str | None) -> Iterator[Asked]:
    """The latest plan of each claim of which something is still to be paid back."""
    gone = case((TransferRow.kind == Kind.RECOVERY_AGREED, 1), else_=-1) * TransferRow.amount_pence
    left = (
        select(TransferRow.claim_ref)
        .where(TransferRow.kind.in_((Kind.RECOVERY_AGREED, Kind.RECOVERY_MET, Kind.WRITTEN_OFF)))
        .group_by(TransferRow.claim_ref)
        .having(func.sum(gone) > 0)
    )
    latest = select(func.max(RecoveryPlan.id)).group_by(RecoveryPlan.claim_ref)
    if ref is not None:
        claims = (
            select(Claim.ref)
            .join(Guarantee, Guarantee.ref == Claim.guarantee_ref)
            .where(Guarantee.case_ref == ref)
        )
        left, latest = (
            left.where(TransferRow.claim_ref.in_(claims)),
            latest.where(RecoveryPlan.claim_ref.in_(claims)),
        )
    asked = (
        select(RecoveryPlan.id, RecoveryPlan.claim_ref, Guarantee.case_ref, RecoveryPlan.agreed_on)
        .join(Claim, Claim.ref == RecoveryPlan.claim_ref)
        .join(Guarantee, Guarantee.ref == Claim.guarantee_ref)
        .where(RecoveryPlan.id.in_(latest), RecoveryPlan.claim_ref.in_(left))
    )
    for number, claim, case_ref, agreed_on in session.execute(asked):
        yield Asked("recovery-plan", claim, case_ref, f"recovery_plan:{number}", agreed_on)
