"""Sums of the ledger: the one place that adds transfers up for balances, exposure, waterfall and budget.

Every figure here is worked out by the database over the transfers dated up to a day, of those known at a moment.
What the sums mean is for the services.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from guarantor.domain.lifecycle import EndReason
from guarantor.ledger.accounts import Account
from guarantor.ledger.postings import SIDES, Kind
from guarantor.ledger.waterfall import Movement
from guarantor.storage.known import Known
from guarantor.storage.since import Since, parts
from guarantor.storage.tables.changes import MovedGuarantee
from guarantor.storage.tables.guarantees import Guarantee, GuaranteeStatusRow
from guarantor.storage.tables.ledger import TransferRow

OF_RENT = frozenset(
    {Kind.RENT_CORRECTED} | {kind for kind, sides in SIDES.items() if Account.RENT_DUE in sides}
)
"""Kinds that move rent between tenant and landlord and nothing of the council's."""


@dataclass(frozen=True)
class Sides:
    """What was debited to an account and credited to it, in pence."""

    debited_pence: int = 0
    credited_pence: int = 0

    def __add__(self, other: "Sides") -> "Sides":
        return Sides(self.debited_pence + other.debited_pence, self.credited_pence + other.credited_pence)


def by_account(
    session: Session, on: dt.date, known: Known, guarantee_ref: str | None = None, since: Since | None = None
) -> dict[str, Sides]:
    """Each account's sides up to the close of a day, of all transfers or of one guarantee's.

    `since` leaves out what a balance carried forward holds already.
    """

    def total(account: InstrumentedAttribute[str]) -> dict[str, int]:
        sums = Counter[str]()
        for part in parts(since, on):
            asked = select(account, func.sum(TransferRow.amount_pence)).where(*known.transfers(), *part)
            if guarantee_ref is not None:
                asked = asked.where(TransferRow.guarantee_ref == guarantee_ref)
            for code, pence in session.execute(asked.group_by(account)):
                sums[code] += int(pence)
        return dict(sums)

    debited, credited = total(TransferRow.debit), total(TransferRow.credit)
    return {code: Sides(debited.get(code, 0), credited.get(code, 0)) for code in {*debited, *credited}}


def by_guarantee(
    session: Session, on: dt.date, known: Known, since: Since | None = None
) -> dict[str | None, Counter[str]]:
    """The pence of each kind of the council's transfers for each guarantee, up to the close of a day.

    What stands under None belongs to no guarantee. Rent between tenant and landlord is not among it. `since` leaves
    out what a balance carried forward holds already.
    """
    sums: defaultdict[str | None, Counter[str]] = defaultdict(Counter)
    # Grouped by an expression, since a database would walk all of an index that has the groups in order.
    ref = func.coalesce(TransferRow.guarantee_ref, "")
    for part in parts(since, on):
        asked = (
            select(ref, TransferRow.kind, func.sum(TransferRow.amount_pence))
            .where(TransferRow.kind.not_in(OF_RENT), *known.transfers(), *part)
            .group_by(ref, TransferRow.kind)
        )
        for of, kind, pence in session.execute(asked):
            sums[of or None][kind] += int(pence)
    return dict(sums)


def of_no_guarantee(session: Session, on: dt.date, known: Known) -> Counter[str]:
    """The pence of each kind of the transfers that belong to no guarantee, up to the close of a day."""
    asked = (
        select(TransferRow.kind, func.sum(TransferRow.amount_pence))
        .where(TransferRow.guarantee_ref.is_(None), TransferRow.happened_on <= on, *known.transfers())
        .group_by(TransferRow.kind)
    )
    return Counter({kind: int(pence) for kind, pence in session.execute(asked)})


def movements(session: Session, on: dt.date, known: Known, closed_through: Sequence[int]) -> list[Movement]:
    """The council's transfers dated up to a day, summed by day, kind, programme and by how many closes they missed.

    `closed_through` are the last transfers of the closes in order.
    """
    missed: ColumnElement[int] = literal(0)
    if closed_through:
        missed = case(
            *((TransferRow.id <= last, place) for place, last in enumerate(closed_through)),
            else_=len(closed_through),
        )
    keys = (TransferRow.happened_on, TransferRow.kind, Guarantee.programme, missed, _moved)
    asked = (
        select(*keys, func.sum(TransferRow.amount_pence))
        .outerjoin(Guarantee, Guarantee.ref == TransferRow.guarantee_ref)
        .where(TransferRow.kind.not_in(OF_RENT), TransferRow.happened_on <= on, *known.transfers())
        .group_by(*keys)
    )
    return [
        Movement(Kind(kind), day, int(pence), programme, closes, bool(moved))
        for day, kind, programme, closes, moved, pence in session.execute(asked)
        if kind in set(Kind)
    ]


def last_transfer(session: Session) -> int:
    """The highest number of a transfer; 0 in an empty ledger."""
    return session.scalar(select(func.max(TransferRow.id))) or 0


def first_day(session: Session) -> dt.date | None:
    """The earliest day on which a transfer is dated; None in an empty ledger."""
    return session.scalar(select(func.min(TransferRow.happened_on)))


_LAPSED = select(GuaranteeStatusRow.guarantee_ref).where(
    GuaranteeStatusRow.reason_code == EndReason.OFFER_LAPSED
)
# A commitment that went with a young person to the next home: given up by one deed and made by the other. What a deed
# that lapsed gave back was released for good, so it is made anew.
_moved = case(
    (
        or_(
            and_(
                TransferRow.kind == Kind.COMMITMENT_RELEASED,
                TransferRow.reason_code == EndReason.TRANSFERRED,
            ),
            and_(
                TransferRow.kind == Kind.COMMITMENT_MADE,
                TransferRow.guarantee_ref.in_(
                    select(MovedGuarantee.guarantee_ref).where(MovedGuarantee.from_ref.not_in(_LAPSED))
                ),
            ),
        ),
        1,
    ),
    else_=0,
)
