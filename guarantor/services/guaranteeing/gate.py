"""The gate before issue: what must have been recorded, which findings stand in the way, what room a programme has.

Asked by the issue itself, inside its transaction, and by whoever wants to know beforehand. Changes nothing, and knows
neither places nor who may issue.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass

from guarantor.domain.dates import financial_year, financial_year_start, plus_months
from guarantor.domain.lifecycle import GateItem
from guarantor.domain.refusals import BudgetUsedUp, CeilingPassed, NotAccepted, NotApprovable
from guarantor.services.casework import terms_wished
from guarantor.services.casework.cases import known_application
from guarantor.storage import case_files, claim_files, guarantee_files, turned_down_files
from guarantor.storage.engine import Session
from guarantor.storage.tables.cases import CaseDecision, Home, YoungPerson
from guarantor.storage.tables.changes import Move
from guarantor.storage.tables.programmes import Programme
from rules.decide import Decision


@dataclass(frozen=True)
class Room:
    """A programme's limits on a day, in pence, and how much of each is used; a limit that was not set is None.

    `committed_pence` is what may still be called on its guarantees, `accepted_pence` what was accepted in the
    financial year, such as 2018/19.
    """

    ceiling_pence: int | None
    committed_pence: int
    budget_pence: int | None
    accepted_pence: int
    year: str


def lacking(session: Session, ref: str, move: Move | None) -> list[str]:
    """The items of the gate and the facts of the deed that are not on record, by their names.

    What was seen of the home before a move says nothing of the new one. Terms that the landlord has asked to change
    since are not accepted.
    """
    records = case_files.gate_records(session, ref)
    seen = {record.item for record in records[move.gate_records_before if move else 0 :]}
    if terms_wished.standing(session, ref) is not None:
        seen.discard(GateItem.TERMS_ACCEPTED)
    missing = [str(item) for item in GateItem if item not in seen]
    home = case_files.latest(session, Home, ref)
    young_person = case_files.latest(session, YoungPerson, ref)
    named: Mapping[str, str | None] = {
        "young_person.name": young_person.name if young_person else None,
        "property.address": home.address if home else None,
        "property.postcode": home.postcode if home else None,
        "landlord.name": home.landlord_name if home else None,
        "landlord.address": home.landlord_address if home else None,
    }
    missing += [field for field, value in named.items() if not value]
    # The deed states the rent of the whole home, so it must be known.
    if known_application(session, ref).tenancy.monthly_rent_pence is None:
        missing.append("tenancy.monthly_rent")
    return missing


def excepted(session: Session, approval: CaseDecision) -> list[str]:
    """The criteria that two approvers set aside in the approval."""
    behind = turned_down_files.exception_behind(session, approval.id)
    criteria: list[str] = json.loads(behind.criteria) if behind else []
    return criteria


def check_findings(ref: str, decision: Decision, accepted: list[str], set_aside: list[str]) -> None:
    """Raise unless each finding is met, accepted by name where a person judges, or set aside by two approvers."""
    failed = [
        finding.criterion
        for finding in decision.findings
        if finding.result == "not_met" and finding.criterion not in set_aside
    ]
    if failed:
        raise NotApprovable(
            ref, decision.outcome, f"on the day of issue these are not met: {', '.join(failed)}"
        )
    if decision.missing:
        raise NotApprovable(ref, decision.outcome, f"these facts are missing: {', '.join(decision.missing)}")
    open_ = [
        finding.criterion
        for finding in decision.findings
        if finding.result == "refer" and finding.criterion not in [*accepted, *set_aside]
    ]
    if open_:
        raise NotAccepted(ref, open_)


def room(session: Session, programme: Programme, on: dt.date) -> Room:
    """The programme's limits and what is used of them; nothing is summed up for a limit that was not set."""
    committed = accepted = 0
    first_on = financial_year_start(on)
    last_on = plus_months(first_on, 12) - dt.timedelta(days=1)
    if programme.ceiling_pence is not None:
        committed = guarantee_files.committed(session, programme.code)
    if programme.budget_pence is not None:
        accepted = claim_files.accepted_in(session, programme.code, first_on, last_on)
    return Room(programme.ceiling_pence, committed, programme.budget_pence, accepted, financial_year(on))


def check_room(left: Room, cap_pence: int) -> None:
    """Raise CeilingPassed or BudgetUsedUp where another guarantee with this cap does not fit in."""
    if left.ceiling_pence is not None and left.committed_pence + cap_pence > left.ceiling_pence:
        raise CeilingPassed(left.ceiling_pence, left.committed_pence, cap_pence)
    if left.budget_pence is not None and left.accepted_pence > left.budget_pence:
        raise BudgetUsedUp(left.budget_pence, left.accepted_pence, left.year)
