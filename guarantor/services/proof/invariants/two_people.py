"""Invariant 19: both halves of an act of two were done by two people."""

from collections.abc import Iterator

from guarantor.services.proof.invariants.findings import Finding
from guarantor.storage import halves
from guarantor.storage.engine import Session


def differ(session: Session) -> Iterator[Finding]:
    """Preparer and decider, lodger and decider and payer, proposer and confirmer, decider and reviewer."""
    for subject, first, second in halves.every(session):
        if first == second:
            yield Finding(19, f"{subject}: officer {first} did both halves.")
