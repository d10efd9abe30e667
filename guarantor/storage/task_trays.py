"""Open tasks as a worktray shows them: filtered, counted and cut into pages by the database.

A tray of several roles or kinds is read as one list for each, in the order of an index and no further than the page,
and then put together: what lies behind the page costs nothing, however many tasks are open. Every first page of the
day asks these questions, so that each is put together once.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    ScalarSelect,
    Select,
    bindparam,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from guarantor.domain.access import Role
from guarantor.domain.task_kinds import TASKS, TaskKind
from guarantor.domain.trays import MOST_COUNTED, Due, Order, Whose, kinds_for
from guarantor.storage.tables.standing import OpenTask
from guarantor.storage.tables.tasks import Task

_OPEN, _TASK = OpenTask.__table__.c, Task.__table__.c
_ORDERS: dict[Order, tuple[ColumnElement[Any], ...]] = {
    Order.DUE: (_OPEN.due_on.asc(), _OPEN.task.asc()),
    Order.NEWEST: (_OPEN.task.desc(),),
    Order.CASE: (_OPEN.case_ref.asc(), _OPEN.due_on.asc(), _OPEN.task.asc()),
}


@dataclass(frozen=True)
class Shape:
    """Which open tasks, whoever asks and whenever: of these roles, no kinds being all kinds."""

    roles: frozenset[Role]
    kinds: tuple[TaskKind, ...] = ()
    whose: Whose = Whose.ALL
    due: Due = Due.ALL
    order: Order = Order.DUE

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out, in whatever order."""
        return not self.kinds and self.whose is Whose.ALL and self.due is Due.ALL


@dataclass(frozen=True)
class Asking:
    """Who asks, as of which day; `soon_by` is the last day of "soon"."""

    officer: int
    on: dt.date
    soon_by: dt.date


@dataclass(frozen=True)
class Row:
    """An open task; `owner` is the officer to whom it was last given."""

    id: int
    kind: str
    case_ref: str
    guarantee_ref: str | None
    claim_ref: str | None
    owner_role: str
    due_on: dt.date
    owner: int | None


@dataclass(frozen=True)
class Counted:
    """How many open tasks there are before the filters: in all, past their day, due soon, given to the officer.

    Each goes no further than one past MOST_COUNTED.
    """

    open: int
    overdue: int
    soon: int
    mine: int


def page(session: Session, shape: Shape, asking: Asking, *, first: int, at_most: int) -> list[Row]:
    """Some of the tasks in the order wanted, from the `first` on."""
    asked = _page(shape)
    if asked is None:
        return []
    cut = {"first": first, "at_most": at_most, "until": first + at_most}
    return [Row(*each) for each in session.execute(asked, {**_values(asking), **cut})]


def found(session: Session, shape: Shape, asking: Asking) -> int:
    """How many tasks the filters leave, up to one past MOST_COUNTED."""
    values = {**_values(asking), "counted": MOST_COUNTED + 1}
    return int(session.execute(_counts((shape,)), values).scalar_one())


def counted(session: Session, roles: frozenset[Role], asking: Asking) -> Counted:
    """The figures at the head of the tray."""
    whole = Shape(roles)
    shapes = (
        whole,
        replace(whole, due=Due.OVERDUE),
        replace(whole, due=Due.SOON),
        replace(whole, whose=Whose.MINE),
    )
    values = {**_values(asking), "counted": MOST_COUNTED + 1}
    return Counted(*session.execute(_counts(shapes), values).one())


def _values(asking: Asking) -> dict[str, Any]:
    return {"officer": asking.officer, "on": asking.on, "soon_by": asking.soon_by}


@cache
def _page(shape: Shape) -> Select[Any] | None:
    order = _ORDERS[shape.order]
    lists = [each.order_by(*order).limit(bindparam("until")).subquery() for each in _lists(shape)]
    if not lists:
        return None
    among = union_all(*(select(each.c.task) for each in lists)).subquery()
    return (
        select(
            _TASK.id,
            _TASK.kind,
            _TASK.case_ref,
            _TASK.guarantee_ref,
            _TASK.claim_ref,
            _TASK.owner_role,
            _TASK.due_on,
            _OPEN.owner,
        )
        .select_from(OpenTask.__table__.join(Task.__table__, _OPEN.task == _TASK.id))
        .where(_OPEN.task.in_(select(among.c.task)))
        .order_by(*order)
        .offset(bindparam("first"))
        .limit(bindparam("at_most"))
    )


@cache
def _counts(shapes: Sequence[Shape]) -> Select[*tuple[Any, ...]]:
    figures: Select[*tuple[Any, ...]] = select(*[_count(shape) for shape in shapes])
    return figures


def _count(shape: Shape) -> ColumnElement[int] | ScalarSelect[int]:
    most: BindParameter[int] = bindparam("counted")
    lists = [each.limit(most).subquery() for each in _lists(shape)]
    if not lists:
        return literal(0)
    some = union_all(*(select(each.c.task) for each in lists)).limit(most).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _lists(shape: Shape) -> list[Select[Any]]:
    """The open tasks that are wanted, one list for each role, kind or officer by which an index finds them."""
    narrowed = _narrowed(shape)
    heads: list[ColumnElement[bool]]
    if shape.whose is Whose.MINE:
        # Only somebody with its role is given a task.
        kinds = shape.kinds or kinds_for(shape.roles)
        heads = [(_OPEN.owner == bindparam("officer")) & _OPEN.kind.in_(kinds)]
    elif shape.kinds:
        # The role of a kind's owner is the scheme's, so that the kind finds its tasks by itself.
        heads = [_OPEN.kind == kind for kind in shape.kinds if TASKS[kind].owner in shape.roles]
    else:
        owners = {task.owner for task in TASKS.values()}
        heads = [_OPEN.owner_role == role for role in sorted(shape.roles & owners)]
    return [select(_OPEN.task).where(head, *narrowed) for head in heads]


def _narrowed(shape: Shape) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if shape.whose is Whose.NOBODYS:
        conditions.append(_OPEN.owner.is_(None))
    if shape.due is Due.OVERDUE:
        conditions.append(_OPEN.due_on < bindparam("on"))
    elif shape.due is Due.SOON:
        conditions.append(_OPEN.due_on.between(bindparam("on"), bindparam("soon_by")))
    return conditions
