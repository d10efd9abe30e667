"""A young person asks for a refusal to be looked at again; another approver than the one who decided reviews it.

An overturned refusal leaves the case assessed, and a new decision is made by somebody else than whoever made the
overturned one (see decisions).
"""

import datetime as dt
from typing import Any

from guarantor.domain import practice
from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus
from guarantor.domain.refusals import AlreadyDone, NothingToReview, SamePerson, WrongStatus
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.working_days import working_days_after
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.casework.cases import step
from guarantor.services.casework.decisions import refuse_preparers
from guarantor.services.worktrays.tasks import close_task, open_task
from guarantor.storage import case_files, turned_down_files
from guarantor.storage.officers import names
from guarantor.storage.tables.cases import CaseDecision
from guarantor.storage.tables.turned_down import RefusalReview, RefusalReviewOutcome

OUTCOMES = ("upheld", "overturned")


def ask(office: Office, person: Person, ref: str, reason: str, on: dt.date) -> dict[str, Any]:
    """Write down that the young person asks for a review of the refusal. Answers with the day it is due by.

    Raises WrongStatus unless the case is declined, AlreadyDone where it was asked for this decision before,
    WrongInput for an empty reason.
    """
    if not reason.strip():
        raise WrongInput.at("--reason", "expected why the young person asks for a review")
    with doing(office, person, Act.ASK_FOR_REVIEW, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        decision = _refusal(act, ref)
        if turned_down_files.review_of(act.session, decision.id) is not None:
            raise AlreadyDone(f"A review of the refusal of {ref} was asked for before")
        not_before(act, decision.decided_on, "declined")
        due_on = working_days_after(on, practice.figure("refusal_review_working_days").value)
        review = act.add(
            RefusalReview(
                case_ref=ref,
                decision=decision.id,
                grounds=reason.strip(),
                asked_on=on,
                due_on=due_on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        open_task(act, TaskKind.REVIEW_OF_REFUSAL, _basis(review), due_on, case_ref=ref)
        return {"ref": ref, "due_on": due_on.isoformat()}


def review(
    office: Office, person: Person, ref: str, outcome: str, reason: str, on: dt.date
) -> dict[str, Any]:
    """Uphold or overturn the refusal as another approver. An overturned one is open to a new decision.

    Raises SamePerson for whoever decided or prepared the case, WrongStatus unless it is declined, NothingToReview
    where nobody asked or it has its outcome, WrongInput for an unknown outcome or an empty reason.
    """
    if outcome not in OUTCOMES:
        raise WrongInput.at("--outcome", f"expected {' or '.join(OUTCOMES)}, not {outcome!r}")
    if not reason.strip():
        raise WrongInput.at("--reason", "expected the reason for the outcome")
    with doing(office, person, Act.REVIEW_REFUSAL, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        decision = _refusal(act, ref)
        asked = _open_review(act, decision)
        not_before(act, asked.asked_on, "asked for")
        if decision.decided_by == act.number:
            raise SamePerson(names(act.session)[act.number], f"review {ref}", f"decided {ref}")
        refuse_preparers(act, ref, "review")
        act.add(
            RefusalReviewOutcome(
                review=asked.id,
                outcome=outcome,
                reason=reason.strip(),
                reviewed_on=on,
                decided_by=decision.decided_by,
                reviewed_by=act.number,
                recorded_at=act.at,
            )
        )
        act.note(outcome=outcome)
        close_task(act, _basis(asked))
        if outcome == "overturned":
            # The reviewer did not prepare the case, and may be the one who decides it anew.
            step(act, ref, CaseStatus.ASSESSED, by_nobody=True)
        return {"ref": ref, "outcome": outcome, "status": case_files.status(act.session, ref)}


def _refusal(act: Doing, ref: str) -> CaseDecision:
    """The decision that declined the case. Raises WrongStatus where it is not declined now."""
    status = case_files.status(act.session, ref)
    if status is not CaseStatus.DECLINED:
        raise WrongStatus(ref, status, [CaseStatus.DECLINED])
    decision = case_files.latest(act.session, CaseDecision, ref)
    assert decision is not None, "a declined case has a decision"
    return decision


def _open_review(act: Doing, decision: CaseDecision) -> RefusalReview:
    asked = turned_down_files.review_of(act.session, decision.id)
    if asked is None:
        raise NothingToReview(decision.case_ref, "nobody asked for a review of it")
    outcome = act.session.get(RefusalReviewOutcome, asked.id)
    if outcome is not None:
        raise NothingToReview(decision.case_ref, f"it was {outcome.outcome} before")
    return asked


def _basis(review: RefusalReview) -> str:
    return f"review of refusal {review.case_ref} {review.decision}"
