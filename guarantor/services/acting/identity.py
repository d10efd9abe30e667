"""Who is asking, and which day it is: by name and stored date in a rehearsal, by account and clock when live."""

import datetime as dt
import os

from guarantor.domain.access import MAY_SEE, View
from guarantor.domain.refusals import NotPermitted
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting import signing
from guarantor.services.acting.office import Office, Person
from guarantor.storage import failures, officers
from guarantor.storage.engine import missing, reading
from guarantor.storage.tables.people import DatabaseMark


class NotReady(Exception):
    """The database cannot be used: not created, not upgraded, or not reached."""


def whom(office: Office, by: str | None, via: str) -> Person:
    """The acting person. `by` names them in a rehearsal; a live database asks the operating system.

    Raises WrongInput where a rehearsal names nobody, or a live database is given a name or has no signing key;
    NotFound for an unknown name; NotPermitted for an account that belongs to nobody.
    """
    live = kind(office) == "live"
    if live:
        signing.prepare_key(office.settings, rehearsal=False)
    with reading(office.engine) as session:
        if live and by is not None:
            raise WrongInput.at("--by", "expected no name: a live database knows you by your account")
        if not live and by is None:
            raise WrongInput.at("--by", "expected the name of the person who acts, such as --by alex")
        officer = officers.by_uid(session, os.getuid()) if live else officers.by_name(session, str(by))
        if officer is None:
            if live:
                raise NotPermitted("This operating-system account", "act", ["an account mapped to a user"])
            raise NotFound("--by", "a user", str(by))
        return Person(officer.number, officer.name, officers.roles(session, officer.number), via)


def kind(office: Office) -> str:
    """ "live" or "rehearsal". Raises NotReady where the database was never created or cannot be reached."""
    return _mark(office).kind


def _mark(office: Office) -> DatabaseMark:
    if missing(office.engine):
        raise NotReady("The database was never created: run guarantor db create.")
    try:
        with reading(office.engine) as session:
            return officers.mark(session)
    except LookupError:
        raise NotReady("The database was never created: run guarantor db create.") from None
    except Exception as error:
        failure = failures.meaning(error)
        if failure is None or failure.kind != "not_ready":
            raise
        raise NotReady("The database was never created: run guarantor db create.") from None


def business_day(office: Office, on: dt.date | None) -> dt.date:
    """The day asked for; else the rehearsal's stored business date; else today."""
    if on is not None:
        return on
    return _mark(office).business_on or office.today()


def banner(office: Office) -> str | None:
    """What a rehearsal says wherever its date shows; None in a live database."""
    if kind(office) == "live":
        return None
    return f"REHEARSAL: synthetic people; the business date is {business_day(office, None).isoformat()}"


def reader(office: Office) -> Person | None:
    """Who reads on the command line: the account's person when live; a rehearsal does not ask and answers None."""
    return whom(office, None, "cli") if kind(office) == "live" else None


def check_may_see(office: Office, view: View) -> None:
    """Raise NotPermitted where a live database's account holds no role for the view; a rehearsal shows everything."""
    person = reader(office)
    if person is not None and not person.roles & MAY_SEE[view]:
        raise NotPermitted(person.name, f"see {view}", sorted(MAY_SEE[view]))


def may_see(office: Office, view: View) -> bool:
    """Whether whoever asks may see the view; a rehearsal shows everything."""
    person = reader(office)
    return person is None or bool(person.roles & MAY_SEE[view])
