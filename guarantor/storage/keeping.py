"""What the retention clocks are counted from, of every case or of one: as many questions for one case as for all."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, TypeVarTuple

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from guarantor.domain.lifecycle import CaseStatus, GuaranteeStatus
from guarantor.ledger.accounts import Account
from guarantor.storage.tables.cases import CaseStatusRow
from guarantor.storage.tables.guarantees import Guarantee, GuaranteeStatusRow
from guarantor.storage.tables.ledger import TransferRow
from guarantor.storage.tables.turned_down import (
    Complaint,
    ComplaintAnswer,
    RefusalReview,
    RefusalReviewOutcome,
)

Row = TypeVarTuple("Row")
_OWED = (Account.CLAIMS_PAYABLE, Account.RECOVERABLE)


@dataclass(frozen=True)
class Stands:
    """Where a case stands, and since which day."""

    status: CaseStatus
    since_on: dt.date


@dataclass(frozen=True)
class Answered:
    """Whether a case's complaints and reviews are all answered, and the day of the last answer."""

    all: bool
    last_on: dt.date | None


@dataclass(frozen=True)
class Moved:
    """The last day on which money moved for a guarantee, and whether anything is owed either way."""

    last_on: dt.date
    is_owed: bool


def statuses(session: Session, only: str | None = None) -> dict[str, Stands]:
    """Where each case stands."""
    of = CaseStatusRow.case_ref
    last = _only(select(func.max(CaseStatusRow.id)).group_by(of), of, only)
    asked = select(of, CaseStatusRow.status, CaseStatusRow.happened_on).where(CaseStatusRow.id.in_(last))
    return {ref: Stands(CaseStatus(status), on) for ref, status, on in session.execute(asked)}


def answered(session: Session, only: str | None = None) -> dict[str, Answered]:
    """What was answered of each case that somebody complained about or asked to have reviewed."""
    complaints = (
        select(Complaint.case_ref, func.count(), func.count(ComplaintAnswer.complaint))
        .add_columns(func.max(ComplaintAnswer.answered_on))
        .outerjoin(ComplaintAnswer, ComplaintAnswer.complaint == Complaint.id)
        .group_by(Complaint.case_ref)
    )
    reviews = (
        select(RefusalReview.case_ref, func.count(), func.count(RefusalReviewOutcome.review))
        .add_columns(func.max(RefusalReviewOutcome.reviewed_on))
        .outerjoin(RefusalReviewOutcome, RefusalReviewOutcome.review == RefusalReview.id)
        .group_by(RefusalReview.case_ref)
    )
    found: dict[str, Answered] = {}
    for asked, of in ((complaints, Complaint.case_ref), (reviews, RefusalReview.case_ref)):
        for ref, asked_for, given, last_on in session.execute(_only(asked, of, only)):
            before = found.get(ref, Answered(all=True, last_on=None))
            days = [day for day in (before.last_on, last_on) if day is not None]
            found[ref] = Answered(all=before.all and asked_for == given, last_on=max(days, default=None))
    return found


def ends(session: Session, only: str | None = None) -> dict[str, dict[str, dt.date | None]]:
    """The guarantees of each case that has any, with the day on which each ended; None while it has not."""
    steps = select(func.max(GuaranteeStatusRow.id)).group_by(GuaranteeStatusRow.guarantee_ref)
    asked = (
        select(Guarantee.case_ref, Guarantee.ref, GuaranteeStatusRow.status, GuaranteeStatusRow.happened_on)
        .join(GuaranteeStatusRow, GuaranteeStatusRow.guarantee_ref == Guarantee.ref)
        .where(GuaranteeStatusRow.id.in_(steps))
    )
    found: dict[str, dict[str, dt.date | None]] = {}
    for case_ref, ref, status, on in session.execute(_only(asked, Guarantee.case_ref, only)):
        found.setdefault(case_ref, {})[ref] = on if status == GuaranteeStatus.ENDED else None
    return found


def moved(session: Session, only: str | None = None) -> dict[str, Moved]:
    """What the ledger says of each guarantee for which money ever moved."""
    owed = [
        func.sum(
            case(
                (TransferRow.credit == account, TransferRow.amount_pence),
                (TransferRow.debit == account, -TransferRow.amount_pence),
                else_=0,
            )
        )
        for account in _OWED
    ]
    asked: Select[*tuple[Any, ...]] = (
        select(Guarantee.ref, func.max(TransferRow.happened_on), *owed)
        .join(TransferRow, TransferRow.guarantee_ref == Guarantee.ref)
        .group_by(Guarantee.ref)
    )
    return {
        ref: Moved(last_on, is_owed=any(balances))
        for ref, last_on, *balances in session.execute(_only(asked, Guarantee.case_ref, only))
    }


def _only(asked: Select[*Row], of: InstrumentedAttribute[str], only: str | None) -> Select[*Row]:
    return asked if only is None else asked.where(of == only)
