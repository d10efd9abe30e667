"""Who waits for a place: approved cases in the order of their decisions, and those that should have joined."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from guarantor.domain.lifecycle import CaseStatus
from guarantor.storage.tables.cases import Assessment, CaseDecision
from guarantor.storage.tables.standing import CaseStanding
from guarantor.storage.tables.turned_down import LetPass, Waiting


@dataclass(frozen=True)
class Approved:
    """A case that is approved and not guaranteed, in its order of decision.

    `waiting` is its place on the list, None where it never joined; `passed` is true where an approver let others
    pass it.
    """

    decision: CaseDecision
    policy_fingerprint: str
    waiting: Waiting | None
    passed: bool

    @property
    def ref(self) -> str:
        """The case."""
        return self.decision.case_ref


def approved(session: Session) -> list[Approved]:
    """Every case that is approved and not guaranteed, in the order of the decisions."""
    return [
        Approved(decision, fingerprint, waiting, passed is not None)
        for decision, fingerprint, waiting, passed in session.execute(_APPROVED)
    ]


def of_case(session: Session, ref: str) -> list[tuple[Waiting, LetPass | None]]:
    """Every time the case joined the list, with who let others pass it."""
    asked = (
        select(Waiting, LetPass)
        .outerjoin(LetPass, LetPass.waiting == Waiting.id)
        .where(Waiting.case_ref == ref)
        .order_by(Waiting.id)
    )
    return [(waiting, passed) for waiting, passed in session.execute(asked)]


def on_decision(session: Session, decision: int) -> Waiting | None:
    """The place on the list that an approval gave its case."""
    return session.scalars(select(Waiting).where(Waiting.decision == decision)).first()


def _standing() -> Select[int]:
    """The approvals that are their case's latest decision, of cases that are still approved."""
    decision = aliased(CaseDecision)
    approved = select(CaseStanding.case_ref).where(CaseStanding.status == CaseStatus.APPROVED)
    latest = select(func.max(decision.id)).where(decision.case_ref.in_(approved))
    return latest.group_by(decision.case_ref)


# Every issue asks this: it is put together once.
_APPROVED = (
    select(CaseDecision, Assessment.policy_fingerprint, Waiting, LetPass.waiting)
    .join(Assessment, Assessment.id == CaseDecision.assessment)
    .outerjoin(Waiting, Waiting.decision == CaseDecision.id)
    .outerjoin(LetPass, LetPass.waiting == Waiting.id)
    .where(CaseDecision.id.in_(_standing()))
    .order_by(CaseDecision.decided_on, CaseDecision.id)
)
