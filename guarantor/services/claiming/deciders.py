"""Who must leave a claim to another approver: whoever lodged it, or judged before what it takes up."""

from collections.abc import Sequence

from guarantor.services.acting.office import Office, Person
from guarantor.storage import claim_chains, claim_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.claims import Claim, ClaimDecision


def what_they_did(session: Session, claim: Claim, chain: Sequence[Claim], officer: int) -> str | None:
    """What an officer did before that another person must decide after; None where they did nothing.

    `chain` is the claim with those that it takes up, from the first.
    """
    if claim.lodged_by == officer:
        return "lodged it"
    if (again := claim_chains.reopens(session, claim.ref) if len(chain) > 1 else None) is None:
        return None
    if session.get_one(ClaimDecision, again.reopens).decided_by == officer:
        return f"decided {again.reopens}, which it takes up"
    answer = claim_chains.dispute_answer(session, again.reopens) if again.cause == "dispute" else None
    answered = answer is not None and answer.answered_by == officer
    return f"answered the dispute of {again.reopens}" if answered else None


def left_to_another(office: Office, person: Person, claim_ref: str) -> str | None:
    """What the person did before, so that another approver decides the claim; None where they may. Raises NotFound."""
    with reading(office.engine) as session:
        claim = claim_files.held(session, claim_ref)
        return what_they_did(session, claim, claim_chains.chain(session, claim), person.number)


def answer_left_to_another(office: Office, person: Person, claim_ref: str) -> str | None:
    """What the person did before, so that another approver answers the dispute of the claim's decision."""
    with reading(office.engine) as session:
        decision = session.get(ClaimDecision, claim_ref)
        raised = claim_chains.dispute(session, claim_ref)
        if decision is not None and decision.decided_by == person.number:
            return "decided it"
        return "recorded it for the landlord" if raised and raised.officer == person.number else None
