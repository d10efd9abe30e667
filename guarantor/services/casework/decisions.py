"""A person decides: the rules recommend, an approver who did not prepare the case approves or declines it."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus, check_follows
from guarantor.domain.refusals import NotAccepted, NotApprovable, SamePerson
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.casework import waiting
from guarantor.services.casework.cases import step
from guarantor.storage import case_files, turned_down_files
from guarantor.storage.officers import names
from guarantor.storage.tables.cases import Assessment, CaseDecision

DECISIONS = {
    "approve": CaseStatus.APPROVED,
    "approve-in-principle": CaseStatus.APPROVED_IN_PRINCIPLE,
    "decline": CaseStatus.DECLINED,
}


def decide(
    office: Office,
    person: Person,
    ref: str,
    decision: str,
    reason: str,
    accepts: Sequence[str],
    on: dt.date,
) -> dict[str, Any]:
    """Decide an assessed case. `accepts` names the criteria whose `refer` findings the approver accepts.

    An approved case for which no place is free joins the waiting list in the same act. Raises SamePerson for
    whoever prepared the case or made the refusal that a review overturned, NotApprovable where the outcome forbids
    it, NotAccepted where a `refer` finding is not named, WrongInput for an unknown decision or criterion or an
    empty reason.
    """
    if decision not in DECISIONS:
        raise WrongInput.at("decision", f"expected {', '.join(DECISIONS)}, not {decision!r}")
    if not reason.strip():
        raise WrongInput.at("--reason", "expected the reason for the decision")
    with doing(office, person, Act.DECIDE_CASE, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        status = DECISIONS[decision]
        assessment = assessment_to_decide_on(act, ref, status)
        _check_bears(ref, status, assessment, accepts)
        store_decision(act, assessment, status, accepts, reason)
        step(act, ref, status)
        joined = status is CaseStatus.APPROVED and waiting.join_if_it_must(act, ref)
        return {"ref": ref, "status": status, **({"waiting": True} if joined else {})}


def assessment_to_decide_on(act: Doing, ref: str, status: CaseStatus) -> Assessment:
    """The assessment that the acting approver may decide on now, to bring the case to a status.

    Raises WrongStatus, WrongInput for a day before the assessment, and SamePerson for whoever prepared the case or
    made the decision that a review overturned.
    """
    check_follows(ref, case_files.status(act.session, ref), status)
    assessment = case_files.latest_assessment(act.session, ref)
    assert assessment is not None, "an assessed case has an assessment"
    not_before(act, assessment.assessed_on, "assessed")
    refuse_preparers(act, ref, "decide")
    _refuse_the_overturned(act, ref)
    return assessment


def store_decision(
    act: Doing, assessment: Assessment, status: CaseStatus, accepts: Iterable[str], reason: str
) -> CaseDecision:
    """Keep the acting approver's decision."""
    accepted = sorted(set(accepts))
    act.note(decision=status, accepts=accepted, assessment=assessment.id)
    return act.add(
        CaseDecision(
            case_ref=assessment.case_ref,
            assessment=assessment.id,
            decision=status,
            accepts=json.dumps(accepted),
            reason=reason.strip(),
            decided_on=act.on,
            prepared_by=assessment.officer,
            decided_by=act.number,
            recorded_at=act.at,
        )
    )


def refuse_preparers(act: Doing, ref: str, deed: str, also: Iterable[int] = ()) -> None:
    """Raise SamePerson where the acting officer filled in, submitted or assessed the case, or is one of `also`."""
    if act.number in case_files.preparers(act.session, ref) | set(also):
        raise SamePerson(names(act.session)[act.number], f"{deed} {ref}", f"prepared {ref}")


def _refuse_the_overturned(act: Doing, ref: str) -> None:
    """Raise SamePerson where the latest decision is the acting approver's own and a review overturned it."""
    latest = case_files.latest(act.session, CaseDecision, ref)
    if latest is None or latest.decided_by != act.number:
        return
    if turned_down_files.overturned(act.session, latest.id):
        who = names(act.session)[act.number]
        raise SamePerson(who, f"decide {ref} anew", f"made the decision on {ref} that a review overturned")


def of_result(result: str, findings: Iterable[dict[str, Any]]) -> list[str]:
    """The criteria whose findings have this result, in the policy's order."""
    return [finding["criterion"] for finding in findings if finding["result"] == result]


def findings_of(assessment: Assessment, ref: str) -> list[dict[str, Any]]:
    """What the rules found, criterion by criterion. Raises NotApprovable where it was erased."""
    if assessment.record is None:
        raise NotApprovable(ref, "erased", "its facts are no longer held")
    findings: list[dict[str, Any]] = _record(assessment)["findings"]
    return findings


def check_criteria(
    named: Iterable[str], findings: Iterable[dict[str, Any]], option: str = "--accepts"
) -> None:
    """Raise WrongInput, naming the option, for a criterion that the policy does not have."""
    known = [finding["criterion"] for finding in findings]
    for criterion in named:
        if criterion not in known:
            raise WrongInput.at(option, f"expected criteria of the policy, and {criterion!r} is none")


def _check_bears(ref: str, status: CaseStatus, assessment: Assessment, accepts: Sequence[str]) -> None:
    """Raise unless the assessment bears the decision, with the findings that it accepts by name."""
    findings = findings_of(assessment, ref)
    check_criteria(accepts, findings)
    if status is CaseStatus.APPROVED:
        _check_approvable(ref, assessment, findings, accepts)
    if status is CaseStatus.APPROVED_IN_PRINCIPLE and not _record(assessment)["in_principle"]:
        why = "approval in principle needs every criterion met or referred but for the tenancy still to be found"
        raise NotApprovable(ref, assessment.outcome, why)


def _record(assessment: Assessment) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(assessment.record or "{}")
    return record


def _check_approvable(
    ref: str, assessment: Assessment, findings: Sequence[dict[str, Any]], accepts: Sequence[str]
) -> None:
    if assessment.outcome == "ineligible":
        failed = of_result("not_met", findings)
        raise NotApprovable(ref, assessment.outcome, f"these criteria are not met: {', '.join(failed)}")
    check_complete_and_accepted(ref, assessment, findings, accepts)


def check_complete_and_accepted(
    ref: str, assessment: Assessment, findings: Sequence[dict[str, Any]], accepts: Iterable[str]
) -> None:
    """Raise NotApprovable where a fact is missing, NotAccepted where a `refer` finding is not named."""
    missing = _record(assessment)["missing"]
    if missing:
        raise NotApprovable(ref, assessment.outcome, f"these facts are missing: {', '.join(missing)}")
    open_ = [criterion for criterion in of_result("refer", findings) if criterion not in accepts]
    if open_:
        raise NotAccepted(ref, open_)
