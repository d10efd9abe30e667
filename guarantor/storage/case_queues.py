"""Cases that wait for the same act, oldest first: counted and cut into pages by the database.

Knows the statuses and outcomes that a queue holds, and who prepared a case; not who may do the act.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session, aliased

from guarantor.domain.lifecycle import CaseStatus
from guarantor.domain.trays import MOST_COUNTED, Queue
from guarantor.storage.tables.cases import (
    ApplicationFacts,
    Assessment,
    CaseDecision,
    CaseFile,
    CaseStatusRow,
    YoungPerson,
)
from guarantor.storage.tables.standing import CaseStanding
from guarantor.storage.tables.turned_down import Waiting

_STATUS = {
    Queue.TO_DECIDE: CaseStatus.ASSESSED,
    Queue.TO_ASSESS: CaseStatus.SUBMITTED,
    Queue.LACKING: CaseStatus.ASSESSED,
    Queue.DRAFTS: CaseStatus.DRAFT,
    Queue.TO_ISSUE: CaseStatus.APPROVED,
}
_PREPARING = (CaseStatus.DRAFT, CaseStatus.SUBMITTED, CaseStatus.ASSESSED)


@dataclass(frozen=True)
class Row:
    """A case in a queue: since when it waits, what its assessment came to, and whether the officer prepared it."""

    ref: str
    since_on: dt.date
    outcome: str | None
    prepared: bool


def counted(
    session: Session, queues: Sequence[Queue], officer: int, *, few_are: int
) -> tuple[dict[Queue, int], int, bool]:
    """How many of each queue's cases are left to the officer, how many wait for a place, and whether cases are few.

    Numbers go up to one past MOST_COUNTED. Of those to decide or to issue, the cases that the officer prepared are
    another's and not counted. `few_are` is the most that is few.
    """
    values = {"officer": officer, "counted": MOST_COUNTED + 1, "few": few_are + 1}
    *found, waiting, cases = session.execute(_counts(tuple(queues)), values).one()
    return dict(zip(queues, found, strict=True)), waiting, cases <= few_are


@cache
def _counts(queues: tuple[Queue, ...]) -> Select[*tuple[Any, ...]]:
    """Asked for every first page of the day, and put together once."""
    most: BindParameter[int] = bindparam("counted")
    left = []
    for queue in queues:
        asked = select(CaseStanding.case_ref).where(_in(queue))
        if queue in (Queue.TO_DECIDE, Queue.TO_ISSUE):
            asked = asked.where(~_prepared_by(bindparam("officer")))
        left.append(_number(asked.limit(most)))
    waiting = select(CaseStanding.case_ref).where(CaseStanding.status == CaseStatus.APPROVED, _waits())
    cases = select(CaseFile.ref).limit(bindparam("few"))
    found: Select[*tuple[Any, ...]] = select(*[*left, _number(waiting.limit(most)), _number(cases)])
    return found


def _number(asked: Select[Any]) -> ScalarSelect[int]:
    return select(func.count()).select_from(asked.subquery()).scalar_subquery()


def size(session: Session, queue: Queue) -> int:
    """How many cases there are in a queue, whoever prepared them, up to one past MOST_COUNTED."""
    some = select(CaseStanding.case_ref).where(_in(queue)).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def page(session: Session, queue: Queue, officer: int, *, first: int, at_most: int) -> list[Row]:
    """Some of the cases in a queue, the one that waits longest at the head, from the `first` on."""
    asked = (
        select(CaseStanding.case_ref, CaseStanding.since_on, _outcome(), _prepared_by(officer))
        .where(_in(queue))
        .order_by(CaseStanding.step)
    )
    return [Row(*each) for each in session.execute(asked.offset(first).limit(at_most))]


def names(session: Session, cases: Iterable[str]) -> Mapping[str, str | None]:
    """The young person's name of each case; for those who may see cases alone."""
    last = select(func.max(YoungPerson.id)).where(YoungPerson.case_ref.in_(set(cases)))
    asked = select(YoungPerson.case_ref, YoungPerson.name).where(
        YoungPerson.id.in_(last.group_by(YoungPerson.case_ref))
    )
    return {str(row.case_ref): row.name for row in session.execute(asked)}


def _in(queue: Queue) -> ColumnElement[bool]:
    stands = CaseStanding.status == _STATUS[queue]
    match queue:
        case Queue.TO_DECIDE:
            return stands & CaseStanding.lacks.is_(False)
        case Queue.LACKING:
            return stands & CaseStanding.lacks.is_(True)
        case Queue.TO_ISSUE:
            return stands & ~_waits()
        case _:
            return stands


def _waits() -> ColumnElement[bool]:
    """The case has a place on the waiting list by its latest decision."""
    later = aliased(CaseDecision)
    latest = select(func.max(later.id)).where(later.case_ref == CaseStanding.case_ref)
    joined = select(Waiting.id).where(
        Waiting.case_ref == CaseStanding.case_ref,
        Waiting.decision == latest.correlate(CaseStanding).scalar_subquery(),
    )
    return joined.correlate(CaseStanding).exists()


def _outcome() -> ColumnElement[str | None]:
    """What the last assessment that was made to be decided on came to."""
    asked = select(Assessment.outcome).where(
        Assessment.case_ref == CaseStanding.case_ref, Assessment.purpose == "assessment"
    )
    return asked.order_by(Assessment.id.desc()).limit(1).correlate(CaseStanding).scalar_subquery()


def _prepared_by(officer: int | BindParameter[int]) -> ColumnElement[bool]:
    stepped = select(CaseStatusRow.id).where(
        CaseStatusRow.case_ref == CaseStanding.case_ref,
        CaseStatusRow.officer == officer,
        CaseStatusRow.status.in_(_PREPARING),
    )
    wrote = select(ApplicationFacts.id).where(
        ApplicationFacts.case_ref == CaseStanding.case_ref, ApplicationFacts.recorded_by == officer
    )
    return or_(stepped.correlate(CaseStanding).exists(), wrote.correlate(CaseStanding).exists())
