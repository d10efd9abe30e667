"""Restricted cases: a colleague's relative is seen by the caseworkers who are named on the case and by no other.

Approvers and auditors see every case: they answer for them. Whoever holds neither role, nor is named, sees that there
is a case of this reference and that it is restricted; nothing of it is shown and no act on it is taken.
"""

from typing import Any, Literal

from guarantor.domain.access import Act, Role
from guarantor.domain.refusals import AlreadyDone, CaseIsRestricted
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office, Person
from guarantor.storage import case_files, looks, officers
from guarantor.storage.engine import reading
from guarantor.storage.tables.accounts import CaseAccess

_SEE_ALL = frozenset({Role.APPROVER, Role.AUDITOR})

Step = Literal["restricted", "lifted", "named", "unnamed"]


def is_closed_to(office: Office, person: Person, case_ref: str) -> bool:
    """Whether the case is restricted and the person is not one of those who may see it."""
    if person.roles & _SEE_ALL:
        return False
    with reading(office.engine) as session:
        named = looks.restricted(session, case_ref).get(case_ref)
    return named is not None and person.number not in named


def check_open_to(office: Office, person: Person, case_ref: str) -> None:
    """Raise CaseIsRestricted where the case is closed to the person."""
    if is_closed_to(office, person, case_ref):
        raise CaseIsRestricted(case_ref)


def hidden_from(office: Office, person: Person) -> frozenset[str]:
    """The cases of which a list shows the person no more than the reference."""
    if person.roles & _SEE_ALL:
        return frozenset()
    with reading(office.engine) as session:
        return frozenset(
            ref for ref, named in looks.restricted(session).items() if person.number not in named
        )


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
