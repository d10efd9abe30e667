"""Approvals in principle: they hold no place, are remembered while a home is looked for, and lapse by themselves.

The day of the decision is day 0; on the policy's last day (90) the approval still stands, the day after it has
lapsed, as an unsigned offer does.
"""

import datetime as dt
from typing import Any

from guarantor.domain import practice
from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus
from guarantor.domain.task_kinds import TaskKind
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office
from guarantor.services.adoption import policies
from guarantor.services.casework.cases import step
from guarantor.services.worktrays.tasks import open_task
from guarantor.storage import case_files, task_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.cases import Assessment, CaseDecision


def last_day(session: Session, ref: str) -> dt.date | None:
    """The last day on which the case's approval in principle stands, or None where it has none."""
    if case_files.status(session, ref) is not CaseStatus.APPROVED_IN_PRINCIPLE:
        return None
    decision = _decision(session, ref)
    assessment = session.get(Assessment, decision.assessment)
    assert assessment is not None, "a decision stands on an assessment"
    return stands_until(session, decision.decided_on, assessment.policy_fingerprint)


def stands_until(session: Session, decided_on: dt.date, fingerprint: str) -> dt.date:
    """The last day on which an approval in principle of a day stands, by the policy version it was weighed by."""
    policy = policies.stored(session, fingerprint)
    return decided_on + dt.timedelta(days=policy.parameter("in_principle_lapses_after_days"))


def lapse_due(session: Session, ref: str, on: dt.date) -> dt.date | None:
    """The day since which the approval in principle has lapsed, or None where it stands or there is none."""
    last_on = last_day(session, ref)
    if last_on is None or on <= last_on:
        return None
    return last_on + dt.timedelta(days=1)


def lapse_those_due(office: Office, on: dt.date) -> list[dict[str, Any]]:
    """Remind of approvals in principle that lapse soon, and lapse those whose days have passed, by a day.

    Each is an act of its own, dated on the day it fell due. Answers with what was done.
    """
    done: list[dict[str, Any]] = []
    with reading(office.engine) as session:
        refs = [ref for ref in case_files.refs(session) if last_day(session, ref) is not None]
    for ref in refs:
        if _remind(office, ref, on):
            done.append({"ref": ref, "task": TaskKind.APPROVAL_IN_PRINCIPLE})
        if lapse(office, ref, on):
            done.append({"ref": ref, "lapsed": True})
    return done


def lapse(office: Office, ref: str, on: dt.date) -> bool:
    """Lapse one approval in principle where it has fallen due by a day. Answers whether it did."""
    with reading(office.engine) as session:
        due_on = lapse_due(session, ref, on)
    if due_on is None:
        return False
    with doing(office, None, Act.LAPSE_APPROVAL, due_on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        # Looked at again inside the act: an officer may have brought the case on meanwhile.
        if lapse_due(act.session, ref, on) == due_on:
            step(act, ref, CaseStatus.LAPSED)
        return True


def _remind(office: Office, ref: str, on: dt.date) -> bool:
    with reading(office.engine) as session:
        last_on, decision = last_day(session, ref), _decision(session, ref)
        basis = f"approval in principle {ref} {decision.id}"
        opened = task_files.by_basis(session, basis) is not None
    notice = dt.timedelta(days=practice.figure("in_principle_reminder_days").value)
    if last_on is None or opened or on < last_on - notice:
        return False
    with doing(office, None, Act.OPEN_TASK, max(last_on - notice, decision.decided_on)) as act:
        act.subject = case_files.held(act.session, ref).ref
        return open_task(act, TaskKind.APPROVAL_IN_PRINCIPLE, basis, last_on, case_ref=ref)


def _decision(session: Session, ref: str) -> CaseDecision:
    decision = case_files.latest(session, CaseDecision, ref)
    assert decision is not None, "a case approved in principle has a decision"
    return decision
