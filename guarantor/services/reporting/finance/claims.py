"""Claims and what is paid back as the ledger has them at the close of a day, by reference and without a person."""

import datetime as dt
from typing import Any

from guarantor.domain.money import pounds
from guarantor.ledger.postings import Kind
from guarantor.services.finance.exposure import sum_of
from guarantor.storage import claim_sums
from guarantor.storage.claim_sums import ClaimSums
from guarantor.storage.engine import Session

_OF_RECOVERY = (Kind.RECOVERY_AGREED, Kind.RECOVERED, Kind.WRITTEN_OFF)


def claims_and_recoveries(session: Session, on: dt.date) -> dict[str, list[dict[str, Any]]]:
    """`claims`: each one lodged by the day. `recoveries`: those of which anything was asked for or came back.

    What was accepted and undone again, and paid and sent back, is left out of both sums; `to_pay` is what is owed.
    """
    found = claim_sums.of_each(session, on)
    return {
        "claims": [_claim(each) for each in found],
        "recoveries": [
            _recovery(each) for each in found if any(each.moved.get(kind) for kind in _OF_RECOVERY)
        ],
    }


def _claim(of: ClaimSums) -> dict[str, Any]:
    accepted, paid = _accepted_pence(of), _paid_pence(of)
    return {
        **_references(of),
        "lodged_on": of.claim.lodged_on.isoformat(),
        "decided_on": of.decided_on.isoformat() if of.decided_on else None,
        "stands": _stands(of, accepted, paid),
        "claimed": pounds(of.claimed_pence),
        "accepted": pounds(accepted),
        "paid": pounds(paid),
        "to_pay": pounds(accepted - paid),
    }


def _recovery(of: ClaimSums) -> dict[str, Any]:
    off = of.moved.get(Kind.WRITTEN_OFF, 0)
    return {
        **_references(of),
        "paid": pounds(_paid_pence(of)),
        "asked": pounds(of.moved.get(Kind.RECOVERY_AGREED, 0)),
        "back": pounds(of.moved.get(Kind.RECOVERED, 0)),
        "written_off": pounds(off),
        "left": pounds(sum_of(of.moved, [Kind.RECOVERY_AGREED], [Kind.RECOVERY_MET, Kind.WRITTEN_OFF])),
    }


def _references(of: ClaimSums) -> dict[str, str]:
    return {"claim": of.claim.ref, "guarantee": of.guarantee.ref, "programme": of.guarantee.programme}


def _accepted_pence(of: ClaimSums) -> int:
    return sum_of(of.moved, [Kind.CLAIM_ACCEPTED], [Kind.CLAIM_UNDONE])


def _paid_pence(of: ClaimSums) -> int:
    return sum_of(of.moved, [Kind.CLAIM_PAID], [Kind.PAYMENT_RETURNED])


def _stands(of: ClaimSums, accepted: int, paid: int) -> str:
    if of.outcome is None:
        return "lodged"
    if of.moved.get(Kind.CLAIM_UNDONE) and not accepted:
        return "undone"
    return "paid" if paid and paid == accepted else of.outcome
