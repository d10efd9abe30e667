"""Signing in: by name, password and one-time code, or by the council's own sign-in.

Every failure says the same and takes as long, whether the account exists or not; a name that failed too often is
locked for a while, whether it is anybody's or not. The failures stand in the database, so that every process of the
pages knows them.
"""

import datetime as dt
from dataclasses import dataclass

from guarantor.domain.refusals import SignInLocked, SignInRefused
from guarantor.services.acting import identity
from guarantor.services.acting.office import Office
from guarantor.services.entering import accounts, keys, one_time_codes, passwords, sessions
from guarantor.storage import account_files, record
from guarantor.storage.account_files import Held
from guarantor.storage.engine import acting, reading


@dataclass(frozen=True)
class Ways:
    """How people come in here."""

    codes: bool
    council: bool


def ways(office: Office) -> Ways:
    """Whether a password needs a one-time code beside it, and whether the council's own sign-in is set."""
    return Ways(codes=identity.kind(office) == "live", council=office.settings.oidc_issuer is not None)


def sign_in(
    office: Office, name: str, password: str, code: str | None = None, browser: str | None = None
) -> str:
    """Sign in with a local account; answers with the session's token. Raises as `prove`."""
    return sessions.begin(office, prove(office, name, password, code), browser)


def prove(office: Office, name: str, password: str, code: str | None = None) -> Held:
    """The local account that the name, the password and, where one is needed, the one-time code open.

    Raises SignInLocked where the name failed too often lately, SignInRefused for anything that does not fit.
    """
    rehearsal = identity.kind(office) == "rehearsal"
    digest, at = keys.name_digest(office.settings, name, rehearsal=rehearsal), office.now()
    since = at - dt.timedelta(minutes=office.settings.sign_in_lock_minutes)
    # An attempt counts as a failure until it has been none: of many at the same moment no more are tried than may fail.
    with acting(office.engine) as session:
        record.lock_key(session, f"sign-in {digest}")
        failed = account_files.failures_since(session, digest, since)
        if failed < office.settings.sign_in_failures:
            account_files.note_failure(session, digest, at)
    if failed >= office.settings.sign_in_failures:
        raise SignInLocked(office.settings.sign_in_lock_minutes)
    with reading(office.engine) as session:
        held = account_files.by_name(session, name.strip().lower())
    kept = held.password_hash if held is not None else None
    if not passwords.matches(password, kept) or held is None or not _code_fits(office, held, code, rehearsal):
        raise SignInRefused(codes=not rehearsal)
    with acting(office.engine) as session:
        account_files.forget_failures(session, digest, since)
    return held


def sign_in_by_identity(office: Office, subject: str, browser: str | None = None) -> str:
    """Sign in whom the council's own sign-in has shown to be `subject`. Raises SignInRefused for nobody's identity."""
    digest = accounts.identity_digest(office, subject)
    with reading(office.engine) as session:
        held = account_files.by_identity(session, digest)
    if held is None:
        raise SignInRefused(codes=False, council=True)
    return sessions.begin(office, held, browser)


def _code_fits(office: Office, held: Held, code: str | None, rehearsal: bool) -> bool:
    """Whether the one-time code is right and not used before; a rehearsal asks for none unless one was set up."""
    sealed = held.credential.sealed_secret if held.credential is not None else None
    if sealed is None:
        return rehearsal
    secret = keys.unseal(office.settings, held.account.id, sealed, rehearsal=rehearsal)
    half_minute = one_time_codes.half_minute_of(secret, code or "", office.now())
    if half_minute is None:
        return False
    with acting(office.engine) as session:
        return account_files.use_code(session, held.account.id, half_minute)
