"""Lists of claims: what waits for whom and how long it has, page by page."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import MAY_SEE, View
from guarantor.domain.claim_filters import ClaimFilter, Wanted
from guarantor.domain.working_days import is_working_day, working_days_after
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import policies
from guarantor.services.entering import restricting
from guarantor.storage import claim_lists
from guarantor.storage.claim_lists import Row
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.cases import Home

AT_ONCE = 25
COUNTED = (ClaimFilter.TO_DECIDE, ClaimFilter.TO_PAY, ClaimFilter.DISPUTED)


@dataclass(frozen=True)
class Listed:
    """One page of the claims that were asked for, how many there are, and the figures of all that wait."""

    claims: tuple[dict[str, Any], ...]
    found: int
    page: int
    pages: int
    counted: dict[ClaimFilter, int]


def listed(office: Office, person: Person, on: dt.date, wanted: Wanted, page: int = 1) -> Listed:
    """Claims as a person may see them on a day: names for those who may see cases, of a restricted case no more
    than its reference.
    """
    hidden = restricting.hidden_from(office, person)
    named = bool(person.roles & MAY_SEE[View.CASES])
    with reading(office.engine) as session:
        found = claim_lists.found(session, wanted)
        pages = max(1, -(-found // AT_ONCE))
        page = min(max(1, page), pages)
        rows = claim_lists.page(session, wanted, first=(page - 1) * AT_ONCE, at_most=AT_ONCE)
        homes = claim_lists.homes(session, [row.guarantee for row in rows])
        names = claim_lists.names(session, [row.guarantee.case_ref for row in rows]) if named else {}
        shown = tuple(
            _restricted(row)
            if row.guarantee.case_ref in hidden
            else _document(session, row, on, homes.get(row.guarantee.ref), names)
            for row in rows
        )
        return Listed(shown, found, page, pages, claim_lists.counted(session, COUNTED))


def days_left(on: dt.date, due_on: dt.date) -> int:
    """Working days from a day until a later one, which counts; past it, the days since, below zero."""
    if due_on < on:
        return (due_on - on).days
    return sum(is_working_day(on + dt.timedelta(days=each)) for each in range(1, (due_on - on).days + 1))


def status_of(row: Row) -> str:
    """Where a claim stands, in one word."""
    if row.outcome is None:
        return "lodged"
    if row.paid:
        return "paid"
    return "undone" if row.undone else row.outcome


def _restricted(row: Row) -> dict[str, Any]:
    return {"restricted": True, "case": row.guarantee.case_ref}


def _document(
    session: Session, row: Row, on: dt.date, home: Home | None, names: dict[str, str | None]
) -> dict[str, Any]:
    waits = _waits_for(session, row)
    due_on, what = min(waits) if waits else (None, None)
    return {
        "restricted": False,
        "claim": row.claim.ref,
        "guarantee": row.guarantee.ref,
        "case": row.guarantee.case_ref,
        "young_person": names.get(row.guarantee.case_ref),
        "landlord": home.landlord_name if home else None,
        "status": status_of(row),
        "lodged_on": row.claim.lodged_on,
        "claimed_pence": row.claimed_pence,
        "accepted_pence": None if row.outcome is None else 0 if row.undone else row.accepted_pence,
        "waits_for": what,
        "due_on": due_on,
        "days_left": days_left(on, due_on) if due_on else None,
    }


def _waits_for(session: Session, row: Row) -> list[tuple[dt.date, str]]:
    """What somebody must do about the claim, each with the day by which."""
    policy = policies.stored(session, row.guarantee.policy_fingerprint)
    if row.outcome is None:
        by = row.decide_by_on or working_days_after(
            row.claim.lodged_on, policy.parameter("decide_within_working_days")
        )
        return [(by, "decision")]
    waits = []
    if row.answer_by_on is not None:
        waits.append((row.answer_by_on, "answer_to_dispute"))
    if row.granted and not row.undone and not row.paid:
        assert row.owed_from is not None, "what was granted was decided"
        waits.append((row.owed_from + dt.timedelta(days=policy.parameter("pay_within_days")), "payment"))
    return waits
