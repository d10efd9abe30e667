"""Stories that the pages of guarantees begin with, and how their forms send a date."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event

from guarantor.domain.lifecycle import GateItem
from guarantor.services.acting import databases
from guarantor.services.casework import cases, decisions
from tests.rehearsing import Rehearsal, after
from tests.services.stories import day
from tests.web.entering import with_accounts


def boxes(iso: str) -> list[str]:
    """A date as its three boxes send it."""
    read = day(iso)
    return [str(read.day), str(read.month), str(read.year)]


def at_work_on(rehearsal: Rehearsal, iso: str) -> None:
    """It is this day in the rehearsal."""
    databases.set_business_date(rehearsal.office, rehearsal.ada, day(iso))


def questions(rehearsal: Rehearsal, does: Callable[[], object]) -> int:
    """How many questions are put to the database while something is done."""
    put: list[str] = []

    def seen(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        put.append(statement)

    event.listen(rehearsal.office.engine, "before_cursor_execute", seen)
    try:
        does()
    finally:
        event.remove(rehearsal.office.engine, "before_cursor_execute", seen)
    return len(put)


@after(with_accounts)
def an_approved_case(rehearsal: Rehearsal) -> None:
    """RG-0001 was prepared by Cora and approved by Ann; nothing of the gate is recorded on 5 July 2018."""
    rehearsal.assessed_case()
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "approve", "ready", [], day("2018-07-03"))
    at_work_on(rehearsal, "2018-07-05")


@after(an_approved_case)
def ready_to_issue(rehearsal: Rehearsal) -> None:
    """Cora has recorded every item of the gate."""
    for item in GateItem:
        cases.record_gate_item(rehearsal.office, rehearsal.cora, "RG-0001", item, "seen", day("2018-07-04"))


@after(with_accounts)
def in_force(rehearsal: Rehearsal) -> None:
    """RG-0001/1 is signed by all; nothing is entered of its rent; it is 1 October 2018."""
    rehearsal.active_guarantee()
    at_work_on(rehearsal, "2018-10-01")
