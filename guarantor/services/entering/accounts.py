"""Accounts: two administrators open one, its officer sets it up, an administrator closes it.

The second administrator is given a code, once, and hands it to the officer, who sets a password with it and, in a live
database, the secret of one-time codes. Somebody who lost either gets a new account the same way. An account of the
council's own sign-in holds the identity there and needs no setting up.
"""

import datetime as dt
import hashlib
import json
import secrets
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.refusals import AlreadyDone
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting import identity
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.acts_of_two import propose
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office, Person
from guarantor.services.entering import keys, one_time_codes, passwords
from guarantor.storage import account_files, officers
from guarantor.storage.account_files import Held
from guarantor.storage.engine import reading
from guarantor.storage.tables.accounts import Account, AccountClosing, AccountCredential
from guarantor.storage.tables.people import PendingAct

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_GROUPS, _GROUP = 4, 4
_WRONG_CODE = "expected the code that an administrator gave you, for this name, within its days"


def propose_account(
    office: Office, person: Person, name: str, council_identity: str | None = None
) -> dict[str, Any]:
    """Propose a new way in for an officer: local, or by their identity at the council's own sign-in.

    Once confirmed it takes the place of the account they have. Raises NotFound for an unknown name, WrongInput where
    an identity is given and no sign-in of the council's own is set.
    """
    with doing(office, person, Act.PROPOSE_ACCOUNT, business_day(office, None)) as act:
        if officers.by_name(act.session, name) is None:
            raise NotFound("NAME", "a user", name)
        way, digest = "local", None
        if council_identity is not None:
            way, digest = "council", identity_digest(office, council_identity)
            _check_free(act, digest, name)
        return propose(act, {"identity": digest, "name": name, "way": way})


def open_account(act: Doing, pending: PendingAct, content: dict[str, Any]) -> dict[str, Any]:
    """Complete a confirmed proposal. Answers, for a local account, with the code; it is kept nowhere."""
    officer = officers.by_name(act.session, content["name"])
    assert officer is not None, "officers are never taken away"
    code = None
    settings = act.office.settings
    if content["way"] == "local":
        code = "-".join("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_CODE_GROUPS))
    else:
        _check_free(act, content["identity"], content["name"])
    until = act.at + dt.timedelta(days=settings.set_up_code_days)
    account = act.add(
        Account(
            officer=officer.number,
            way=content["way"],
            secret_digest=content["identity"] if code is None else _code_digest(code),
            code_ends_at=None if code is None else until,
            pending=pending.number,
            opened_at=act.at,
        )
    )
    account_files.end_sessions_of(act.session, officer.number)
    act.note(officer=officer.number, account=account.id)
    answer = {"user": content["name"], "way": content["way"]}
    return answer if code is None else {**answer, "set_up_code": code, "until": until.isoformat()}


def awaiting_set_up(office: Office, name: str, code: str) -> Held:
    """The local account that waits to be set up with this code. Raises WrongInput, whatever is wrong."""
    with reading(office.engine) as session:
        held = account_files.by_name(session, name)
        fits = (
            held is not None
            and held.credential is None
            and held.account.way == "local"
            and secrets.compare_digest(held.account.secret_digest, _code_digest(code))
        )
        if not fits or held is None or held.account.code_ends_at is None:
            raise WrongInput.at("code", _WRONG_CODE)
        if office.now() >= held.account.code_ends_at:
            raise WrongInput.at("code", _WRONG_CODE)
        return held


def set_up(
    office: Office, name: str, code: str, password: str, secret: str | None, one_time_code: str | None
) -> dict[str, Any]:
    """Set a local account up, as its officer. In a live database `secret` is that of the one-time codes, proved by one.

    Raises WrongInput for a code that does not fit, a password that will not do, a one-time code that is wrong.
    """
    held = awaiting_set_up(office, name, code)
    passwords.check_fit(password, name, office.settings.council_name)
    rehearsal = identity.kind(office) == "rehearsal"
    sealed = None
    if secret is not None:
        if one_time_codes.half_minute_of(secret, one_time_code or "", office.now()) is None:
            raise WrongInput.at("one_time_code", "expected the six digits that the app shows now")
        sealed = keys.seal(office.settings, held.account.id, secret, rehearsal=rehearsal)
    elif not rehearsal:
        raise WrongInput.at("one_time_code", "expected one: a live database asks for codes beside a password")
    with reading(office.engine) as session:
        roles = officers.roles(session, held.officer.number)
    person = Person(held.officer.number, held.officer.name, roles, "web")
    with doing(office, person, Act.SET_UP_ACCOUNT, business_day(office, None)) as act:
        act.subject = f"officer {held.officer.number}"
        act.add(
            AccountCredential(
                account=held.account.id,
                password_hash=passwords.hashed(password),
                sealed_secret=sealed,
                officer=held.officer.number,
                recorded_at=act.at,
            )
        )
        return {"user": name}


def close_account(office: Office, person: Person, name: str) -> dict[str, Any]:
    """Close an officer's account at once, and end their sessions. Raises NotFound, AlreadyDone where none is open."""
    with doing(office, person, Act.CLOSE_ACCOUNT, business_day(office, None)) as act:
        officer = officers.by_name(act.session, name)
        if officer is None:
            raise NotFound("NAME", "a user", name)
        held = account_files.all_open_of(act.session, officer.number)
        if not held:
            raise AlreadyDone(f"{name} has no open account")
        act.subject = f"officer {officer.number}"
        for account in held:
            act.add(AccountClosing(account=account.id, officer=act.number, closed_at=act.at))
        account_files.end_sessions_of(act.session, officer.number)
        return {"user": name, "closed": len(held)}


def listed(office: Office) -> dict[str, dict[str, Any]]:
    """By name, how each officer with an open account comes in, since when, and whether it is set up."""
    with reading(office.engine) as session:
        return {
            held.officer.name: {
                "way": held.account.way,
                "opened_at": held.account.opened_at.isoformat(),
                "ready": held.account.way == "council" or held.credential is not None,
                "codes": held.credential is not None and held.credential.sealed_secret is not None,
            }
            for held in account_files.open_accounts(session)
        }


def identity_digest(office: Office, subject: str) -> str:
    """What the record keeps of an identity at the council's own sign-in. Raises WrongInput where none is set."""
    issuer = office.settings.oidc_issuer
    if issuer is None:
        raise WrongInput.at("--identity", "expected none: no sign-in of the council's own is set")
    return hashlib.sha256(json.dumps([issuer, subject]).encode()).hexdigest()


def _check_free(act: Doing, digest: str, name: str) -> None:
    held = account_files.by_identity(act.session, digest)
    if held is not None and held.officer.name != name:
        raise AlreadyDone("Somebody else has this identity already")


def _code_digest(code: str) -> str:
    plain = "".join(letter for letter in code.upper() if letter in _LETTERS)
    return hashlib.sha256(f"set-up code {plain}".encode()).hexdigest()
