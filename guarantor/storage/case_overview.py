"""What the page of one case shows of it: one question for each kind of thing, each put together once.

Reads the row that counts of each history and no row whole. Knows neither who may see the case nor what comes next.
"""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Select,
    bindparam,
    case,
    func,
    null,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from guarantor.domain.lifecycle import CaseStatus
from guarantor.ledger.postings import Kind
from guarantor.storage.tables.cases import (
    ApplicationFacts,
    Assessment,
    CaseDecision,
    Circumstances,
    Home,
    YoungPerson,
)
from guarantor.storage.tables.changes import GuaranteeChange, GuaranteeChangeDecision
from guarantor.storage.tables.guarantees import Guarantee, GuaranteeStatusRow, Paper
from guarantor.storage.tables.ledger import TransferRow
from guarantor.storage.tables.letters import Dispatch, Letter, WithdrawnPaper
from guarantor.storage.tables.standing import CaseStanding


@dataclass(frozen=True)
class Decided:
    """The latest decision, by which policy version it was made, and what was written with it until that is erased."""

    id: int
    decision: str
    accepts: tuple[str, ...]
    reason: str | None
    decided_on: dt.date
    decided_by: int
    policy_fingerprint: str


@dataclass(frozen=True)
class Stands:
    """Where a case stands: its status, what is known of the person, home and facts, the assessment and decision.

    `person`, `home` and `facts` are None once erased or never written; `record` is the assessment's.
    """

    status: CaseStatus
    person: dict[str, Any]
    home: dict[str, Any]
    agreed_on: dt.date | None
    facts: dict[str, Any] | None
    outcome: str | None
    record: dict[str, Any] | None
    decided: Decided | None


@dataclass(frozen=True)
class Deed:
    """A guarantee with its last step, and what its cap is and was paid on it, in pence."""

    ref: str
    starts_on: dt.date
    ends_on: dt.date
    status: str
    stepped_on: dt.date
    cap_pence: int
    paid_pence: int


@dataclass(frozen=True)
class PaperMade:
    """A paper or letter of the case, what it is about, and whether it was sent or withdrawn."""

    code: str
    kind: str
    about: str
    made_on: dt.date
    withdrawn: bool
    sent: bool


_REF: BindParameter[str] = bindparam("ref")
_PERSON = ("name", "address", "phone", "email", "safe_contact", "language", "personal_adviser", "view")
_HOME = ("address", "postcode", "landlord_name", "landlord_address", "agent")
_BASIS = aliased(Assessment)


def _newest(
    key: InstrumentedAttribute[int], case_ref: InstrumentedAttribute[str], *which: ColumnElement[bool]
) -> ColumnElement[int | None]:
    return select(func.max(key)).where(case_ref == _REF, *which).scalar_subquery()


