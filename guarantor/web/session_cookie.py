"""The one cookie: signed, and holding a token that means nothing by itself. What it stands for is in the database."""

from flask import session

_TOKEN = "token"  # noqa: S105 - the name of the entry, not a secret


def token() -> str | None:
    """The session's token, or None for somebody who is not signed in."""
    found = session.get(_TOKEN)
    return found if isinstance(found, str) else None


def keep(new_token: str) -> None:
    """Begin a session: whatever the cookie held before is gone, so that nothing planted in it goes on."""
    session.clear()
    session[_TOKEN] = new_token


def forget() -> None:
    """End the session in the browser."""
    session.clear()
