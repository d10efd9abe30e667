"""A landlord disputes a claim's decision, once; another approver answers that it stands, or has it taken up again."""

import datetime as dt
from typing import Any

from guarantor.domain import practice
from guarantor.domain.access import Act
from guarantor.domain.money import pounds
from guarantor.domain.refusals import AlreadyDone, DisputeTooLate, NothingToDispute, SamePerson
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.working_days import working_days_after
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.claiming.reopening import reopen
from guarantor.services.correspondence import discreet
from guarantor.services.worktrays.tasks import close_task, open_task
from guarantor.storage import claim_chains, claim_files, guarantee_files
from guarantor.storage.officers import names
from guarantor.storage.tables.claims import Claim, ClaimDecision
from guarantor.storage.tables.disputes import Dispute, DisputeAnswer

ANSWERS = ("stands", "reopened")


def dispute(office: Office, person: Person, claim_ref: str, grounds: str, on: dt.date) -> dict[str, Any]:
    """Record for the landlord that they dispute a claim's decision, within the days that practice gives.

    Raises NothingToDispute where nobody has decided it, where all was granted or where its acceptance was undone,
    DisputeTooLate, AlreadyDone for a second dispute, WrongInput where the grounds are not named.
    """
    if not grounds.strip():
        raise WrongInput.at("--reason", "expected why the landlord does not agree")
    with doing(office, person, Act.DISPUTE_CLAIM, on) as act:
        claim = claim_files.held(act.session, claim_ref)
        guarantee = guarantee_files.held(act.session, claim.guarantee_ref, to_change=True)
        act.subject = claim_ref
        _check_disputable(act, claim)
        due_on = working_days_after(on, practice.figure("dispute_answer_working_days").value)
        act.add(
            Dispute(
                claim_ref=claim_ref,
                grounds=grounds.strip(),
                raised_on=on,
                due_on=due_on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        open_task(
            act,
            TaskKind.DISPUTE,
            f"dispute {claim_ref}",
            due_on,
            case_ref=guarantee.case_ref,
            guarantee_ref=guarantee.ref,
            claim_ref=claim_ref,
        )
        return {"claim": claim_ref, "disputed": _left_open(act, claim_ref), "answer_by": due_on.isoformat()}


def answer(
    office: Office, person: Person, claim_ref: str, outcome: str, reason: str, on: dt.date
) -> dict[str, Any]:
    """Answer a dispute: the decision `stands`, or the claim is `reopened` and what it left open is decided afresh.

    Raises NothingToDispute where no dispute is open, SamePerson for whoever decided the claim or raised the dispute,
    WrongInput for another outcome, without a reason or for words that the landlord may not read.
    """
    if outcome not in ANSWERS:
        raise WrongInput.at("OUTCOME", f"expected {' or '.join(ANSWERS)}, not {outcome!r}")
    if not reason.strip():
        raise WrongInput.at("--reason", "expected the reason that the landlord is told")
    discreet.check("--reason", reason)
    with doing(office, person, Act.ANSWER_DISPUTE, on) as act:
        claim = claim_files.held(act.session, claim_ref)
        guarantee_files.held(act.session, claim.guarantee_ref, to_change=True)
        act.subject = claim_ref
        raised = _open_dispute(act, claim_ref)
        not_before(act, raised.raised_on, "disputed")
        decision = act.session.get_one(ClaimDecision, claim_ref)
        _check_answerer(act, raised, decision)
        act.add(
            DisputeAnswer(
                claim_ref=claim_ref,
                outcome=outcome,
                reason=reason.strip(),
                answered_on=on,
                decided_by=decision.decided_by,
                answered_by=act.number,
                recorded_at=act.at,
            )
        )
        act.note(outcome=outcome)
        close_task(act, f"dispute {claim_ref}")
        again = reopen(act, claim, "dispute") if outcome == "reopened" else None
        return {"claim": claim_ref, "answer": outcome, "reopened_as": again.ref if again else None}


def _check_disputable(act: Doing, claim: Claim) -> None:
    decision = act.session.get(ClaimDecision, claim.ref)
    if decision is None:
        raise NothingToDispute(claim.ref, "nobody has decided it")
    if claim_files.undone(act.session, claim.ref):
        raise NothingToDispute(claim.ref, "its acceptance was undone, and it is decided afresh")
    if claim_chains.dispute(act.session, claim.ref) is not None:
        raise AlreadyDone(f"A dispute of {claim.ref} was recorded before")
    if not claim_chains.left_open(act.session, claim.ref):
        raise NothingToDispute(claim.ref, "all that was claimed was granted")
    not_before(act, decision.decided_on, "decided")
    last_on = decision.decided_on + dt.timedelta(days=practice.figure("dispute_days").value)
    if act.on > last_on:
        raise DisputeTooLate(claim.ref, act.on, last_on)


def _open_dispute(act: Doing, claim_ref: str) -> Dispute:
    raised = claim_chains.dispute(act.session, claim_ref)
    if raised is None:
        raise NothingToDispute(claim_ref, "no dispute of it was recorded")
    given = claim_chains.dispute_answer(act.session, claim_ref)
    if given is not None:
        raise AlreadyDone(f"The dispute of {claim_ref} was answered on {given.answered_on.isoformat()}")
    if not claim_chains.dispute_is_open(act.session, claim_ref):
        raise NothingToDispute(claim_ref, "its acceptance was undone, and it is decided afresh")
    return raised


def _check_answerer(act: Doing, raised: Dispute, decision: ClaimDecision) -> None:
    who = names(act.session)[act.number]
    if decision.decided_by == act.number:
        raise SamePerson(who, f"answer the dispute of {raised.claim_ref}", "decided it")
    if raised.officer == act.number:
        raise SamePerson(who, f"answer the dispute of {raised.claim_ref}", "recorded it for the landlord")


def _left_open(act: Doing, claim_ref: str) -> str:
    return pounds(sum(claim_chains.left_open(act.session, claim_ref).values()))
