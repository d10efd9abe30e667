"""Tasks by what opened them, with the step that counts."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from sqlalchemy import Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from guarantor.domain.wrong_input import NotFound
from guarantor.storage.tables.standing import OpenTask
from guarantor.storage.tables.tasks import Task, TaskStep

CLOSED = ("done", "not_needed")
_OF_NO_ACCOUNT = ("assigned", "noted")

# Every act that opens or closes a task asks these.
_TASK, _STEP = Task.__table__.c, TaskStep.__table__.c
_NUMBER = select(_TASK.id).where(_TASK.basis == bindparam("basis"))
_OPEN_OF_CASE = (
    select(Task, OpenTask.owner)
    .join(OpenTask, OpenTask.task == Task.id)
    .where(OpenTask.case_ref == bindparam("ref"))
    .order_by(OpenTask.due_on, OpenTask.task)
)
_WITH_STEPS = (
    select(_TASK.id, _STEP.step)
    .select_from(Task.__table__.outerjoin(TaskStep.__table__))
    .where(_TASK.basis == bindparam("basis"))
    .order_by(_STEP.id)
)
_TAKEN = (
    select(_STEP.step).where(_STEP.task == _TASK.id, _TASK.basis == bindparam("basis")).order_by(_STEP.id)
)


def held(session: Session, number: int) -> Task:
    """The task, held still until the act ends. Raises NotFound."""
    task = session.get(Task, number, with_for_update={"key_share": True})
    if task is None:
        raise NotFound("TASK", "a task", f"T-{number}")
    return task


def by_bases(session: Session, ref: str, kinds: Collection[str]) -> dict[str, Task]:
    """A guarantee's tasks of some kinds, open and closed, by what opened them."""
    found = session.scalars(_of_kinds(frozenset(kinds)), {"ref": ref})
    return {task.basis: task for task in found}


@cache
def _of_kinds(kinds: frozenset[str]) -> Select[Task]:
    of_kinds = or_(*(Task.kind == kind for kind in sorted(kinds)))
    return select(Task).where(Task.guarantee_ref == bindparam("ref"), of_kinds).order_by(Task.id)


def opened_before(session: Session, basis: str) -> bool:
    """Whether this has opened a task already."""
    return session.scalar(_NUMBER, {"basis": basis}) is not None


def standing_under(session: Session, basis: str) -> tuple[int, bool] | None:
    """The number of the task that this opened, and whether it is open; None where there is none."""
    rows = session.execute(_WITH_STEPS, {"basis": basis}).all()
    return (rows[0][0], not _closes(step for _, step in rows if step)) if rows else None


def by_basis(session: Session, basis: str) -> Task | None:
    """The task that this opened."""
    return session.scalars(select(Task).where(Task.basis == basis)).first()


def steps(session: Session, number: int) -> list[TaskStep]:
    """A task's steps in order."""
    return list(session.scalars(select(TaskStep).where(TaskStep.task == number).order_by(TaskStep.id)))


def last_closed(session: Session, number: int) -> TaskStep | None:
    """The step that closed the task, or None while it is open: nobody closed it, or it was opened again since."""
    return closing(steps(session, number))


def closing(taken: Iterable[TaskStep]) -> TaskStep | None:
    """Of a task's steps in order the one that closed it, or None where they leave it open."""
    counting = [each for each in taken if each.step not in _OF_NO_ACCOUNT]
    return counting[-1] if counting and counting[-1].step in CLOSED else None


def _closes(steps: Iterable[str]) -> bool:
    counting = [step for step in steps if step not in _OF_NO_ACCOUNT]
    return bool(counting) and counting[-1] in CLOSED


def is_open(session: Session, number: int) -> bool:
    """Whether nobody has closed the task, or it was opened again since."""
    return last_closed(session, number) is None


def any_open(session: Session, guarantee_ref: str) -> bool:
    """Whether a guarantee has an open task."""
    taken = steps_by_task(session, guarantee_ref)
    held = session.scalars(select(Task.id).where(Task.guarantee_ref == guarantee_ref))
    return any(closing(taken.get(number, ())) is None for number in held)


def open_of_case(session: Session, case_ref: str) -> list[tuple[Task, int | None]]:
    """A case's open tasks, the one due first at the head, each with the officer that it was given to last."""
    return [(task, owner) for task, owner in session.execute(_OPEN_OF_CASE, {"ref": case_ref})]


def listed(
    session: Session,
    *,
    role: str | None = None,
    case_ref: str | None = None,
    due_by: dt.date | None = None,
) -> list[Task]:
    """Tasks, open and closed, the one due first at the head: of a role, of a case, due by a day."""
    asked = select(Task).order_by(Task.due_on, Task.id)
    if role is not None:
        asked = asked.where(Task.owner_role == role)
    if case_ref is not None:
        asked = asked.where(Task.case_ref == case_ref)
    if due_by is not None:
        asked = asked.where(Task.due_on <= due_by)
    return list(session.scalars(asked))


def steps_by_task(session: Session, guarantee_ref: str | None = None) -> Mapping[int, list[TaskStep]]:
    """The steps of every task, or of a guarantee's tasks, by its number, in order; a task without any is not in it."""
    asked = select(TaskStep).order_by(TaskStep.id)
    if guarantee_ref is not None:
        asked = asked.join(Task, Task.id == TaskStep.task).where(Task.guarantee_ref == guarantee_ref)
    by_task: dict[int, list[TaskStep]] = defaultdict(list)
    for step in session.scalars(asked):
        by_task[step.task].append(step)
    return by_task


def next_by_hand(session: Session, ref: str) -> str:
    """The basis of the next task that an officer opens for a case; the case is held still meanwhile."""
    asked = select(func.count()).select_from(Task).where(Task.basis.startswith(f"by hand {ref} "))
    return f"by hand {ref} {(session.scalar(asked) or 0) + 1}"
