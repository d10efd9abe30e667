"""What a command does first: open the office, know the person or what they may see, settle the day, show the banner."""

import datetime as dt
from dataclasses import dataclass, replace

from guarantor.cli.answers import note
from guarantor.cli.lateness import WHY
from guarantor.domain import dates
from guarantor.domain.access import View
from guarantor.services.acting import identity
from guarantor.services.acting.office import Office, Person, open_office


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


def look(view: View) -> Office:
    """Open the office to read. Raises NotPermitted where a live database's account may not see the view."""
    office = open_office()
    identity.check_may_see(office, view)
    show_banner(office)
    return office


def show_banner(office: Office) -> None:
    """Say on stderr that this is a rehearsal, and its date."""
    banner = identity.banner(office)
    if banner:
        note(banner)


def day_given(on: str | None) -> dt.date | None:
    """The day of a reading command, or None for today's."""
    return None if on is None else dates.date(on, "--on")
