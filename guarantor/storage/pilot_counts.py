"""How many cases stand where, counted in the database: no case is read one by one but those that were declined."""

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.domain.lifecycle import CaseStatus
from guarantor.storage.tables.cases import Assessment, CaseStatusRow

# The last weighing of each case that was made to be decided on, and the last step of each case.
_LAST_WEIGHED = (
    select(func.max(Assessment.id)).where(Assessment.purpose == "assessment").group_by(Assessment.case_ref)
)
_LAST_STEP = select(func.max(CaseStatusRow.id)).group_by(CaseStatusRow.case_ref)


def by_outcome(session: Session) -> dict[str, int]:
    """How many cases were found to be what, by their last weighing."""
    asked = select(Assessment.outcome, func.count()).where(Assessment.id.in_(_LAST_WEIGHED))
    return dict(session.execute(asked.group_by(Assessment.outcome)).all())


def by_status(session: Session) -> dict[str, int]:
    """How many cases stand where."""
    asked = select(CaseStatusRow.status, func.count()).where(CaseStatusRow.id.in_(_LAST_STEP))
    return dict(session.execute(asked.group_by(CaseStatusRow.status)).all())


def records_of_declined(session: Session) -> Iterator[str]:
    """The weighing, as JSON, of each case that was declined and not erased."""
    declined = select(CaseStatusRow.case_ref).where(
        CaseStatusRow.id.in_(_LAST_STEP), CaseStatusRow.status == CaseStatus.DECLINED
    )
    asked = select(Assessment.record).where(
        Assessment.id.in_(_LAST_WEIGHED), Assessment.case_ref.in_(declined), Assessment.record.is_not(None)
    )
    for record in session.scalars(asked.execution_options(yield_per=500)):
        assert record is not None, "only what is held is asked for"
        yield record
