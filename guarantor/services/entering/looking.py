"""Who looked at which case: noted for each person and case, once for a while however many pages they open."""

import datetime as dt
from typing import Any

from guarantor.services.acting import closed_cases
from guarantor.services.acting.office import Office, Person
from guarantor.storage import case_files, looks, officers
from guarantor.storage.engine import acting, reading


def record(office: Office, person: Person, case_ref: str) -> None:
    """Note that a person looks at a case, unless that was noted some minutes ago."""
    at = office.now()
    with reading(office.engine) as session:
        before = looks.last_look(session, person.number, case_ref)
    if before is not None and at - before < dt.timedelta(minutes=office.settings.look_minutes):
        return
    with acting(office.engine) as session:
        looks.add_look(session, person.number, case_ref, at)


def record_if_held(office: Office, person: Person, reference: str) -> None:
    """Note a look at the case of a case's, guarantee's, claim's or cost's reference; nothing where there is none."""
    case_ref = closed_cases.case_of(reference)
    with reading(office.engine) as session:
        held = case_ref is not None and case_files.is_held(session, case_ref)
    if case_ref is not None and held:
        record(office, person, case_ref)


def of_case(office: Office, case_ref: str) -> list[dict[str, Any]]:
    """Who looked at a case, the latest first. Raises NotFound."""
    with reading(office.engine) as session:
        case_files.held(session, case_ref)
        names = officers.names(session)
        return [
            {"by": names[each.officer], "at": each.looked_at.isoformat()}
            for each in looks.looks_at(session, case_ref)
        ]


def of_officer(office: Office, name: str, since: dt.datetime) -> list[dict[str, Any]]:
    """Which cases an officer looked at since an instant, the latest first; nothing for an unknown name."""
    with reading(office.engine) as session:
        officer = officers.by_name(session, name)
        found = [] if officer is None else looks.looks_of(session, officer.number, since)
        return [{"case": each.case_ref, "at": each.looked_at.isoformat()} for each in found]
