"""Whether somebody who applies is known already: by name and birth date, or by name and address.

Only says who might be the same person; a caseworker decides. A restricted case is not named to those who may not see
it: their question must not tell them whose case it is.
"""

import datetime as dt
import json
from dataclasses import dataclass

from guarantor.domain.lifecycle import CaseStatus
from guarantor.services.acting.office import Office, Person
from guarantor.services.entering import restricting
from guarantor.storage import case_lists
from guarantor.storage.case_words import words_of
from guarantor.storage.engine import reading


@dataclass(frozen=True)
class Alike:
    """A case of somebody who may be the same person, and what is the same beside the name."""

    ref: str
    status: CaseStatus
    name: str
    born_on: dt.date | None
    address: str | None
    same_birth_date: bool
    same_address: bool


def alike(
    office: Office, person: Person, name: str, born_on: dt.date | None, address: str | None
) -> list[Alike]:
    """The cases of people of this name with the same birth date or address, the latest first."""
    called, lives = words_of([name]), words_of([address])
    if not called:
        return []
    hidden = restricting.hidden_from(office, person)
    with reading(office.engine) as session:
        rows = case_lists.with_words(session, sorted(called))
    found = []
    for row in rows:
        held_birth_date = _birth_date(row.facts)
        same_birth_date = born_on is not None and held_birth_date == born_on
        same_address = bool(lives) and words_of([row.address]) == lives
        same_name = words_of([row.name]) == called
        if same_name and (same_birth_date or same_address) and row.ref not in hidden:
            found.append(
                Alike(
                    ref=row.ref,
                    status=CaseStatus(row.status),
                    name=row.name or "",
                    born_on=held_birth_date,
                    address=row.address,
                    same_birth_date=same_birth_date,
                    same_address=same_address,
                )
            )
    return found


def _birth_date(facts: str | None) -> dt.date | None:
    known = (json.loads(facts or "{}").get("person") or {}).get("date_of_birth")
    return None if known is None else dt.date.fromisoformat(known)
