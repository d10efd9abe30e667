"""Users and their roles; each role is granted by two administrators."""

import re
from typing import Any

from guarantor.domain.access import Act, Role, combines
from guarantor.domain.refusals import AlreadyDone, RolesDoNotCombine
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.acts_of_two import propose
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office, Person
from guarantor.storage import officers
from guarantor.storage.engine import reading
from guarantor.storage.tables.people import Officer, OfficerRole, PendingAct

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,31}")


def propose_role(
    office: Office, person: Person, name: str, role: Role, uid: int | None = None
) -> dict[str, Any]:
    """Propose that a person, new or known, gets a role. Answers with the pending act's number.

    Raises WrongInput for a name that cannot be typed, AlreadyDone where the role is held, RolesDoNotCombine
    where the person is or would become an administrator beside another role.
    """
    if _NAME.fullmatch(name) is None:
        raise WrongInput.at("NAME", f"expected 2 to 32 small letters, digits, dots or dashes, not {name!r}")
    with doing(office, person, Act.PROPOSE_ROLE, business_day(office, None)) as act:
        if officers.mark(act.session).kind == "live" and uid is None:
            raise WrongInput.at("--uid", "expected the number of the operating-system account")
        _check_grant(act, name, role)
        return propose(act, {"name": name, "role": role, "uid": uid})


def grant_role(act: Doing, pending: PendingAct, content: dict[str, Any]) -> dict[str, Any]:
    """Complete a confirmed proposal: the officer exists, if need be from now, and holds the role."""
    name, role = content["name"], Role(content["role"])
    _check_grant(act, name, role)
    officer = officers.by_name(act.session, name)
    if officer is None:
        number = officers.next_number(act.session)
        officer = act.add(Officer(number=number, name=name, os_uid=content["uid"], added_at=act.at))
    act.add(OfficerRole(officer=officer.number, role=role, pending=pending.number, granted_at=act.at))
    act.note(officer=officer.number, role=role)
    return {"user": name, "role": role}


def listed(office: Office) -> list[dict[str, Any]]:
    """Every officer with their roles."""
    with reading(office.engine) as session:
        return [
            {
                "number": officer.number,
                "name": officer.name,
                "roles": sorted(officers.roles(session, officer.number)),
            }
            for officer in officers.every(session)
        ]


def _check_grant(act: Doing, name: str, role: Role) -> None:
    officer = officers.by_name(act.session, name)
    held = officers.roles(act.session, officer.number) if officer else frozenset()
    if role in held:
        raise AlreadyDone(f"{name} is {role} already")
    if not combines(held, role):
        raise RolesDoNotCombine(name, sorted(held), role)
