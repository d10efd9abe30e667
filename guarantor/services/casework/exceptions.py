"""Exceptions: an ineligible case approved all the same, each unmet finding named, by two approvers.

The first proposes, the second confirms and so makes the decision; neither prepared the case, both names are kept,
and reports count them.
"""

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus
from guarantor.domain.refusals import AssessedSince, NeverExcepted, NotApprovable, NotExcepted
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.acts_of_two import propose
from guarantor.services.acting.office import Office, Person
from guarantor.services.casework import decisions, waiting
from guarantor.services.casework.cases import step
from guarantor.storage import case_files, turned_down_files
from guarantor.storage.tables.people import PendingAct
from guarantor.storage.tables.turned_down import CaseException, ExceptedDecision

NEVER = frozenset({"care_leaver", "age", "tenancy_kind", "right_to_rent"})
"""Criteria that no two approvers can set aside: whom the scheme is for, the law, and what it guarantees."""


def propose_exception(
    office: Office,
    person: Person,
    ref: str,
    excepts: Sequence[str],
    accepts: Sequence[str],
    reason: str,
    on: dt.date,
) -> dict[str, Any]:
    """Propose to approve an ineligible case. `excepts` names every `not_met` finding, `accepts` every `refer` one.

    Answers with the pending act's number; a second approver confirms it. Raises SamePerson for whoever prepared the
    case, NeverExcepted, NotExcepted, NotAccepted, NotApprovable where nothing is unmet or a fact is missing, and
    WrongInput for an unknown criterion, one that is not unmet, or an empty reason.
    """
    if not reason.strip():
        raise WrongInput.at("--reason", "expected the reason for the exception")
    with doing(office, person, Act.PROPOSE_EXCEPTION, on) as act:
        case_files.held(act.session, ref, to_change=True)
        assessment = decisions.assessment_to_decide_on(act, ref, CaseStatus.APPROVED)
        findings = decisions.findings_of(assessment, ref)
        decisions.check_criteria(accepts, findings)
        _check_excepts(ref, assessment.outcome, findings, excepts)
        decisions.check_complete_and_accepted(ref, assessment, findings, accepts)
        named = {"criteria": sorted(set(excepts)), "accepts": sorted(set(accepts))}
        answer = propose(act, {"ref": ref, "assessment": assessment.id, **named})
        act.add(
            CaseException(
                case_ref=ref,
                assessment=assessment.id,
                criteria=json.dumps(named["criteria"]),
                accepts=json.dumps(named["accepts"]),
                reason=reason.strip(),
                pending=int(answer["pending"][2:]),
                proposed_by=act.number,
                proposed_on=on,
                recorded_at=act.at,
            )
        )
        act.note(case=ref, **named)
        return answer


def approve(act: Doing, pending: PendingAct, content: dict[str, Any]) -> dict[str, Any]:
    """Complete a confirmed exception: the confirming approver's decision, and the case is approved.

    Raises AssessedSince where the case was assessed again after the proposal, WrongStatus where it moved on
    otherwise, SamePerson where the second approver prepared the case.
    """
    ref = content["ref"]
    case_files.held(act.session, ref, to_change=True)
    proposed = turned_down_files.exception_proposed(act.session, pending.number)
    assessment = decisions.assessment_to_decide_on(act, ref, CaseStatus.APPROVED)
    if assessment.id != proposed.assessment:
        raise AssessedSince(ref)
    not_before(act, proposed.proposed_on, "proposed")
    if proposed.reason is None:
        raise NotApprovable(ref, "erased", "the reason for the exception is no longer held")
    decision = decisions.store_decision(
        act, assessment, CaseStatus.APPROVED, content["accepts"], proposed.reason
    )
    act.add(ExceptedDecision(decision=decision.id, exception=proposed.id))
    act.note(case=ref, criteria=content["criteria"])
    step(act, ref, CaseStatus.APPROVED)
    joined = waiting.join_if_it_must(act, ref)
    return {
        "ref": ref,
        "status": CaseStatus.APPROVED,
        "excepted": content["criteria"],
        **({"waiting": True} if joined else {}),
    }


def _check_excepts(
    ref: str, outcome: str, findings: Sequence[dict[str, Any]], excepts: Sequence[str]
) -> None:
    """Raise unless the exception names every finding that is not met, and nothing else."""
    decisions.check_criteria(excepts, findings, "--except")
    failed = decisions.of_result("not_met", findings)
    if not failed:
        raise NotApprovable(ref, outcome, "no finding is unmet, so there is nothing to except")
    never = [criterion for criterion in failed if criterion in NEVER]
    if never:
        raise NeverExcepted(ref, never)
    for criterion in excepts:
        if criterion not in failed:
            raise WrongInput.at("--except", f"expected criteria that are not met, and {criterion!r} is none")
    unnamed = [criterion for criterion in failed if criterion not in excepts]
    if unnamed:
        raise NotExcepted(ref, unnamed)
