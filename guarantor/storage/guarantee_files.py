"""Guarantees by reference: status, terms, rent record, and the sums the ledger holds for each."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, bindparam, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from guarantor.domain.lifecycle import GuaranteeStatus
from guarantor.domain.wrong_input import NotFound
from guarantor.ledger.accounts import Account
from guarantor.ledger.arrears import RentRecord
from guarantor.ledger.postings import Kind
from guarantor.storage import rent_files
from guarantor.storage.tables.changes import (
    GuaranteeChange,
    GuaranteeChangeDecision,
    MovedGuarantee,
    ProposedEnd,
)
from guarantor.storage.tables.guarantees import (
    Guarantee,
    GuaranteeStatusRow,
    Paper,
    RentStatement,
    Signature,
)
from guarantor.storage.tables.ledger import TransferRow
from guarantor.storage.tables.people import PendingAct

# Every act on a guarantee asks these two.
_HELD = (
    select(Guarantee)
    .where(Guarantee.ref == bindparam("ref"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)
_STEPS = GuaranteeStatusRow.__table__.c
_TAKEN = select(_STEPS.status, _STEPS.reason_code, _STEPS.happened_on).where(
    _STEPS.guarantee_ref == bindparam("ref")
)
_LIFE, _LAST_STEP = _TAKEN.order_by(_STEPS.id), _TAKEN.order_by(_STEPS.id.desc()).limit(1)
_SIGNED = Signature.__table__.c
_SIGNATURES = select(_SIGNED.party, _SIGNED.signed_on).where(_SIGNED.guarantee_ref == bindparam("ref"))
_TRANSFERS = TransferRow.__table__.c
_CREDITED = case((_TRANSFERS.credit == bindparam("account"), 1), else_=-1) * _TRANSFERS.amount_pence
_BALANCE = select(func.coalesce(func.sum(_CREDITED), 0)).where(
    or_(_TRANSFERS.credit == bindparam("account"), _TRANSFERS.debit == bindparam("account")),
    _TRANSFERS.guarantee_ref == bindparam("ref"),
)
# And every charge of rent asks this.
_CHANGE, _DECIDED = GuaranteeChange.__table__.c, GuaranteeChangeDecision.__table__.c
_CONSENTED_SHARE = (
    select(_DECIDED.share_pence)
    .where(
        _CHANGE.id == _DECIDED.change,
        _CHANGE.guarantee_ref == bindparam("ref"),
        _DECIDED.from_on <= bindparam("day"),
    )
    .order_by(_DECIDED.from_on.desc(), _DECIDED.change.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Step:
    """A step in a guarantee's life: what it became, for which reason, and when."""

    status: str
    reason_code: str | None
    happened_on: dt.date


def held(session: Session, ref: str, *, to_change: bool = False) -> Guarantee:
    """The guarantee, held still until the act ends where it is `to_change`. Raises NotFound."""
    guarantee = session.scalars(_HELD, {"ref": ref}).first() if to_change else session.get(Guarantee, ref)
    if guarantee is None:
        raise NotFound("GREF", "a guarantee", ref)
    return guarantee


def last_step(session: Session, ref: str) -> Step:
    """The latest step of the guarantee's status history."""
    return Step(*session.execute(_LAST_STEP, {"ref": ref}).one())


def life(session: Session, ref: str) -> list[Step]:
    """Every step of the guarantee's status history, oldest first."""
    return [Step(*row) for row in session.execute(_LIFE, {"ref": ref})]


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


def steps(session: Session, ref: str) -> list[GuaranteeStatusRow]:
    """The guarantee's status history, oldest first."""
    asked = select(GuaranteeStatusRow).where(GuaranteeStatusRow.guarantee_ref == ref)
    return list(session.scalars(asked.order_by(GuaranteeStatusRow.id)))


def confirmed_ends(session: Session) -> frozenset[tuple[str, str]]:
    """Guarantees and the reasons of the early ends that a second person confirmed for them."""
    asked = (
        select(ProposedEnd.guarantee_ref, ProposedEnd.reason_code)
        .join(PendingAct, PendingAct.number == ProposedEnd.pending)
        .where(PendingAct.confirmed_by.is_not(None))
    )
    return frozenset((ref, reason) for ref, reason in session.execute(asked))


def moved_from(session: Session) -> frozenset[str]:
    """The guarantees that another one followed after a move."""
    return frozenset(session.scalars(select(MovedGuarantee.from_ref)))


def moved_to(session: Session) -> frozenset[str]:
    """The guarantees that follow another one after a move."""
    return frozenset(session.scalars(select(MovedGuarantee.guarantee_ref)))


def deed_on(session: Session, ref: str) -> dt.date | None:
    """The date of the deed, the day on which the last of the three signed; None while one has not."""
    asked = select(GuaranteeStatusRow.happened_on).where(
        GuaranteeStatusRow.guarantee_ref == ref, GuaranteeStatusRow.status == GuaranteeStatus.ACTIVE
    )
    return session.scalars(asked.limit(1)).first()


