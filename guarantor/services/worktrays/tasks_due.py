"""Opens and closes the tasks that the record itself asks for, each as an act of its own, dated on the day it fell due.

A pure recomputation: what stands is held against what the dated entries ask for by a day, and only the difference is
done. A task that an officer closed stays closed; one that the system closed opens again where a corrected entry asks
for it after all.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from guarantor.domain.access import Act
from guarantor.domain.task_kinds import TaskKind
from guarantor.ledger.transfer import Posting
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.office import Office
from guarantor.services.rent_record import warnings
from guarantor.services.worktrays import reviews
from guarantor.services.worktrays.tasks import close_task, open_new_task, reopen_task
from guarantor.services.worktrays.wanted import Wanted, in_force
from guarantor.storage import guarantee_files, task_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.guarantees import Guarantee

_BY_THE_RECORD = (TaskKind.REVIEW, TaskKind.SILENCE, TaskKind.EARLY_WARNING, TaskKind.FORMAL_WARNING)


@dataclass(frozen=True)
class Step:
    """What is to be done with one task, on which day."""

    on: dt.date
    does: Literal["opened", "not_needed", "reopened"]
    kind: TaskKind
    basis: str
    due_on: dt.date


class _Overtaken(Exception):
    """Somebody else did it meanwhile: the act is left without a trace."""


def bring_up(office: Office, ref: str, on: dt.date) -> list[dict[str, Any]]:
    """Bring a guarantee's tasks up to a day. Answers with one entry for each act."""
    with reading(office.engine) as session:
        due = steps(session, guarantee_files.held(session, ref), on)
    return [_document(ref, step) for step in due if _done(office, ref, step, on)]


def open_warnings(act: Doing, guarantee: Guarantee) -> None:
    """Open, within an act that records missed rent, the warnings that it makes due on its own day."""
    due = steps(act.session, guarantee, act.on, act.postings)
    for step in due:
        # What fell due earlier is the daily run's, under the day on which it did.
        if step.does == "opened" and step.on == act.on and step.kind in warnings.WARNINGS:
            _open(act, guarantee, step)


def steps(session: Session, guarantee: Guarantee, on: dt.date, pending: Sequence[Posting] = ()) -> list[Step]:
    """What is to be done by a day, in order; nothing where the guarantee was never in force."""
    force = in_force(session, guarantee.ref)
    if force is None:
        return []
    asked = {
        each.basis: each
        for each in (
            *reviews.wanted(session, guarantee, force, on),
            *warnings.wanted(session, guarantee, force, on, pending),
        )
    }
    stored = task_files.by_bases(session, guarantee.ref, _BY_THE_RECORD)
    taken = task_files.steps_by_task(session, guarantee.ref) if stored else {}
    closings = {number: task_files.closing(steps_taken) for number, steps_taken in taken.items()}
    found: list[Step] = []
    for basis, wanted in asked.items():
        if basis not in stored:
            found.append(Step(wanted.opened_on, "opened", wanted.kind, basis, wanted.due_on))
            found += _closing(wanted, wanted.opened_on, on)
            continue
        task = stored[basis]
        closed = closings.get(task.id)
        if closed is None:
            found += _closing(wanted, task.opened_on, on)
        elif closed.officer is None and not _closing(wanted, task.opened_on, on):
            found.append(Step(on, "reopened", wanted.kind, basis, task.due_on))
    for basis, task in stored.items():
        kind = TaskKind(task.kind)
        # Officers open reviews by hand, too; those are theirs to close.
        by_the_record = basis.startswith(f"{kind} {guarantee.ref} ")
        if by_the_record and basis not in asked and closings.get(task.id) is None:
            found.append(Step(max(on, task.opened_on), "not_needed", kind, basis, task.due_on))
    return sorted(found, key=lambda step: step.on)


def _closing(wanted: Wanted, opened_on: dt.date, on: dt.date) -> list[Step]:
    if wanted.over_on is None or wanted.over_on > on:
        return []
    closed_on = max(wanted.over_on, opened_on)
    return [Step(closed_on, "not_needed", wanted.kind, wanted.basis, wanted.due_on)]


def _done(office: Office, ref: str, step: Step, on: dt.date) -> bool:
    act_of = Act.CLOSE_TASK if step.does == "not_needed" else Act.OPEN_TASK
    try:
        with doing(office, None, act_of, step.on) as act:
            guarantee = guarantee_files.held(act.session, ref, to_change=True)
            act.subject = ref
            # Looked at again now that the guarantee is held still.
            if step not in steps(act.session, guarantee, on):
                raise _Overtaken
            _do(act, guarantee, step)
            return True
    except _Overtaken:
        return False


def _do(act: Doing, guarantee: Guarantee, step: Step) -> None:
    act.note(kind=step.kind, basis=step.basis, does=step.does)
    match step.does:
        case "opened":
            _open(act, guarantee, step)
        case "reopened":
            reopen_task(act, step.basis)
        case "not_needed":
            close_task(act, step.basis, "not_needed")


def _open(act: Doing, guarantee: Guarantee, step: Step) -> None:
    # Of the guarantee's own tasks, held still, none has this basis: that is why it is to be opened.
    open_new_task(
        act,
        step.kind,
        step.basis,
        step.due_on,
        case_ref=guarantee.case_ref,
        guarantee_ref=guarantee.ref,
    )


def _document(ref: str, step: Step) -> dict[str, Any]:
    return {
        "guarantee_ref": ref,
        "task": step.kind,
        "step": step.does,
        "on": step.on.isoformat(),
        "due_on": step.due_on.isoformat(),
    }
