"""Who looked at which case, and who may see a restricted one."""

import datetime as dt
from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.storage.tables.accounts import CaseAccess, CaseLook


def last_look(session: Session, officer: int, case_ref: str) -> dt.datetime | None:
    """When an officer was last noted to look at a case."""
    asked = select(func.max(CaseLook.looked_at))
    found = session.scalar(asked.where(CaseLook.officer == officer, CaseLook.case_ref == case_ref))
    assert found is None or isinstance(found, dt.datetime), "the column holds instants"
    return found


def add_look(session: Session, officer: int, case_ref: str, at: dt.datetime) -> None:
    """Note a look."""
    session.add(CaseLook(officer=officer, case_ref=case_ref, looked_at=at))


def looks_at(session: Session, case_ref: str) -> list[CaseLook]:
    """Every look at a case, the latest first."""
    asked = select(CaseLook).where(CaseLook.case_ref == case_ref).order_by(CaseLook.id.desc())
    return list(session.scalars(asked))


def looks_of(session: Session, officer: int, since: dt.datetime) -> list[CaseLook]:
    """Every look of an officer since an instant, the latest first."""
    asked = select(CaseLook).where(CaseLook.officer == officer, CaseLook.looked_at >= since)
    return list(session.scalars(asked.order_by(CaseLook.id.desc())))


def restricted(session: Session, case_ref: str | None = None) -> dict[str, frozenset[int]]:
    """Each restricted case with the officers named on it; of one case where it is given."""
    asked = select(CaseAccess).order_by(CaseAccess.id)
    if case_ref is not None:
        asked = asked.where(CaseAccess.case_ref == case_ref)
    named: dict[str, set[int]] = defaultdict(set)
    closed: set[str] = set()
    for step in session.scalars(asked):
        match step.step:
            case "restricted":
                closed.add(step.case_ref)
            case "lifted":
                closed.discard(step.case_ref)
            case "named":
                named[step.case_ref].add(step.named or 0)
            case _:
                named[step.case_ref].discard(step.named or 0)
    return {ref: frozenset(named[ref]) for ref in sorted(closed)}


def steps(session: Session, case_ref: str) -> list[CaseAccess]:
    """Every step of who may see a case, in order."""
    asked = select(CaseAccess).where(CaseAccess.case_ref == case_ref).order_by(CaseAccess.id)
    return list(session.scalars(asked))
