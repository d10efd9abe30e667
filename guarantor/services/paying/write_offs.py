"""Writing off what a plan asks a young person to pay back: one finance officer proposes it, another confirms."""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.money import pounds
from guarantor.domain.refusals import MoreThanIsLeft, NotRecoverable
from guarantor.domain.wrong_input import WrongInput
from guarantor.ledger.postings import written_off
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.acts_of_two import propose
from guarantor.services.acting.office import Office, Person
from guarantor.storage import claim_files, guarantee_files, recovery_files
from guarantor.storage.tables.claims import Claim
from guarantor.storage.tables.people import PendingAct
from guarantor.storage.tables.recovery import WriteOff


def propose_write_off(
    office: Office, person: Person, claim_ref: str, amount_pence: int, reason: str, on: dt.date
) -> dict[str, Any]:
    """Propose to ask for some or all of what is left no longer. Answers with the pending act's number.

    Raises NotRecoverable where no plan asks for anything, MoreThanIsLeft, WrongInput for a missing reason.
    """
    if not reason.strip():
        raise WrongInput.at("--reason", "expected why it is written off")
    with doing(office, person, Act.PROPOSE_WRITE_OFF, on) as act:
        claim = claim_files.held(act.session, claim_ref)
        _check_left(act, claim, amount_pence)
        proposed = propose(act, {"claim": claim_ref, "amount_pence": amount_pence})
        act.add(
            WriteOff(
                pending=int(proposed["pending"][2:]),
                claim_ref=claim_ref,
                amount_pence=amount_pence,
                reason=reason.strip(),
                proposed_by=act.number,
                recorded_at=act.at,
            )
        )
        act.note(claim=claim_ref, amount_pence=amount_pence)
        return proposed


def complete(act: Doing, pending: PendingAct, content: dict[str, Any]) -> dict[str, Any]:
    """Complete a confirmed write-off. Raises MoreThanIsLeft where money came in since it was proposed."""
    claim = claim_files.held(act.session, str(content["claim"]))
    amount_pence = recovery_files.write_off_under(act.session, pending.number).amount_pence
    left_pence = _check_left(act, claim, amount_pence)
    act.post(written_off(claim.guarantee_ref, claim.ref, amount_pence, act.on))
    act.note(claim=claim.ref, amount_pence=amount_pence)
    return {
        "claim": claim.ref,
        "written_off": pounds(amount_pence),
        "left": pounds(left_pence - amount_pence),
    }


def _check_left(act: Doing, claim: Claim, amount_pence: int) -> int:
    guarantee_files.held(act.session, claim.guarantee_ref, to_change=True)
    left_pence = recovery_files.recoverable_pence(act.session, claim.ref)
    if not left_pence:
        raise NotRecoverable(claim.ref, "no plan asks for anything")
    if amount_pence > left_pence:
        raise MoreThanIsLeft(claim.ref, amount_pence, left_pence)
    return left_pence
