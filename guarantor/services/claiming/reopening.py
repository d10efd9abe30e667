"""A claim taken up again: what it left open becomes a new claim of the same landlord, decided by somebody else."""

from typing import Literal

from guarantor.services.acting.acts import Doing
from guarantor.services.claiming.claims import enter_claim
from guarantor.storage import claim_chains, guarantee_files
from guarantor.storage.tables.claims import Claim
from guarantor.storage.tables.disputes import ClaimReopening


def reopen(act: Doing, claim: Claim, cause: Literal["dispute", "undone"]) -> Claim:
    """Lodge what the claim left open as the guarantee's next claim, in the name of whoever lodged it for the landlord.

    It is judged as of the day on which the first of the chain was lodged, with that one's evidence and reason for
    lateness. Whoever decided the claim, or answered its dispute, does not decide the new one.
    """
    left = claim_chains.left_open(act.session, claim.ref)
    assert left, "a claim of which nothing is left open is not taken up again"
    guarantee = guarantee_files.held(act.session, claim.guarantee_ref)
    taken_up = enter_claim(act, guarantee, left, claim.lodged_by, late_reason=None)
    act.add(ClaimReopening(claim_ref=taken_up.ref, reopens=claim.ref, cause=cause))
    act.note(reopened_as=taken_up.ref)
    return taken_up
