"""Sessions: somebody signed in with a browser, until they sign out, stop using it, or it has lasted a day's work.

The browser holds a random token, the database its digest: whoever reads the database cannot go on in anybody's name.
"""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass

from guarantor.services.acting.office import Office, Person
from guarantor.storage import account_files, officers
from guarantor.storage.engine import acting, reading
from guarantor.storage.tables.accounts import Account

VIA = "web"
_NOTED_AGAIN_AFTER = dt.timedelta(seconds=60)


@dataclass(frozen=True)
class Resumed:
    """A session that goes on: whose it is, and when it ends if it is not used."""

    person: Person
    ends_in_seconds: int


def begin(office: Office, account: Account) -> str:
    """Begin a session; the token is for the browser alone. Sessions that have run out are taken away."""
    token, at = secrets.token_urlsafe(32), office.now()
    with acting(office.engine) as session:
        account_files.forget_sessions_before(session, at - _idle(office), at - _whole(office))
        account_files.begin_session(session, digest(token), account, at)
    return token


def resume(office: Office, token: str) -> Resumed | None:
    """The session of a token, with the person's roles read afresh; None where it ended or its account is closed."""
    at = office.now()
    with reading(office.engine) as session:
        found = account_files.session_of(session, digest(token))
        if found is None:
            return None
        held, officer = found
        runs_out = min(held.used_at + _idle(office), held.began_at + _whole(office))
        if at >= runs_out or not account_files.is_open(session, held.account):
            return None
        person = Person(officer.number, officer.name, officers.roles(session, officer.number), VIA)
        used_at, began_at = held.used_at, held.began_at
    if at - used_at >= _NOTED_AGAIN_AFTER:
        with acting(office.engine) as session:
            account_files.use_session(session, digest(token), at)
    ends = min(at + _idle(office), began_at + _whole(office))
    return Resumed(person, int((ends - at).total_seconds()))


def end(office: Office, token: str) -> None:
    """End the session of a token."""
    with acting(office.engine) as session:
        account_files.end_session(session, digest(token))


def digest(token: str) -> str:
    """What the database keeps of a token: 32 random bytes are not guessed, so a plain hash will do."""
    return hashlib.sha256(token.encode()).hexdigest()


def _idle(office: Office) -> dt.timedelta:
    return dt.timedelta(minutes=office.settings.session_idle_minutes)


def _whole(office: Office) -> dt.timedelta:
    return dt.timedelta(hours=office.settings.session_hours)
