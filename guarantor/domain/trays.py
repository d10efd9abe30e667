"""What a person may choose of their worktray, and the queues of cases beside its tasks."""

from enum import StrEnum

from guarantor.domain.access import Act, Role
from guarantor.domain.task_kinds import TASKS, TaskKind

MOST_COUNTED = 1_000
"""Past so many nobody counts on: a list says that there are more, and is narrowed."""


class Whose(StrEnum):
    """Whose tasks."""

    ALL = "all"
    MINE = "mine"
    NOBODYS = "nobodys"


class Due(StrEnum):
    """Due when."""

    ALL = "all"
    OVERDUE = "overdue"
    SOON = "soon"


class Order(StrEnum):
    """What stands at the head: what is due first, what was opened last, or the lowest case reference."""

    DUE = "due"
    NEWEST = "newest"
    CASE = "case"


class Matter(StrEnum):
    """What tasks are about, where several kinds are looked for together."""

    ALARMS = "alarms"
    CLAIMS = "claims"
    REVIEWS = "reviews"
    LETTERS_BACK = "letters_back"


KINDS_OF: dict[Matter, tuple[TaskKind, ...]] = {
    Matter.ALARMS: (
        TaskKind.SILENCE,
        TaskKind.EARLY_WARNING,
        TaskKind.FORMAL_WARNING,
        TaskKind.MISSED_INSTALMENT,
        TaskKind.RETURNED_PAYMENT,
    ),
    Matter.CLAIMS: (TaskKind.DECIDE_CLAIM, TaskKind.PAY_CLAIM, TaskKind.DISPUTE),
    Matter.REVIEWS: (TaskKind.REVIEW, TaskKind.SUPPORT_AFTER_CALL),
    Matter.LETTERS_BACK: (TaskKind.FIND_ADDRESS,),
}


class Queue(StrEnum):
    """Cases that wait for the same act."""

    TO_DECIDE = "to-decide"
    TO_ASSESS = "to-assess"
    LACKING = "lacking"
    DRAFTS = "drafts"
    TO_ISSUE = "to-issue"


WAITS_FOR: dict[Queue, Act] = {
    Queue.TO_DECIDE: Act.DECIDE_CASE,
    Queue.TO_ASSESS: Act.ASSESS_CASE,
    Queue.LACKING: Act.REVISE_CASE,
    Queue.DRAFTS: Act.SUBMIT_CASE,
    Queue.TO_ISSUE: Act.ISSUE_GUARANTEE,
}
"""The act that ends the waiting of a queue's cases; whoever may do it has the queue on their tray."""


def kinds_for(roles: frozenset[Role]) -> tuple[TaskKind, ...]:
    """The kinds of task that some roles own, by name."""
    return tuple(sorted(kind for kind in TaskKind if TASKS[kind].owner in roles))
