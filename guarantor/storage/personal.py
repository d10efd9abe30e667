"""Where a person's data stands: every erasable row of a case, and every erasable table."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from guarantor.storage import case_files
from guarantor.storage.tables import Table
from guarantor.storage.tables.base import Erasable
from guarantor.storage.tables.cases import (
    ApplicationFacts,
    Assessment,
    CaseDecision,
    GateRecord,
    Home,
    YoungPerson,
)
from guarantor.storage.tables.claims import Claim, ClaimDecision
from guarantor.storage.tables.guarantees import Paper, Signature


def rows(session: Session, ref: str) -> list[Erasable]:
    """Every row of a case with content that is not erased yet."""
    found: list[Erasable] = []
    for table in (YoungPerson, Home, ApplicationFacts, Assessment, CaseDecision, GateRecord):
        found += session.scalars(select(table).where(table.case_ref == ref))
    refs = [guarantee.ref for guarantee in case_files.guarantees(session, ref)]
    found += session.scalars(select(Signature).where(Signature.guarantee_ref.in_(refs)))
    found += session.scalars(select(Paper).where(Paper.guarantee_ref.in_(refs)))
    found += session.scalars(
        select(ClaimDecision)
        .join(Claim, Claim.ref == ClaimDecision.claim_ref)
        .where(Claim.guarantee_ref.in_(refs))
    )
    return [row for row in found if row.erased_at is None]


def row_at(session: Session, where: str) -> Erasable | None:
    """The row that a journal line names as table:key, or None where it is gone."""
    table, _, key = where.partition(":")
    for mapper in Table.registry.mappers:
        if issubclass(mapper.class_, Erasable) and mapper.local_table.description == table:
            found = session.get(mapper.class_, int(key) if key.isdigit() else key)
            assert found is None or isinstance(found, Erasable), "the table is erasable"
            return found
    return None
