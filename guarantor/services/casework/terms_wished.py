"""What a landlord asks to have changed before accepting the terms: a task with a day, until they accept after all.

While it is open, the terms count as not accepted, whatever was recorded before. Their words stand in the task's note.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.lifecycle import CaseStatus
from guarantor.domain.refusals import WrongStatus
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.worktrays.tasks import close_task, open_task, reopen_task, step_task
from guarantor.storage import case_files, task_files
from guarantor.storage.engine import Session

_CLOSED = (CaseStatus.WITHDRAWN, CaseStatus.GUARANTEED)


@dataclass(frozen=True)
class Wished:
    """The task that stands open for a landlord's wish, its day, and the words last noted; None where erased."""

    task: int
    due_on: dt.date
    asks: str | None


def wish(office: Office, person: Person, ref: str, asks: str, due_on: dt.date, on: dt.date) -> dict[str, Any]:
    """Record that the landlord does not accept the terms: what they ask for, and by when it should be settled.

    Raises NotFound, WrongStatus once issued or withdrawn, WrongInput without words or for a day that has passed.
    """
    if not asks.strip():
        raise WrongInput.at("--asks", "expected what the landlord asks for")
    if due_on < on:
        raise WrongInput.at("--due", "expected the day of this entry or a later day")
    with doing(office, person, Act.OPEN_TASK, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        status = case_files.status(act.session, ref)
        if status in _CLOSED:
            raise WrongStatus(ref, status, [each for each in CaseStatus if each not in _CLOSED])
        basis = _basis(act.session, ref)
        if not open_task(act, TaskKind.OTHER, basis, due_on, case_ref=ref):
            reopen_task(act, basis)
        task = task_files.by_basis(act.session, basis)
        assert task is not None, "it was opened now or before"
        step_task(act, task.id, "noted", note=asks.strip())
        return {"ref": ref, "task": f"T-{task.id}"}


def standing(session: Session, ref: str) -> Wished | None:
    """What the landlord asks for and nobody has settled, or None."""
    basis = _basis(session, ref)
    found, task = task_files.standing_under(session, basis), task_files.by_basis(session, basis)
    if found is None or not found[1] or task is None:
        return None
    noted = [each.note for each in task_files.steps(session, task.id) if each.step == "noted"]
    return Wished(task.id, task.due_on, noted[-1] if noted else None)


def settle(act: Doing, ref: str) -> None:
    """Close the task within the act that records that the landlord accepts."""
    close_task(act, _basis(act.session, ref))


def _basis(session: Session, ref: str) -> str:
    """Of one deed to come: after a move, or an offer that lapsed, the terms are others."""
    return f"landlord's terms {ref} {len(case_files.guarantees(session, ref)) + 1}"
