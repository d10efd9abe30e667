"""Evidence files of a case; their content is read only when one of them is given out."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from guarantor.storage.tables.evidence import EvidenceFile


@dataclass(frozen=True)
class Held:
    """A file without its content. `name` is None once it was erased."""

    number: int
    shows: str
    name: str | None
    media_type: str
    size_bytes: int
    scan: str
    received_on: dt.date
    officer: int
    recorded_at: dt.datetime


def of_case(session: Session, ref: str) -> list[Held]:
    """Every file of a case, the latest first."""
    asked = select(
        EvidenceFile.id,
        EvidenceFile.shows,
        EvidenceFile.file_name,
        EvidenceFile.media_type,
        EvidenceFile.size_bytes,
        EvidenceFile.scan,
        EvidenceFile.received_on,
        EvidenceFile.officer,
        EvidenceFile.recorded_at,
    ).where(EvidenceFile.case_ref == ref)
    return [Held(*row) for row in session.execute(asked.order_by(EvidenceFile.id.desc()))]


def is_held(session: Session, ref: str, sha256: str) -> bool:
    """Whether the case has this very file."""
    asked = select(EvidenceFile.id).where(EvidenceFile.case_ref == ref, EvidenceFile.sha256 == sha256)
    return session.scalars(asked).first() is not None


def content(session: Session, ref: str, number: int) -> EvidenceFile | None:
    """A file of a case with its content, None where there is none or it was erased."""
    found = session.get(EvidenceFile, number)
    return found if found is not None and found.case_ref == ref and found.erased_at is None else None
