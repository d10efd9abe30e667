"""What finance keeps and asks of all guarantees at once: standing on a day, prices of accommodation, closed months."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.storage.known import Known
from guarantor.storage.tables.finance import AccommodationPrice, MonthClose
from guarantor.storage.tables.guarantees import Guarantee, GuaranteeStatusRow
from guarantor.storage.tables.people import PendingAct
from guarantor.storage.tables.programmes import Programme


@dataclass(frozen=True)
class InForce:
    """Between which days all three had signed and nothing had ended it; `ended_on` is None while it stands."""

    guarantee: Guarantee
    signed_on: dt.date
    ended_on: dt.date | None


def programmes(session: Session, on: dt.date, known: Known) -> list[Programme]:
    """The programmes adopted from a day on or before this one, oldest first."""
    asked = (
        select(Programme)
        .join(PendingAct, PendingAct.number == Programme.pending)
        .where(Programme.from_on <= on, *known.rows(PendingAct.confirmed_at))
    )
    return list(session.scalars(asked.order_by(Programme.from_on, Programme.code)))


def issued(session: Session, on: dt.date, known: Known) -> list[Guarantee]:
    """The guarantees issued by a day, in the order of issue."""
    asked = select(Guarantee).where(Guarantee.issued_on <= on, *known.rows(Guarantee.recorded_at))
    return list(session.scalars(asked.order_by(Guarantee.recorded_at, Guarantee.ref)))


def statuses(session: Session, on: dt.date, known: Known) -> dict[str, GuaranteeStatus]:
    """Where each guarantee stood at the close of a day."""
    last = (
        select(func.max(GuaranteeStatusRow.id))
        .where(GuaranteeStatusRow.happened_on <= on, *known.rows(GuaranteeStatusRow.recorded_at))
        .group_by(GuaranteeStatusRow.guarantee_ref)
    )
    asked = select(GuaranteeStatusRow.guarantee_ref, GuaranteeStatusRow.status)
    found = session.execute(asked.where(GuaranteeStatusRow.id.in_(last)))
    return {ref: GuaranteeStatus(status) for ref, status in found}


def signed(session: Session, on: dt.date) -> list[InForce]:
    """The guarantees that all three had signed by a day, in the order of issue, with the day of their end by then."""
    signed_on = _last_steps(session, GuaranteeStatus.ACTIVE, on)
    ended_on = _last_steps(session, GuaranteeStatus.ENDED, on)
    standing = statuses(session, on, Known())
    return [
        InForce(
            each,
            signed_on[each.ref],
            ended_on[each.ref] if standing[each.ref] is GuaranteeStatus.ENDED else None,
        )
        for each in issued(session, on, Known())
        if each.ref in signed_on
    ]


def _last_steps(session: Session, status: GuaranteeStatus, on: dt.date) -> dict[str, dt.date]:
    steps = select(GuaranteeStatusRow.guarantee_ref, GuaranteeStatusRow.happened_on).where(
        GuaranteeStatusRow.status == status, GuaranteeStatusRow.happened_on <= on
    )
    return dict(session.execute(steps.order_by(GuaranteeStatusRow.id)).all())


def prices(session: Session) -> list[AccommodationPrice]:
    """Every price of accommodation, by category and the day it counts from; of one day the latest comes last."""
    asked = select(AccommodationPrice).order_by(
        AccommodationPrice.category, AccommodationPrice.from_on, AccommodationPrice.id
    )
    return list(session.scalars(asked))


def closes(session: Session) -> list[MonthClose]:
    """Every closed month in order."""
    return list(session.scalars(select(MonthClose).order_by(MonthClose.month)))


def close_of(session: Session, month: Month) -> MonthClose | None:
    """The month as it was closed, or None while it is open."""
    return session.get(MonthClose, str(month))
