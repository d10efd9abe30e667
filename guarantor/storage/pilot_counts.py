"""How each case stood at the close of a day: what the pilot's figures are counted from.

Asked for all of them at once. No name is read, and nothing here leaves the services that count.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.domain.lifecycle import CaseStatus
from guarantor.storage.tables.cases import ApplicationFacts, Assessment, CaseStatusRow


@dataclass(frozen=True)
class CaseOn:
    """A case on a day: its status, and what its last weighing and its last facts say, None where there are none."""

    ref: str
    status: CaseStatus
    outcome: str | None
    weighing: str | None
    facts: str | None


def cases_on(session: Session, on: dt.date) -> Iterator[CaseOn]:
    """Every case opened by a day, in order of reference; facts as last recorded, None once erased."""
    step = (
        select(func.max(CaseStatusRow.id))
        .where(CaseStatusRow.happened_on <= on)
        .group_by(CaseStatusRow.case_ref)
    )
    weighed = (
        select(func.max(Assessment.id))
        .where(Assessment.purpose == "assessment", Assessment.assessed_on <= on)
        .group_by(Assessment.case_ref)
    )
    told = select(func.max(ApplicationFacts.id)).group_by(ApplicationFacts.case_ref)
    asked = (
        select(
            CaseStatusRow.case_ref,
            CaseStatusRow.status,
            Assessment.outcome,
            Assessment.record,
            ApplicationFacts.document,
        )
        .outerjoin(Assessment, (Assessment.case_ref == CaseStatusRow.case_ref) & Assessment.id.in_(weighed))
        .outerjoin(
            ApplicationFacts,
            (ApplicationFacts.case_ref == CaseStatusRow.case_ref) & ApplicationFacts.id.in_(told),
        )
        .where(CaseStatusRow.id.in_(step))
        .order_by(CaseStatusRow.case_ref)
    )
    for ref, status, outcome, weighing, facts in session.execute(asked.execution_options(yield_per=500)):
        yield CaseOn(ref, CaseStatus(status), outcome, weighing, facts)
