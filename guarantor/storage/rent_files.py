"""What is recorded of a tenancy's rent: its entries, when each month was reported missed, pauses, the deposit."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from sqlalchemy import CompoundSelect, bindparam, select, union_all
from sqlalchemy.orm import Session

from guarantor.domain.dates import Month
from guarantor.ledger.arrears import (
    Charge,
    Correction,
    CouncilPayment,
    DepositPayment,
    Payment,
    RentRecord,
    corrected,
)
from guarantor.ledger.postings import Kind, source_and_month
from guarantor.ledger.rent_periods import Every
from guarantor.ledger.transfer import Posting, Transfer
from guarantor.storage import case_files, record
from guarantor.storage.known import ALL, Known
from guarantor.storage.tables.cases import Circumstances
from guarantor.storage.tables.changes import DepositStatement
from guarantor.storage.tables.claims import Claim, ClaimLine
from guarantor.storage.tables.guarantees import Guarantee, RentStatement
from guarantor.storage.tables.ledger import TransferRow
from guarantor.storage.tables.tasks import WarningPause

# Every charge of rent asks these two: they are put together once, and of columns alone, which spares the object mapper.
_MOVED = TransferRow.__table__.c
_CHARGED = select(_MOVED.reason_code).where(
    _MOVED.guarantee_ref == bindparam("ref"), _MOVED.kind == Kind.RENT_CHARGED.value
)
_LET = _CHARGED.where(_MOVED.reason_code.is_not(None)).order_by(_MOVED.id.desc()).limit(1)
_PAUSES = (
    select(WarningPause)
    .where(WarningPause.guarantee_ref == bindparam("ref"))
    .order_by(WarningPause.from_on, WarningPause.id)
)
_CHARGED_BETWEEN = _CHARGED.where(_MOVED.happened_on.between(bindparam("first"), bindparam("last"))).limit(1)


def rent_record(
    session: Session, ref: str, pending: Iterable[Posting] = (), known: Known = ALL
) -> RentRecord:
    """Everything said of the rent, corrections worked in. A claim's months count as reported missed.

    `pending` are postings of an act under way, which the ledger does not hold yet; `known` leaves out what was
    recorded after a moment.
    """
    return replace(moved(session, ref, pending, known), missed=frozenset(heard_on(session, ref, known)))


def moved(session: Session, ref: str, pending: Iterable[Posting] = (), known: Known = ALL) -> RentRecord:
    """The charges and the money for them, without what was said of missed rent; otherwise as `rent_record`."""
    entries: list[Posting] = [
        *record.transfers(session, ref, known),
        *(each for each in pending if each.guarantee_ref == ref),
    ]
    return by_entries(entries)


def by_entries(entries: Iterable[Posting], missed: Iterable[Month] = ()) -> RentRecord:
    """What all of a guarantee's entries and the months reported missed make of its rent, corrections worked in."""
    return replace(corrected(*stated(entries)).record, missed=frozenset(missed))


def charged_on(session: Session, ref: str, days: Collection[dt.date]) -> list[dt.date]:
    """Those of the days, in order, on which a charge stands after corrections."""
    asked = {"ref": ref, "first": min(days), "last": max(days)}
    if session.execute(_CHARGED_BETWEEN, asked).first() is None:
        # Nearly every charge is the first of its day: then the whole record need not be read.
        return []
    return sorted({each.due_on for each in moved(session, ref).charges} & set(days))


def stated(entries: Iterable[Posting]) -> tuple[RentRecord, list[Correction]]:
    """What a guarantee's entries say of its rent, as they were entered, and the corrections among them."""
    of_kind: dict[str, list[Posting]] = {kind: [] for kind in Kind}
    for entry in entries:
        of_kind.setdefault(entry.kind, []).append(entry)
    said = RentRecord(
        charges=[
            Charge(each.happened_on, each.amount_pence, _number(each)) for each in of_kind[Kind.RENT_CHARGED]
        ],
        payments=[_payment(each) for each in of_kind[Kind.RENT_PAID]],
        met_by_council=[
            CouncilPayment(each.happened_on, _month(each), _signed_pence(each), _number(each))
            for each in of_kind[Kind.RENT_MET_BY_COUNCIL]
        ],
        missed=frozenset(),
        met_by_deposit=[
            DepositPayment(each.happened_on, _month(each), _signed_pence(each), _number(each))
            for each in of_kind[Kind.RENT_MET_BY_DEPOSIT]
        ],
    )
    corrections = [
        Correction(each.corrects, each.amount_pence)
        for each in of_kind[Kind.RENT_CORRECTED]
        if each.corrects is not None
    ]
    return said, corrections


