"""Cases by reference: their status, their latest facts, assessment, decision and gate."""

import datetime as dt
from functools import cache
from typing import TypeVar

from sqlalchemy import BigInteger, CompoundSelect, Select, bindparam, cast, func, select, union
from sqlalchemy.orm import Session

from guarantor.domain.lifecycle import CaseStatus
from guarantor.domain.wrong_input import NotFound
from guarantor.storage.tables.cases import (
    ApplicationFacts,
    Assessment,
    CaseDecision,
    CaseFile,
    CaseStatusRow,
    Circumstances,
    GateRecord,
    Home,
    YoungPerson,
)
from guarantor.storage.tables.guarantees import Guarantee

Versioned = TypeVar("Versioned", YoungPerson, Home, Circumstances, ApplicationFacts, Assessment, CaseDecision)

WithTheFacts = TypeVar("WithTheFacts", YoungPerson, Home, Circumstances)


def held(session: Session, ref: str, *, to_change: bool = False) -> CaseFile:
    """The case, held still until the act ends where it is `to_change`. Raises NotFound."""
    case = session.get(CaseFile, ref, with_for_update={"key_share": True} if to_change else None)
    if case is None:
        raise NotFound("REF", "a case", ref)
    return case


def is_held(session: Session, ref: str) -> bool:
    """Whether there is a case of this reference."""
    return session.get(CaseFile, ref) is not None


def status(session: Session, ref: str) -> CaseStatus:
    """Where the case stands: its latest status."""
    asked = select(CaseStatusRow.status).where(CaseStatusRow.case_ref == ref)
    latest = session.scalars(asked.order_by(CaseStatusRow.id.desc()).limit(1)).one()
    return CaseStatus(latest)


def latest(session: Session, table: type[Versioned], ref: str) -> Versioned | None:
    """The row of a case's history that counts: the last one."""
    return session.scalars(_latest(table), {"ref": ref}).first()


@cache
def _latest(table: type[Versioned]) -> Select[Versioned]:
    """Nearly every act on a case asks for some latest row: each question is put together once."""
    return select(table).where(table.case_ref == bindparam("ref")).order_by(table.id.desc()).limit(1)


def as_issued(session: Session, table: type[WithTheFacts], guarantee: Guarantee) -> WithTheFacts | None:
    """The row that counted when a guarantee was issued: each was written together with the facts of its time."""
    facts = select(Assessment.facts).where(Assessment.id == guarantee.assessment).scalar_subquery()
    before = select(func.count()).where(
        ApplicationFacts.case_ref == guarantee.case_ref, ApplicationFacts.id < facts
    )
    asked = select(table).where(table.case_ref == guarantee.case_ref).order_by(table.id)
    return session.scalars(asked.offset(session.scalar(before) or 0).limit(1)).first()


def latest_assessment(session: Session, ref: str) -> Assessment | None:
    """The last assessment that was made to be decided on, not the one on the day of issue."""
    asked = select(Assessment).where(Assessment.case_ref == ref, Assessment.purpose == "assessment")
    return session.scalars(asked.order_by(Assessment.id.desc()).limit(1)).first()


def assessments(session: Session, ref: str) -> list[Assessment]:
    """Every weighing of the case, oldest first."""
    return list(session.scalars(select(Assessment).where(Assessment.case_ref == ref).order_by(Assessment.id)))


def steps(session: Session, ref: str) -> list[CaseStatusRow]:
    """The case's status history, oldest first."""
    asked = select(CaseStatusRow).where(CaseStatusRow.case_ref == ref).order_by(CaseStatusRow.id)
    return list(session.scalars(asked))


def decisions(session: Session, ref: str) -> list[CaseDecision]:
    """Every decision on the case, oldest first."""
    asked = select(CaseDecision).where(CaseDecision.case_ref == ref).order_by(CaseDecision.id)
    return list(session.scalars(asked))


def preparers(session: Session, ref: str, until_at: dt.datetime | None = None) -> frozenset[int]:
    """The officers who wrote down the case's facts, submitted it or assessed it, by an instant or ever."""
    values = {"ref": ref} if until_at is None else {"ref": ref, "until_at": until_at}
    return frozenset(session.scalars(_preparers(ever=until_at is None), values))


@cache
def _preparers(*, ever: bool) -> CompoundSelect[int]:
    """Asked by many acts and by every page of a case, and put together once."""
    stepped = select(CaseStatusRow.officer).where(
        CaseStatusRow.case_ref == bindparam("ref"),
        CaseStatusRow.status.in_((CaseStatus.DRAFT, CaseStatus.SUBMITTED, CaseStatus.ASSESSED)),
        CaseStatusRow.officer.is_not(None),
    )
    wrote = select(ApplicationFacts.recorded_by).where(ApplicationFacts.case_ref == bindparam("ref"))
    if not ever:
        stepped = stepped.where(CaseStatusRow.recorded_at <= bindparam("until_at"))
        wrote = wrote.where(ApplicationFacts.recorded_at <= bindparam("until_at"))
    return union(stepped, wrote)


def gate_records(session: Session, ref: str) -> list[GateRecord]:
    """The gate's items as recorded, oldest first."""
    return list(session.scalars(select(GateRecord).where(GateRecord.case_ref == ref).order_by(GateRecord.id)))


def guarantees(session: Session, ref: str) -> list[Guarantee]:
    """The case's guarantees in order."""
    asked = select(Guarantee).where(Guarantee.case_ref == ref).order_by(Guarantee.number)
    return list(session.scalars(asked))


def refs(session: Session) -> list[str]:
    """Every case's reference, in the order of their numbers."""
    return list(session.scalars(select(CaseFile.ref).order_by(_number, CaseFile.ref)))


def next_ref(session: Session) -> str:
    """The reference the next case gets: one above the highest."""
    return f"RG-{(session.scalar(select(func.max(_number))) or 0) + 1:04d}"


# The number in a reference: RG-00005 is 5, and not above RG-9999.
_number = cast(func.substr(CaseFile.ref, 4), BigInteger)
