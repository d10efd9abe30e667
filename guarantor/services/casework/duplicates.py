"""Whether somebody who applies is known already: by a name and birth date or address that are the same or nearly so.

Only says who might be the same person; a caseworker decides. A restricted case is not named to those who may not see
it: their question must not tell them whose case it is.
"""

import datetime as dt
import json
from dataclasses import dataclass

from guarantor.domain.lifecycle import CaseStatus
from guarantor.domain.names_alike import names_alike
from guarantor.services.acting.office import Office, Person
from guarantor.services.entering import restricting
from guarantor.storage import case_files, case_lists
from guarantor.storage.case_lists import Row
from guarantor.storage.case_words import birth_word, words_of
from guarantor.storage.engine import Session, reading


@dataclass(frozen=True)
class Alike:
    """A case of somebody who may be the same person, and what is the same or nearly so.

    `turned_birth_date`: the birth date is the one asked for with day and month changed round.
    """

    ref: str
    status: CaseStatus
    name: str
    born_on: dt.date | None
    address: str | None
    same_name: bool
    near_name: bool
    same_birth_date: bool
    turned_birth_date: bool
    same_address: bool

    @property
    def may_be_the_same(self) -> bool:
        """Whether enough is alike for a person to look at it."""
        alike_in_name = self.same_name or self.near_name
        return (
            (alike_in_name and (self.same_birth_date or self.same_address))
            or (self.same_name and self.turned_birth_date)
            or (self.same_birth_date and self.same_address)
        )


def alike(
    office: Office, person: Person, name: str, born_on: dt.date | None, address: str | None
) -> list[Alike]:
    """The cases of people who may be the one asked for, the nearest first; an empty name finds nobody.

    Same or similar name with the same birth date or address; same name with day and month of birth changed round; same
    birth date and address. The database narrows to those with the birth date, the address or the very name.
    """
    if not words_of([name]):
        return []
    hidden = restricting.hidden_from(office, person)
    with reading(office.engine) as session:
        rows = _near(session, name, born_on, address)
    found = [_beside(row, name, born_on, address) for row in rows if row.ref not in hidden]
    return sorted((each for each in found if each.may_be_the_same), key=_how_far)


def of_case(office: Office, person: Person, ref: str) -> list[Alike]:
    """The other cases of people who may be the young person of this one. Raises NotFound."""
    with reading(office.engine) as session:
        case_files.held(session, ref)
        row = case_lists.by_ref(session, ref)
    assert row is not None, "every case has a standing"
    found = alike(office, person, row.name or "", _birth_date(row.facts), row.address)
    return [each for each in found if each.ref != ref]


def _near(session: Session, name: str, born_on: dt.date | None, address: str | None) -> list[Row]:
    """The cases that share the whole name, the birth date or the whole address, each once, the latest first."""
    birth = [birth_word(born_on)] if born_on is not None else []
    asked = (sorted(words_of([name])), birth, sorted(words_of([address])))
    found = {row.ref: row for words in asked for row in case_lists.with_words(session, words)}
    return sorted(found.values(), key=lambda row: row.step, reverse=True)


def _beside(row: Row, name: str, born_on: dt.date | None, address: str | None) -> Alike:
    called, lives = words_of([name]), words_of([address])
    held_called, held_birth_date = words_of([row.name]), _birth_date(row.facts)
    turned = None if born_on is None else _turned(born_on)
    return Alike(
        ref=row.ref,
        status=CaseStatus(row.status),
        name=row.name or "",
        born_on=held_birth_date,
        address=row.address,
        same_name=held_called == called,
        near_name=held_called != called and names_alike(held_called, called),
        same_birth_date=born_on is not None and held_birth_date == born_on,
        turned_birth_date=turned is not None and held_birth_date == turned,
        same_address=bool(lives) and words_of([row.address]) == lives,
    )


def _how_far(found: Alike) -> int:
    """How little of it is the same, for ordering: the same name, birth date and address come first."""
    return -(4 * found.same_name + 2 * found.same_birth_date + found.same_address)


def _turned(born_on: dt.date) -> dt.date | None:
    """The date with day and month changed round, or None where that is no date or the same one."""
    if born_on.day > 12 or born_on.day == born_on.month:
        return None
    return born_on.replace(day=born_on.month, month=born_on.day)


def _birth_date(facts: str | None) -> dt.date | None:
    known = (json.loads(facts or "{}").get("person") or {}).get("date_of_birth")
    return None if known is None else dt.date.fromisoformat(known)
