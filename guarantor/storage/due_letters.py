"""A letter that a row of the record asks for, and the cases in which nobody can be written to.

What asks for letters is read in due_on_cases, due_on_guarantees and due_on_claims: all kinds in few queries, however
many cases. None of them knows what a letter says, nor which were made.
"""

import datetime as dt
from dataclasses import dataclass
from typing import TypeVarTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from guarantor.domain.lifecycle import EndReason
from guarantor.storage.tables.cases import YoungPerson
from guarantor.storage.tables.guarantees import Guarantee, GuaranteeStatusRow

Columns = TypeVarTuple("Columns")


@dataclass(frozen=True)
class Asked:
    """Which kind of letter is asked for, on what, by which row, and since when."""

    kind: str
    ref: str
    case_ref: str
    basis: str
    since_on: dt.date


def of(asked: Select[*Columns], case_ref: InstrumentedAttribute[str], ref: str | None) -> Select[*Columns]:
    """A question about every case, or about one alone; what it asks inside itself has to be asked so too."""
    return asked if ref is None else asked.where(case_ref == ref)


def erased(session: Session, ref: str | None = None) -> frozenset[str]:
    """The cases whose names were erased: of all, or this one if it is."""
    asked = select(YoungPerson.case_ref).where(YoungPerson.erased_at.is_not(None))
    return frozenset(session.scalars(of(asked, YoungPerson.case_ref, ref)))


def of_the_dead(session: Session, case_ref: str | None = None) -> frozenset[str]:
    """The cases whose guarantee ended because the tenant died: of all, or this one if it is."""
    asked = (
        select(Guarantee.case_ref)
        .join(GuaranteeStatusRow, GuaranteeStatusRow.guarantee_ref == Guarantee.ref)
        .where(GuaranteeStatusRow.reason_code == EndReason.TENANT_DIED)
    )
    return frozenset(session.scalars(of(asked, Guarantee.case_ref, case_ref)))


@dataclass(frozen=True)
class LastStep:
    """The row that says where a guarantee stands, and what it says."""

    id: int
    status: str
    reason_code: str | None
    happened_on: dt.date


def last_steps(session: Session, ref: str | None = None) -> dict[str, LastStep]:
    """Where each guarantee stands, by its reference: of every case, or of one.

    Read whole: a join with the latest row of each can be planned as a search through all of them for each.
    """
    last = select(func.max(GuaranteeStatusRow.id)).group_by(GuaranteeStatusRow.guarantee_ref)
    if ref is not None:
        deeds = select(Guarantee.ref).where(Guarantee.case_ref == ref)
        last = last.where(GuaranteeStatusRow.guarantee_ref.in_(deeds))
    asked = select(
        GuaranteeStatusRow.guarantee_ref,
        GuaranteeStatusRow.id,
        GuaranteeStatusRow.status,
        GuaranteeStatusRow.reason_code,
        GuaranteeStatusRow.happened_on,
    ).where(GuaranteeStatusRow.id.in_(last))
    return {
        ref: LastStep(number, status, reason_code, happened_on)
        for ref, number, status, reason_code, happened_on in session.execute(asked)
    }
