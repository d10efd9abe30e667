"""Letters that applications ask for: decided, reviewed, lacking facts, waiting. Of decisions the latest counts."""

import json
from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.domain.lifecycle import CaseStatus, GuaranteeStatus
from guarantor.storage.due_letters import Asked, last_steps, of
from guarantor.storage.tables.cases import Assessment, CaseDecision
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.standing import CaseStanding
from guarantor.storage.tables.turned_down import RefusalReview, RefusalReviewOutcome, Waiting

_LETTERS = {
    "approved": "approval",
    "approved_in_principle": "approval-in-principle",
    "declined": "refusal",
}


def asked_for(session: Session, ref: str | None = None) -> Iterator[Asked]:
    """Every letter that a case asks for, made or not: each case, or one."""
    yield from _decided(session, ref)
    yield from _reviewed(session, ref)
    yield from _lacking(session, ref)


def stands(decision: str, status: str, *, offered: bool) -> bool:
    """Whether a case's latest decision still says where it stands. `offered`: a deed on it that not all have signed.

    Once all have signed, the papers say more than the approval did.
    """
    if decision == CaseStatus.APPROVED and status == CaseStatus.GUARANTEED:
        return offered
    return status == decision


def _decided(session: Session, ref: str | None) -> Iterator[Asked]:
    """The latest decision of each case that still stands there; who waits for a place is told that instead."""
    statuses, offered = _statuses(session, ref), _offered(session, ref)
    waiting = {each.decision: each for each in session.scalars(of(select(Waiting), Waiting.case_ref, ref))}
    latest = of(select(func.max(CaseDecision.id)).group_by(CaseDecision.case_ref), CaseDecision.case_ref, ref)
    asked = select(
        CaseDecision.id, CaseDecision.case_ref, CaseDecision.decision, CaseDecision.decided_on
    ).where(CaseDecision.id.in_(latest))
    for number, case, decision, decided_on in session.execute(asked):
        if not stands(decision, statuses[case], offered=number in offered):
            continue
        place = waiting.get(number)
        if place is not None and statuses[case] is CaseStatus.APPROVED:
            yield Asked("waiting-list", case, case, f"waiting:{place.id}", place.joined_on)
        else:
            yield Asked(_LETTERS[decision], case, case, f"case_decision:{number}", decided_on)


def _reviewed(session: Session, ref: str | None) -> Iterator[Asked]:
    """The last review of each case that has its outcome."""
    last = (
        select(func.max(RefusalReviewOutcome.review))
        .join(RefusalReview, RefusalReview.id == RefusalReviewOutcome.review)
        .group_by(RefusalReview.case_ref)
    )
    asked = (
        select(RefusalReview.case_ref, RefusalReviewOutcome.review, RefusalReviewOutcome.reviewed_on)
        .join(RefusalReviewOutcome, RefusalReviewOutcome.review == RefusalReview.id)
        .where(RefusalReview.id.in_(of(last, RefusalReview.case_ref, ref)))
    )
    for case, review, reviewed_on in session.execute(asked):
        yield Asked("refusal-reviewed", case, case, f"refusal_review_outcome:{review}", reviewed_on)


def _lacking(session: Session, ref: str | None) -> Iterator[Asked]:
    """Assessed cases that lack facts; one that lacks nothing but a home waits for its decision in principle."""
    statuses = _statuses(session, ref)
    latest = (
        select(func.max(Assessment.id))
        .where(Assessment.purpose == "assessment")
        .group_by(Assessment.case_ref)
    )
    asked = select(Assessment.id, Assessment.case_ref, Assessment.assessed_on, Assessment.record).where(
        Assessment.id.in_(of(latest, Assessment.case_ref, ref)),
        Assessment.outcome == "incomplete",
        Assessment.record.is_not(None),
    )
    for number, case, assessed_on, record in session.execute(asked):
        if statuses[case] is CaseStatus.ASSESSED and not json.loads(str(record))["in_principle"]:
            yield Asked("more-information", case, case, f"assessment:{number}", assessed_on)


def _statuses(session: Session, ref: str | None) -> dict[str, CaseStatus]:
    """The status that each case has now."""
    asked = of(select(CaseStanding.case_ref, CaseStanding.status), CaseStanding.case_ref, ref)
    return {case: CaseStatus(status) for case, status in session.execute(asked)}


def _offered(session: Session, ref: str | None) -> frozenset[int]:
    """The decisions on which a deed was issued that not all have signed."""
    steps = last_steps(session, ref)
    asked = of(select(Guarantee.ref, Guarantee.decision), Guarantee.case_ref, ref)
    return frozenset(
        decision for deed, decision in session.execute(asked) if steps[deed].status == GuaranteeStatus.OFFERED
    )
