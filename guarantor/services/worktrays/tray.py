"""A person's worktray: the open tasks of their roles and those given to them, what is late first."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import MAY_SEE, Role, View
from guarantor.domain.task_kinds import TASKS, TaskKind
from guarantor.domain.trays import KINDS_OF, MOST_COUNTED, Due, Matter, Order, Whose, kinds_for
from guarantor.services.acting.office import Office, Person
from guarantor.services.claiming.claim_lists import days_left
from guarantor.services.entering import restricting
from guarantor.storage import case_queues, officers, task_trays
from guarantor.storage.engine import reading
from guarantor.storage.task_trays import Asking, Counted, Row, Shape

AT_ONCE = 25
SOON = dt.timedelta(days=7)


@dataclass(frozen=True)
class Chosen:
    """What the person wants to see of it, and in which order. Where both are given, `kind` counts."""

    kind: TaskKind | None = None
    matter: Matter | None = None
    whose: Whose = Whose.ALL
    due: Due = Due.ALL
    order: Order = Order.DUE
    page: int = 1

    @property
    def kinds(self) -> tuple[TaskKind, ...]:
        """The kinds of task chosen; none for all."""
        if self.kind is not None:
            return (self.kind,)
        return KINDS_OF[self.matter] if self.matter else ()


@dataclass(frozen=True)
class Tray:
    """The tray on a day: the figures of all of it, the tasks of one page of what was chosen, and how many pages.

    `more` tells that what was chosen holds more than anybody counts; `found` then stops there, and so do the pages.
    """

    counted: Counted
    tasks: tuple[dict[str, Any], ...]
    found: int
    more: bool
    page: int
    pages: int
    kinds: tuple[TaskKind, ...]


def tray(office: Office, person: Person, on: dt.date, chosen: Chosen) -> Tray:
    """The worktray of a person. An auditor sees everybody's; a restricted case is no more than its reference.

    Names of young people are there for those who may see cases.
    """
    roles = frozenset(Role) if Role.AUDITOR in person.roles else person.roles
    shape = Shape(roles, chosen.kinds, chosen.whose, chosen.due, chosen.order)
    asking = Asking(person.number, on, on + SOON)
    hidden = restricting.hidden_from(office, person)
    with reading(office.engine) as session:
        counted = task_trays.counted(session, roles, asking)
        there = counted.open if shape.is_whole else task_trays.found(session, shape, asking)
        found = min(there, MOST_COUNTED)
        pages = max(1, -(-found // AT_ONCE))
        page = min(max(1, chosen.page), pages)
        rows = task_trays.page(session, shape, asking, first=(page - 1) * AT_ONCE, at_most=AT_ONCE)
        officers_by = officers.names(session)
        cases = {row.case_ref for row in rows} - hidden
        names = case_queues.names(session, cases) if person.roles & MAY_SEE[View.CASES] else {}
        return Tray(
            counted=counted,
            tasks=tuple(
                _restricted(row, on)
                if row.case_ref in hidden
                else _document(row, officers_by, on) | {"young_person": names.get(row.case_ref)}
                for row in rows
            ),
            found=found,
            more=there > MOST_COUNTED,
            page=page,
            pages=pages,
            kinds=kinds_for(roles),
        )


def _document(row: Row, officers_by: dict[int, str], on: dt.date) -> dict[str, Any]:
    return {
        "number": row.id,
        "kind": row.kind,
        "asks": TASKS[TaskKind(row.kind)].asks,
        "case": row.case_ref,
        "guarantee": row.guarantee_ref,
        "claim": row.claim_ref,
        "due_on": row.due_on,
        "days_left": days_left(on, row.due_on),
        "overdue": row.due_on < on,
        "owner_role": row.owner_role,
        "owner": officers_by.get(row.owner or 0),
        "restricted": False,
    }


def _restricted(row: Row, on: dt.date) -> dict[str, Any]:
    """A task on a case that is closed to the person: that there is one, and of which case."""
    return {
        **_document(row, {}, on),
        "asks": None,
        "guarantee": None,
        "claim": None,
        "young_person": None,
        "restricted": True,
    }
