"""Which review of a tenancy a letter asks to: the first of the policy's that nobody has closed.

Which reviews there are, and when each falls due, is what the worktrays say.
"""

import datetime as dt
from dataclasses import dataclass

from guarantor.domain import practice
from guarantor.domain.task_kinds import TaskKind
from guarantor.services.worktrays import reviews
from guarantor.services.worktrays.wanted import in_force
from guarantor.storage import task_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.guarantees import Guarantee


@dataclass(frozen=True)
class NextReview:
    """A review by its number from 1, the day to meet by, and the basis of its task."""

    number: int
    meet_by: dt.date
    basis: str


def of_guarantee(session: Session, guarantee: Guarantee, on: dt.date) -> NextReview | None:
    """The review that is open or comes next on a day; None where none does, or the guarantee is not active.

    One that is overdue is to be held within as many days as a review is announced before it falls due.
    """
    force = in_force(session, guarantee.ref)
    if force is None or not force.on(on):
        return None
    opened = task_files.by_bases(session, guarantee.ref, [TaskKind.REVIEW])
    for each in reviews.wanted(session, guarantee, force, dt.date.max):
        task = opened.get(each.basis)
        is_closed = task is not None and not task_files.is_open(session, task.id)
        if not is_closed and each.due_on <= guarantee.ends_on:
            notice = dt.timedelta(days=practice.figure("review_notice_days").value)
            number = int(each.basis.rsplit(" ", 1)[1])
            return NextReview(number, each.due_on if each.due_on >= on else on + notice, each.basis)
    return None
