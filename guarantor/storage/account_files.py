"""Accounts that open, and what a visit leaves behind: sessions, failures, used codes, sent forms."""

import datetime as dt
from dataclasses import dataclass
from typing import cast

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from guarantor.storage.tables.accounts import (
    Account,
    AccountClosing,
    AccountCredential,
    PasswordChange,
    SentForm,
    SignInFailure,
    UsedCode,
    WebSession,
)
from guarantor.storage.tables.people import Officer

_NOT_CLOSED = ~select(AccountClosing.account).where(AccountClosing.account == Account.id).exists()


@dataclass(frozen=True)
class Held:
    """An open account with its officer, what it was set up with where it was, and the latest hash chosen since."""

    account: Account
    officer: Officer
    credential: AccountCredential | None
    changed_to: str | None

    @property
    def password_hash(self) -> str | None:
        """The hash of the password that opens it now; None before it is set up, and for the council's own sign-in."""
        return self.changed_to or (None if self.credential is None else self.credential.password_hash)


def open_accounts(session: Session) -> list[Held]:
    """The account of each officer that counts: the latest that is not closed."""
    asked = _held().where(_NOT_CLOSED).order_by(Account.officer, Account.id)
    latest = {row[0].officer: Held(*row) for row in session.execute(asked)}
    return list(latest.values())


def by_name(session: Session, name: str) -> Held | None:
    """The account that counts of the officer of this name."""
    asked = _held().where(_NOT_CLOSED, Officer.name == name).order_by(Account.id.desc()).limit(1)
    row = session.execute(asked).first()
    return None if row is None else Held(*row)


def by_identity(session: Session, digest: str) -> Held | None:
    """The open account of an identity at the council's own sign-in, where it is the one that counts."""
    asked = _held().where(_NOT_CLOSED, Account.way == "council", Account.secret_digest == digest)
    row = session.execute(asked.order_by(Account.id.desc()).limit(1)).first()
    if row is None:
        return None
    held, counts = Held(*row), by_name(session, row[1].name)
    return held if counts is not None and counts.account.id == held.account.id else None


def is_open(session: Session, account: int) -> bool:
    """Whether the account is the one that counts of its officer."""
    held = session.get(Account, account)
    if held is None:
        return False
    latest = session.scalar(select(func.max(Account.id)).where(Account.officer == held.officer, _NOT_CLOSED))
    return bool(latest == account)


def all_open_of(session: Session, officer: int) -> list[Account]:
    """Every account of an officer that is not closed; of several the latest counts."""
    asked = select(Account).where(Account.officer == officer, _NOT_CLOSED).order_by(Account.id)
    return list(session.scalars(asked))


def begin_session(
    session: Session, token_digest: str, account: Account, at: dt.datetime, browser: str | None
) -> None:
    """Keep a session that begins."""
    session.add(
        WebSession(
            token_digest=token_digest,
            account=account.id,
            officer=account.officer,
            began_at=at,
            used_at=at,
            browser=browser,
        )
    )


def session_of(session: Session, token_digest: str) -> tuple[WebSession, Officer] | None:
    """A session with its officer."""
    asked = select(WebSession, Officer).join(Officer, Officer.number == WebSession.officer)
    row = session.execute(asked.where(WebSession.token_digest == token_digest)).first()
    return None if row is None else (row[0], row[1])


def sessions_of(session: Session, officer: int) -> list[WebSession]:
    """Every session of an officer that is kept, the one used last first."""
    asked = select(WebSession).where(WebSession.officer == officer)
    return list(session.scalars(asked.order_by(WebSession.used_at.desc(), WebSession.token_digest)))


def use_session(session: Session, token_digest: str, at: dt.datetime) -> None:
    """Note that a session was used."""
    session.execute(update(WebSession).where(WebSession.token_digest == token_digest).values(used_at=at))


def end_session(session: Session, token_digest: str) -> None:
    """End one session."""
    session.execute(delete(WebSession).where(WebSession.token_digest == token_digest))


def end_sessions_of(session: Session, officer: int) -> None:
    """End every session of an officer."""
    session.execute(delete(WebSession).where(WebSession.officer == officer))


def forget_sessions_before(session: Session, used: dt.datetime, began: dt.datetime) -> None:
    """Take away the sessions that have run out."""
    session.execute(delete(WebSession).where((WebSession.used_at < used) | (WebSession.began_at < began)))


def failures_since(session: Session, name_digest: str, at: dt.datetime) -> int:
    """How often somebody failed to sign in under a name since an instant."""
    asked = select(func.count()).select_from(SignInFailure)
    counted = asked.where(SignInFailure.name_digest == name_digest, SignInFailure.failed_at > at)
    return session.scalar(counted) or 0


def note_failure(session: Session, name_digest: str, at: dt.datetime) -> None:
    """Note a failure to sign in."""
    session.add(SignInFailure(name_digest=name_digest, failed_at=at))


def forget_failures(session: Session, name_digest: str, before: dt.datetime) -> None:
    """Take away the failures under a name, and everybody's from before an instant."""
    theirs = SignInFailure.name_digest == name_digest
    session.execute(delete(SignInFailure).where(theirs | (SignInFailure.failed_at <= before)))


def use_code(session: Session, account: int, half_minute: int) -> bool:
    """Use a one-time code up; answers False where it, or a later one, was used before."""
    asked = select(func.max(UsedCode.half_minute)).where(UsedCode.account == account)
    last = session.scalar(asked)
    if last is not None and last >= half_minute:
        return False
    session.execute(delete(UsedCode).where(UsedCode.account == account))
    session.add(UsedCode(account=account, half_minute=half_minute))
    return True


def take_form(session: Session, token_digest: str, at: dt.datetime) -> tuple[bool, str | None]:
    """Take a form that was sent: whether it came for the first time, else where the first one led."""
    held = session.get(SentForm, token_digest)
    if held is not None:
        return False, held.leads_to
    try:
        with session.begin_nested():
            session.add(SentForm(token_digest=token_digest, sent_at=at, leads_to=None))
    except IntegrityError:
        # Both came at once, and the other was the first.
        return False, None
    return True, None


def form_led_to(session: Session, token_digest: str, leads_to: str) -> None:
    """Note where a form led."""
    session.execute(update(SentForm).where(SentForm.token_digest == token_digest).values(leads_to=leads_to))


def forget_forms_before(session: Session, at: dt.datetime) -> None:
    """Take away the forms sent before an instant."""
    session.execute(delete(SentForm).where(SentForm.sent_at < at))


def _held() -> Select[Account, Officer, AccountCredential | None, str | None]:
    chosen = select(PasswordChange.password_hash).where(PasswordChange.account == Account.id)
    latest = chosen.order_by(PasswordChange.id.desc()).limit(1).correlate(Account).scalar_subquery()
    # An outer join leaves the credential out where the account was never set up.
    return cast(
        "Select[Account, Officer, AccountCredential | None, str | None]",
        select(Account, Officer, AccountCredential, latest)
        .join(Officer, Officer.number == Account.officer)
        .outerjoin(AccountCredential, AccountCredential.account == Account.id),
    )
