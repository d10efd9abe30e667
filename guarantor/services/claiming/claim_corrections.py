"""Undoing an acceptance that was wrong and is not paid: one approver proposes it, another confirms.

What was claimed is then decided afresh, as a new claim.
"""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.money import pounds
from guarantor.domain.refusals import NothingToUndo
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.postings import acceptance_undone
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.acts_of_two import propose
from guarantor.services.acting.office import Office, Person
from guarantor.services.claiming.reopening import reopen
from guarantor.services.paying import payments
from guarantor.services.worktrays.tasks import close_task
from guarantor.storage import claim_chains, claim_files, guarantee_files
from guarantor.storage.tables.claims import Claim, ClaimDecision
from guarantor.storage.tables.disputes import UndoneAcceptance
from guarantor.storage.tables.people import PendingAct


def propose_undo(office: Office, person: Person, claim_ref: str, reason: str, on: dt.date) -> dict[str, Any]:
    """Propose to undo a claim's acceptance. Answers with the pending act's number.

    Raises NothingToUndo where nothing was accepted, where it is paid or was undone before, WrongInput without a reason
    or for a day before the decision.
    """
    if not reason.strip():
        raise WrongInput.at("--reason", "expected why the acceptance was wrong")
    with doing(office, person, Act.PROPOSE_CLAIM_CORRECTION, on) as act:
        claim = claim_files.held(act.session, claim_ref)
        _check_undoable(act, claim)
        proposed = propose(act, {"claim": claim_ref})
        act.add(
            UndoneAcceptance(
                pending=int(proposed["pending"][2:]),
                claim_ref=claim_ref,
                reason=reason.strip(),
                proposed_by=act.number,
                recorded_at=act.at,
            )
        )
        act.note(claim=claim_ref)
        return proposed


def complete(act: Doing, pending: PendingAct, content: dict[str, Any]) -> dict[str, Any]:
    """Undo the acceptance as confirmed: each of its transfers is turned round, and the claim is taken up again.

    A guarantee that ended because this acceptance used its cap up stays ended; what is restored stays claimable as if
    it had not. Raises NothingToUndo where it was paid or undone since it was proposed.
    """
    claim = claim_files.held(act.session, str(content["claim"]))
    _check_undoable(act, claim, confirming=pending.number)
    act.post(acceptance_undone(claim_files.acceptance(act.session, claim.ref), act.on))
    attempt = payments.attempts(act.session, claim.ref) + 1
    for basis in (
        f"pay {claim.ref} {attempt}",
        f"returned {claim.ref} {attempt - 1}",
        f"dispute {claim.ref}",
    ):
        close_task(act, basis, "not_needed")
    accepted_pence = sum(claim_files.accepted(act.session, claim.ref).values())
    again = reopen(act, claim, "undone")
    act.note(claim=claim.ref)
    return {"claim": claim.ref, "undone": pounds(accepted_pence), "reopened_as": again.ref}


def _check_undoable(act: Doing, claim: Claim, confirming: int | None = None) -> None:
    """Raise NothingToUndo unless the acceptance stands unpaid, the act that is being confirmed apart."""
    guarantee_files.held(act.session, claim.guarantee_ref, to_change=True)
    decision = act.session.get(ClaimDecision, claim.ref)
    if decision is None:
        raise NothingToUndo(claim.ref, "nobody has decided it")
    if decision.outcome == "rejected":
        raise NothingToUndo(claim.ref, "it was rejected")
    undoing = claim_chains.undoing(act.session, claim.ref, leaving_out=confirming)
    if undoing is not None:
        raise NothingToUndo(claim.ref, f"it was undone before, as P-{undoing[1].number}")
    payment = claim_files.payment(act.session, claim.ref)
    if payment is not None:
        raise NothingToUndo(claim.ref, f"it was paid on {payment.paid_on.isoformat()} as {payment.reference}")
    not_before(act, decision.decided_on, "decided")
