"""What officers do with tasks: see them, take and give them, close them with a word, open one by hand.

A task is closed by its role or by the officer it was given to. One that another act does is closed by that act.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from guarantor.domain.access import Act, Role
from guarantor.domain.refusals import AlreadyDone, DoneByItsAct, NotPermitted
from guarantor.domain.task_kinds import TASKS, TaskKind
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting import identity
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office, Person
from guarantor.services.worktrays.tasks import document, open_document, open_task, owner_of, step_task
from guarantor.storage import case_files, guarantee_files, officers, task_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.tasks import Task

BY_HAND = frozenset({TaskKind.OTHER, TaskKind.REVIEW})
"""What an officer opens; everything else is opened by what happens."""

DONE_BY_ITS_ACT = frozenset(
    {
        TaskKind.DECIDE_CLAIM,
        TaskKind.PAY_CLAIM,
        TaskKind.DISPUTE,
        TaskKind.REVIEW_OF_REFUSAL,
        TaskKind.COMPLAINT,
        TaskKind.CHANGE,
    }
)


def listed(
    office: Office,
    on: dt.date | None,
    *,
    owner: str | None = None,
    role: Role | None = None,
    case: str | None = None,
    due_by: dt.date | None = None,
    closed_too: bool = False,
) -> list[dict[str, Any]]:
    """Open tasks, or all of them, the one due first at the head; those past their day on a day are marked overdue.

    In a live database finance sees the tasks of finance.
    """
    day = business_day(office, on)
    finance_alone = _finance_alone(office)
    with reading(office.engine) as session:
        names = officers.names(session)
        steps = task_files.steps_by_task(session)
        found = [
            document(task, steps.get(task.id, []), names, day)
            for task in task_files.listed(session, role=role, case_ref=case, due_by=due_by)
        ]
    return [
        each
        for each in found
        if (closed_too or each["open"])
        and (owner is None or each["owner"] == owner)
        and (not finance_alone or each["owner_role"] == Role.FINANCE)
    ]


def open_of_case(
    session: Session, case_ref: str, on: dt.date, guarantee_ref: str | None = None
) -> list[dict[str, Any]]:
    """A case's open tasks, or those of one of its guarantees, the one due first at the head."""
    found = read_open(session, case_ref, on, officers.names(session))
    return [each for each in found if guarantee_ref is None or each["guarantee"] == guarantee_ref]


def read_open(session: Session, case_ref: str, on: dt.date, names: Mapping[int, str]) -> list[dict[str, Any]]:
    """A case's open tasks, the one due first at the head; `names` are the officers' by number."""
    return [
        open_document(task, names.get(owner or 0), on)
        for task, owner in task_files.open_of_case(session, case_ref)
    ]


def shown(office: Office, number: int, on: dt.date | None) -> dict[str, Any]:
    """A task with its steps: who did what, when, with which words. Raises NotFound."""
    day = business_day(office, on)
    with reading(office.engine) as session:
        task = session.get(Task, number)
        if task is None:
            raise NotFound("TASK", "a task", f"T-{number}")
        names = officers.names(session)
        steps = task_files.steps(session, number)
        return {
            **document(task, steps, names, day),
            "steps": [
                {
                    "on": each.happened_on.isoformat(),
                    "step": each.step,
                    "by": names.get(each.officer or 0),
                    "owner": names.get(each.owner or 0),
                    "note": each.note,
                }
                for each in steps
            ],
        }


def take(office: Office, person: Person, number: int, on: dt.date) -> dict[str, Any]:
    """Take a task upon oneself. Raises as `assign`."""
    return assign(office, person, number, person.name, on)


