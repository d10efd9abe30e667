"""What the council stands for, reckoned a second time in plain arithmetic over the bare rows of a database."""

from collections import Counter
from typing import Any

from guarantor.domain.money import pounds
from tests.watching import asked, transfers


def exposure_by_hand(url: str, on: str) -> dict[str, Any]:
    """The exposure on a day (ISO text) from the rows of the ledger and the statuses alone.

    Arrears are left out: they are the rent record's own arithmetic.
    """
    issued = dict(asked(url, "SELECT ref, cap_pence FROM guarantee WHERE issued_on <= ?", on))
    ends = "SELECT guarantee_ref FROM guarantee_status WHERE status = 'ended' AND happened_on <= ?"
    ended = {ref for (ref,) in asked(url, ends, on)}
    moved: Counter[str] = Counter()
    for made in transfers(url):
        if made["happened_on"] <= on:
            moved[made["debit"]] -= made["amount_pence"]
            moved[made["credit"]] += made["amount_pence"]
    standing = [cap_pence for ref, cap_pence in issued.items() if ref not in ended]
    accepted_pence = -moved["guarantee_expense"]
    return {
        "on": on,
        "guarantees": len(issued),
        "in_force": len(standing),
        "guaranteed": pounds(sum(standing)),
        "remaining": pounds(moved["commitment"]),
        "accepted": pounds(accepted_pence),
        "paid": pounds(accepted_pence - moved["claims_payable"]),
    }
