"""What an import compares its rows with: references and people of the cases held, and entries of the rent record."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.ledger.postings import Kind
from guarantor.storage.tables.cases import ApplicationFacts, YoungPerson
from guarantor.storage.tables.guarantees import RentStatement
from guarantor.storage.tables.ledger import TransferRow

RentEntry = tuple[str, str, str, int | None]
"""A guarantee's reference, the entry, its day or month, and its pence if money moved."""

_AT_ONCE = 500
"""References in one question; a database takes only so many."""


@dataclass(frozen=True)
class Applicant:
    """A case as it is known now: its reference, that of the paper it came on, and who applied, unless erased."""

    case_ref: str
    given_reference: str | None
    name: str | None
    date_of_birth: str | None


def applicants(session: Session) -> Iterator[Applicant]:
    """Every case with its latest facts and its latest name; a case has both from the day it is opened."""
    newest_name = select(func.max(YoungPerson.id)).group_by(YoungPerson.case_ref)
    named = select(YoungPerson.case_ref, YoungPerson.name).where(YoungPerson.id.in_(newest_name))
    names = {row.case_ref: row.name for row in session.execute(named)}
    newest = select(func.max(ApplicationFacts.id)).group_by(ApplicationFacts.case_ref)
    known = select(ApplicationFacts.case_ref, ApplicationFacts.document).where(
        ApplicationFacts.id.in_(newest)
    )
    for ref, document in session.execute(known):
        facts: dict[str, Any] = json.loads(document) if document else {}
        person = facts.get("person") or {}
        yield Applicant(ref, facts.get("reference"), names.get(ref), person.get("date_of_birth"))


def rent_entries(session: Session, refs: Sequence[str]) -> Iterator[RentEntry]:
    """The charges, payments and statements of these guarantees. One that was corrected since is among them."""
    entries = {Kind.RENT_CHARGED: "charge", Kind.RENT_PAID: "payment"}
    for start in range(0, len(refs), _AT_ONCE):
        some = refs[start : start + _AT_ONCE]
        moved = select(
            TransferRow.guarantee_ref, TransferRow.kind, TransferRow.happened_on, TransferRow.amount_pence
        ).where(TransferRow.guarantee_ref.in_(some), TransferRow.kind.in_(entries))
        for ref, kind, day, amount_pence in session.execute(moved):
            yield str(ref), entries[Kind(kind)], day.isoformat(), amount_pence
        said = select(RentStatement.guarantee_ref, RentStatement.says, RentStatement.month).where(
            RentStatement.guarantee_ref.in_(some)
        )
        for ref, says, month in session.execute(said):
            yield ref, says, month, None