_STANDS: Select[*tuple[Any, ...]] = (
    select(
        CaseStanding.status,
        Circumstances.young_person_agreed_on,
        ApplicationFacts.document,
        Assessment.outcome,
        Assessment.record,
        CaseDecision.id,
        CaseDecision.decision,
        CaseDecision.accepts,
        CaseDecision.reason,
        CaseDecision.decided_on,
        CaseDecision.decided_by,
        _BASIS.policy_fingerprint,
        *(getattr(YoungPerson, name) for name in _PERSON),
        *(getattr(Home, name) for name in _HOME),
    )
    .select_from(CaseStanding)
    .outerjoin(YoungPerson, YoungPerson.id == _newest(YoungPerson.id, YoungPerson.case_ref))
    .outerjoin(Home, Home.id == _newest(Home.id, Home.case_ref))
    .outerjoin(Circumstances, Circumstances.id == _newest(Circumstances.id, Circumstances.case_ref))
    .outerjoin(
        ApplicationFacts, ApplicationFacts.id == _newest(ApplicationFacts.id, ApplicationFacts.case_ref)
    )
    # The one that was made to be decided on, not the one on the day of issue.
    .outerjoin(
        Assessment,
        Assessment.id == _newest(Assessment.id, Assessment.case_ref, Assessment.purpose == "assessment"),
    )
    .outerjoin(CaseDecision, CaseDecision.id == _newest(CaseDecision.id, CaseDecision.case_ref))
    .outerjoin(_BASIS, _BASIS.id == CaseDecision.assessment)
    .where(CaseStanding.case_ref == _REF)
)
_ADDED = (
    select(func.sum(GuaranteeChangeDecision.added_cap_pence))
    .join(GuaranteeChange, GuaranteeChange.id == GuaranteeChangeDecision.change)
    .where(GuaranteeChange.guarantee_ref == Guarantee.ref)
    .scalar_subquery()
)
_PAID = (
    select(func.sum(case((TransferRow.kind == Kind.CLAIM_PAID, 1), else_=-1) * TransferRow.amount_pence))
    .where(
        TransferRow.guarantee_ref == Guarantee.ref,
        TransferRow.kind.in_((Kind.CLAIM_PAID, Kind.PAYMENT_RETURNED)),
    )
    .scalar_subquery()
)
_LAST_STEP = (
    select(func.max(GuaranteeStatusRow.id))
    .where(GuaranteeStatusRow.guarantee_ref == Guarantee.ref)
    .correlate(Guarantee)
    .scalar_subquery()
)
_DEEDS = (
    select(
        Guarantee.ref,
        Guarantee.starts_on,
        Guarantee.ends_on,
        GuaranteeStatusRow.status,
        GuaranteeStatusRow.happened_on,
        Guarantee.cap_pence + func.coalesce(_ADDED, 0),
        func.coalesce(_PAID, 0),
    )
    .join(GuaranteeStatusRow, GuaranteeStatusRow.id == _LAST_STEP)
    .where(Guarantee.case_ref == _REF)
    .order_by(Guarantee.number)
)


def _became(code: InstrumentedAttribute[str]) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        select(WithdrawnPaper.code).where(WithdrawnPaper.code == code).exists(),
        select(Dispatch.code).where(Dispatch.code == code).exists(),
    )


_PAPERS: CompoundSelect[*tuple[Any, ...]] = (
    select(
        Paper.code,
        Paper.kind,
        Guarantee.issued_on.label("made_on"),
        Guarantee.ref.label("guarantee_ref"),
        null().label("claim_ref"),
        *_became(Paper.code),
    )
    .join(Guarantee, Guarantee.ref == Paper.guarantee_ref)
    .where(Guarantee.case_ref == _REF)
    .union_all(
        select(
            Letter.code,
            Letter.kind,
            Letter.made_on,
            Letter.guarantee_ref,
            Letter.claim_ref,
            *_became(Letter.code),
        ).where(Letter.case_ref == _REF)
    )
)


def stands(session: Session, ref: str) -> Stands | None:
    """Where a case stands; None where there is no such case."""
    row = session.execute(_STANDS, {"ref": ref}).first()
    if row is None:
        return None
    status, agreed_on, facts, outcome, record, number, decision, accepts, *rest = row
    reason, decided_on, decided_by, fingerprint, *around = rest
    return Stands(
        status=CaseStatus(status),
        person=dict(zip(_PERSON, around, strict=False)),
        home=dict(zip(_HOME, around[len(_PERSON) :], strict=True)),
        agreed_on=agreed_on,
        facts=_read(facts),
        outcome=outcome,
        record=_read(record),
        decided=None
        if number is None
        else Decided(
            number, decision, tuple(json.loads(accepts)), reason, decided_on, decided_by, fingerprint
        ),
    )


def deeds(session: Session, ref: str) -> list[Deed]:
    """The case's guarantees in order."""
    return [
        Deed(deed, starts_on, ends_on, status, stepped_on, int(cap), int(paid))
        for deed, starts_on, ends_on, status, stepped_on, cap, paid in session.execute(_DEEDS, {"ref": ref})
    ]


def papers(session: Session, ref: str) -> list[PaperMade]:
    """Every paper and letter of a case, in the order they were made."""
    found = [
        PaperMade(code, kind, claim or guarantee or ref, made_on, bool(withdrawn), bool(sent))
        for code, kind, made_on, guarantee, claim, withdrawn, sent in session.execute(_PAPERS, {"ref": ref})
    ]
    return sorted(found, key=lambda each: (each.made_on, each.kind, each.code))


def _read(document: str | None) -> dict[str, Any] | None:
    return None if document is None else dict(json.loads(document))
