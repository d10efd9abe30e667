"""Tasks: opened by what happens, owned by a role until an officer takes them, closed with a word on what was done."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from guarantor.domain.task_kinds import TASKS, TaskKind
from guarantor.services.acting.acts import Doing
from guarantor.storage import task_files
from guarantor.storage.tables.tasks import Task, TaskStep

Step = Literal["assigned", "noted", "done", "not_needed", "reopened"]


def open_task(
    act: Doing,
    kind: TaskKind,
    basis: str,
    due_on: dt.date,
    *,
    case_ref: str,
    guarantee_ref: str | None = None,
    claim_ref: str | None = None,
) -> bool:
    """Open a task inside an act, unless the same `basis` opened one before. Answers whether it is new.

    `basis` names what opened it by references and codes only, such as "review RG-0001/1 3".
    """
    if task_files.opened_before(act.session, basis):
        return False
    open_new_task(
        act, kind, basis, due_on, case_ref=case_ref, guarantee_ref=guarantee_ref, claim_ref=claim_ref
    )
    return True


def open_new_task(
    act: Doing,
    kind: TaskKind,
    basis: str,
    due_on: dt.date,
    *,
    case_ref: str,
    guarantee_ref: str | None = None,
    claim_ref: str | None = None,
) -> None:
    """As `open_task`, where the act knows already that the basis opened none; the database refuses a second one."""
    task = act.add(
        Task(
            kind=kind,
            basis=basis,
            case_ref=case_ref,
            guarantee_ref=guarantee_ref,
            claim_ref=claim_ref,
            owner_role=TASKS[kind].owner,
            due_on=due_on,
            opened_on=act.on,
            opened_by=act.person.number if act.person else None,
            recorded_at=act.at,
        )
    )
    act.details.setdefault("tasks", []).append(task.id)


def close_task(act: Doing, basis: str, step: Literal["done", "not_needed"] = "done") -> None:
    """Close the task that `basis` opened, where there is one and it is open: the act itself did what it asked."""
    task = task_files.standing_under(act.session, basis)
    if task is not None and task[1]:
        step_task(act, task[0], step)


def reopen_task(act: Doing, basis: str) -> None:
    """Open the task that `basis` opened again: what asked for it and was over is asked for once more."""
    task = task_files.standing_under(act.session, basis)
    if task is not None and not task[1]:
        step_task(act, task[0], "reopened")


def step_task(
    act: Doing, number: int, step: Step, *, owner: int | None = None, note: str | None = None
) -> None:
    """Write a step of a task down, by the acting person or the system; `owner` is who it is given to."""
    act.add(
        TaskStep(
            task=number,
            step=step,
            owner=owner,
            note=note,
            happened_on=act.on,
            officer=act.person.number if act.person else None,
            recorded_at=act.at,
        )
    )


def document(task: Task, steps: Sequence[TaskStep], names: Mapping[int, str], on: dt.date) -> dict[str, Any]:
    """A task as JSON on a day: what it asks, whose it is, by when, and whether it is late.

    References only: no name of a young person, no note.
    """
    closed = task_files.closing(steps)
    owner = owner_of(steps)
    found = open_document(task, None if owner is None else names.get(owner), on)
    if closed is None:
        return found
    return {
        **found,
        "overdue": False,
        "open": False,
        "closed": closed.step,
        "closed_on": closed.happened_on.isoformat(),
    }


def open_document(task: Task, owner: str | None, on: dt.date) -> dict[str, Any]:
    """As `document`, of a task that is open and was given last to the officer of this name."""
    return {
        "task": f"T-{task.id}",
        "kind": task.kind,
        "due_on": task.due_on.isoformat(),
        "overdue": task.due_on < on,
        "owner_role": task.owner_role,
        "owner": owner,
        "case": task.case_ref,
        "guarantee": task.guarantee_ref,
        "claim": task.claim_ref,
        "asks": TASKS[TaskKind(task.kind)].asks,
        "opened_on": task.opened_on.isoformat(),
        "open": True,
        "closed": None,
        "closed_on": None,
    }


def owner_of(steps: Sequence[TaskStep]) -> int | None:
    """The officer that the task was last given to, by number; None while its role owns it."""
    given = [each.owner for each in steps if each.step == "assigned"]
    return given[-1] if given else None
