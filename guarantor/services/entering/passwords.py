"""Passwords: which will do, and their hashes (argon2id). The only home of the library that makes them.

NCSC's advice and NIST SP 800-63B: length counts, no rules of composition, no forced change; what everybody tries first
is refused.
"""

from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from guarantor.domain.wrong_input import WrongInput

SHORTEST, LONGEST = 12, 128
"""Characters of a password: an assumption within the advice, whose least is 8 for one of two factors."""

_TRIED_FIRST = ("password", "guarantor", "letmein", "welcome", "qwerty", "123456", "abcdef", "kent county")


def check_fit(password: str, name: str) -> None:
    """Raise WrongInput naming `password` for one that is too short, too long, or easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WrongInput.at(
            "password", f"expected {SHORTEST} to {LONGEST} characters; three random words do well"
        )
    low = password.casefold()
    if name.casefold() in low or len(set(low)) < 5 or any(word in low for word in _TRIED_FIRST):
        raise WrongInput.at("password", "expected one that is not easily guessed; three random words do well")


def hashed(password: str) -> str:
    """The hash that is kept, with its salt and its cost."""
    return _hasher().hash(password)


def matches(password: str, kept: str | None) -> bool:
    """Whether the password is the one that was hashed.

    Without a hash it works as long as with one, so that nobody learns which accounts exist.
    """
    held = kept if kept is not None else _nobodys()
    # A password that no account can have is not worth hashing megabytes for.
    return _hasher().verify(password[: LONGEST + 1], held) and kept is not None


@cache
def _hasher() -> PasswordHash:
    # Argon2id with 19 MiB, two passes, one lane: OWASP's least, which lets a small machine sign several people in.
    return PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))


@cache
def _nobodys() -> str:
    return _hasher().hash("nobody has this account")