def missed(session: Session, known: Known = ALL, refs: Collection[str] = ()) -> dict[str, frozenset[Month]]:
    """The months reported missed, by a statement or by a claim: of these guarantees, or of all where none is named."""
    by_statement = select(RentStatement.guarantee_ref, RentStatement.month).where(
        RentStatement.says == "missed", *known.rows(RentStatement.recorded_at)
    )
    by_claim = select(Claim.guarantee_ref, ClaimLine.month).join(Claim).where(*known.rows(Claim.recorded_at))
    if refs:
        by_statement = by_statement.where(RentStatement.guarantee_ref.in_(refs))
        by_claim = by_claim.where(Claim.guarantee_ref.in_(refs))
    months: defaultdict[str, set[Month]] = defaultdict(set)
    for asked in (by_statement, by_claim):
        for of, month in session.execute(asked.distinct()):
            months[of].add(Month.read(month, "month"))
    return {of: frozenset(each) for of, each in months.items()}


def heard_on(session: Session, ref: str, known: Known = ALL) -> dict[Month, dt.date]:
    """The day on which each month was first reported missed, by a statement or by a claim."""
    asked = _HEARD if known == ALL else _heard(known)
    first: dict[Month, dt.date] = {}
    for text, on in session.execute(asked, {"ref": ref}):
        month = Month.read(text, "month")
        first[month] = min(on, first.get(month, on))
    return first


def _heard(known: Known) -> CompoundSelect[str, dt.date]:
    stated, claim, line = RentStatement.__table__.c, Claim.__table__.c, ClaimLine.__table__.c
    by_statement = select(stated.month, stated.stated_on).where(
        stated.guarantee_ref == bindparam("ref"),
        stated.says == "missed",
        *known.rows(RentStatement.recorded_at),
    )
    by_claim = select(line.month, claim.lodged_on).where(
        line.claim_ref == claim.ref,
        claim.guarantee_ref == bindparam("ref"),
        *known.rows(Claim.recorded_at),
    )
    return union_all(by_statement, by_claim)


_HEARD = _heard(ALL)


def pauses(session: Session, ref: str) -> list[WarningPause]:
    """The pauses of early warnings, by their first day."""
    return list(session.scalars(_PAUSES, {"ref": ref}))


def let(session: Session, ref: str) -> Every:
    """How often the rent falls due, as the latest charge that says so was scheduled; else monthly."""
    said = session.scalars(_LET, {"ref": ref}).first()
    return Every.MONTH if said is None else Every(said)


def let_by(entries: Iterable[Posting]) -> Every:
    """As `let`, by all of a guarantee's entries in order."""
    reasons = [each.reason_code for each in entries if each.kind == Kind.RENT_CHARGED]
    said = [reason for reason in reasons if reason is not None]
    return Every(said[-1]) if said else Every.MONTH


def deposit_pence(session: Session, guarantee: Guarantee) -> int:
    """What was there of the deposit for rent: as last stated, else all of the deposit that the case names."""
    stated = select(DepositStatement.available_pence).where(DepositStatement.guarantee_ref == guarantee.ref)
    available_pence = session.scalars(stated.order_by(DepositStatement.id.desc()).limit(1)).first()
    if available_pence is not None:
        return available_pence
    named = case_files.as_issued(session, Circumstances, guarantee)
    return (named.deposit_pence if named else None) or 0


def _payment(entry: Posting) -> Payment:
    source, month = source_and_month(str(entry.reason_code))
    return Payment(entry.happened_on, entry.amount_pence, source, month, _number(entry))


def _number(entry: Posting) -> int | None:
    return entry.id if isinstance(entry, Transfer) else None


def _month(entry: Posting) -> Month:
    return Month.read(str(entry.reason_code), "month")


def _signed_pence(entry: Posting) -> int:
    """A payment that came back, or an acceptance undone, counts against what it turned round, from its own day."""
    return entry.amount_pence if entry.corrects is None else -entry.amount_pence
