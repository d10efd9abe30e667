"""Guarantees as a list shows them: filtered, ordered and cut into pages by the database.

The order is by the last step of each guarantee, or by the day on which it ends. Knows nothing of the rent.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from guarantor.ledger.postings import Kind
from guarantor.storage import case_words
from guarantor.storage.tables.changes import GuaranteeChange, GuaranteeChangeDecision
from guarantor.storage.tables.guarantees import Guarantee, GuaranteeStatusRow
from guarantor.storage.tables.ledger import TransferRow
from guarantor.storage.tables.standing import OpenTask
from guarantor.storage.tables.tasks import Task

MOST_COUNTED = 1_000
_OF_CLAIMS = (Kind.CLAIM_ACCEPTED, Kind.CLAIM_UNDONE, Kind.CLAIM_PAID, Kind.PAYMENT_RETURNED)

# What every page of a list asks is put together once, and of columns alone, which spares the object mapper.
_MOVED, _CHANGE = TransferRow.__table__.c, GuaranteeChange.__table__.c
_CHANGED = GuaranteeChangeDecision.__table__.c
_REFS: BindParameter[Any] = bindparam("refs", expanding=True)
_CALLED = (
    select(_MOVED.guarantee_ref, _MOVED.kind, func.sum(_MOVED.amount_pence))
    .where(_MOVED.guarantee_ref.in_(_REFS), _MOVED.kind.in_(_OF_CLAIMS))
    .group_by(_MOVED.guarantee_ref, _MOVED.kind)
)
_RAISED = (
    select(_CHANGE.guarantee_ref, _CHANGED.from_on, _CHANGED.share_pence, _CHANGED.added_cap_pence)
    .where(_CHANGED.change == _CHANGE.id, _CHANGE.guarantee_ref.in_(_REFS), _CHANGED.share_pence.is_not(None))
    .order_by(_CHANGED.from_on, _CHANGED.change)
)


@dataclass(frozen=True)
class Wanted:
    """Which guarantees: in a status, an area, of a case, with an open task of a kind, with words in the case.

    `ends_by` is the last day of those that end soon. `soonest`: by the day they end, else the latest step first.
    """

    status: str | None = None
    area: str | None = None
    case_ref: str | None = None
    tasks: Sequence[str] = ()
    ends_by: dt.date | None = None
    words: Sequence[str] = ()
    without: Collection[str] = ()
    soonest: bool = False


@dataclass(frozen=True)
class Row:
    """A guarantee with its last step."""

    guarantee: Guarantee
    status: str
    reason: str | None
    since_on: dt.date


@dataclass(frozen=True)
class Raised:
    """What consents to a higher rent changed: each new share with its first day, and the pence added to the cap."""

    shares: tuple[tuple[dt.date, int], ...] = ()
    added_pence: int = 0


def page(session: Session, wanted: Wanted, *, first: int, at_most: int) -> list[Row]:
    """Some of the guarantees in the order wanted, from the `first` on."""
    order: tuple[ColumnElement[Any], ...] = (GuaranteeStatusRow.id.desc(),)
    if wanted.soonest:
        order = (Guarantee.ends_on.asc(), GuaranteeStatusRow.id.asc())
    asked = _wanted(
        session,
        wanted,
        select(
            Guarantee,
            GuaranteeStatusRow.status,
            GuaranteeStatusRow.reason_code,
            GuaranteeStatusRow.happened_on,
        ),
    )
    return [Row(*each) for each in session.execute(asked.order_by(*order).offset(first).limit(at_most))]


def count(session: Session, wanted: Wanted) -> int:
    """How many guarantees there are; past MOST_COUNTED nobody counts on."""
    refs = select(Guarantee.ref)
    # Every guarantee has a last step, so that only a status is a reason to look for it.
    asked = (
        refs.where(*_conditions(session, wanted)) if wanted.status is None else _wanted(session, wanted, refs)
    )
    some = asked.limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def called(session: Session, refs: Collection[str]) -> dict[str, Counter[str]]:
    """What claims have moved on some guarantees, in pence by kind of transfer."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for ref, kind, pence in session.execute(_CALLED, {"refs": list(refs)}):
        found[str(ref)][kind] = int(pence)
    return found


def raised(session: Session, refs: Iterable[str]) -> dict[str, Raised]:
    """What consents changed on some guarantees; one without is not among them."""
    found: dict[str, Raised] = {}
    for ref, from_on, share_pence, added_pence in session.execute(_RAISED, {"refs": list(refs)}):
        assert from_on is not None, "a consent names it"
        assert share_pence is not None, "a consent names it"
        so_far = found.get(ref, Raised())
        found[ref] = Raised((*so_far.shares, (from_on, share_pence)), so_far.added_pence + (added_pence or 0))
    return found


def open_changes(session: Session, *, first: int, at_most: int) -> list[tuple[GuaranteeChange, str]]:
    """The changes that nobody has decided, each with its case, the one due first at the head."""
    asked = _undecided(select(GuaranteeChange, Guarantee.case_ref)).order_by(
        GuaranteeChange.due_on, GuaranteeChange.id
    )
    return [(change, ref) for change, ref in session.execute(asked.offset(first).limit(at_most))]


def count_open_changes(session: Session) -> int:
    """How many changes nobody has decided."""
    return session.scalar(_undecided(select(func.count(GuaranteeChange.id)))) or 0


def _undecided(asked: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        asked.select_from(GuaranteeChange)
        .join(Guarantee, Guarantee.ref == GuaranteeChange.guarantee_ref)
        .outerjoin(GuaranteeChangeDecision, GuaranteeChangeDecision.change == GuaranteeChange.id)
        .where(GuaranteeChangeDecision.change.is_(None))
    )


def _wanted(session: Session, wanted: Wanted, asked: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    later = aliased(GuaranteeStatusRow)
    after = select(later.id).where(
        later.guarantee_ref == GuaranteeStatusRow.guarantee_ref, later.id > GuaranteeStatusRow.id
    )
    return (
        asked.select_from(GuaranteeStatusRow)
        .join(Guarantee, Guarantee.ref == GuaranteeStatusRow.guarantee_ref)
        .where(~after.exists(), *_conditions(session, wanted))
    )


def _conditions(session: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.status is not None:
        conditions.append(GuaranteeStatusRow.status == wanted.status)
    if wanted.area is not None:
        conditions.append(Guarantee.area == wanted.area)
    if wanted.case_ref is not None:
        conditions.append(Guarantee.case_ref == wanted.case_ref)
    if wanted.tasks:
        open_ = select(Task.guarantee_ref).join(OpenTask, OpenTask.task == Task.id)
        conditions.append(Guarantee.ref.in_(open_.where(OpenTask.kind.in_(wanted.tasks))))
    if wanted.ends_by is not None:
        conditions.append(Guarantee.ends_on <= wanted.ends_by)
    if wanted.without:
        conditions.append(Guarantee.case_ref.not_in(wanted.without))
    if wanted.words:
        conditions.append(case_words.having(session, Guarantee.case_ref, wanted.words))
    return conditions
