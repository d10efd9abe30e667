"""A person decides: the rules recommend, an approver who did not prepare the case approves or declines it."""

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus, check_follows
from guarantor.domain.refusals import NotAccepted, NotApprovable, SamePerson
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acts import Doing, doing, not_before
from guarantor.services.cases import step
from guarantor.services.office import Office, Person
from guarantor.storage import case_files
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

    Raises SamePerson for whoever prepared the case, NotApprovable where the outcome forbids it, NotAccepted
    where a `refer` finding is not named, WrongInput for an unknown decision or criterion or an empty reason.
    """
    if decision not in DECISIONS:
        raise WrongInput.at("decision", f"expected {', '.join(DECISIONS)}, not {decision!r}")
    if not reason.strip():
        raise WrongInput.at("--reason", "expected the reason for the decision")
    with doing(office, person, Act.DECIDE_CASE, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        status = DECISIONS[decision]
        check_follows(ref, case_files.status(act.session, ref), status)
        assessment = case_files.latest_assessment(act.session, ref)
        assert assessment is not None, "an assessed case has an assessment"
        not_before(act, assessment.assessed_on, "assessed")
        refuse_preparers(act, ref, "decide")
        _check_bears(ref, status, assessment, accepts)
        act.add(
            CaseDecision(
                case_ref=ref,
                assessment=assessment.id,
                decision=status,
                accepts=json.dumps(sorted(set(accepts))),
                reason=reason.strip(),
                decided_on=on,
                prepared_by=assessment.officer,
                decided_by=act.number,
                recorded_at=act.at,
            )
        )
        act.note(decision=status, accepts=sorted(set(accepts)), assessment=assessment.id)
        step(act, ref, status)
        return {"ref": ref, "status": status}


def refuse_preparers(act: Doing, ref: str, deed: str, also: Iterable[int] = ()) -> None:
    """Raise SamePerson where the acting officer filled in, submitted or assessed the case, or is one of `also`."""
    if act.number in case_files.preparers(act.session, ref) | set(also):
        raise SamePerson(names(act.session)[act.number], f"{deed} {ref}", f"prepared {ref}")


def referred(findings: Iterable[dict[str, Any]]) -> list[str]:
    """The criteria that a person must judge."""
    return [finding["criterion"] for finding in findings if finding["result"] == "refer"]


def _findings(assessment: Assessment, ref: str) -> list[dict[str, Any]]:
    if assessment.record is None:
        raise NotApprovable(ref, "erased", "its facts are no longer held")
    findings: list[dict[str, Any]] = _record(assessment)["findings"]
    return findings


def _check_criteria(accepts: Iterable[str], findings: Iterable[dict[str, Any]]) -> None:
    known = [finding["criterion"] for finding in findings]
    for criterion in accepts:
        if criterion not in known:
            raise WrongInput.at("--accepts", f"expected criteria of the policy, and {criterion!r} is none")


def _check_bears(ref: str, status: CaseStatus, assessment: Assessment, accepts: Sequence[str]) -> None:
    """Raise unless the assessment bears the decision, with the findings that it accepts by name."""
    findings = _findings(assessment, ref)
    _check_criteria(accepts, findings)
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
    if assessment.outcome == "incomplete":
        missing = ", ".join(_record(assessment)["missing"])
        raise NotApprovable(ref, assessment.outcome, f"these facts are missing: {missing}")
    if assessment.outcome == "ineligible":
        failed = [finding["criterion"] for finding in findings if finding["result"] == "not_met"]
        raise NotApprovable(ref, assessment.outcome, f"these criteria are not met: {', '.join(failed)}")
    open_ = [criterion for criterion in referred(findings) if criterion not in accepts]
    if open_:
        raise NotAccepted(ref, open_)
