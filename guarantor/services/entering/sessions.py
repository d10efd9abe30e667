"""Sessions: somebody signed in with a browser, until they sign out, stop using it, or it has lasted a day's work.

The browser holds a random token, the database its digest: whoever reads the database cannot go on in anybody's name.
"""

import datetime as dt
import hashlib
import secrets
from dataclasses import dataclass
from typing import Any

from guarantor.domain.refusals import SignInRefused
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting.office import Office, Person
from guarantor.storage import account_files, officers, record
from guarantor.storage.account_files import Held
from guarantor.storage.engine import acting, reading
from guarantor.storage.tables.accounts import WebSession

VIA = "web"
_NOTED_AGAIN_AFTER = dt.timedelta(seconds=60)
_HANDLE = 16


@dataclass(frozen=True)
class Resumed:
    """A session that goes on: whose it is, and when it ends if it is not used."""

    person: Person
    ends_in_seconds: int


def begin(office: Office, held: Held, browser: str | None = None) -> str:
    """Begin a session; the token is for the browser alone. Sessions that have run out are taken away.

    `held` is the account as the person proved it to be theirs, `browser` what it calls itself, in plain words. Raises
    SignInRefused where the account was closed or got another password since: a change ends every session, and none
    that the old password opened may begin after it.
    """
    token, at = secrets.token_urlsafe(32), office.now()
    with acting(office.engine) as session:
        record.lock_key(session, lock_of(held.account.id))
        stands = account_files.by_name(session, held.officer.name)
        if stands is None or _opened_by(stands) != _opened_by(held):
            raise SignInRefused(codes=False)
        account_files.forget_sessions_before(session, at - _idle(office), at - _whole(office))
        account_files.begin_session(session, digest(token), held.account, at, browser)
    return token


def lock_of(account: int) -> str:
    """The key that whoever begins an account's session holds, and whoever gives it another password."""
    return f"sessions of account {account}"


def resume(office: Office, token: str) -> Resumed | None:
    """The session of a token, with the person's roles read afresh; None where it ended or its account is closed."""
    at = office.now()
    with reading(office.engine) as session:
        found = account_files.session_of(session, digest(token))
        if found is None:
            return None
        held, officer = found
        if at >= _runs_out(office, held) or not account_files.is_open(session, held.account):
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


def of_person(office: Office, person: Person, token: str) -> list[dict[str, Any]]:
    """The person's sessions that go on, the one used last first; `this` is the token's own.

    `handle` names a session to `end_other`: whoever has it can end the session and not go on in it.
    """
    with reading(office.engine) as session:
        return [
            {
                "handle": _handle(held),
                "began_at": held.began_at.isoformat(),
                "used_at": held.used_at.isoformat(),
                "browser": held.browser,
                "this": held.token_digest == digest(token),
            }
            for held in account_files.sessions_of(session, person.number)
            if office.now() < _runs_out(office, held)
        ]


def end_other(office: Office, person: Person, handle: str) -> None:
    """End one of the person's own sessions. Raises NotFound where none of theirs has the handle."""
    with acting(office.engine) as session:
        found = [
            each for each in account_files.sessions_of(session, person.number) if _handle(each) == handle
        ]
        if not found:
            raise NotFound("SESSION", "a session of yours", handle)
        account_files.end_session(session, found[0].token_digest)


def end_others(office: Office, person: Person, token: str) -> int:
    """End every session of the person but the token's own; answers how many."""
    with acting(office.engine) as session:
        others = [
            each.token_digest
            for each in account_files.sessions_of(session, person.number)
            if each.token_digest != digest(token)
        ]
        for other in others:
            account_files.end_session(session, other)
    return len(others)


def digest(token: str) -> str:
    """What the database keeps of a token: 32 random bytes are not guessed, so a plain hash will do."""
    return hashlib.sha256(token.encode()).hexdigest()


def _opened_by(held: Held) -> tuple[int, str | None]:
    return held.account.id, held.password_hash


def _handle(held: WebSession) -> str:
    return hashlib.sha256(f"session {held.token_digest}".encode()).hexdigest()[:_HANDLE]


def _runs_out(office: Office, held: WebSession) -> dt.datetime:
    return min(held.used_at + _idle(office), held.began_at + _whole(office))


def _idle(office: Office) -> dt.timedelta:
    return dt.timedelta(minutes=office.settings.session_idle_minutes)


def _whole(office: Office) -> dt.timedelta:
    return dt.timedelta(hours=office.settings.session_hours)
