"""Programmes, their policy versions and their places."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from guarantor.storage.tables.changes import MovedGuarantee
from guarantor.storage.tables.guarantees import Guarantee, GuaranteeStatusRow
from guarantor.storage.tables.programmes import Place, Programme


def adopted_by(session: Session, on: dt.date, policy: str | None = None) -> Programme | None:
    """The programme adopted most recently by a day, of one policy or of any."""
    asked = select(Programme).where(Programme.from_on <= on)
    if policy is not None:
        asked = asked.where(Programme.policy == policy)
    return session.scalars(asked.order_by(Programme.from_on.desc(), Programme.pending.desc())).first()


def of_version(session: Session, policy_fingerprint: str, on: dt.date) -> Programme | None:
    """The programme that adopted this policy version most recently by a day."""
    return session.scalars(_of_version(policy_fingerprint, on)).first()


def held_still(session: Session, policy_fingerprint: str, on: dt.date) -> Programme | None:
    """As `of_version`, held still until the act ends: whoever issues next waits for the place to be taken or not."""
    return session.scalars(_of_version(policy_fingerprint, on).with_for_update(key_share=True)).first()


def _of_version(policy_fingerprint: str, on: dt.date) -> Select[Programme]:
    asked = select(Programme).where(
        Programme.policy_fingerprint == policy_fingerprint, Programme.from_on <= on
    )
    return asked.order_by(Programme.from_on.desc(), Programme.pending.desc()).limit(1)


def every(session: Session) -> list[Programme]:
    """Every programme, oldest first."""
    return list(session.scalars(select(Programme).order_by(Programme.from_on, Programme.code)))


def how_many(session: Session) -> int:
    """How many programmes there are."""
    return session.scalar(select(func.count()).select_from(Programme)) or 0


def places(session: Session, programme: str) -> int:
    """How many place rows a programme has."""
    return session.scalar(select(func.count()).where(Place.programme == programme)) or 0


def places_held(session: Session, programme: str) -> int:
    """How many of a programme's places have a holder."""
    held = select(func.count()).where(Place.programme == programme, Place.guarantee_ref.is_not(None))
    return session.scalar(held) or 0


def places_free(session: Session, programme: str) -> int:
    """How many of a programme's places nobody holds."""
    free = select(func.count()).where(Place.programme == programme, Place.guarantee_ref.is_(None))
    return session.scalar(free) or 0


def holders(session: Session) -> frozenset[str]:
    """Every guarantee that holds a place."""
    held = session.scalars(select(Place.guarantee_ref).where(Place.guarantee_ref.is_not(None)))
    return frozenset(ref for ref in held if ref is not None)


@dataclass(frozen=True)
class Holder:
    """A guarantee that holds a place: where it stands, its days, its policy, and whether it follows another one."""

    status: str
    issued_on: dt.date
    ends_on: dt.date
    policy_fingerprint: str
    follows: bool


def holders_of(session: Session, programme: str) -> list[Holder]:
    """Who holds the places of a programme."""
    last = (
        select(GuaranteeStatusRow.status)
        .where(GuaranteeStatusRow.guarantee_ref == Guarantee.ref)
        .order_by(GuaranteeStatusRow.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    follows = select(MovedGuarantee.guarantee_ref).where(MovedGuarantee.guarantee_ref == Guarantee.ref)
    asked = (
        select(last, Guarantee.issued_on, Guarantee.ends_on, Guarantee.policy_fingerprint, follows.exists())
        .join(Place, Place.guarantee_ref == Guarantee.ref)
        .where(Place.programme == programme)
    )
    return [Holder(*row) for row in session.execute(asked)]


def free_place(session: Session, programme: str) -> Place | None:
    """The first place of a programme that nobody holds."""
    free = select(Place).where(Place.programme == programme, Place.guarantee_ref.is_(None))
    return session.scalars(free.order_by(Place.number).limit(1)).first()


def place_of(session: Session, guarantee_ref: str) -> Place | None:
    """The place a guarantee holds."""
    return session.scalars(select(Place).where(Place.guarantee_ref == guarantee_ref)).first()
