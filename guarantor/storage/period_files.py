"""Periods: up to which transfer and day balances are carried forward, and what they were then.

A period stands for the transfers up to a number that are dated up to a day. Knows nothing of when one is made.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.orm import Session

from guarantor.ledger.arrears import RentRecord
from guarantor.ledger.carried import Carried, carried
from guarantor.storage.known import ALL, Known
from guarantor.storage.since import Since
from guarantor.storage.sums import Sides
from guarantor.storage.tables.finance import Period, PeriodAccount, PeriodGuarantee
from guarantor.storage.tables.ledger import TransferRow

AT_ONCE = 500
"""References in one question; a database takes only so many."""


@dataclass(frozen=True)
class AtClose:
    """A guarantee at the close of a period: the council's pence by kind of transfer, and the tenancy's rent."""

    moved: Counter[str]
    rent: Carried

    def document(self) -> str:
        """What is kept of it; the same for the same transfers."""
        content = {"moved": dict(sorted(self.moved.items())), "rent": self.rent.document()}
        return json.dumps(content, sort_keys=True, separators=(",", ":"))

    @classmethod
    def read(cls, document: str) -> "AtClose":
        """What `document` gave."""
        content: dict[str, Any] = json.loads(document)
        return cls(Counter(content["moved"]), Carried.read(content["rent"]))


NOTHING = AtClose(Counter(), carried(RentRecord((), (), (), frozenset()), dt.date.min))
"""A guarantee of which nothing had been recorded."""


def latest(session: Session, on: dt.date = dt.date.max, known: Known = ALL) -> Period | None:
    """The last period that ended by a day and was known at a moment, with every transfer it stands for."""
    asked = select(Period).where(Period.through_on <= on, *_known(known))
    return session.scalars(asked.order_by(Period.number.desc()).limit(1)).first()


def every(session: Session) -> list[Period]:
    """Every period in order."""
    return list(session.scalars(select(Period).order_by(Period.number)))


def since(period: Period | None) -> Since | None:
    """What a period leaves to be added; None, which leaves everything, where there is none."""
    return None if period is None else Since(period.through_transfer, period.through_on)


def guarantees(
    session: Session, period: Period, refs: Collection[str] | None = None
) -> Iterator[tuple[str, AtClose]]:
    """The guarantees as they stood at the close, all or some of them; one that is not among them had nothing."""
    for ref, document in documents(session, period.number, refs):
        yield ref, AtClose.read(document)


def documents(
    session: Session, number: int, refs: Collection[str] | None = None
) -> Iterator[tuple[str, str]]:
    """As `guarantees`, as they are kept."""
    asked = select(PeriodGuarantee.guarantee_ref, PeriodGuarantee.document).where(
        PeriodGuarantee.period == number
    )
    if refs is not None and len(refs) <= AT_ONCE:
        asked = asked.where(PeriodGuarantee.guarantee_ref.in_(refs))
    yield from session.execute(asked)


def accounts(session: Session, number: int) -> dict[str, Sides]:
    """What had been debited to each account and credited to it at the close."""
    rows = session.scalars(select(PeriodAccount).where(PeriodAccount.period == number))
    return {row.account: Sides(row.debit_pence, row.credit_pence) for row in rows}


def recorded_since(session: Session, transfer: int) -> tuple[int, dt.datetime | None]:
    """How many transfers bear a higher number, and the latest instant at which one of them was recorded."""
    asked = select(func.count(), func.max(TransferRow.recorded_at)).where(TransferRow.id > transfer)
    how_many, at = session.execute(asked).one()
    return int(how_many), at


def _known(known: Known) -> list[ColumnElement[bool]]:
    if known.through_transfer is not None:
        return [Period.through_transfer <= known.through_transfer]
    # Which transfers acts then unfinished had made is not written in a period.
    return [false()] if known.not_yet else known.rows(Period.recorded_at)
