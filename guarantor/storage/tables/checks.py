"""Checks of papers by people from outside: which paper, what they were told, and when; never who or from where.

A check is no act of an officer and has no line in the journal; it is kept as it is.
"""

import datetime as dt

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Table


class PaperCheck(Table):
    """Somebody asked about a paper by its code and the home's postcode.

    `code` is the paper's, None where no paper has the code that was typed; `code_digest` is of what was typed. `file`
    is what a file was found to be that came with it, None where none came.
    """

    __tablename__ = "paper_check"
    __table_args__ = (
        CheckConstraint(
            "outcome IN ('in_force', 'not_yet_signed', 'ended', 'never_signed', 'withdrawn', 'letter', "
            "'wrong_postcode', 'unknown')",
            name="outcome",
        ),
        CheckConstraint("(outcome = 'unknown') = (code IS NULL)", name="known"),
        CheckConstraint("file IN ('issued', 'signed_copy', 'other')", name="file"),
        Table.__table_args__,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code_digest: Mapped[str]
    code: Mapped[str | None] = mapped_column(index=True)
    outcome: Mapped[str]
    file: Mapped[str | None]
    checked_at: Mapped[dt.datetime] = mapped_column(index=True)
