"""Where a person's data stands: every erasable row of a case, and every erasable table."""

from sqlalchemy import ColumnElement, Select, inspect, select
from sqlalchemy.orm import Session

from guarantor.storage import case_files
from guarantor.storage.tables import Table
from guarantor.storage.tables.base import Erasable
from guarantor.storage.tables.changes import GuaranteeChange, GuaranteeChangeDecision
from guarantor.storage.tables.claims import Claim
from guarantor.storage.tables.letters import ExecutedCopy, ExecutedCopyTakenBack
from guarantor.storage.tables.payees import PayeeConfirmation, PayeeVersion
from guarantor.storage.tables.tasks import Task, TaskStep
from guarantor.storage.tables.turned_down import (
    Complaint,
    ComplaintAnswer,
    LetPass,
    RefusalReview,
    RefusalReviewOutcome,
    Waiting,
)

# A row that names neither its case nor its guarantee nor its claim belongs to the row it answers.
_ANSWERS: dict[type[Erasable], tuple[str, type[Table]]] = {
    ExecutedCopyTakenBack: ("copy", ExecutedCopy),
    GuaranteeChangeDecision: ("change", GuaranteeChange),
    PayeeConfirmation: ("payee", PayeeVersion),
    TaskStep: ("task", Task),
    ComplaintAnswer: ("complaint", Complaint),
    RefusalReviewOutcome: ("review", RefusalReview),
    LetPass: ("waiting", Waiting),
}


def tables() -> list[type[Erasable]]:
    """Every table whose rows can be erased, by name."""
    classes = [mapper.class_ for mapper in Table.registry.mappers if issubclass(mapper.class_, Erasable)]
    return sorted(classes, key=_name)


def rows(session: Session, ref: str) -> list[Erasable]:
    """Every row of a case with content that is not erased yet."""
    found: list[Erasable] = []
    for table in tables():
        found += session.scalars(_of_case(session, table, ref).where(table.erased_at.is_(None)))
    return found


def row_at(session: Session, where: str) -> Erasable | None:
    """The row that a journal line names as table:key, or None where it is gone."""
    name, _, key = where.partition(":")
    for table in tables():
        if _name(table) == name:
            numbered = inspect(table).primary_key[0].type.python_type is int
            if numbered and not key.isdigit():
                return None
            found = session.get(table, int(key) if numbered else key)
            assert found is None or isinstance(found, Erasable), "the table is erasable"
            return found
    return None


def _name(table: type[Erasable]) -> str:
    return str(inspect(table).local_table.description)


def _of_case(session: Session, table: type[Erasable], ref: str) -> Select[Erasable]:
    if table in _ANSWERS:
        column, answered = _ANSWERS[table]
        key = inspect(answered).primary_key[0]
        return (
            select(table)
            .join(answered, key == getattr(table, column))
            .where(_belongs(session, answered, ref))
        )
    return select(table).where(_belongs(session, table, ref))


def _belongs(session: Session, table: type, ref: str) -> ColumnElement[bool]:
    """The rows of a table that are a case's: by the case, else by its guarantees, else by their claims."""
    columns: list[str] = list(inspect(table).columns.keys())
    named: dict[str, ColumnElement[str]] = {column: getattr(table, column) for column in columns}
    if "case_ref" in named:
        return named["case_ref"].in_([ref])
    refs = [guarantee.ref for guarantee in case_files.guarantees(session, ref)]
    if "guarantee_ref" in named:
        return named["guarantee_ref"].in_(refs)
    assert "claim_ref" in named, f"nobody knows whose the rows of {table} are"
    return named["claim_ref"].in_(select(Claim.ref).where(Claim.guarantee_ref.in_(refs)))
