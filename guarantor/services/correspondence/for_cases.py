"""Letters on a case: what was decided and why, what is still wanted, the place on the waiting list.

Each tells what is stored of the latest decision or assessment; nothing is weighed again to find a reason.
"""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from guarantor.domain import practice
from guarantor.domain.lifecycle import CaseStatus, GuaranteeStatus
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.adoption import policies
from guarantor.services.casework import in_principle
from guarantor.services.casework import waiting as waiting_list_order
from guarantor.services.correspondence import offers
from guarantor.services.correspondence.addressed import Writing
from guarantor.services.correspondence.said import in_lines, in_pounds, to_the_reader
from guarantor.services.correspondence.telling import Letterhead, Told
from guarantor.storage import (
    case_files,
    due_on_cases,
    guarantee_files,
    programme_files,
    turned_down_files,
    waiting_files,
)
from guarantor.storage.engine import Session
from guarantor.storage.tables.cases import Assessment, CaseDecision, Home
from guarantor.storage.tables.turned_down import RefusalReviewOutcome
from letters.notices import decisions
from letters.notices.letter import Notice
from rules.vocabulary import ADVISER, FIELDS, LANDLORD, YOUNG_PERSON

_HOLDERS = {ADVISER: "your personal adviser", YOUNG_PERSON: "you", LANDLORD: "your landlord or agent"}


def approval(session: Session, ref: str, on: dt.date, letterhead: Letterhead) -> Told:
    """The council will stand guarantor, on these terms.

    Raises NothingToTell unless the case is approved, and as the issue does where a move leaves nothing to go on.
    """
    writing = _writing(session, "approval", ref, letterhead)
    decision = _standing(
        writing, "approved", "a case that is approved, and no guarantee on it that all have signed"
    )
    offer = offers.of_approval(session, decision, on)
    home = case_files.latest(session, Home, ref)
    content = writing.to_young_person(
        decisions.ApprovalContent,
        home=writing.address(home),
        rent_share=in_pounds(offer.share_pence),
        cap=in_pounds(offer.cap_pence),
        starts_on=offer.starts_on,
        ends_on=offer.ends_on,
        months=offer.months,
        issue_by=None,
        conditions=(),
    )
    return _told(ref, f"case_decision:{decision.id}", content)


def approval_in_principle(session: Session, ref: str, _on: dt.date, letterhead: Letterhead) -> Told:
    """Yes, once there is a home: what is still needed, and until when it holds. Raises NothingToTell, WrongInput."""
    writing = _writing(session, "approval-in-principle", ref, letterhead)
    decision = _standing(writing, "approved_in_principle", "a case that is approved in principle")
    missing = _record(session.get_one(Assessment, decision.assessment))["missing"]
    lapses_on = in_principle.last_day(session, ref)
    assert lapses_on is not None, "a case approved in principle has a last day"
    content = writing.to_young_person(
        decisions.ApprovalInPrincipleContent,
        lapses_on=lapses_on,
        still_needed=tuple(f"the {FIELDS[field].words}" for field in missing),
    )
    return _told(ref, f"case_decision:{decision.id}", content)


def refusal(session: Session, ref: str, on: dt.date, letterhead: Letterhead) -> Told:
    """No, with what the assessment found and the approver's own words, as both were stored.

    Raises NothingToTell unless the case is declined, WrongInput where the reasons were erased.
    """
    writing = _writing(session, "refusal", ref, letterhead)
    decision = _standing(writing, "declined", "a case that is declined")
    assessment = session.get_one(Assessment, decision.assessment)
    record = _record(assessment)
    policy = policies.stored(session, assessment.policy_fingerprint).on(assessment.assessed_on)
    # What the rules left to a person is no ground: the words of whoever decided carry it.
    against = {
        each["criterion"]: each["reason"] for each in record["findings"] if each["result"] == "not_met"
    }
    asked = turned_down_files.review_of(session, decision.id)
    outcome = None if asked is None else session.get(RefusalReviewOutcome, asked.id)
    content = writing.to_young_person(
        decisions.RefusalContent,
        decided_on=decision.decided_on,
        reasons=_each_once(*map(to_the_reader, against.values())),
        words=in_lines(decision.reason or ""),
        # A remedy says "this would be met": what would be is the criterion by its title.
        would_change=_each_once(
            *(
                f"{policy.criterion(each['criterion']).title}: {to_the_reader(each['says'], review_left=asked is None)}"
                for each in record["would_change"]
                if each["criterion"] in against
            )
        ),
        review_by=on + _days("refusal_review_asked_days"),
        review_asked_on=asked and asked.asked_on,
        reviewed_on=outcome and outcome.reviewed_on,
        review_answer_working_days=practice.figure("refusal_review_working_days").value,
        complaint_answer_working_days=practice.figure("complaint_answer_working_days").value,
        policy=policy.title,
    )
    return _told(ref, f"case_decision:{decision.id}", content)