def refs(session: Session) -> list[str]:
    """Every guarantee's reference in the order of issue."""
    return [guarantee.ref for guarantee in every(session)]


def signed_on(session: Session, ref: str) -> dict[str, dt.date]:
    """Who has signed, and on which day."""
    return dict(session.execute(_SIGNATURES, {"ref": ref}).all())


def papers(session: Session, ref: str) -> list[Paper]:
    """The guarantee's papers by kind."""
    return list(session.scalars(select(Paper).where(Paper.guarantee_ref == ref).order_by(Paper.kind)))


def balance(session: Session, account: Account, ref: str, day: dt.date | None = None) -> int:
    """Credits less debits of an account for a guarantee, in pence, up to the close of a day or in all."""
    if day is None:
        return int(session.scalars(_BALANCE, {"ref": ref, "account": account}).one())
    credited = case((TransferRow.credit == account, 1), else_=-1) * TransferRow.amount_pence
    return _total(
        session, or_(TransferRow.credit == account, TransferRow.debit == account), ref, day, credited
    )


def moved(session: Session, kind: Kind, ref: str, day: dt.date | None = None) -> int:
    """The sum of a guarantee's transfers of one kind, in pence, up to the close of a day or in all."""
    return _total(session, TransferRow.kind == kind, ref, day)


def accepted_pence(session: Session, ref: str, day: dt.date | None = None) -> int:
    """What was accepted of a guarantee's claims and not undone, in pence, up to the close of a day or in all."""
    return moved(session, Kind.CLAIM_ACCEPTED, ref, day) - moved(session, Kind.CLAIM_UNDONE, ref, day)


def accepted_by_day(session: Session) -> dict[str, list[tuple[dt.date, int]]]:
    """By guarantee the pence that each day's acceptances added, below zero where they were undone. A guarantee on which
    nothing was ever accepted is left out."""
    kinds = (Kind.CLAIM_ACCEPTED, Kind.CLAIM_UNDONE)
    asked = select(
        TransferRow.guarantee_ref, TransferRow.happened_on, TransferRow.kind, TransferRow.amount_pence
    ).where(TransferRow.kind.in_(kinds))
    found: dict[str, list[tuple[dt.date, int]]] = {}
    for ref, happened_on, kind, pence in session.execute(asked):
        signed = int(pence) if kind == Kind.CLAIM_ACCEPTED else -int(pence)
        # An acceptance is always of a guarantee, which a cost need not be.
        found.setdefault(str(ref), []).append((happened_on, signed))
    return found


def paid_pence(session: Session, ref: str) -> int:
    """What was paid on a guarantee's claims and did not come back, in pence."""
    return moved(session, Kind.CLAIM_PAID, ref) - moved(session, Kind.PAYMENT_RETURNED, ref)


def _total(
    session: Session,
    which: ColumnElement[bool],
    ref: str,
    day: dt.date | None,
    pence: ColumnElement[int] | InstrumentedAttribute[int] = TransferRow.amount_pence,
) -> int:
    asked = select(func.coalesce(func.sum(pence), 0)).where(which, TransferRow.guarantee_ref == ref)
    if day is not None:
        asked = asked.where(TransferRow.happened_on <= day)
    return int(session.scalar(asked) or 0)


def rent_record(session: Session, ref: str) -> RentRecord:
    """Everything said of the rent, corrections worked in. A claim's months count as reported missed."""
    return rent_files.rent_record(session, ref)


def deposit_left_pence(session: Session, guarantee: Guarantee) -> int:
    """What is left of the deposit for rent: what was there, less what claims have kept of it already.

    What was there is what was last stated, else the whole deposit that the case names.
    """
    kept_pence = -balance(session, Account.RENT_MET_BY_DEPOSIT, guarantee.ref)
    return max(rent_files.deposit_pence(session, guarantee) - kept_pence, 0)


def silent_months(session: Session, ref: str) -> list[str]:
    """The months of which it was stated that nothing was heard."""
    asked = select(RentStatement.month).where(
        RentStatement.guarantee_ref == ref, RentStatement.says == "silent"
    )
    return sorted(set(session.scalars(asked)))


def cap_pence(session: Session, guarantee: Guarantee) -> int:
    """The maximum guarantee: as issued, and what consented rent rises have added."""
    asked = select(func.coalesce(func.sum(GuaranteeChangeDecision.added_cap_pence), 0)).join(
        GuaranteeChange, GuaranteeChange.id == GuaranteeChangeDecision.change
    )
    return guarantee.cap_pence + int(
        session.scalar(asked.where(GuaranteeChange.guarantee_ref == guarantee.ref)) or 0
    )


def share_pence(session: Session, guarantee: Guarantee, day: dt.date) -> int:
    """The monthly share the guarantee follows on a day: as issued, or as the council last consented to."""
    consented = session.scalars(_CONSENTED_SHARE, {"ref": guarantee.ref, "day": day}).first()
    return consented or guarantee.share_pence


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
