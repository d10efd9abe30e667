"""`guarantor daily`: what the passing of days does by itself."""

from collections import defaultdict
from typing import Any

import typer

from guarantor.cli.acting import day_given, show_banner
from guarantor.cli.answers import AsJson, On, answer
from guarantor.cli.counting import counting
from guarantor.services.acting import identity
from guarantor.services.acting.office import open_office
from guarantor.services.worktrays import daily as days


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command(
        help="Lapse and end what is due, open and close the tasks that the days bring, release what is over. "
        "Run once a day; missed days are caught up. For: the operator's timer."
    )(daily)


def daily(on: On = None, json: AsJson = False) -> None:
    office = open_office()
    show_banner(office)
    day = identity.business_day(office, day_given(on))
    with counting("guarantees") as progress:
        done = days.run(office, day, progress)
    answer({"on": day.isoformat(), "acts": len(done), **_grouped(done)}, as_json=json)


def _grouped(done: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """What was done by what it was: ended, released, a task with what became of it."""
    groups: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for each in done:
        if "task" in each:
            groups[f"tasks_{each.get('step', 'opened')}"].append(each)
        else:
            groups[next(name for name in each if name not in ("ref", "guarantee_ref"))].append(each)
    return dict(groups)
