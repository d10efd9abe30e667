"""Refusals about who works here and which database this is."""

from collections.abc import Sequence
from dataclasses import dataclass

from guarantor.domain.refusals.base import Refused


@dataclass
class RolesDoNotCombine(Refused):
    """An administrator has no other role."""

    who: str
    held: Sequence[str]
    asked: str

    def __str__(self) -> str:
        held = " and ".join(self.held)
        return f"{self.who} is {held}; an administrator holds no other role, so {self.asked} is refused."


@dataclass
class NotADemo(Refused):
    """A demo would overwrite a database that no demo made."""

    why: str

    def __str__(self) -> str:
        return f"The demo replaces only a database that a demo made, and this one {self.why}."


@dataclass
class CaseIsRestricted(Refused):
    """The case is for those who are named on it."""

    ref: str

    def __str__(self) -> str:
        return f"{self.ref} is restricted; an approver can name you on it."


@dataclass
class SignInRefused(Refused):
    """What was given does not open an account. Never says which part was wrong, nor whether the account exists."""

    codes: bool
    council: bool = False

    def __str__(self) -> str:
        if self.council:
            return "The council knows you, but no account here is yours; ask an administrator."
        beside = " and a code that the app shows now" if self.codes else ""
        return f"Enter a username and password that belong together{beside}."


@dataclass
class SignInTooWeak(Refused):
    """The council's own sign-in did not say that the person proved who they are as strongly as is asked here."""

    asked: str

    def __str__(self) -> str:
        return (
            f"The council’s sign-in did not say that you proved who you are as this service asks ({self.asked}). "
            "Sign in there again with your second factor, or ask an administrator."
        )


@dataclass
class NoPasswordHere(Refused):
    """Somebody who comes in by the council's own sign-in has no password here to change."""

    def __str__(self) -> str:
        return "You come in by the council’s own sign-in: your password is kept and changed there, not here."


@dataclass
class SignInLocked(Refused):
    """Too many failures under one name."""

    minutes: int

    def __str__(self) -> str:
        return f"Too many attempts under this username; try again in {self.minutes} minutes."
