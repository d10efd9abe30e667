"""Invariants 14 and 15: the statuses of cases and guarantees, each after the one before, each with its cause."""

import itertools
from collections.abc import Iterator

from guarantor.domain.lifecycle import (
    GUARANTEE_MAY_FOLLOW,
    MAY_FOLLOW,
    TAKES_TWO,
    CaseStatus,
    EndReason,
    GuaranteeStatus,
    Party,
)
from guarantor.services.proof.invariants.findings import Finding
from guarantor.storage import case_files, guarantee_files
from guarantor.storage.engine import Session

_DECIDED = (CaseStatus.APPROVED, CaseStatus.APPROVED_IN_PRINCIPLE, CaseStatus.DECLINED)


def of_cases(session: Session) -> Iterator[Finding]:
    """Every case from its draft on."""
    for ref in case_files.refs(session):
        steps = case_files.steps(session, ref)
        if not steps or steps[0].status != CaseStatus.DRAFT:
            yield Finding(14, f"{ref} did not begin as a draft.")
            continue
        for before, step in itertools.pairwise(steps):
            if step.status not in MAY_FOLLOW[CaseStatus(before.status)]:
                yield Finding(14, f"{ref} became {step.status} after {before.status}.")
        decided = [each.decision for each in case_files.decisions(session, ref)]
        taken = [step.status for step in steps if step.status in _DECIDED]
        if decided != taken:
            yield Finding(15, f"{ref} was decided {_listed(decided)} and its statuses say {_listed(taken)}.")
        issued = len(case_files.guarantees(session, ref))
        guaranteed = sum(step.status == CaseStatus.GUARANTEED for step in steps)
        if issued != guaranteed:
            yield Finding(15, f"{ref} has {issued} guarantees and became guaranteed {guaranteed} times.")


def of_guarantees(session: Session, named: frozenset[str]) -> Iterator[Finding]:
    """Every guarantee from its offer on. `named` are the labels of the rows that acts since 0.4.0 wrote."""
    ends = guarantee_files.confirmed_ends(session)
    moved = guarantee_files.moved_from(session)
    for guarantee in guarantee_files.every(session):
        ref, steps = guarantee.ref, guarantee_files.steps(session, guarantee.ref)
        if not steps or steps[0].status != GuaranteeStatus.OFFERED:
            yield Finding(14, f"{ref} has no status: no act issued it.")
            continue
        for before, step in itertools.pairwise(steps):
            if step.status not in GUARANTEE_MAY_FOLLOW[GuaranteeStatus(before.status)]:
                yield Finding(14, f"{ref} became {step.status} after {before.status}.")
        signed = set(guarantee_files.signed_on(session, ref))
        if any(step.status == GuaranteeStatus.ACTIVE for step in steps) and signed != set(Party):
            yield Finding(15, f"{ref} is active and was signed by {_listed(sorted(signed))} only.")
        reason = steps[-1].reason_code
        # Versions before 0.4.0 wrote an early end down at once, and named no such row in the journal.
        by_two = f"guarantee_status:{steps[-1].id}" in named
        if reason in TAKES_TWO and by_two and (ref, reason) not in ends:
            yield Finding(15, f"{ref} ended as {reason} and no second person confirmed it.")
        if reason == EndReason.TRANSFERRED and ref not in moved:
            yield Finding(15, f"{ref} ended as transferred and no guarantee followed it.")


def _listed(words: list[str]) -> str:
    return ", ".join(words) or "nothing"
