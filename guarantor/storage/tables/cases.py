"""Applications: who the young person is, what is known, how it was assessed and decided.

Names, facts and free text stand in erasable columns. Every table is a history: a correction is a new row, and
the latest row counts.
"""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table
from guarantor.storage.types import Pence


class CaseFile(Table):
    """A case by its reference."""

    __tablename__ = "case_file"

    ref: Mapped[str] = mapped_column(primary_key=True)
    opened_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    opened_at: Mapped[dt.datetime]


class CaseStatusRow(Table):
    """One step in a case's life; the latest row is its status."""

    __tablename__ = "case_status"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    status: Mapped[str]
    happened_on: Mapped[dt.date]
    officer: Mapped[int | None] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class YoungPerson(Erasable, Table):
    """Who applied and how to reach them safely."""

    __tablename__ = "young_person"
    erasable = (
        "name",
        "address",
        "phone",
        "email",
        "safe_contact",
        "language",
        "personal_adviser",
        "view",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    name: Mapped[str | None]
    address: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    safe_contact: Mapped[str | None]
    language: Mapped[str | None]
    personal_adviser: Mapped[str | None]
    view: Mapped[str | None]


class Home(Erasable, Table):
    """The home and its landlord."""

    __tablename__ = "home"
    erasable = (
        "address",
        "postcode",
        "landlord_name",
        "landlord_address",
        "landlord_email",
        "agent",
        "payee",
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    address: Mapped[str | None]
    postcode: Mapped[str | None]
    landlord_name: Mapped[str | None]
    landlord_address: Mapped[str | None]
    landlord_email: Mapped[str | None]
    agent: Mapped[str | None]
    payee: Mapped[str | None]


class Circumstances(Table):
    """What the service offers beside the guarantee, the accommodation it stands against (Table 4), how it is let.

    `joint`: others rent the home under the same tenancy. `licence`: it is let by licence and not by a tenancy.
    `young_person_agreed_on`: when the young person said that they want to apply.
    """

    __tablename__ = "circumstances"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    deposit_pence: Mapped[int | None] = mapped_column(Pence)
    rent_in_advance_pence: Mapped[int | None] = mapped_column(Pence)
    accommodation_before: Mapped[str | None]
    would_otherwise: Mapped[str | None]
    joint: Mapped[bool | None]
    licence: Mapped[bool | None]
    young_person_agreed_on: Mapped[dt.date | None]


class ApplicationFacts(Erasable, Table):
    """The facts an assessment reads, as given: the document of `guarantor assess`."""

    __tablename__ = "application_facts"
    erasable = ("document",)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    document: Mapped[str | None]
    recorded_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class Assessment(Erasable, Table):
    """One weighing of a case, whole: at assessment or on the day of issue. Never made again in place."""

    __tablename__ = "assessment"
    __table_args__ = (
        CheckConstraint("purpose IN ('assessment', 'issue')", name="purpose"),
        Table.__table_args__,
    )
    erasable = ("record",)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    purpose: Mapped[str]
    facts: Mapped[int] = mapped_column(ForeignKey("application_facts.id"))
    policy_fingerprint: Mapped[str] = mapped_column(ForeignKey("policy_version.fingerprint"))
    assessed_on: Mapped[dt.date]
    outcome: Mapped[str]
    record: Mapped[str | None]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class CaseDecision(Erasable, Table):
    """An approver's decision on an assessment that another person prepared."""

    __tablename__ = "case_decision"
    __table_args__ = (
        CheckConstraint("decided_by <> prepared_by", name="two_people"),
        CheckConstraint("decision IN ('approved', 'approved_in_principle', 'declined')", name="decision"),
        Table.__table_args__,
    )
    erasable = ("reason",)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    assessment: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    decision: Mapped[str]
    accepts: Mapped[str]
    reason: Mapped[str | None]
    decided_on: Mapped[dt.date]
    prepared_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    decided_by: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class GateRecord(Erasable, Table):
    """An item of the gate at issue: what was seen, when, by whom."""

    __tablename__ = "gate_record"
    erasable = ("evidence",)

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    item: Mapped[str]
    evidence: Mapped[str | None]
    seen_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
