"""What a check of a paper from outside asks of the record, and the checks that were made."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from guarantor.domain.correspondence import CopyStatus
from guarantor.storage import copy_files
from guarantor.storage.tables.checks import PaperCheck
from guarantor.storage.tables.guarantees import Paper


@dataclass(frozen=True)
class Check:
    """A check as it was noted."""

    code: str | None
    outcome: str
    file: str | None
    checked_at: dt.datetime


def deed_inputs(session: Session, guarantee_ref: str | None) -> str | None:
    """What a guarantee's deed was made from, as JSON; None where there is none, or where it was erased.

    The same question is asked of the database whether or not there is a guarantee.
    """
    asked = select(Paper.inputs).where(Paper.guarantee_ref == (guarantee_ref or ""), Paper.kind == "deed")
    return session.scalars(asked).first()


def is_signed_copy(session: Session, code: str, sha256: str) -> bool:
    """Whether a file of this digest is a signed copy of the paper that two people stand for."""
    copy = copy_files.by_digest(session, sha256)
    return copy is not None and copy.code == code and copy.status is CopyStatus.CONFIRMED


def add(
    session: Session, digest: str, code: str | None, outcome: str, file: str | None, at: dt.datetime
) -> None:
    """Note a check."""
    session.add(PaperCheck(code_digest=digest, code=code, outcome=outcome, file=file, checked_at=at))


def latest(session: Session, first: int, at_most: int) -> list[Check]:
    """Some of the checks, the latest first."""
    asked = select(PaperCheck).order_by(PaperCheck.id.desc()).offset(first).limit(at_most)
    return [Check(each.code, each.outcome, each.file, each.checked_at) for each in session.scalars(asked)]


def how_many(session: Session) -> int:
    """How many checks were noted."""
    return session.scalar(select(func.count()).select_from(PaperCheck)) or 0
