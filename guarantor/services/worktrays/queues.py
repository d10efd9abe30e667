"""Beside a person's tasks: cases that wait for an act of theirs, those that wait for a place, letters that are due."""

import datetime as dt
from dataclasses import dataclass

from guarantor.domain.access import MAY_SEE, Act, View, may
from guarantor.domain.trays import MOST_COUNTED, WAITS_FOR, Queue
from guarantor.services.acting.office import Office, Person
from guarantor.services.correspondence import batches
from guarantor.services.entering import restricting
from guarantor.storage import case_queues
from guarantor.storage.engine import reading

AT_ONCE = 25
FEW_CASES = 300
"""Letters that are due are found by reading every case: with more cases than this the tray only leads to them."""


@dataclass(frozen=True)
class Waiting:
    """A case in a queue. `not_yours` says why the act is another's; nothing is said of a restricted case."""

    ref: str
    restricted: bool
    young_person: str | None = None
    since_on: dt.date | None = None
    days: int | None = None
    outcome: str | None = None
    not_yours: str | None = None


@dataclass(frozen=True)
class QueuePage:
    """One page of a queue; `more` tells that it holds more than anybody counts."""

    cases: tuple[Waiting, ...]
    found: int
    more: bool
    page: int
    pages: int


@dataclass(frozen=True)
class Head:
    """The figures beside the tasks, those of a person's own acts alone; None for what is not theirs or not counted.

    `queues` counts the cases that are left to the person: not those that another must decide.
    """

    queues: dict[Queue, int]
    waiting_list: int | None
    letters_due: int | None
    makes_letters: bool


def head(office: Office, person: Person, on: dt.date) -> Head:
    """What waits for the person beside their tasks."""
    sees_cases = bool(person.roles & MAY_SEE[View.CASES])
    makes_letters = may(person.roles, Act.ISSUE_LETTER)
    own = [queue for queue in Queue if may(person.roles, WAITS_FOR[queue])]
    with reading(office.engine) as session:
        queues, waiting, few = case_queues.counted(session, own, person.number, few_are=FEW_CASES)
    letters_due = len(batches.due(office, on, person)) if few and makes_letters else None
    return Head(queues, waiting if sees_cases else None, letters_due, makes_letters)


def listed(office: Office, person: Person, queue: Queue, on: dt.date, page: int = 1) -> QueuePage:
    """The cases of a queue, the one that waits longest first, also those whose act is another's; for View.CASES."""
    hidden = restricting.hidden_from(office, person)
    with reading(office.engine) as session:
        counted = case_queues.size(session, queue)
        found = min(counted, MOST_COUNTED)
        pages = max(1, -(-found // AT_ONCE))
        page = min(max(1, page), pages)
        rows = case_queues.page(session, queue, person.number, first=(page - 1) * AT_ONCE, at_most=AT_ONCE)
        names = case_queues.names(session, {row.ref for row in rows} - hidden)
        cases = tuple(
            Waiting(row.ref, restricted=True)
            if row.ref in hidden
            else Waiting(
                ref=row.ref,
                restricted=False,
                young_person=names.get(row.ref),
                since_on=row.since_on,
                days=(on - row.since_on).days,
                outcome=row.outcome,
                not_yours=_not_yours(queue, prepared=row.prepared),
            )
            for row in rows
        )
        return QueuePage(cases, found, counted > MOST_COUNTED, page, pages)


def _not_yours(queue: Queue, *, prepared: bool) -> str | None:
    """Why the act on a case is another's."""
    if not prepared:
        return None
    return {
        Queue.TO_DECIDE: "You prepared this case, so another approver decides.",
        Queue.TO_ISSUE: "You prepared this case, so another approver issues the guarantee.",
    }.get(queue)
