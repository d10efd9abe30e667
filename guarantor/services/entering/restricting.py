"""Restricted cases: a colleague's relative is seen by the caseworkers who are named on the case and by no other.

Whom a case is closed to is settled in acting.closed_cases, which every act asks. They see that there is a case of this
reference and that it is restricted; nothing of it is shown and no act on it is taken. Here an approver restricts cases
and names people on them, and those who show cases ask whether they may.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeVar

from guarantor.domain.access import Act, Role
from guarantor.domain.refusals import AlreadyDone, CaseIsRestricted
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting import closed_cases
from guarantor.services.acting.acts import doing
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office, Person
from guarantor.storage import case_files, looks, officers
from guarantor.storage.engine import reading
from guarantor.storage.tables.accounts import CaseAccess

Step = Literal["restricted", "lifted", "named", "unnamed"]
Row = TypeVar("Row", bound=Mapping[str, Any])


def is_closed_to(office: Office, person: Person, case_ref: str) -> bool:
    """Whether the case is restricted and the person is not one of those who may see it."""
    return case_ref in hidden_from(office, person)


def check_open_to(office: Office, person: Person | None, reference: str) -> None:
    """Raise CaseIsRestricted where the case of a case's, guarantee's or claim's reference is closed to the person.

    `person` is None where a rehearsal does not ask who reads.
    """
    case_ref = closed_cases.case_of(reference)
    if person is not None and case_ref is not None and is_closed_to(office, person, case_ref):
        raise CaseIsRestricted(case_ref)


def admit(office: Office, person: Person, case_ref: str) -> None:
    """Raise NotFound where there is no such case, CaseIsRestricted where it is closed to the person."""
    with reading(office.engine) as session:
        case_files.held(session, case_ref)
        closed = case_ref in closed_cases.closed_to(session, person)
    if closed:
        raise CaseIsRestricted(case_ref)


def hidden_from(office: Office, person: Person) -> frozenset[str]:
    """The cases of which a list shows the person no more than the reference."""
    with reading(office.engine) as session:
        return closed_cases.closed_to(session, person)


def left_open(office: Office, person: Person | None, rows: Iterable[Row]) -> list[Row]:
    """The rows of a list without those that name a case which is closed to the person.

    `person` is None where a rehearsal does not ask who reads.
    """
    closed = frozenset() if person is None else hidden_from(office, person)
    return [row for row in rows if not closed & closed_cases.cases_in(row)]


def restrict(office: Office, person: Person, case_ref: str) -> dict[str, Any]:
    """Restrict a case. Raises NotFound, AlreadyDone where it is restricted."""
    return _step(office, person, case_ref, "restricted")


def lift(office: Office, person: Person, case_ref: str) -> dict[str, Any]:
    """Open a restricted case to everybody again. Raises NotFound, AlreadyDone where it is open."""
    return _step(office, person, case_ref, "lifted")


def name(office: Office, person: Person, case_ref: str, officer: str) -> dict[str, Any]:
    """Name a caseworker on a case, who then sees it. Raises NotFound, WrongInput, AlreadyDone."""
    return _step(office, person, case_ref, "named", officer)


def unname(office: Office, person: Person, case_ref: str, officer: str) -> dict[str, Any]:
    """Take a caseworker's name off a case. Raises NotFound, AlreadyDone where it does not stand there."""
    return _step(office, person, case_ref, "unnamed", officer)


def of_case(office: Office, case_ref: str) -> dict[str, Any]:
    """Whether a case is restricted, who is named on it, and each step that led there. Raises NotFound."""
    with reading(office.engine) as session:
        case_files.held(session, case_ref)
        known = officers.names(session)
        named = looks.restricted(session, case_ref).get(case_ref)
        return {
            "restricted": named is not None,
            "named": sorted(known[number] for number in named or ()),
            "steps": [
                {
                    "step": each.step,
                    "named": known.get(each.named or 0),
                    "by": known[each.officer],
                    "at": each.recorded_at.isoformat(),
                }
                for each in looks.steps(session, case_ref)
            ],
        }


def _step(
    office: Office, person: Person, case_ref: str, step: Step, officer: str | None = None
) -> dict[str, Any]:
    with doing(office, person, Act.RESTRICT_CASE, business_day(office, None)) as act:
        act.subject = case_files.held(act.session, case_ref, to_change=True).ref
        named = looks.restricted(act.session, case_ref).get(case_ref)
        number = None
        if officer is not None:
            held = officers.by_name(act.session, officer)
            if held is None:
                raise NotFound("--name", "a user", officer)
            number = held.number
            if step == "named" and Role.CASEWORKER not in officers.roles(act.session, number):
                raise WrongInput.at("--name", f"expected a caseworker, and {officer} is none")
        stands = {
            "restricted": named is not None,
            "lifted": named is None,
            "named": number in (named or ()),
            "unnamed": number not in (named or ()),
        }
        if stands[step]:
            raise AlreadyDone(f"{case_ref}: nothing to change, it is so already")
        act.add(
            CaseAccess(case_ref=case_ref, step=step, named=number, officer=act.number, recorded_at=act.at)
        )
        act.note(step=step, named=number)
        return {"ref": case_ref, "step": step, "named": officer}
