"""How people enter: accounts, who looked at which case, who may see a restricted one, and what a visit leaves behind.

Accounts hold hashes, never a password, a code or an identity in plain; the secret of the one-time codes is sealed with
a key outside the database. What is FLEETING is no part of the record: sessions, failures to sign in, one-time codes
and forms that were used, the words that cases are found by (see evidence.py), what is open now (see standing.py) and
explorations under way (see long_runs.py).
Its rows change and go, so they have no guards, and the journal does not name them. A look at a case is kept as it is,
but is no act and has no line in the journal.
"""

import datetime as dt

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Table

FLEETING = frozenset(
    {
        "case_standing",
        "case_word",
        "long_run",
        "open_task",
        "sent_form",
        "sign_in_failure",
        "used_code",
        "web_session",
    }
)


class Account(Table):
    """A way in that two administrators opened for an officer; the latest that is not closed counts.

    A local account is set up with a code that is valid for some days; `secret_digest` is that code's. An account of
    the council's own sign-in has the digest of the identity there, and needs no setting up.
    """

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("way IN ('local', 'council')", name="way"),
        CheckConstraint("(way = 'local') = (code_ends_at IS NOT NULL)", name="code"),
        Table.__table_args__,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"), index=True)
    way: Mapped[str]
    secret_digest: Mapped[str] = mapped_column(index=True)
    code_ends_at: Mapped[dt.datetime | None]
    pending: Mapped[int] = mapped_column(ForeignKey("pending_act.number"), unique=True)
    opened_at: Mapped[dt.datetime]


class AccountCredential(Table):
    """What the officer of a local account set it up with, once: a password's hash, a sealed secret of codes."""

    __tablename__ = "account_credential"

    account: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    password_hash: Mapped[str]
    sealed_secret: Mapped[bytes | None]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class PasswordChange(Table):
    """A new password that the officer of a local account chose; the latest counts, the secret of codes stays."""

    __tablename__ = "password_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    password_hash: Mapped[str]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class AccountClosing(Table):
    """An account that an administrator closed; it opens nothing from then on."""

    __tablename__ = "account_closing"

    account: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    closed_at: Mapped[dt.datetime]


class CaseAccess(Table):
    """A step of who may see a case: restricted or open again, a caseworker named on it or no longer."""

    __tablename__ = "case_access"
    __table_args__ = (
        CheckConstraint("step IN ('restricted', 'lifted', 'named', 'unnamed')", name="step"),
        CheckConstraint("(step IN ('named', 'unnamed')) = (named IS NOT NULL)", name="named"),
        Table.__table_args__,
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    step: Mapped[str]
    named: Mapped[int | None] = mapped_column(ForeignKey("officer.number"))
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]


class CaseLook(Table):
    """An officer looked at a case: once for a while, however many pages of it they opened."""

    __tablename__ = "case_look"
    __table_args__ = (Index("ix_case_look_officer", "officer", "case_ref", "looked_at"), Table.__table_args__)

    id: Mapped[int] = mapped_column(primary_key=True)
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    case_ref: Mapped[str] = mapped_column(ForeignKey("case_file.ref"), index=True)
    looked_at: Mapped[dt.datetime]


class WebSession(Table):
    """Somebody signed in with a browser. The browser holds a token; here is its digest.

    `browser` says in plain words which one it called itself, so that people know their sessions apart.
    """

    __tablename__ = "web_session"

    token_digest: Mapped[str] = mapped_column(primary_key=True)
    account: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    began_at: Mapped[dt.datetime]
    used_at: Mapped[dt.datetime]
    browser: Mapped[str | None]


class SignInFailure(Table):
    """Somebody could not sign in; the name they typed is kept as a digest, since it may be a password."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    name_digest: Mapped[str] = mapped_column(index=True)
    failed_at: Mapped[dt.datetime]


class UsedCode(Table):
    """A one-time code that was used: the half minute it was made for."""

    __tablename__ = "used_code"

    account: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True, autoincrement=False)
    half_minute: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class SentForm(Table):
    """A form that was sent: the second time is the same sending. `leads_to` is where the first one led."""

    __tablename__ = "sent_form"

    token_digest: Mapped[str] = mapped_column(primary_key=True)
    sent_at: Mapped[dt.datetime]
    leads_to: Mapped[str | None]
