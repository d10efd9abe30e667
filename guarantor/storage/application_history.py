"""A case's application as it stood each time it was written down, and what was asked of others for it."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from guarantor.storage.case_files import WithTheFacts
from guarantor.storage.tables.cases import ApplicationFacts, Circumstances, Home, YoungPerson
from guarantor.storage.tables.tasks import Task


@dataclass(frozen=True)
class Revision:
    """The rows that were written together: the facts, and what stands around them."""

    facts: ApplicationFacts
    person: YoungPerson
    home: Home
    circumstances: Circumstances


def revisions(session: Session, ref: str) -> list[Revision]:
    """Every state of a case's application, oldest first: the rows of each table belong together in their order."""
    asked = select(ApplicationFacts).where(ApplicationFacts.case_ref == ref).order_by(ApplicationFacts.id)
    return [
        Revision(*rows)
        for rows in zip(
            session.scalars(asked).all(),
            _rows(session, YoungPerson, ref),
            _rows(session, Home, ref),
            _rows(session, Circumstances, ref),
            strict=True,
        )
    ]


def tasks_under(session: Session, prefix: str) -> list[tuple[str, dt.date]]:
    """The basis and day of every task whose basis begins so, in the order they were opened."""
    asked = select(Task.basis, Task.due_on).where(Task.basis.startswith(prefix, autoescape=True))
    return [(basis, due_on) for basis, due_on in session.execute(asked.order_by(Task.id))]


def _rows(session: Session, table: type[WithTheFacts], ref: str) -> list[WithTheFacts]:
    return list(session.scalars(select(table).where(table.case_ref == ref).order_by(table.id)))
