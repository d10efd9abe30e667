"""Who did which half of every act of two people, for the check that they were two."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from guarantor.storage import case_files
from guarantor.storage.tables.cases import CaseDecision
from guarantor.storage.tables.changes import GuaranteeChange, GuaranteeChangeDecision
from guarantor.storage.tables.claims import Claim, ClaimDecision, ClaimPayment
from guarantor.storage.tables.disputes import DisputeAnswer
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.letters import ExecutedCopyConfirmation
from guarantor.storage.tables.people import PendingAct
from guarantor.storage.tables.turned_down import (
    CaseCost,
    CostPayment,
    RefusalReview,
    RefusalReviewOutcome,
)


def every(session: Session) -> Iterator[tuple[str, int, int]]:
    """What was done, and the officers of its first and second half; several first halves are several rows."""
    yield from proposed_and_confirmed(session)
    yield from _prepared_and_decided(session)
    yield from _along_claims(session)
    yield from _looked_at_again(session)


def proposed_and_confirmed(session: Session) -> Iterator[tuple[str, int, int]]:
    """The waiting acts that were confirmed, with their two officers."""
    for pending in session.scalars(select(PendingAct).where(PendingAct.confirmed_by.is_not(None))):
        assert pending.confirmed_by is not None, "asked for the confirmed ones"
        yield f"P-{pending.number}", pending.proposed_by, pending.confirmed_by


def _prepared_and_decided(session: Session) -> Iterator[tuple[str, int, int]]:
    for decision in session.scalars(select(CaseDecision)):
        for preparer in case_files.preparers(session, decision.case_ref, decision.recorded_at):
            yield f"the decision on {decision.case_ref}", preparer, decision.decided_by
    for guarantee in session.scalars(select(Guarantee)):
        for preparer in case_files.preparers(session, guarantee.case_ref, guarantee.recorded_at):
            yield f"the issue of {guarantee.ref}", preparer, guarantee.issued_by


def _along_claims(session: Session) -> Iterator[tuple[str, int, int]]:
    decided = select(ClaimDecision.claim_ref, Claim.lodged_by, ClaimDecision.decided_by)
    for ref, lodger, decider in session.execute(decided.join(Claim, Claim.ref == ClaimDecision.claim_ref)):
        yield f"the decision on {ref}", lodger, decider
    paid = select(ClaimPayment.claim_ref, ClaimDecision.decided_by, ClaimPayment.paid_by)
    for ref, decider, payer in session.execute(
        paid.join(ClaimDecision, ClaimDecision.claim_ref == ClaimPayment.claim_ref)
    ):
        yield f"the payment of {ref}", decider, payer
    costs = select(CostPayment.cost_ref, PendingAct.confirmed_by, CostPayment.paid_by)
    for ref, approver, payer in session.execute(
        costs.join(CaseCost, CaseCost.ref == CostPayment.cost_ref).join(
            PendingAct, PendingAct.number == CaseCost.pending
        )
    ):
        assert approver is not None, "costs are paid once they are confirmed"
        yield f"the payment of {ref}", approver, payer


def _looked_at_again(session: Session) -> Iterator[tuple[str, int, int]]:
    answered = select(DisputeAnswer.claim_ref, ClaimDecision.decided_by, DisputeAnswer.answered_by)
    for ref, decider, answerer in session.execute(
        answered.join(ClaimDecision, ClaimDecision.claim_ref == DisputeAnswer.claim_ref)
    ):
        yield f"the dispute of {ref}", decider, answerer
    reviewed = (
        select(RefusalReview.case_ref, CaseDecision.decided_by, RefusalReviewOutcome.reviewed_by)
        .join(RefusalReview, RefusalReview.id == RefusalReviewOutcome.review)
        .join(CaseDecision, CaseDecision.id == RefusalReview.decision)
    )
    for ref, decider, reviewer in session.execute(reviewed):
        yield f"the review of the refusal of {ref}", decider, reviewer
    changed = select(
        GuaranteeChange.guarantee_ref, GuaranteeChange.officer, GuaranteeChangeDecision.decided_by
    ).join(GuaranteeChange, GuaranteeChange.id == GuaranteeChangeDecision.change)
    for ref, opener, decider in session.execute(changed):
        yield f"the change to {ref}", opener, decider
    for copy in session.scalars(select(ExecutedCopyConfirmation)):
        yield f"the signed copy SC-{copy.copy}", copy.kept_by, copy.confirmed_by