def assign(office: Office, person: Person, number: int, to: str, on: dt.date) -> dict[str, Any]:
    """Give a task to an officer who holds its role.

    Raises NotPermitted for whoever has neither the role nor the task, AlreadyDone for a closed one, WrongInput for an
    unknown officer or one without the role.
    """
    with doing(office, person, Act.ASSIGN_TASK, on) as act:
        task = _held(act, number)
        officer = officers.by_name(act.session, to)
        if officer is None:
            raise NotFound("--to", "a user", to)
        if Role(task.owner_role) not in officers.roles(act.session, officer.number):
            raise WrongInput.at(
                "--to", f"expected somebody with the role {task.owner_role}, and {to} has not"
            )
        step_task(act, task.id, "assigned", owner=officer.number)
        act.note(owner=officer.number)
        return {"task": f"T-{number}", "owner": to}


def close(
    office: Office, person: Person, number: int, step: Literal["done", "not_needed"], note: str, on: dt.date
) -> dict[str, Any]:
    """Close a task with a word on what was done, or why it is not needed.

    Raises as `assign`, and DoneByItsAct where another act does what the task asks for.
    """
    if not note.strip():
        raise WrongInput.at("--note", "expected a word on what was done or why it is not needed")
    with doing(office, person, Act.CLOSE_TASK, on) as act:
        task = _held(act, number)
        kind = TaskKind(task.kind)
        if step == "done" and kind in DONE_BY_ITS_ACT:
            raise DoneByItsAct(f"T-{number}", TASKS[kind].asks)
        step_task(act, task.id, step, note=note.strip())
        act.note(step=step)
        return {"task": f"T-{number}", "closed": step}


def add(
    office: Office, person: Person, ref: str, kind: TaskKind, due_on: dt.date, note: str, on: dt.date
) -> dict[str, Any]:
    """Open a task by hand for a case or a guarantee, with a note on what is to be done.

    Raises WrongInput for a kind that nobody opens by hand, a day that has passed, or without a note.
    """
    if kind not in BY_HAND:
        raise WrongInput.at(
            "--kind", f"expected {' or '.join(sorted(BY_HAND))}; other tasks open by themselves"
        )
    if due_on < on:
        raise WrongInput.at("--due", f"expected {on.isoformat()} or later")
    if not note.strip():
        raise WrongInput.at("--note", "expected what is to be done")
    with doing(office, person, Act.OPEN_TASK, on) as act:
        case_ref = guarantee_files.held(act.session, ref).case_ref if "/" in ref else ref
        case_files.held(act.session, case_ref, to_change=True)
        basis = task_files.next_by_hand(act.session, case_ref)
        open_task(act, kind, basis, due_on, case_ref=case_ref, guarantee_ref=ref if "/" in ref else None)
        task = task_files.by_basis(act.session, basis)
        assert task is not None, "it was opened just now"
        step_task(act, task.id, "noted", note=note.strip())
        act.subject = ref
        return {"task": f"T-{task.id}", "due_on": due_on.isoformat()}


def _held(act: Doing, number: int) -> Task:
    """An open task that the acting person may move. Raises as `assign`."""
    task = task_files.held(act.session, number)
    act.subject = task.claim_ref or task.guarantee_ref or task.case_ref
    act.note(task=number)
    mine = owner_of(task_files.steps(act.session, number)) == act.number
    if not mine and Role(task.owner_role) not in officers.roles(act.session, act.number):
        assert act.person is not None, "officers move tasks"
        raise NotPermitted(act.person.name, f"{act.act} T-{number}", [task.owner_role])
    closed = task_files.last_closed(act.session, number)
    if closed is not None:
        said = closed.step.replace("_", " ")
        raise AlreadyDone(f"T-{number} was closed on {closed.happened_on.isoformat()} as {said}")
    not_before(act, task.opened_on, "opened")
    return task


def _finance_alone(office: Office) -> bool:
    if identity.kind(office) != "live":
        return False
    roles = identity.whom(office, None, "cli").roles
    return Role.FINANCE in roles and not roles & {Role.CASEWORKER, Role.APPROVER, Role.AUDITOR}
