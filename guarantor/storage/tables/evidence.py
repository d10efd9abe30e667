"""Files that were handed in for a case, and the words that a case is found by.

The words are taken from the case's latest rows and are no part of the record: they change and go with those rows, so
they have no guards and the journal does not name them.
"""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table


class EvidenceFile(Erasable, Table):
    """A file as it came: what it shows, what it is by its own first bytes, and whether a scanner looked at it."""

    __tablename__ = "evidence_file"
    __table_args__ = (
        UniqueConstraint("case_ref", "sha256", name="uq_evidence_file_case_ref"),
        CheckConstraint("scan IN ('clean', 'not_scanned')", name="scan"),
        CheckConstraint("size_bytes > 0", name="size"),
        Table.__table_args__,
    )
    erasable = ("file_name", "content_bytes")

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    shows: Mapped[str]
    media_type: Mapped[str]
    size_bytes: Mapped[int]
    sha256: Mapped[str]
    scan: Mapped[str]
    file_name: Mapped[str | None]
    content_bytes: Mapped[bytes | None]
    received_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class CaseWord(Table):
    """A word of a name or an address, in small letters without accents, and the case where it stands."""

    __tablename__ = "case_word"
    __table_args__ = (Index("ix_case_word_word", "word", "case_ref"), Table.__table_args__)

    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)
