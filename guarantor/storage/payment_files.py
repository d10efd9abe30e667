"""Payments of claims as the ledger and the batches hold them: what is owed, what was handed over, what was paid."""

from sqlalchemy import ColumnElement, Select, bindparam, case, func, or_, select
from sqlalchemy.orm import Session

from guarantor.domain.wrong_input import NotFound
from guarantor.ledger.accounts import Account
from guarantor.ledger.postings import Kind
from guarantor.ledger.transfer import Transfer
from guarantor.storage import claim_files, record
from guarantor.storage.tables.claims import Claim, ClaimDecision, ClaimPayment, PaymentReturn
from guarantor.storage.tables.disputes import UndoneAcceptance
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.ledger import TransferRow
from guarantor.storage.tables.payees import PaymentBatch, PaymentBatchLine

# Every payment asks these: they are put together once.
_MOVED = TransferRow.__table__.c
_OWED = select(
    func.coalesce(
        func.sum(case((_MOVED.credit == Account.CLAIMS_PAYABLE.value, 1), else_=-1) * _MOVED.amount_pence), 0
    )
).where(
    _MOVED.claim_ref == bindparam("ref"),
    or_(
        _MOVED.credit == Account.CLAIMS_PAYABLE.value,
        _MOVED.debit == Account.CLAIMS_PAYABLE.value,
    ),
)
_PROPOSED = UndoneAcceptance.__table__.c
_TO_BE_UNDONE = select(func.count()).where(_PROPOSED.claim_ref == bindparam("ref"))


def owed_pence(session: Session, claim_ref: str) -> int:
    """What was accepted of the claim and is not paid, as the ledger holds it, in pence."""
    return int(session.scalar(_OWED, {"ref": claim_ref}) or 0)


def of_the_standing_payment(session: Session, claim_ref: str) -> list[Transfer]:
    """The transfers of the claim's payment that were not turned round, in order."""
    claim = claim_files.held(session, claim_ref)
    made = [each for each in record.transfers(session, claim.guarantee_ref) if each.claim_ref == claim_ref]
    turned_round = {each.corrects for each in made}
    kinds = (Kind.CLAIM_PAID, Kind.RENT_MET_BY_COUNCIL)
    return [
        each for each in made if each.kind in kinds and each.corrects is None and each.id not in turned_round
    ]


def returned(session: Session, payment: ClaimPayment) -> PaymentReturn | None:
    """How the bank sent a payment back, if it did."""
    return session.get(PaymentReturn, (payment.claim_ref, payment.attempt))


def due(session: Session) -> list[str]:
    """Every claim with money accepted and not paid, by guarantee and in the order it was lodged."""
    sums = (
        select(
            TransferRow.claim_ref,
            func.sum(TransferRow.amount_pence)
            .filter(TransferRow.credit == Account.CLAIMS_PAYABLE)
            .label("owed"),
            func.sum(TransferRow.amount_pence)
            .filter(TransferRow.debit == Account.CLAIMS_PAYABLE)
            .label("paid"),
        )
        .where(TransferRow.claim_ref.is_not(None))
        .group_by(TransferRow.claim_ref)
        .subquery()
    )
    asked = (
        select(Claim.ref)
        .join(ClaimDecision, ClaimDecision.claim_ref == Claim.ref)
        .join(sums, sums.c.claim_ref == Claim.ref)
        .where(func.coalesce(sums.c.owed, 0) > func.coalesce(sums.c.paid, 0))
    )
    return list(session.scalars(asked.order_by(Claim.guarantee_ref, Claim.number)))


def to_be_undone(session: Session, claim_ref: str) -> bool:
    """Whether an approver proposes to undo the claim's acceptance, confirmed or not."""
    return session.scalar(_TO_BE_UNDONE, {"ref": claim_ref}) != 0


def batch(session: Session, number: int) -> PaymentBatch:
    """The batch. Raises NotFound."""
    found = session.get(PaymentBatch, number)
    if found is None:
        raise NotFound("BATCH", "a payment batch", f"B-{number}")
    return found


def batches(session: Session) -> list[PaymentBatch]:
    """Every batch in order."""
    return list(session.scalars(select(PaymentBatch).order_by(PaymentBatch.number)))


def lines(session: Session, number: int) -> list[PaymentBatchLine]:
    """A batch's lines in the order of their claims' guarantees."""
    asked = _lines().where(PaymentBatchLine.batch == number)
    return list(session.scalars(asked.order_by(Claim.guarantee_ref, Claim.number)))


def line_of(session: Session, claim_ref: str, attempt: int) -> PaymentBatchLine | None:
    """The line in which an attempt at paying a claim was handed over, if it was."""
    return session.scalars(_LINE_OF, {"ref": claim_ref, "attempt": attempt}).first()


def line_under(session: Session, reference: str) -> PaymentBatchLine | None:
    """The line with this payment reference."""
    return session.scalars(_LINE_UNDER, {"reference": reference}).first()


def unpaid_lines(session: Session, case_ref: str) -> list[PaymentBatchLine]:
    """The lines of a case's claims that were handed over and whose payment is not recorded yet."""
    asked = (
        _lines()
        .join(Guarantee, Guarantee.ref == Claim.guarantee_ref)
        .where(Guarantee.case_ref == case_ref, ~_paid())
    )
    return list(session.scalars(asked.order_by(PaymentBatchLine.batch, Claim.number)))


def is_paid(session: Session, line: PaymentBatchLine) -> bool:
    """Whether the attempt that the line stands for was paid."""
    return session.get(ClaimPayment, (line.claim_ref, line.attempt)) is not None


def _lines() -> Select[PaymentBatchLine]:
    return select(PaymentBatchLine).join(Claim, Claim.ref == PaymentBatchLine.claim_ref)


_LINE_OF = _lines().where(
    PaymentBatchLine.claim_ref == bindparam("ref"), PaymentBatchLine.attempt == bindparam("attempt")
)
_LINE_UNDER = _lines().where(PaymentBatchLine.reference == bindparam("reference"))


def _paid() -> ColumnElement[bool]:
    return (
        select(ClaimPayment.claim_ref)
        .where(
            ClaimPayment.claim_ref == PaymentBatchLine.claim_ref,
            ClaimPayment.attempt == PaymentBatchLine.attempt,
        )
        .exists()
    )
