"""The reason of a decision in other words, where a landlord's letter could not quote the ones that were stored.

The decision stays as it is, with its own words beside the new ones. Reasons are judged when they are written: this is
for those that were stored before, and for words that are told apart only since.
"""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.refusals import NothingToReword
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.correspondence import discreet
from guarantor.storage import change_files, claim_files, guarantee_files, rewordings
from guarantor.storage.tables.changes import GuaranteeChangeDecision
from guarantor.storage.tables.claims import ClaimDecision
from guarantor.storage.tables.rewording import RewordedReason


def reword_claim(office: Office, person: Person, claim_ref: str, reason: str, on: dt.date) -> dict[str, Any]:
    """Put the reason of a claim's decision in words that the landlord may read.

    Raises NothingToReword unless it was decided, for a reason that the landlord may not read; WrongInput for no words,
    for words of that kind again, or for a day before the decision.
    """
    words = _checked(reason)
    with doing(office, person, Act.REWORD_REASON, on) as act:
        claim = claim_files.held(act.session, claim_ref)
        guarantee_files.held(act.session, claim.guarantee_ref, to_change=True)
        act.subject = claim_ref
        decision = act.session.get(ClaimDecision, claim_ref)
        before = rewordings.of_claim(act.session, claim_ref)
        _check_rewordable(act, claim_ref, decision, before)
        act.add(_row(act, claim.guarantee_ref, words, claim_ref=claim_ref))
        return {"claim": claim_ref, "reason": words}


def reword_change(office: Office, person: Person, number: int, reason: str, on: dt.date) -> dict[str, Any]:
    """Put the reason of a change's decision in words that the landlord may read. Raises as `reword_claim` does."""
    words = _checked(reason)
    with doing(office, person, Act.REWORD_REASON, on) as act:
        change = change_files.change(act.session, number)
        guarantee_files.held(act.session, change.guarantee_ref, to_change=True)
        act.subject = change.guarantee_ref
        decision = change_files.change_decision(act.session, number)
        before = rewordings.of_change(act.session, number)
        _check_rewordable(act, f"CH-{number}", decision, before)
        act.add(_row(act, change.guarantee_ref, words, change=number))
        act.note(change=f"CH-{number}")
        return {"change": f"CH-{number}", "guarantee_ref": change.guarantee_ref, "reason": words}


def for_landlord(
    decision: ClaimDecision | GuaranteeChangeDecision, reworded: list[RewordedReason], remedy: str
) -> str | None:
    """The reason of a decision as a letter quotes it; `remedy` is the command that rewords it.

    Raises WrongInput where it still holds words that may not go to a landlord.
    """
    reason = rewordings.reason(decision, reworded)
    if telling := discreet.telling(reason):
        raise WrongInput.at(
            "reason",
            f"expected words that the landlord may read, without {', '.join(map(repr, telling))}; "
            f"an approver rewords it by {remedy}",
        )
    return reason


def _checked(reason: str) -> str:
    if not reason.strip():
        raise WrongInput.at("--reason", "expected the reason in words that the landlord may read")
    discreet.check("--reason", reason)
    return reason.strip()


def _check_rewordable(
    act: Doing,
    what: str,
    decision: ClaimDecision | GuaranteeChangeDecision | None,
    reworded: list[RewordedReason],
) -> None:
    if decision is None:
        raise NothingToReword(what, "nobody has decided it")
    not_before(act, decision.decided_on, "decided")
    if not discreet.telling(rewordings.reason(decision, reworded)):
        raise NothingToReword(what, "a landlord may read it as it is")


def _row(
    act: Doing, guarantee_ref: str, words: str, *, claim_ref: str | None = None, change: int | None = None
) -> RewordedReason:
    return RewordedReason(
        guarantee_ref=guarantee_ref,
        claim_ref=claim_ref,
        change=change,
        reason=words,
        reworded_on=act.on,
        officer=act.number,
        recorded_at=act.at,
    )
