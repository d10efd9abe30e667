"""Approved cases that wait for their guarantee, brought there by the office's own acts. Every person is invented."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from benchmarks.offices import Clock
from guarantor.domain.lifecycle import GateItem
from guarantor.rehearsal.staff import Staff
from guarantor.services.acting.office import Office
from guarantor.services.casework import cases, decisions

DECIDED_ON = dt.date(2018, 7, 3)
DOCUMENT: dict[str, Any] = {
    "person": {
        "date_of_birth": "1999-03-14",
        "group": "citizen",
        "leaving_care_status": "former_relevant",
        "responsible_authority": "Kent",
        "last_contact_on": "2018-06-20",
        "pathway_plan_reviewed_on": "2018-03-01",
        "right_to_rent": "unlimited",
        "previous_guarantees": 0,
        "evicted_on": "never",
        "current_rent_arrears": "0.00",
    },
    "readiness": {"budgeting": True, "cooking": True, "home_care": True, "asks_for_help": True},
    "activity": "employment",
    "money": {"monthly_income": "1300.00"},
    "tenancy": {
        "kind": "private",
        "starts_on": "2018-08-20",
        "monthly_rent": "520.00",
        "rent_share": "520.00",
        "brma": "Canterbury",
        "area": "kent",
        "rooms": "1-bed",
    },
    "property": {"address": "Flat 2, 14 Example Street, Canterbury", "postcode": "CT1 2ZZ"},
    "landlord": {
        "name": "Orla Example",
        "address": "3 Sample Road, Whitstable, CT5 1ZZ",
        "payee": "Orla Example",
    },
}


def approved(office: Office, clock: Clock, staff: Staff, numbers: Iterable[int]) -> list[str]:
    """A case for each number, such as RG-0026 for 26: eligible, approved, everything of the gate seen."""
    clock.set(DECIDED_ON)
    return [_approved(office, staff, number) for number in numbers]


def _approved(office: Office, staff: Staff, number: int) -> str:
    ref, person = f"RG-{number:04d}", staff.caseworkers[0]
    young_person = {"name": f"Synthetic {number}", "address": "1 Example Road", "phone": "01632 960001"}
    cases.add(office, person, {**DOCUMENT, "reference": ref, "young_person": young_person}, DECIDED_ON)
    cases.submit(office, person, ref, DECIDED_ON)
    cases.assess(office, person, ref, DECIDED_ON)
    decisions.decide(office, staff.approvers[0], ref, "approve", "synthetic", [], DECIDED_ON)
    for item in GateItem:
        cases.record_gate_item(office, person, ref, item, "seen (synthetic)", DECIDED_ON)
    return ref
