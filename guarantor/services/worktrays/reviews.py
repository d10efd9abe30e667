"""Reviews of a tenancy: a task at each of the policy's months from its start, opened some days before it is due."""

import datetime as dt

from guarantor.domain import practice
from guarantor.domain.dates import plus_months
from guarantor.domain.task_kinds import TaskKind
from guarantor.services.adoption import policies
from guarantor.services.worktrays.wanted import InForce, Wanted
from guarantor.storage.engine import Session
from guarantor.storage.tables.guarantees import Guarantee

_REVIEWS = ("first_review_months", "second_review_months", "third_review_months")


def wanted(session: Session, guarantee: Guarantee, in_force: InForce, on: dt.date) -> list[Wanted]:
    """The reviews whose task is open by a day.

    A guarantee that ends by the day of a review needs it no more; one that became active after it never did.
    """
    policy = policies.stored(session, guarantee.policy_fingerprint)
    notice = dt.timedelta(days=practice.figure("review_notice_days").value)
    tasks = []
    for number, parameter in enumerate(_REVIEWS, start=1):
        due_on = plus_months(guarantee.starts_on, policy.parameter(parameter))
        opened_on = in_force.not_before(due_on - notice)
        if opened_on <= min(on, due_on) and in_force.on(opened_on):
            ended_on = in_force.ended_on
            over_on = ended_on if ended_on is not None and ended_on <= due_on else None
            basis = f"{TaskKind.REVIEW} {guarantee.ref} {number}"
            tasks.append(Wanted(TaskKind.REVIEW, basis, opened_on, due_on, over_on))
    return tasks
