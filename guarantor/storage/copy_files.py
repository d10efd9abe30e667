"""Signed copies by number, by paper and by digest, each with where it stands. Knows no file beyond its digest."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from guarantor.domain.correspondence import CopyStatus
from guarantor.storage.tables.letters import (
    ExecutedCopy,
    ExecutedCopyConfirmation,
    ExecutedCopyTakenBack,
)


@dataclass(frozen=True)
class KeptCopy:
    """A file that was kept as a signed copy, without its content, by officers' numbers.

    `held` is false once the content was erased, `reason` None where it was not taken back or the reason was erased.
    """

    number: int
    guarantee_ref: str
    code: str
    sha256: str
    received_on: dt.date
    kept_by: int
    held: bool
    confirmed_on: dt.date | None
    confirmed_by: int | None
    taken_back_on: dt.date | None
    taken_back_by: int | None
    reason: str | None

    @property
    def ref(self) -> str:
        """As people name it."""
        return f"SC-{self.number}"

    @property
    def status(self) -> CopyStatus:
        """Where it stands: what was taken back counts for nothing, whoever had confirmed it."""
        if self.taken_back_on is not None:
            return CopyStatus.TAKEN_BACK
        return CopyStatus.WAITING if self.confirmed_on is None else CopyStatus.CONFIRMED


def _copies() -> Select[*tuple[Any, ...]]:
    return (
        select(
            ExecutedCopy.id,
            ExecutedCopy.guarantee_ref,
            ExecutedCopy.code,
            ExecutedCopy.sha256,
            ExecutedCopy.received_on,
            ExecutedCopy.officer,
            ExecutedCopy.content_bytes.is_not(None),
            ExecutedCopyConfirmation.confirmed_on,
            ExecutedCopyConfirmation.confirmed_by,
            ExecutedCopyTakenBack.taken_back_on,
            ExecutedCopyTakenBack.officer,
            ExecutedCopyTakenBack.reason,
        )
        .outerjoin(ExecutedCopyConfirmation, ExecutedCopyConfirmation.copy == ExecutedCopy.id)
        .outerjoin(ExecutedCopyTakenBack, ExecutedCopyTakenBack.copy == ExecutedCopy.id)
        .order_by(ExecutedCopy.id)
    )


def by_number(session: Session, number: int) -> KeptCopy | None:
    """The copy of a number."""
    return next(_found(session, _copies().where(ExecutedCopy.id == number)), None)


def by_digest(session: Session, sha256: str) -> KeptCopy | None:
    """The copy whose file has this digest: the one that stands, else the last that was taken back."""
    found = list(_found(session, _copies().where(ExecutedCopy.sha256 == sha256)))
    standing = [copy for copy in found if copy.status is not CopyStatus.TAKEN_BACK]
    return next(reversed(standing or found), None)


def of_paper(session: Session, code: str) -> Sequence[KeptCopy]:
    """The copies of a paper, in the order they came."""
    return list(_found(session, _copies().where(ExecutedCopy.code == code)))


def waiting(session: Session) -> Sequence[KeptCopy]:
    """The copies that nobody has compared yet, in the order they came."""
    asked = _copies().where(ExecutedCopyConfirmation.copy.is_(None), ExecutedCopyTakenBack.copy.is_(None))
    return list(_found(session, asked))


def content(session: Session, number: int) -> tuple[bytes, str] | None:
    """The file of a copy and its media type, None where it was erased or there is none."""
    copy = session.get(ExecutedCopy, number)
    return None if copy is None or copy.content_bytes is None else (copy.content_bytes, copy.media_type)


def _found(session: Session, asked: Select[*tuple[Any, ...]]) -> Iterator[KeptCopy]:
    return (KeptCopy(*row) for row in session.execute(asked))
