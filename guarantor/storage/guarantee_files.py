"""Guarantees by reference: status, terms, rent record, and the sums the ledger holds for each."""

import datetime as dt

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from guarantor.domain.dates import Month
from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.domain.wrong_input import NotFound
from guarantor.ledger.accounts import Account
from guarantor.ledger.arrears import Charge, CouncilPayment, Payment, RentRecord
from guarantor.ledger.postings import Kind
from guarantor.storage.tables.claims import Claim, ClaimLine
from guarantor.storage.tables.guarantees import (
    Guarantee,
    GuaranteeStatusRow,
    Paper,
    RentStatement,
    Signature,
)
from guarantor.storage.tables.ledger import TransferRow


def held(session: Session, ref: str, *, to_change: bool = False) -> Guarantee:
    """The guarantee, held still until the act ends where it is `to_change`. Raises NotFound."""
    guarantee = session.get(Guarantee, ref, with_for_update=True if to_change else None)
    if guarantee is None:
        raise NotFound("GREF", "a guarantee", ref)
    return guarantee


def last_step(session: Session, ref: str) -> GuaranteeStatusRow:
    """The latest row of the guarantee's status history."""
    asked = select(GuaranteeStatusRow).where(GuaranteeStatusRow.guarantee_ref == ref)
    return session.scalars(asked.order_by(GuaranteeStatusRow.id.desc()).limit(1)).one()


def status_on(session: Session, ref: str, day: dt.date) -> GuaranteeStatus | None:
    """Where the guarantee stood at the close of a day, or None before its issue."""
    asked = select(GuaranteeStatusRow.status).where(
        GuaranteeStatusRow.guarantee_ref == ref, GuaranteeStatusRow.happened_on <= day
    )
    found = session.scalars(asked.order_by(GuaranteeStatusRow.id.desc()).limit(1)).first()
    return None if found is None else GuaranteeStatus(found)


def status(session: Session, ref: str) -> GuaranteeStatus:
    """Where the guarantee stands."""
    return GuaranteeStatus(last_step(session, ref).status)


def was_active(session: Session, ref: str) -> bool:
    """Whether all three ever signed it, so that something was promised."""
    asked = select(GuaranteeStatusRow.id).where(
        GuaranteeStatusRow.guarantee_ref == ref, GuaranteeStatusRow.status == GuaranteeStatus.ACTIVE
    )
    return session.scalars(asked.limit(1)).first() is not None


def refs(session: Session) -> list[str]:
    """Every guarantee's reference in the order of issue."""
    return [guarantee.ref for guarantee in every(session)]


def signatures(session: Session, ref: str) -> list[Signature]:
    """Who has signed, in the order it was recorded."""
    return list(
        session.scalars(select(Signature).where(Signature.guarantee_ref == ref).order_by(Signature.id))
    )


def papers(session: Session, ref: str) -> list[Paper]:
    """The guarantee's papers by kind."""
    return list(session.scalars(select(Paper).where(Paper.guarantee_ref == ref).order_by(Paper.kind)))


def balance(session: Session, account: Account, ref: str, day: dt.date | None = None) -> int:
    """Credits less debits of an account for a guarantee, in pence, up to the close of a day or in all."""
    credits_ = _total(session, TransferRow.credit == account, ref, day)
    return credits_ - _total(session, TransferRow.debit == account, ref, day)


def moved(session: Session, kind: Kind, ref: str, day: dt.date | None = None) -> int:
    """The sum of a guarantee's transfers of one kind, in pence, up to the close of a day or in all."""
    return _total(session, TransferRow.kind == kind, ref, day)


def _total(session: Session, which: ColumnElement[bool], ref: str, day: dt.date | None) -> int:
    asked = select(func.coalesce(func.sum(TransferRow.amount_pence), 0)).where(
        which, TransferRow.guarantee_ref == ref
    )
    if day is not None:
        asked = asked.where(TransferRow.happened_on <= day)
    return int(session.scalar(asked) or 0)


def rent_record(session: Session, ref: str) -> RentRecord:
    """Everything said of the rent. A claim's months count as reported missed."""
    rows = session.scalars(select(TransferRow).where(TransferRow.guarantee_ref == ref)).all()
    reported = select(RentStatement.month).where(
        RentStatement.guarantee_ref == ref, RentStatement.says == "missed"
    )
    claimed = select(ClaimLine.month).join(Claim).where(Claim.guarantee_ref == ref)
    missed = [*session.scalars(reported), *session.scalars(claimed)]
    return RentRecord(
        charges=[Charge(row.happened_on, row.amount_pence) for row in rows if row.kind == Kind.RENT_CHARGED],
        payments=[Payment(row.happened_on, row.amount_pence) for row in rows if row.kind == Kind.RENT_PAID],
        met_by_council=[
            CouncilPayment(row.happened_on, Month.read(str(row.reason_code), "month"), row.amount_pence)
            for row in rows
            if row.kind == Kind.RENT_MET_BY_COUNCIL
        ],
        missed=frozenset(Month.read(month, "month") for month in missed),
    )


def silent_months(session: Session, ref: str) -> list[str]:
    """The months of which it was stated that nothing was heard."""
    asked = select(RentStatement.month).where(
        RentStatement.guarantee_ref == ref, RentStatement.says == "silent"
    )
    return sorted(set(session.scalars(asked)))


def committed(session: Session, programme: str) -> int:
    """What may still be called on all of a programme's guarantees, in pence."""
    of_programme = Guarantee.programme == programme
    joined = select(func.coalesce(func.sum(TransferRow.amount_pence), 0)).join(
        Guarantee, Guarantee.ref == TransferRow.guarantee_ref
    )
    made = session.scalar(joined.where(of_programme, TransferRow.credit == Account.COMMITMENT)) or 0
    gone = session.scalar(joined.where(of_programme, TransferRow.debit == Account.COMMITMENT)) or 0
    return int(made) - int(gone)


def every(session: Session) -> list[Guarantee]:
    """Every guarantee in the order of issue."""
    return list(session.scalars(select(Guarantee).order_by(Guarantee.recorded_at, Guarantee.ref)))
