"""What is paid back, as it is shown: what was paid and until when it could be pursued, the plan, what is left."""

import datetime as dt
from typing import Any

from guarantor.domain.money import pounds
from guarantor.ledger.instalments import InstalmentState, next_due
from guarantor.ledger.postings import Kind
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.paying import payments, recovery
from guarantor.storage import claim_files, guarantee_files, recovery_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.claims import Claim


def shown(office: Office, claim_ref: str, on: dt.date | None) -> dict[str, Any]:
    """A claim's payments and what was paid back of them, on a day or today. Raises NotFound."""
    day = business_day(office, on)
    with reading(office.engine) as session:
        claim = claim_files.held(session, claim_ref)
        return {
            "claim": claim_ref,
            "on": day.isoformat(),
            "payments": payments.documents(session, claim_ref),
            **document(session, claim, day),
        }


def listed(office: Office, on: dt.date | None) -> list[dict[str, Any]]:
    """Every claim that was paid: what is recoverable of it, what came back, the next instalment."""
    day = business_day(office, on)
    rows = []
    with reading(office.engine) as session:
        for claim_ref in recovery_files.paid_claims(session):
            whole = document(session, claim_files.held(session, claim_ref), day)
            standing = claim_files.payment(session, claim_ref)
            ends_on = payments.limitation_ends_on(standing) if standing else None
            following = whole["next_instalment"] or {}
            rows.append(
                {
                    "claim": claim_ref,
                    "policy": whole["policy"],
                    "paid": pounds(standing.amount_pence if standing else 0),
                    **{name: whole[name] for name in ("recoverable", "paid_back", "written_off", "left")},
                    "missed": whole["missed"],
                    "next_due_on": following.get("due_on"),
                    "next_amount": following.get("unpaid"),
                    "limitation_ends_on": ends_on.isoformat() if ends_on else None,
                }
            )
    return rows


def document(session: Session, claim: Claim, on: dt.date) -> dict[str, Any]:
    """What is paid back of a claim on a day, as JSON. `recoverable` is what plans have asked for in all."""
    guarantee = guarantee_files.held(session, claim.guarantee_ref)
    plan = recovery.plan_states(session, claim.ref, on)
    following = next_due(plan)
    sums = {
        name: pounds(recovery_files.moved(session, kind, claim.ref, on))
        for name, kind in (
            ("recoverable", Kind.RECOVERY_AGREED),
            ("paid_back", Kind.RECOVERED),
            ("written_off", Kind.WRITTEN_OFF),
        )
    }
    asks = recovery.asks_for_repayment(session, guarantee)
    return {
        "policy": "instalments" if asks else "the young person repays nothing",
        **sums,
        "left": pounds(recovery_files.recoverable_pence(session, claim.ref, on)),
        "missed": pounds(sum(each.unpaid_pence for each in plan if each.missed)),
        "next_instalment": _instalment(following) if following else None,
        "instalments": [_instalment(each) for each in plan],
        "breathing_spaces": [
            {"from": each.from_on.isoformat(), "until": each.until_on.isoformat()}
            for each in recovery_files.breathing_spaces(session, claim.ref)
        ],
    }


def _instalment(state: InstalmentState) -> dict[str, Any]:
    return {
        "number": state.number,
        "due_on": state.due_on.isoformat(),
        "asked_on": state.asked_on.isoformat(),
        "amount": pounds(state.amount_pence),
        "unpaid": pounds(state.unpaid_pence),
        "missed": state.missed,
    }
