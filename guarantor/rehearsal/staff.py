"""The rehearsal's officers, and the programme they adopt. All roles are granted by two administrators."""

import datetime as dt
import secrets
from dataclasses import dataclass

from guarantor.domain.access import Role
from guarantor.domain.references import pending_number
from guarantor.services.acting import confirming, databases, identity, people
from guarantor.services.acting.office import Office, Person
from guarantor.services.adoption import programmes
from guarantor.services.adoption.programmes import Adoption
from guarantor.services.entering import accounts

ADMINISTRATORS = ("administrator-1", "administrator-2")
_OTHERS = (
    ("caseworker-1", Role.CASEWORKER),
    ("caseworker-2", Role.CASEWORKER),
    ("approver-1", Role.APPROVER),
    ("approver-2", Role.APPROVER),
    ("finance-1", Role.FINANCE),
    ("finance-2", Role.FINANCE),
    ("panel-1", Role.PANEL),
    ("auditor-1", Role.AUDITOR),
)
PILOT = Adoption(
    policy="kent-pilot",
    places=25,
    from_on=dt.date(2018, 6, 1),
    minute="Corporate Parenting Panel, 22 March 2018, item 6 (rehearsal)",
)


@dataclass(frozen=True)
class Staff:
    """Who does what in the rehearsal."""

    administrators: tuple[Person, Person]
    caseworkers: tuple[Person, Person]
    approvers: tuple[Person, Person]
    finance: tuple[Person, Person]


def hire(office: Office) -> Staff:
    """Create a rehearsal database with all officers, and adopt the pilot with its 25 places."""
    databases.create(office, ADMINISTRATORS, rehearsal=True, made_by_demo=True)
    first, second = (_person(office, name) for name in ADMINISTRATORS)
    for name, role in _OTHERS:
        proposed = people.propose_role(office, first, name, role)
        confirming.confirm(office, second, pending_number(proposed["pending"]))
    staff = Staff(
        administrators=(first, second),
        caseworkers=(_person(office, "caseworker-1"), _person(office, "caseworker-2")),
        approvers=(_person(office, "approver-1"), _person(office, "approver-2")),
        finance=(_person(office, "finance-1"), _person(office, "finance-2")),
    )
    proposed = programmes.propose_adoption(office, staff.approvers[0], PILOT)
    confirming.confirm(office, staff.approvers[1], pending_number(proposed["pending"]))
    return staff


def open_accounts(office: Office, staff: Staff) -> list[tuple[str, str, Role]]:
    """Open and set up a local account for everybody; answers with name, password and role, in the order of hiring.

    The passwords are new each time, since a county may be served to look at. They open a rehearsal alone.
    """
    roles = [*_OTHERS, *((name, Role.ADMINISTRATOR) for name in ADMINISTRATORS)]
    opened = []
    first, second = staff.administrators
    for name, role in roles:
        proposed = accounts.propose_account(office, first, name)
        code = confirming.confirm(office, second, pending_number(proposed["pending"]))["set_up_code"]
        password = secrets.token_urlsafe(12)
        accounts.set_up(office, name, code, password, None, None)
        opened.append((name, password, role))
    return opened


def _person(office: Office, name: str) -> Person:
    return identity.whom(office, name, "demo")
