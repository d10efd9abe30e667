"""`guarantor task`: what is to be done, by whom, by when."""

from typing import Annotated

import typer

from guarantor.cli.acting import day_given, desk, left_open, look, look_at
from guarantor.cli.answers import AsJson, By, On, answer, who, who_sees
from guarantor.domain import dates
from guarantor.domain.access import Act, Role, View
from guarantor.domain.references import case_ref, guarantee_ref, task_number
from guarantor.domain.task_kinds import TaskKind
from guarantor.services.worktrays import worktray

Number = Annotated[str, typer.Argument(metavar="TASK", help="The task, such as T-3.")]
Note = Annotated[str, typer.Option(metavar="TEXT", help="A word on it; it can be erased with the person.")]
task_app = typer.Typer(no_args_is_help=True, help="Tasks: list, show, take, assign, done, not-needed, add.")


def register(app: typer.Typer) -> None:
    """Add the noun to the application."""
    app.add_typer(task_app, name="task")


@task_app.command("list", help=f"Open tasks, the one due first at the head. {who_sees(View.MONEY)}")
def list_(
    owner: Annotated[str | None, typer.Option(metavar="USER", help="Those given to this officer.")] = None,
    role: Annotated[Role | None, typer.Option(help="Those that this role owns.")] = None,
    case: Annotated[str | None, typer.Option(metavar="REF", help="Those of this case.")] = None,
    due_by: Annotated[str | None, typer.Option(metavar="DATE", help="Those due by this day.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Closed ones too.")] = False,
    on: On = None,
    json: AsJson = False,
) -> None:
    by_on = None if due_by is None else dates.date(due_by, "--due-by")
    ref = None if case is None else case_ref(case, "--case")
    office = look(View.MONEY, ref)
    listed = worktray.listed(
        office,
        day_given(on),
        owner=owner,
        role=role,
        case=ref,
        due_by=by_on,
        closed_too=every,
    )
    found = left_open(office, listed)
    # The first of the references that is there says most: a claim names its guarantee, and that its case.
    in_words = [
        {
            "task": each["task"],
            "what": each["kind"].replace("_", " "),
            "due": each["due_on"] + (" overdue" if each["overdue"] else ""),
            "whose": each["owner"] or each["owner_role"],
            "about": each["claim"] or each["guarantee"] or each["case"],
            "closed": each["closed"],
        }
        for each in found
    ]
    answer(found if json else in_words, as_json=json)


@task_app.command(help=f"Show a task with everything done about it. {who_sees(View.CASES)}")
def show(task: Number, on: On = None, json: AsJson = False) -> None:
    office = look(View.CASES)
    shown = worktray.shown(office, task_number(task), day_given(on))
    look_at(office, shown["case"])
    answer(shown, as_json=json)


@task_app.command(help=f"Take a task upon yourself. {who(Act.ASSIGN_TASK)}")
def take(task: Number, by: By = None, on: On = None, json: AsJson = False) -> None:
    number = task_number(task)
    at = desk(by, on)
    answer(worktray.take(at.office, at.person, number, at.on), as_json=json)


@task_app.command(help=f"Give a task to an officer who holds its role. {who(Act.ASSIGN_TASK)}")
def assign(
    task: Number,
    to: Annotated[str, typer.Option(metavar="USER", help="Who is to do it.")],
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    number = task_number(task)
    at = desk(by, on)
    answer(worktray.assign(at.office, at.person, number, to, at.on), as_json=json)


@task_app.command(help=f"Close a task that was done. {who(Act.CLOSE_TASK)}")
def done(task: Number, note: Note, by: By = None, on: On = None, json: AsJson = False) -> None:
    number = task_number(task)
    at = desk(by, on)
    answer(worktray.close(at.office, at.person, number, "done", note, at.on), as_json=json)


@task_app.command(help=f"Close a task that is not needed. {who(Act.CLOSE_TASK)}")
def not_needed(task: Number, note: Note, by: By = None, on: On = None, json: AsJson = False) -> None:
    number = task_number(task)
    at = desk(by, on)
    answer(worktray.close(at.office, at.person, number, "not_needed", note, at.on), as_json=json)


@task_app.command(help=f"Open a task by hand. {who(Act.OPEN_TASK)}")
def add(
    ref: Annotated[str, typer.Argument(metavar="REF", help="The case, or its guarantee, that it is about.")],
    due: Annotated[str, typer.Option(metavar="DATE", help="The day by which it is to be done.")],
    note: Note,
    kind: Annotated[TaskKind, typer.Option(metavar="other|review", help="What it is.")] = TaskKind.OTHER,
    by: By = None,
    on: On = None,
    json: AsJson = False,
) -> None:
    about = guarantee_ref(ref, "REF") if "/" in ref else case_ref(ref)
    due_on = dates.date(due, "--due")
    at = desk(by, on)
    answer(worktray.add(at.office, at.person, about, kind, due_on, note, at.on), as_json=json)
