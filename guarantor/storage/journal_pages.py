"""The journal and the looks at cases a page at a time, by what an auditor chooses. Reads only."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from guarantor.storage.tables.accounts import CaseLook
from guarantor.storage.tables.ledger import JournalRow


@dataclass(frozen=True)
class Sought:
    """Which lines: by act, by any of some subjects, by officer, between two instants. None asks nothing.

    `before` is a line's number: only older ones.
    """

    act: str | None = None
    subjects: tuple[str, ...] | None = None
    officer: int | None = None
    from_at: dt.datetime | None = None
    to_at: dt.datetime | None = None
    before: int | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The conditions that leave those lines."""
        found: list[ColumnElement[bool]] = []
        if self.act is not None:
            found.append(JournalRow.act == self.act)
        if self.subjects is not None:
            found.append(JournalRow.subject.in_(self.subjects))
        if self.officer is not None:
            found.append(JournalRow.actor == self.officer)
        if self.from_at is not None:
            found.append(JournalRow.at >= self.from_at)
        if self.to_at is not None:
            found.append(JournalRow.at < self.to_at)
        if self.before is not None:
            found.append(JournalRow.seq < self.before)
        return found


def lines(session: Session, sought: Sought, at_most: int) -> list[JournalRow]:
    """The lines that are sought, the latest first, and no more than asked for."""
    asked = select(JournalRow).where(*sought.conditions()).order_by(JournalRow.seq.desc())
    return list(session.scalars(asked.limit(at_most)))


def how_many_lines(session: Session) -> int:
    """How many lines the journal has."""
    return session.scalar(select(func.max(JournalRow.seq))) or 0


def looks(
    session: Session, case_ref: str | None, officer: int | None, before: int | None, at_most: int
) -> list[CaseLook]:
    """Looks at cases, the latest first: at one case or all, of one officer or all, older than one look."""
    asked = select(CaseLook).order_by(CaseLook.id.desc())
    if case_ref is not None:
        asked = asked.where(CaseLook.case_ref == case_ref)
    if officer is not None:
        asked = asked.where(CaseLook.officer == officer)
    if before is not None:
        asked = asked.where(CaseLook.id < before)
    return list(session.scalars(asked.limit(at_most)))
