"""Batches and what is paid back as lists show them: counted, summed and cut into pages by the database."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from guarantor.ledger.accounts import Account
from guarantor.ledger.postings import Kind
from guarantor.storage.tables.changes import Move, MovedGuarantee
from guarantor.storage.tables.claims import Claim, ClaimPayment, PaymentReturn
from guarantor.storage.tables.guarantees import Guarantee
from guarantor.storage.tables.ledger import TransferRow
from guarantor.storage.tables.payees import PayeeConfirmation, PayeeVersion, PaymentBatch, PaymentBatchLine
from guarantor.storage.tables.recovery import RecoveryPlan

_RECORDED = (
    select(ClaimPayment.claim_ref)
    .where(
        ClaimPayment.claim_ref == PaymentBatchLine.claim_ref,
        ClaimPayment.attempt == PaymentBatchLine.attempt,
    )
    .correlate(PaymentBatchLine)
    .exists()
)


@dataclass(frozen=True)
class BatchRow:
    """A batch with how many claims it has, and how many and how much of them is not recorded as paid, in pence."""

    batch: PaymentBatch
    claims: int
    unpaid: int
    unpaid_pence: int


@dataclass(frozen=True)
class LineRow:
    """A line of a batch: the payee it was made out to, and whether its payment is recorded."""

    line: PaymentBatchLine
    payee_name: str | None
    paid: bool


def batches_found(session: Session) -> int:
    """How many batches there are."""
    return session.scalar(select(func.count()).select_from(PaymentBatch)) or 0


def batches(session: Session, *, first: int, at_most: int) -> list[BatchRow]:
    """Some of the batches, the latest first."""
    unpaid = ~_RECORDED
    asked = (
        select(
            PaymentBatch,
            func.count(PaymentBatchLine.claim_ref),
            func.count(PaymentBatchLine.claim_ref).filter(unpaid),
            func.coalesce(func.sum(PaymentBatchLine.amount_pence).filter(unpaid), 0),
        )
        .join(PaymentBatchLine, PaymentBatchLine.batch == PaymentBatch.number)
        .group_by(PaymentBatch.number)
        .order_by(PaymentBatch.number.desc())
    )
    return [BatchRow(*row) for row in session.execute(asked.offset(first).limit(at_most))]


def lines(session: Session, number: int) -> list[LineRow]:
    """A batch's lines in the order of their claims' guarantees."""
    asked = (
        select(PaymentBatchLine, PayeeVersion.name, _RECORDED)
        .join(Claim, Claim.ref == PaymentBatchLine.claim_ref)
        .join(PayeeVersion, PayeeVersion.id == PaymentBatchLine.payee)
        .where(PaymentBatchLine.batch == number)
        .order_by(Claim.guarantee_ref, Claim.number)
    )
    return [LineRow(*row) for row in session.execute(asked)]


def lines_of(session: Session, claims: Collection[str]) -> dict[str, int]:
    """Of each of some claims the batch in which what is owed now was handed over."""
    asked = select(PaymentBatchLine.claim_ref, PaymentBatchLine.batch).where(
        PaymentBatchLine.claim_ref.in_(claims), ~_RECORDED
    )
    return {each.claim_ref: each.batch for each in session.execute(asked)}


def payees(session: Session, guarantees: Collection[str]) -> dict[str, PayeeVersion]:
    """Who is paid on each of some guarantees, where somebody is confirmed: few queries, however many guarantees."""
    return {ref: own[-1][0] for ref, own in confirmed(session, guarantees).items()}


def confirmed(
    session: Session, guarantees: Collection[str]
) -> dict[str, list[tuple[PayeeVersion, PayeeConfirmation]]]:
    """Every payee that was confirmed on each of some guarantees, with the confirmation, in the order of entry.

    As `payee_files.confirmed_for`: what was entered before a move is of the home before, what was since of the new one.
    """
    deeds = {
        each.ref: each.case_ref
        for each in session.scalars(select(Guarantee).where(Guarantee.ref.in_(guarantees)))
    }
    moved = (
        select(MovedGuarantee.guarantee_ref, MovedGuarantee.from_ref, Move.payees_before)
        .join(Move, Move.id == MovedGuarantee.move)
        .where(MovedGuarantee.guarantee_ref.in_(guarantees) | MovedGuarantee.from_ref.in_(guarantees))
    )
    first, until = {}, {}
    for ref, from_ref, before in session.execute(moved):
        first[ref], until[from_ref] = before, before
    entered: defaultdict[str, list[tuple[PayeeVersion, PayeeConfirmation | None]]] = defaultdict(list)
    asked = (
        select(PayeeVersion, PayeeConfirmation)
        .outerjoin(PayeeConfirmation, PayeeConfirmation.payee == PayeeVersion.id)
        .where(PayeeVersion.case_ref.in_(set(deeds.values())))
        .order_by(PayeeVersion.id)
    )
    for version, confirmation in session.execute(asked):
        entered[version.case_ref].append((version, confirmation))
    found = {}
    for ref, case_ref in deeds.items():
        of_home = entered[case_ref][first.get(ref, 0) : until.get(ref)]
        own = [(version, confirmation) for version, confirmation in of_home if confirmation is not None]
        if own:
            found[ref] = own
    return found


def owed_in_all(session: Session) -> int:
    """What was accepted of all claims and is not paid, in pence."""
    payable = TransferRow.claim_ref.is_not(None)
    credited = _sum(TransferRow.credit == Account.CLAIMS_PAYABLE)
    debited = _sum(TransferRow.debit == Account.CLAIMS_PAYABLE)
    asked = select(credited - debited).where(payable)
    return int(session.scalar(asked) or 0)


def _sum(of: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(TransferRow.amount_pence).filter(of), 0)


@dataclass(frozen=True)
class PaidBack:
    """A claim that was paid, with its standing payment, if any, and its sums by kind of transfer in pence."""

    claim: Claim
    guarantee: Guarantee
    paid_pence: int
    paid_on: dt.date | None
    moved: dict[str, int]


def paid_found(session: Session, *, planned: bool) -> int:
    """How many claims were ever paid, or of how many a plan asks something back."""
    return session.scalar(select(func.count()).select_from(Claim).where(_ever_paid(planned))) or 0


def paid(session: Session, *, planned: bool, first: int, at_most: int) -> list[PaidBack]:
    """Some of those claims, the latest payment first."""
    came_back = select(PaymentReturn.claim_ref).where(
        PaymentReturn.claim_ref == ClaimPayment.claim_ref, PaymentReturn.attempt == ClaimPayment.attempt
    )
    latest = (
        select(func.max(ClaimPayment.paid_on))
        .where(ClaimPayment.claim_ref == Claim.ref)
        .correlate(Claim)
        .scalar_subquery()
    )
    asked = (
        select(Claim, Guarantee)
        .join(Guarantee, Guarantee.ref == Claim.guarantee_ref)
        .where(_ever_paid(planned))
        .order_by(latest.desc(), Claim.ref)
    )
    found = session.execute(asked.offset(first).limit(at_most)).all()
    refs = [claim.ref for claim, _ in found]
    standing = select(ClaimPayment).where(ClaimPayment.claim_ref.in_(refs), ~came_back.exists())
    made = {each.claim_ref: each for each in session.scalars(standing)}
    moved = _moved(session, refs)
    return [
        PaidBack(
            claim,
            guarantee,
            made[claim.ref].amount_pence if claim.ref in made else 0,
            made[claim.ref].paid_on if claim.ref in made else None,
            moved.get(claim.ref, {}),
        )
        for claim, guarantee in found
    ]


def _moved(session: Session, claims: Iterable[str]) -> dict[str, dict[str, int]]:
    kinds = (Kind.RECOVERY_AGREED, Kind.RECOVERY_MET, Kind.RECOVERED, Kind.WRITTEN_OFF)
    asked = (
        select(TransferRow.claim_ref, TransferRow.kind, func.sum(TransferRow.amount_pence))
        .where(TransferRow.claim_ref.in_(list(claims)), TransferRow.kind.in_(kinds))
        .group_by(TransferRow.claim_ref, TransferRow.kind)
    )
    found: dict[str, dict[str, int]] = {}
    for claim_ref, kind, pence in session.execute(asked):
        found.setdefault(str(claim_ref), {})[kind] = int(pence)
    return found


def _ever_paid(planned: bool) -> ColumnElement[bool]:
    table = RecoveryPlan if planned else ClaimPayment
    return select(table.claim_ref).where(table.claim_ref == Claim.ref).correlate(Claim).exists()
