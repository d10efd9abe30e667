"""Payments of claims as they were recorded: when, how much, by whom, and what the bank sent back."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from guarantor.storage.tables.claims import Claim, ClaimPayment, PaymentReturn
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.payees import PaymentBatchLine

_came_back = (PaymentReturn.claim_ref == ClaimPayment.claim_ref) & (
    PaymentReturn.attempt == ClaimPayment.attempt
)


@dataclass(frozen=True)
class Made:
    """A payment with its guarantee, the batch in which it was handed over and the payee named there, if any, and the
    day on which it came back."""

    payment: ClaimPayment
    guarantee: Guarantee
    batch: int | None
    payee: int | None
    returned_on: dt.date | None


def found(session: Session, first_on: dt.date, last_on: dt.date) -> int:
    """How many payments were made from a day to another, both included."""
    asked = select(func.count()).select_from(ClaimPayment).where(*_between(first_on, last_on))
    return session.scalar(asked) or 0


def total_pence(session: Session, first_on: dt.date, last_on: dt.date) -> int:
    """What they come to, those that came back included."""
    asked = select(func.sum(ClaimPayment.amount_pence)).where(*_between(first_on, last_on))
    return int(session.scalar(asked) or 0)


def returned_pence(session: Session, first_on: dt.date, last_on: dt.date) -> int:
    """What of them came back, whenever it did."""
    asked = select(func.sum(ClaimPayment.amount_pence)).join(PaymentReturn, _came_back)
    return int(session.scalar(asked.where(*_between(first_on, last_on))) or 0)


def made(
    session: Session, first_on: dt.date, last_on: dt.date, first: int = 0, at_most: int | None = None
) -> list[Made]:
    """The payments of those days, the latest first."""
    asked = (
        select(
            ClaimPayment, Guarantee, PaymentBatchLine.batch, PaymentBatchLine.payee, PaymentReturn.returned_on
        )
        .join(Claim, Claim.ref == ClaimPayment.claim_ref)
        .join(Guarantee, Guarantee.ref == Claim.guarantee_ref)
        .outerjoin(
            PaymentBatchLine,
            (PaymentBatchLine.claim_ref == ClaimPayment.claim_ref)
            & (PaymentBatchLine.attempt == ClaimPayment.attempt),
        )
        .outerjoin(PaymentReturn, _came_back)
        .where(*_between(first_on, last_on))
        .order_by(ClaimPayment.paid_on.desc(), ClaimPayment.claim_ref, ClaimPayment.attempt.desc())
        .offset(first)
        .limit(at_most)
    )
    return [Made(*each) for each in session.execute(asked)]


def _between(first_on: dt.date, last_on: dt.date) -> tuple[ColumnElement[bool], ...]:
    return (ClaimPayment.paid_on >= first_on, ClaimPayment.paid_on <= last_on)
