"""Payees by case: who is paid, as entered, as confirmed, and what waits for its confirmation."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from guarantor.storage.tables.changes import Move, MovedGuarantee
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.payees import PayeeConfirmation, PayeeVersion

# Every payment asks this.
_CONFIRMED = (
    select(PayeeVersion)
    .join(PayeeConfirmation, PayeeConfirmation.payee == PayeeVersion.id)
    .where(PayeeVersion.case_ref == bindparam("ref"))
    .order_by(PayeeVersion.id.desc())
    .limit(1)
)


def entered_under(session: Session, pending: int) -> PayeeVersion:
    """The bank details that wait under a pending act."""
    return session.scalars(select(PayeeVersion).where(PayeeVersion.pending == pending)).one()


def confirmed(session: Session, case_ref: str) -> PayeeVersion | None:
    """The case's payee: of the confirmed entries the one entered last, or None."""
    return session.scalars(_CONFIRMED, {"ref": case_ref}).first()


def entered(session: Session, case_ref: str) -> list[PayeeVersion]:
    """Every entry of a case's payee, in the order they were entered."""
    asked = select(PayeeVersion).where(PayeeVersion.case_ref == case_ref).order_by(PayeeVersion.id)
    return list(session.scalars(asked))


def confirmed_for(session: Session, guarantee: Guarantee) -> PayeeVersion | None:
    """Who is paid on a guarantee: of the confirmed entries of its own home the one entered last, or None.

    What was entered before a move was asked for is of the home before, what was entered since of the new one.
    """
    moves = select(Move.payees_before).join(MovedGuarantee, MovedGuarantee.move == Move.id)
    first = session.scalar(moves.where(MovedGuarantee.guarantee_ref == guarantee.ref)) or 0
    until = session.scalar(moves.where(MovedGuarantee.from_ref == guarantee.ref))
    own = entered(session, guarantee.case_ref)[first:until]
    return next((each for each in reversed(own) if confirmation(session, each) is not None), None)


def waiting(session: Session, case_ref: str) -> list[PayeeVersion]:
    """The entries that can still be confirmed: newer than the confirmed one, in the order they were entered."""
    now = confirmed(session, case_ref)
    asked = select(PayeeVersion).where(PayeeVersion.case_ref == case_ref).order_by(PayeeVersion.id)
    if now is not None:
        asked = asked.where(PayeeVersion.id > now.id)
    return list(session.scalars(asked))


def confirmation(session: Session, payee: PayeeVersion) -> PayeeConfirmation | None:
    """Who confirmed an entry, if anybody has."""
    return session.get(PayeeConfirmation, payee.id)


def cases(session: Session) -> list[str]:
    """Every case for which bank details were ever entered."""
    return list(session.scalars(select(PayeeVersion.case_ref).distinct().order_by(PayeeVersion.case_ref)))
