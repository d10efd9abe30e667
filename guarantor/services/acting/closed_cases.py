"""Which cases are closed to whom: the one rule that acts, pages and commands ask.

A restricted case, such as a colleague's relative's, is open to the caseworkers who are named on it and to no other.
Approvers and auditors answer for every case. Nothing is closed to those who are no caseworkers: what finance and the
panel see has no young person's name in it, and a landlord is paid whoever the tenant is.
"""

import re
from collections.abc import Mapping
from typing import Any

from guarantor.domain.access import Role
from guarantor.services.acting.office import Person
from guarantor.storage import looks
from guarantor.storage.engine import Session

_ANSWER_FOR_ALL = frozenset({Role.APPROVER, Role.AUDITOR})
_REFERENCE = re.compile(r"(RG-\d{4,})(?:/\w+)*")


def closed_to(session: Session, person: Person) -> frozenset[str]:
    """The references of the cases that are closed to a person, by the roles they hold."""
    if Role.CASEWORKER not in person.roles or person.roles & _ANSWER_FOR_ALL:
        return frozenset()
    return frozenset(ref for ref, named in looks.restricted(session).items() if person.number not in named)


def case_of(reference: object) -> str | None:
    """The case of a case's, guarantee's, claim's or cost's reference; None for anything else."""
    found = _REFERENCE.fullmatch(reference) if isinstance(reference, str) else None
    return found[1] if found else None


def cases_in(document: Mapping[str, Any]) -> frozenset[str]:
    """The cases that a document names by a reference of its own, not within what it holds or in a sentence."""
    return frozenset(ref for ref in map(case_of, document.values()) if ref is not None)