def refusal_reviewed(session: Session, ref: str, _on: dt.date, letterhead: Letterhead) -> Told:
    """What another approver found on looking at a refusal again. Raises NothingToTell, WrongInput."""
    writing = _writing(session, "refusal-reviewed", ref, letterhead)
    found = [outcome for _, outcome in turned_down_files.reviews(session, ref) if outcome is not None]
    if not found:
        raise writing.nothing("a refusal that another approver has reviewed")
    outcome = found[-1]
    content = writing.to_young_person(
        decisions.RefusalReviewedContent,
        decision_on=outcome.reviewed_on,
        upheld=outcome.outcome == "upheld",
        reasons=in_lines(outcome.reason or ""),
    )
    return _told(ref, f"refusal_review_outcome:{outcome.review}", content)


def more_information(session: Session, ref: str, on: dt.date, letterhead: Letterhead) -> Told:
    """What the latest assessment could not do without, and who usually holds it. Raises NothingToTell, WrongInput."""
    writing = _writing(session, "more-information", ref, letterhead)
    assessment = case_files.latest_assessment(session, ref)
    waits = case_files.status(session, ref) is CaseStatus.ASSESSED
    if not waits or assessment is None or assessment.outcome != "incomplete":
        raise writing.nothing("a case whose assessment is waiting for facts")
    wanted = [FIELDS[field] for field in _record(assessment)["missing"]]
    content = writing.to_young_person(
        decisions.MoreInformationContent,
        wanted=tuple(
            {"what": each.words, "who_holds": _HOLDERS.get(each.holder, each.holder)} for each in wanted
        ),
        by_on=on + _days("facts_wanted_days"),
    )
    return _told(ref, f"assessment:{assessment.id}", content)


def waiting_list(session: Session, ref: str, on: dt.date, letterhead: Letterhead) -> Told:
    """Approved, and no place is free yet: how many come before. Raises NothingToTell unless the case waits."""
    writing = _writing(session, "waiting-list", ref, letterhead)
    needs = "a case on the waiting list"
    if case_files.status(session, ref) is not CaseStatus.APPROVED:
        raise writing.nothing(needs)
    decision = _standing(writing, "approved", needs)
    place = waiting_files.on_decision(session, decision.id)
    assessment = session.get_one(Assessment, decision.assessment)
    programme = programme_files.of_version(session, assessment.policy_fingerprint, on)
    if place is None or programme is None:
        raise writing.nothing(needs)
    content = writing.to_young_person(
        decisions.WaitingListContent,
        approved_on=decision.decided_on,
        ahead=len(waiting_list_order.turn(session, ref, programme).ahead),
        places=programme.places,
    )
    return _told(ref, f"waiting:{place.id}", content)


GATHERERS: dict[str, Callable[[Session, str, dt.date, Letterhead], Told]] = {
    "approval": approval,
    "approval-in-principle": approval_in_principle,
    "refusal": refusal,
    "refusal-reviewed": refusal_reviewed,
    "more-information": more_information,
    "waiting-list": waiting_list,
}


def _writing(session: Session, kind: str, ref: str, letterhead: Letterhead) -> Writing:
    return Writing(session, kind, case_files.held(session, ref).ref, ref, letterhead)


def _told(ref: str, basis: str, content: Notice) -> Told:
    return Told(case_ref=ref, guarantee_ref=None, claim_ref=None, basis=basis, content=content)


def _standing(writing: Writing, decided: str, needs: str) -> CaseDecision:
    """The case's latest decision. Raises NothingToTell unless it is this one and the case still stands there."""
    session, ref = writing.session, writing.ref
    decision = case_files.latest(session, CaseDecision, ref)
    if decision is None or decision.decision != decided:
        raise writing.nothing(needs)
    issued = [each.ref for each in case_files.guarantees(session, ref) if each.decision == decision.id]
    offered = any(guarantee_files.status(session, each) is GuaranteeStatus.OFFERED for each in issued)
    if not due_on_cases.stands(decided, case_files.status(session, ref), offered=offered):
        raise writing.nothing(needs)
    return decision


def _record(assessment: Assessment) -> dict[str, Any]:
    """The assessment as it was stored. Raises WrongInput where it was erased."""
    if assessment.record is None:
        raise WrongInput.at(
            "REF", f"expected a case whose facts are held, and those of {assessment.case_ref} were erased"
        )
    record: dict[str, Any] = json.loads(assessment.record)
    return record


def _each_once(*texts: str) -> tuple[str, ...]:
    """The sentences of stored words, in order, none of them twice."""
    return tuple(dict.fromkeys(line for text in texts for line in in_lines(text)))


def _days(figure: str) -> dt.timedelta:
    return dt.timedelta(days=practice.figure(figure).value)
