"""A task on a page of its own: what was done about it, and taking it, giving it to somebody, closing it with a word;
and opening one by hand for a case or a guarantee.

Steps may tell of a young person: their words are for those who may see cases.
"""

import datetime as dt
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from guarantor.domain.access import MAY_SEE, Act, Role, View, may
from guarantor.domain.task_kinds import TaskKind
from guarantor.services.acting import people
from guarantor.services.worktrays import worktray
from guarantor.web import fields, leading
from guarantor.web.access import Pages
from guarantor.web.case_caption import caption
from guarantor.web.dated import Dated
from guarantor.web.desk import Desk, desk
from guarantor.web.gate import admit_to
from guarantor.web.showing import done, show

pages = Pages("tasks", __name__)

_A_WEEK = 7


class Giving(Dated):
    """To whom."""

    to = fields.one_of_many("Who is to do it?", [], needed="Choose who is to do it")


class Closing(Dated):
    """Whether it was done, and the word that is kept with it."""

    step = fields.one_of(
        "What became of it?",
        [("done", "It is done"), ("not_needed", "It is not needed")],
        needed="Choose what became of it",
    )
    note = fields.words("What was done, or why is it not needed?", needed="Say what was done or why not")


class Opening(Dated):
    """What is to be done, and by when."""

    kind = fields.one_of(
        "What kind of task?",
        [(TaskKind.OTHER, "Something to do"), (TaskKind.REVIEW, "A review: see the young person")],
        needed="Choose the kind of task",
    )
    note = fields.words(
        "What is to be done?", hint="Whoever takes the task reads this", needed="Say what is to be done"
    )
    due = fields.day("By when?", needed="Enter the day by which it is to be done")


@pages.page("/tasks/<task:number>", sees=View.TASKS)
def task(number: int) -> ResponseReturnValue:
    """The task with its steps, and the way to where it is done."""
    at = desk()
    held = _held(at, number)
    roles = at.person.roles
    mine = held["open"] and (Role(held["owner_role"]) in roles or held["owner"] == at.person.name)
    return show(
        "tasks/task.html",
        title=held["kind"].replace("_", " ").capitalize(),
        caption=_caption(held),
        back=url_for("worktray.home"),
        task=held,
        number=number,
        steps=_steps(at, held),
        work=leading.to_work(held["case"], held["guarantee"], held["claim"], roles),
        may_move=mine and may(roles, Act.ASSIGN_TASK),
        own=held["owner"] == at.person.name,
        by_its_act=TaskKind(held["kind"]) in worktray.DONE_BY_ITS_ACT,
    )


@pages.page("/tasks/<task:number>/take", does=Act.ASSIGN_TASK, methods=("POST",))
def take(number: int) -> ResponseReturnValue:
    """Take it upon oneself."""
    at = desk()
    _held(at, number)
    worktray.take(at.office, at.person, number, at.on)
    return done(f"T-{number} is yours", url_for("tasks.task", number=number))


@pages.page("/tasks/<task:number>/give", does=Act.ASSIGN_TASK)
def give(number: int) -> ResponseReturnValue:
    """Give it to somebody who holds its role."""
    at = desk()
    held = _held(at, number)
    form = Giving()
    form.to.choices = {
        each["name"]: each["name"]
        for each in people.listed(at.office)
        if held["owner_role"] in each["roles"] and each["name"] != held["owner"]
    }
    if form.sent():
        worktray.assign(at.office, at.person, number, form.to.data, form.on.data or at.on)
        return done(f"T-{number} is given to {form.to.data}", url_for("tasks.task", number=number))
    return show(
        "tasks/give.html",
        title="Give the task to somebody",
        caption=_caption(held),
        back=url_for("tasks.task", number=number),
        form=form,
        number=number,
    )


@pages.page("/tasks/<task:number>/close", does=Act.CLOSE_TASK)
def close(number: int) -> ResponseReturnValue:
    """Close it with a word."""
    at = desk()
    held = _held(at, number)
    form = Closing()
    if form.sent():
        worktray.close(
            at.office, at.person, number, form.step.data, form.note.data or "", form.on.data or at.on
        )
        return done(f"T-{number} is closed", url_for("worktray.home"))
    return show(
        "tasks/close.html",
        title="Close the task",
        caption=_caption(held),
        back=url_for("tasks.task", number=number),
        form=form,
        number=number,
        asks=held["asks"],
    )


@pages.page("/cases/<case:ref>/task", does=Act.OPEN_TASK)
def open_for_case(ref: str) -> ResponseReturnValue:
    """Open a task by hand for a case."""
    return _opened(ref, ref)


@pages.page("/guarantees/<guarantee:ref>/task", does=Act.OPEN_TASK)
def open_for_guarantee(ref: str) -> ResponseReturnValue:
    """Open a task by hand for a guarantee."""
    return _opened(ref, ref.partition("/")[0])


def _opened(ref: str, case_ref: str) -> ResponseReturnValue:
    at = desk()
    roles = at.person.roles
    form = Opening(kind=TaskKind.OTHER, due=at.on + dt.timedelta(days=_A_WEEK))
    if form.sent():
        opened = worktray.add(
            at.office,
            at.person,
            ref,
            TaskKind(form.kind.data),
            form.due.data or at.on,
            form.note.data or "",
            form.on.data or at.on,
        )
        number = opened["task"].removeprefix("T-")
        return done(f"{opened['task']} is open", url_for("tasks.task", number=number))
    return show(
        "tasks/open.html",
        title="Open a task",
        # Finance may open one, and is never told whose case it is.
        caption=caption(case_ref) if ref == case_ref and roles & MAY_SEE[View.CASES] else ref,
        back=leading.to_work(case_ref, ref if ref != case_ref else None, None, roles)
        or url_for("worktray.home"),
        form=form,
    )


def _held(at: Desk, number: int) -> dict[str, Any]:
    """The task, for whoever may see its case."""
    held = worktray.shown(at.office, number, at.on)
    admit_to(held["case"])
    return held


def _caption(held: dict[str, Any]) -> str:
    return f"{held['task']}, {held['claim'] or held['guarantee'] or held['case']}"


def _steps(at: Desk, held: dict[str, Any]) -> list[tuple[str, str | None, str, str | None]]:
    """What was done about it, the latest first, for the macro `history`."""
    sees_cases = bool(at.person.roles & MAY_SEE[View.CASES])
    own_kind = Role(held["owner_role"]) in at.person.roles
    says = {
        "assigned": "Given to",
        "noted": "Noted",
        "done": "Closed: done",
        "not_needed": "Closed: not needed",
        "reopened": "Opened again",
    }
    found = [
        (
            each["on"],
            each["by"] or "the system",
            f"{says[each['step']]} {each['owner'] or ''}".strip(),
            each["note"] if sees_cases or own_kind else None,
        )
        for each in held["steps"]
    ]
    return [*reversed(found), (held["opened_on"], None, "Opened", None)]
