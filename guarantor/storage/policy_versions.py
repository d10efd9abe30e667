"""Policies as they are kept: the versions that programmes adopted, and those that were proposed."""

from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from guarantor.storage.tables.programmes import PolicyProposal, PolicyProposalWithdrawal, PolicyVersion


@dataclass(frozen=True)
class Proposed:
    """A proposal with its withdrawal, where it was taken back, and whether a programme adopted its text."""

    proposal: PolicyProposal
    withdrawal: PolicyProposalWithdrawal | None
    adopted: bool


def every(session: Session) -> list[PolicyVersion]:
    """Every stored version, in the order they were stored."""
    return list(
        session.scalars(select(PolicyVersion).order_by(PolicyVersion.stored_at, PolicyVersion.fingerprint))
    )


def proposals(session: Session) -> list[Proposed]:
    """Every proposal, oldest first."""
    found = session.execute(_proposals().order_by(PolicyProposal.number))
    return [Proposed(row, back, adopted is not None) for row, back, adopted in found]


def proposal(session: Session, number: int, *, held_still: bool = False) -> Proposed | None:
    """One proposal; `held_still`: until the act ends, nobody withdraws or adopts it."""
    if held_still:
        session.get(PolicyProposal, number, with_for_update={"key_share": True})
    found = session.execute(_proposals().where(PolicyProposal.number == number)).first()
    if found is None:
        return None
    row, back, adopted = found
    return Proposed(row, back, adopted is not None)


def _proposals() -> Select[PolicyProposal, PolicyProposalWithdrawal, str]:
    return (
        select(PolicyProposal, PolicyProposalWithdrawal, PolicyVersion.fingerprint)
        .outerjoin(PolicyProposalWithdrawal, PolicyProposalWithdrawal.proposal == PolicyProposal.number)
        .outerjoin(PolicyVersion, PolicyVersion.fingerprint == PolicyProposal.fingerprint)
    )
