"""A case as its page shows it, in one consistent reading: where it stands, what comes next, what was done last.

Says no more than the services that answer for each part; it asks for what the page shows and for nothing else.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from guarantor.domain.lifecycle import CaseStatus, GuaranteeStatus
from guarantor.domain.money import pounds
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting import confirming
from guarantor.services.acting.office import Office, Person
from guarantor.services.casework import case_histories, findings, in_principle, next_steps, timelines
from guarantor.services.casework.application_documents import answers_of
from guarantor.services.casework.next_steps import Standing
from guarantor.services.casework.timelines import Timeline
from guarantor.services.correspondence import of_one_case
from guarantor.services.data_protection import legal_holds
from guarantor.services.data_protection.legal_holds import Hold
from guarantor.services.worktrays import worktray
from guarantor.storage import case_overview, looks, officers
from guarantor.storage.case_overview import Decided, Deed, Stands
from guarantor.storage.engine import Session, reading
from rules.months import age_on


@dataclass(frozen=True)
class Overview:
    """A case and what stands around it.

    `case` has what `case show` says of the person, the home, the assessment, the decision, each guarantee's dates
    and sums, the histories and the open tasks, and the application's `answers` by path, none once they were erased.
    `waiting` are the acts on the case that wait for a second person, `papers` the papers, the latest first. `titles`
    are those of the assessment's criteria, by name; `age` is the young person's on that day in whole years, None where
    the birth is not known. `hold` is the legal hold that stands on the case.
    """

    case: dict[str, Any]
    standing: Standing
    papers: list[dict[str, Any]]
    restricted: bool
    waiting: list[dict[str, Any]]
    latest: Timeline
    titles: Mapping[str, str]
    age: int | None
    hold: Hold | None


def overview(office: Office, person: Person, ref: str, on: dt.date, *, latest: int) -> Overview:
    """The case as it stands, its tasks as of a day, with so many of its latest entries. Raises NotFound."""
    with reading(office.engine) as session:
        stands = case_overview.stands(session, ref)
        if stands is None:
            raise NotFound("REF", "a case", ref)
        names = officers.names(session)
        deeds = case_overview.deeds(session, ref)
        return Overview(
            case={
                **_case(ref, stands),
                "in_principle_until": _in_principle_until(session, stands),
                "guarantees": [_deed(each) for each in deeds],
                **case_histories.read(session, ref, names),
                "tasks": worktray.read_open(session, ref, on, names),
            },
            standing=next_steps.read(session, person, ref, stands, deeds, names),
            papers=of_one_case.read(session, ref),
            restricted=ref in looks.restricted(session, ref),
            waiting=confirming.waiting_on(session, ref, names),
            latest=timelines.read(session, ref, names, page=1, at_once=latest),
            titles=findings.titles_in(session, stands.record),
            age=_age(stands, on),
            hold=legal_holds.standing_on(session, ref, names),
        )


def _case(ref: str, stands: Stands) -> dict[str, Any]:
    return {
        "ref": ref,
        "status": stands.status,
        "outcome": stands.outcome,
        "young_person": stands.person,
        "property": {name: stands.home[name] for name in ("address", "postcode")},
        "landlord": {
            "name": stands.home["landlord_name"],
            "address": stands.home["landlord_address"],
            "agent": stands.home["agent"],
        },
        "answers": _answers(stands),
        "assessment": stands.record,
        "decision": _decision(stands.decided),
    }


def _answers(stands: Stands) -> Mapping[str, Any]:
    if stands.facts is None:
        return {}
    around = {
        "personal_adviser": stands.person["personal_adviser"],
        "young_persons_view": stands.person["view"],
        "young_person_agreed_on": stands.agreed_on,
    }
    return answers_of({**stands.facts, **around})


def _age(stands: Stands, on: dt.date) -> int | None:
    born_on = ((stands.facts or {}).get("person") or {}).get("date_of_birth")
    return None if born_on is None else age_on(dt.date.fromisoformat(born_on), on)


def _decision(decided: Decided | None) -> dict[str, Any] | None:
    if decided is None:
        return None
    return {
        "decision": decided.decision,
        "decided_on": decided.decided_on.isoformat(),
        "accepts": list(decided.accepts),
        "reason": decided.reason,
    }


def _in_principle_until(session: Session, stands: Stands) -> str | None:
    if stands.status is not CaseStatus.APPROVED_IN_PRINCIPLE:
        return None
    assert stands.decided is not None, "a case approved in principle has a decision"
    decided = stands.decided
    return in_principle.stands_until(session, decided.decided_on, decided.policy_fingerprint).isoformat()


def _deed(deed: Deed) -> dict[str, Any]:
    return {
        "guarantee_ref": deed.ref,
        "status": deed.status,
        "starts_on": deed.starts_on.isoformat(),
        "ends_on": deed.ends_on.isoformat(),
        "ended_on": deed.stepped_on.isoformat() if deed.status == GuaranteeStatus.ENDED else None,
        "cap": pounds(deed.cap_pence),
        "paid": pounds(deed.paid_pence),
    }
