"""Letters that applications ask for: decided, reviewed, lacking facts, waiting. Of decisions the latest counts."""

import json
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.domain.lifecycle import CaseStatus, GuaranteeStatus
from guarantor.storage.due_letters import Asked, last_steps
from guarantor.storage.tables.cases import Assessment, CaseDecision, CaseStatusRow
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.turned_down import RefusalReview, RefusalReviewOutcome, Waiting

_LETTERS = {
    "approved": "approval",
    "approved_in_principle": "approval-in-principle",
    "declined": "refusal",
}


def asked_for(session: Session) -> Iterator[Asked]:
    """Every letter that a case asks for, made or not."""
    yield from _decided(session)
    yield from _reviewed(session)
    yield from _lacking(session)


def stands(decision: str, status: str, *, offered: bool) -> bool:
    """Whether a case's latest decision still says where it stands. `offered`: a deed on it that not all have signed.

    Once all have signed, the papers say more than the approval did.
    """
    if decision == CaseStatus.APPROVED and status == CaseStatus.GUARANTEED:
        return offered
    return status == decision


def _decided(session: Session) -> Iterator[Asked]:
    """The latest decision of each case that still stands there; who waits for a place is told that instead."""
    statuses, offered = _statuses(session), _offered(session)
    waiting = {each.decision: each for each in session.scalars(select(Waiting))}
    latest = select(func.max(CaseDecision.id)).group_by(CaseDecision.case_ref)
    asked = select(
        CaseDecision.id, CaseDecision.case_ref, CaseDecision.decision, CaseDecision.decided_on
    ).where(CaseDecision.id.in_(latest))
    for number, ref, decision, decided_on in session.execute(asked):
        if not stands(decision, statuses[ref], offered=number in offered):
            continue
        place = waiting.get(number)
        if place is not None and statuses[ref] is CaseStatus.APPROVED:
            yield Asked("waiting-list", ref, ref, f"waiting:{place.id}", place.joined_on)
        else:
            yield Asked(_LETTERS[decision], ref, ref, f"case_decision:{number}", decided_on)


def _reviewed(session: Session) -> Iterator[Asked]:
    """The last review of each case that has its outcome."""
    last = (
        select(func.max(RefusalReviewOutcome.review))
        .join(RefusalReview, RefusalReview.id == RefusalReviewOutcome.review)
        .group_by(RefusalReview.case_ref)
    )
    asked = (
        select(RefusalReview.case_ref, RefusalReviewOutcome.review, RefusalReviewOutcome.reviewed_on)
        .join(RefusalReviewOutcome, RefusalReviewOutcome.review == RefusalReview.id)
        .where(RefusalReview.id.in_(last))
    )
    for ref, review, reviewed_on in session.execute(asked):
        yield Asked("refusal-reviewed", ref, ref, f"refusal_review_outcome:{review}", reviewed_on)


def _lacking(session: Session) -> Iterator[Asked]:
    """Assessed cases that lack facts; one that lacks nothing but a home waits for its decision in principle."""
    statuses = _statuses(session)
    latest = (
        select(func.max(Assessment.id))
        .where(Assessment.purpose == "assessment")
        .group_by(Assessment.case_ref)
    )
    asked = select(Assessment.id, Assessment.case_ref, Assessment.assessed_on, Assessment.record).where(
        Assessment.id.in_(latest), Assessment.outcome == "incomplete", Assessment.record.is_not(None)
    )
    for number, ref, assessed_on, record in session.execute(asked):
        if statuses[ref] is CaseStatus.ASSESSED and not json.loads(str(record))["in_principle"]:
            yield Asked("more-information", ref, ref, f"assessment:{number}", assessed_on)


def _statuses(session: Session) -> dict[str, CaseStatus]:
    """The status that each case has now."""
    last = select(func.max(CaseStatusRow.id)).group_by(CaseStatusRow.case_ref)
    asked = select(CaseStatusRow.case_ref, CaseStatusRow.status).where(CaseStatusRow.id.in_(last))
    return {ref: CaseStatus(status) for ref, status in session.execute(asked)}


def _offered(session: Session) -> frozenset[int]:
    """The decisions on which a deed was issued that not all have signed."""
    steps = last_steps(session)
    asked = select(Guarantee.ref, Guarantee.decision)
    return frozenset(
        decision for ref, decision in session.execute(asked) if steps[ref].status == GuaranteeStatus.OFFERED
    )
