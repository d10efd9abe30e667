"""Cases as a list shows them: filtered, ordered and cut into pages by the database.

The order is by the last step of each case, so that a page is read along their key and not sorted.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, bindparam, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from guarantor.storage import case_words
from guarantor.storage.tables.cases import (
    ApplicationFacts,
    Assessment,
    CaseFile,
    Home,
    YoungPerson,
)
from guarantor.storage.tables.standing import CaseStanding

MOST_COUNTED = 1_000
_MOST_ALIKE = 200


@dataclass(frozen=True)
class Wanted:
    """Which cases: in a status, with an outcome, opened by an officer, with words; the latest step first or last."""

    status: str | None = None
    outcome: str | None = None
    opened_by: int | None = None
    words: Sequence[str] = ()
    without: Collection[str] = ()
    oldest_first: bool = False


@dataclass(frozen=True)
class Row:
    """A case in a list. `since_on` is the day of its last step, `step` the step's number."""

    ref: str
    step: int
    status: str
    since_on: dt.date
    opened_by: int
    outcome: str | None
    name: str | None
    address: str | None
    home: str | None
    postcode: str | None
    landlord: str | None
    facts: str | None


def page(session: Session, wanted: Wanted, at: int, at_once: int) -> list[Row]:
    """So many cases from a place in the list, which counts from 0."""
    by = CaseStanding.step.asc() if wanted.oldest_first else CaseStanding.step.desc()
    return _rows(session, _refs(session, wanted).order_by(by).offset(at).limit(at_once))


def count(session: Session, wanted: Wanted) -> int:
    """How many cases there are; past MOST_COUNTED nobody counts on."""
    some = _refs(session, wanted).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0


def with_words(session: Session, words: Sequence[str]) -> list[Row]:
    """The cases in which every one of these words stands whole, the latest first; at most _MOST_ALIKE."""
    if not words:
        return []
    among = case_words.having(session, CaseStanding.case_ref, words, whole=True)
    refs = select(CaseStanding.case_ref).where(among).order_by(CaseStanding.step.desc())
    return _rows(session, refs.limit(_MOST_ALIKE))


def by_ref(session: Session, ref: str) -> Row | None:
    """One case as a list shows it."""
    return next(iter(_rows(session, select(CaseStanding.case_ref).where(CaseStanding.case_ref == ref))), None)


def _refs(session: Session, wanted: Wanted) -> Select[str]:
    """The cases that are wanted."""
    refs = select(CaseStanding.case_ref)
    if wanted.status is not None:
        refs = refs.where(CaseStanding.status == wanted.status)
    if wanted.outcome is not None:
        refs = refs.where(_outcome() == wanted.outcome)
    if wanted.opened_by is not None:
        opened = select(CaseFile.ref).where(
            CaseFile.ref == CaseStanding.case_ref, CaseFile.opened_by == wanted.opened_by
        )
        refs = refs.where(opened.exists())
    if wanted.without:
        refs = refs.where(CaseStanding.case_ref.not_in(wanted.without))
    if wanted.words:
        refs = refs.where(case_words.having(session, CaseStanding.case_ref, wanted.words))
    return refs


def _outcome() -> ColumnElement[str | None]:
    """What the last assessment that was made to be decided on came to."""
    asked = select(Assessment.outcome).where(
        Assessment.case_ref == CaseStanding.case_ref, Assessment.purpose == "assessment"
    )
    return asked.order_by(Assessment.id.desc()).limit(1).correlate(CaseStanding).scalar_subquery()


def _newest(
    key: InstrumentedAttribute[int], case_ref: InstrumentedAttribute[str]
) -> ColumnElement[int | None]:
    """The number of a case's latest row in a table."""
    return (
        select(func.max(key))
        .where(case_ref == CaseStanding.case_ref)
        .correlate(CaseStanding)
        .scalar_subquery()
    )


_ROWS = (
    select(
        CaseStanding.case_ref,
        CaseStanding.step,
        CaseStanding.status,
        CaseStanding.since_on,
        CaseFile.opened_by,
        _outcome(),
        YoungPerson.name,
        YoungPerson.address,
        Home.address,
        Home.postcode,
        Home.landlord_name,
        ApplicationFacts.document,
    )
    .join(CaseFile, CaseFile.ref == CaseStanding.case_ref)
    .outerjoin(YoungPerson, YoungPerson.id == _newest(YoungPerson.id, YoungPerson.case_ref))
    .outerjoin(Home, Home.id == _newest(Home.id, Home.case_ref))
    .outerjoin(
        ApplicationFacts, ApplicationFacts.id == _newest(ApplicationFacts.id, ApplicationFacts.case_ref)
    )
    .where(CaseStanding.case_ref.in_(bindparam("refs", expanding=True)))
)


def _rows(session: Session, wanted: Select[str]) -> list[Row]:
    """The rows of a page whole, in its order."""
    refs = list(session.scalars(wanted))
    asked = session.execute(_ROWS, {"refs": refs})
    found = {str(values[0]): Row(*tuple(values)) for values in asked}
    return [found[ref] for ref in refs]
