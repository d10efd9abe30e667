"""Cases with their bank details as a list shows them. Opens no seal and reads no young person's row."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from guarantor.domain.claim_filters import ClaimFilter
from guarantor.domain.payee_filters import PayeeFilter
from guarantor.storage.claim_lists import STANDS
from guarantor.storage.tables.cases import CaseFile, Home
from guarantor.storage.tables.claims import Claim
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.payees import PayeeConfirmation, PayeeVersion


@dataclass(frozen=True)
class PayeeRow:
    """A case, its landlord as last recorded, the entry that counts and the newest entry that waits, if any."""

    case_ref: str
    landlord: str | None
    agent: str | None
    confirmed: PayeeVersion | None
    waiting: PayeeVersion | None


_confirmed_id = (
    select(func.max(PayeeVersion.id))
    .join(PayeeConfirmation, PayeeConfirmation.payee == PayeeVersion.id)
    .where(PayeeVersion.case_ref == CaseFile.ref)
    .correlate(CaseFile)
    .scalar_subquery()
)
_newest_id = (
    select(func.max(PayeeVersion.id))
    .where(PayeeVersion.case_ref == CaseFile.ref)
    .correlate(CaseFile)
    .scalar_subquery()
)
_home_id = (
    select(func.max(Home.id)).where(Home.case_ref == CaseFile.ref).correlate(CaseFile).scalar_subquery()
)
_issued = select(Guarantee.ref).where(Guarantee.case_ref == CaseFile.ref).correlate(CaseFile).exists()
_owed = (
    select(Claim.ref)
    .join(Guarantee, Guarantee.ref == Claim.guarantee_ref)
    .where(Guarantee.case_ref == CaseFile.ref, STANDS[ClaimFilter.TO_PAY])
    .correlate(CaseFile)
    .exists()
)
_entered = select(PayeeVersion.id).where(PayeeVersion.case_ref == CaseFile.ref).correlate(CaseFile).exists()
_is_confirmed = (
    select(PayeeConfirmation.payee)
    .join(PayeeVersion, PayeeVersion.id == PayeeConfirmation.payee)
    .where(PayeeVersion.case_ref == CaseFile.ref)
    .correlate(CaseFile)
    .exists()
)
_waits = (
    select(PayeeVersion.id)
    .where(PayeeVersion.case_ref == CaseFile.ref, PayeeVersion.id > func.coalesce(_confirmed_id, 0))
    .correlate(CaseFile)
    .exists()
)
_FILTERS: dict[PayeeFilter, ColumnElement[bool]] = {
    PayeeFilter.NEEDED: _owed & ~_is_confirmed,
    PayeeFilter.TO_CONFIRM: _waits,
    PayeeFilter.CONFIRMED: _is_confirmed,
    PayeeFilter.ALL: _issued | _entered,
}


def found(session: Session, which: PayeeFilter, under: str | None = None) -> int:
    """How many cases the filter leaves."""
    return session.scalar(select(func.count()).select_from(CaseFile).where(_filtered(which, under))) or 0


def page(
    session: Session, which: PayeeFilter, under: str | None, *, first: int, at_most: int
) -> list[PayeeRow]:
    """Some of them in the order of their references."""
    asked = (
        select(CaseFile.ref, _confirmed_id, _newest_id, _home_id)
        .where(_filtered(which, under))
        .order_by(CaseFile.opened_at, CaseFile.ref)
    )
    rows = session.execute(asked.offset(first).limit(at_most)).all()
    entries = _by_id(session, {number for _, own, newest, _ in rows for number in (own, newest) if number})
    homes = {
        each.id: each
        for each in session.scalars(select(Home).where(Home.id.in_([row[3] for row in rows if row[3]])))
    }
    return [
        PayeeRow(
            ref,
            homes[home].landlord_name if home else None,
            homes[home].agent if home else None,
            entries.get(own or 0),
            entries.get(newest) if newest and newest > (own or 0) else None,
        )
        for ref, own, newest, home in rows
    ]


def _by_id(session: Session, numbers: Collection[int]) -> dict[int, PayeeVersion]:
    return {
        each.id: each for each in session.scalars(select(PayeeVersion).where(PayeeVersion.id.in_(numbers)))
    }


def _filtered(which: PayeeFilter, under: str | None) -> ColumnElement[bool]:
    if under is not None:
        return and_(or_(_issued, _entered), CaseFile.ref == under)
    return _FILTERS[which]
