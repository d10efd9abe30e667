"""What a command does first: open the office, know the person or what they may see, settle the day, show the banner."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from guarantor.cli.answers import note
from guarantor.cli.lateness import WHY
from guarantor.domain import dates
from guarantor.domain.access import View
from guarantor.services.acting import identity
from guarantor.services.acting.office import Office, Person, open_office
from guarantor.services.entering import looking, restricting

Row = TypeVar("Row", bound=Mapping[str, Any])


@dataclass(frozen=True)
class Desk:
    """An officer at work: the office, who they are, and the day."""

    office: Office
    person: Person
    on: dt.date


def desk(by: str | None, on: str | None = None) -> Desk:
    """Sit down to act. Raises WrongInput for a missing name or a date that is none."""
    office = open_office()
    day = None if on is None else dates.date(on, "--on")
    person = replace(identity.whom(office, by, "cli"), late_reason=WHY.get())
    show_banner(office)
    return Desk(office, person, identity.business_day(office, day))


def look(view: View, about: str | None = None) -> Office:
    """Open the office to read, about a case, guarantee, claim or cost where its reference is given.

    Raises NotPermitted where a live database's account may not see the view, CaseIsRestricted where the case is
    closed to whoever holds it.
    """
    office = open_office()
    identity.check_may_see(office, view)
    if about is not None:
        look_at(office, about)
    show_banner(office)
    return office


def look_at(office: Office, about: str) -> None:
    """Note that the reader looks at a case, by the reference of it or of something of it. Raises CaseIsRestricted."""
    person = identity.reader(office)
    restricting.check_open_to(office, person, about)
    if person is not None:
        looking.record_if_held(office, person, about)


def left_open(office: Office, rows: Iterable[Row]) -> list[Row]:
    """The rows of a list without those of cases that are closed to the reader."""
    return restricting.left_open(office, identity.reader(office), rows)


def show_banner(office: Office) -> None:
    """Say on stderr that this is a rehearsal, and its date."""
    banner = identity.banner(office)
    if banner:
        note(banner)


def day_given(on: str | None) -> dt.date | None:
    """The day of a reading command, or None for today's."""
    return None if on is None else dates.date(on, "--on")
