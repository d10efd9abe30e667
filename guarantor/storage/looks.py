"""Who looked at which case, and who may see a restricted one."""

import datetime as dt
from collections import defaultdict

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from guarantor.storage import new_rows
from guarantor.storage.tables.accounts import CaseAccess, CaseLook

# Every page of a case asks these.
_LOOK, _ACCESS = CaseLook.__table__.c, CaseAccess.__table__.c
_LAST_LOOK = select(func.max(_LOOK.looked_at)).where(
    _LOOK.officer == bindparam("officer"), _LOOK.case_ref == bindparam("ref")
)
_STEPS = select(_ACCESS.case_ref, _ACCESS.step, _ACCESS.named).order_by(_ACCESS.id)
_STEPS_OF_CASE = _STEPS.where(_ACCESS.case_ref == bindparam("ref"))


def last_look(session: Session, officer: int, case_ref: str) -> dt.datetime | None:
    """When an officer was last noted to look at a case."""
    found = session.scalar(_LAST_LOOK, {"officer": officer, "ref": case_ref})
    assert found is None or isinstance(found, dt.datetime), "the column holds instants"
    return found


def add_look(session: Session, officer: int, case_ref: str, at: dt.datetime) -> None:
    """Note a look."""
    new_rows.write(session, CaseLook(officer=officer, case_ref=case_ref, looked_at=at))


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
    asked = (
        session.execute(_STEPS) if case_ref is None else session.execute(_STEPS_OF_CASE, {"ref": case_ref})
    )
    named: dict[str, set[int]] = defaultdict(set)
    closed: set[str] = set()
    for step in asked:
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
