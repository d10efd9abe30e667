"""Letters as issued, and what became of every paper: sent, returned, signed copies of it, withdrawn.

A guarantee's deed and agreement are rows of `paper`; every other letter, and a reading copy of the agreement, is a
row of `letter`. Both are named by the code printed on them.
"""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table


class Letter(Erasable, Table):
    """A letter as issued: stored once, never made again.

    `basis` names the row it tells of, such as case_decision:12. `sha256` is of the sealed file.
    """

    __tablename__ = "letter"
    __table_args__ = (
        CheckConstraint("edition IN ('standard', 'large-print', 'easy-read')", name="edition"),
        Table.__table_args__,
    )
    erasable = ("inputs", "content_bytes")

    code: Mapped[str] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    guarantee_ref: Mapped[str | None] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    claim_ref: Mapped[str | None] = mapped_column(ForeignKey("claim.ref"))
    kind: Mapped[str]
    edition: Mapped[str]
    basis: Mapped[str] = mapped_column(index=True)
    made_on: Mapped[dt.date]
    sha256: Mapped[str] = mapped_column(index=True)
    clause_versions: Mapped[str]
    inputs: Mapped[str | None]
    content_bytes: Mapped[bytes | None]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class WithdrawnPaper(Table):
    """A paper or letter that no longer stands, since a day and for a reason."""

    __tablename__ = "withdrawn_paper"
    __table_args__ = (
        CheckConstraint("reason_code IN ('mistake', 'replaced', 'never_given')", name="reason"),
        Table.__table_args__,
    )

    code: Mapped[str] = mapped_column(primary_key=True)
    reason_code: Mapped[str]
    withdrawn_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class ExecutedCopy(Erasable, Table):
    """A file that came back as the signed copy of a deed or an agreement: a scan or a signed PDF, by its own digest.

    It is one once a second person has compared it. A file that was taken back can be kept again, under another paper.
    """

    __tablename__ = "executed_copy"
    erasable = ("content_bytes",)

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    code: Mapped[str] = mapped_column(ForeignKey("paper.code"), index=True)
    sha256: Mapped[str] = mapped_column(index=True)
    media_type: Mapped[str]
    content_bytes: Mapped[bytes | None]
    received_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class ExecutedCopyConfirmation(Table):
    """A second person looked at a copy and found the signatures on it; `kept_by` repeats who kept it."""

    __tablename__ = "executed_copy_confirmation"
    __table_args__ = (
        CheckConstraint("confirmed_by <> kept_by", name="two_people"),
        Table.__table_args__,
    )

    copy: Mapped[int] = mapped_column(ForeignKey("executed_copy.id"), primary_key=True)
    kept_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    confirmed_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    confirmed_on: Mapped[dt.date]
    recorded_at: Mapped[dt.datetime]


class ExecutedCopyTakenBack(Erasable, Table):
    """A copy was kept in error: since when it counts for nothing, and why."""

    __tablename__ = "executed_copy_taken_back"
    erasable = ("reason",)

    copy: Mapped[int] = mapped_column(ForeignKey("executed_copy.id"), primary_key=True)
    reason: Mapped[str | None]
    taken_back_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class Dispatch(Erasable, Table):
    """A paper or letter went out: how, and where to."""

    __tablename__ = "dispatch"
    __table_args__ = (
        CheckConstraint("how IN ('post', 'email', 'by_hand', 'signed_for')", name="how"),
        Table.__table_args__,
    )
    erasable = ("sent_to",)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    code: Mapped[str] = mapped_column(index=True)
    how: Mapped[str]
    sent_to: Mapped[str | None]
    sent_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class ReturnedLetter(Table):
    """What was sent came back."""

    __tablename__ = "returned_letter"
    __table_args__ = (
        CheckConstraint(
            "reason_code IN ('not_known', 'moved', 'refused', 'bounced', 'other')", name="reason"
        ),
        Table.__table_args__,
    )

    dispatch: Mapped[int] = mapped_column(ForeignKey("dispatch.id"), primary_key=True)
    reason_code: Mapped[str]
    returned_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
