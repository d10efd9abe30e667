"""Who works here, with which roles, and what kind of database this is."""

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from guarantor.domain.access import Role
from guarantor.storage.tables.people import DatabaseMark, Officer, OfficerRole, PendingAct

# Every act asks this first: it is put together once, and of columns alone, which spares the object mapper.
_GRANTED = OfficerRole.__table__.c
_ROLES = select(_GRANTED.role).where(_GRANTED.officer == bindparam("officer"))
# And nearly every page these.
_OFFICERS = Officer.__table__.c
_NAMES = select(_OFFICERS.number, _OFFICERS.name)
_WAITING = select(PendingAct).where(PendingAct.confirmed_by.is_(None)).order_by(PendingAct.number)
_WAITING_ABOUT = _WAITING.where(PendingAct.content.contains(bindparam("about"), autoescape=False))


def mark(session: Session) -> DatabaseMark:
    """The database's mark. Raises LookupError where the database was never created."""
    row = session.get(DatabaseMark, 1)
    if row is None:
        raise LookupError("the database has no mark")
    return row


def by_name(session: Session, name: str) -> Officer | None:
    """The officer of this name."""
    return session.scalars(select(Officer).where(Officer.name == name)).first()


def by_uid(session: Session, uid: int) -> Officer | None:
    """The officer this operating-system account belongs to."""
    return session.scalars(select(Officer).where(Officer.os_uid == uid)).first()


def roles(session: Session, officer: int) -> frozenset[Role]:
    """The roles an officer holds."""
    return frozenset(Role(role) for role in session.scalars(_ROLES, {"officer": officer}))


def names(session: Session) -> dict[int, str]:
    """Officers' names by number."""
    return dict(session.execute(_NAMES).all())


def next_number(session: Session) -> int:
    """The number the next officer gets."""
    return (session.scalar(select(func.max(Officer.number))) or 0) + 1


def every(session: Session) -> list[Officer]:
    """Every officer, in the order they were added."""
    return list(session.scalars(select(Officer).order_by(Officer.number)))


def confirmed_acts(session: Session, act: str, at_most: int) -> list[PendingAct]:
    """The acts of one kind that a second person confirmed, the latest first, and no more than asked for."""
    asked = select(PendingAct).where(PendingAct.act == act, PendingAct.confirmed_by.is_not(None))
    return list(session.scalars(asked.order_by(PendingAct.number.desc()).limit(at_most)))


def waiting_acts(session: Session, about: str | None = None) -> list[PendingAct]:
    """Every act that waits for its second person, oldest first; or those whose content names a reference."""
    if about is None:
        return list(session.scalars(_WAITING))
    return list(session.scalars(_WAITING_ABOUT, {"about": f'"{about}"'}))
