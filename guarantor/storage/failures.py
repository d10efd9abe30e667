"""What a database's error means: not ready, refused by its own guard, or failed."""

from dataclasses import dataclass
from typing import Literal

from sqlalchemy.exc import DBAPIError, IntegrityError


@dataclass(frozen=True)
class Failure:
    """A database's error: what it is, and the database's own first line on it."""

    kind: Literal["not_ready", "refused", "failed"]
    first_line: str


def meaning(error: BaseException) -> Failure | None:
    """The meaning of a database's error, or None for an error of any other kind."""
    if not isinstance(error, DBAPIError):
        return None
    first_line = str(error.orig).splitlines()[0]
    if "no such table" in first_line or ("relation" in first_line and "does not exist" in first_line):
        return Failure("not_ready", first_line)
    # Guards raise check violations; psycopg knows them as integrity errors and SQLite's RAISE does too.
    return Failure("refused" if isinstance(error, IntegrityError) else "failed", first_line)
