"""What every refusal is, and the refusals that any act may meet."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass


class Refused(Exception):
    """Base of every refusal; its text is one sentence for the person who asked."""

    @property
    def name(self) -> str:
        """The refusal's name in answers to machines."""
        return type(self).__name__


@dataclass
class NotPermitted(Refused):
    """The person's roles do not include the act."""

    who: str
    act: str
    roles: Sequence[str]

    def __str__(self) -> str:
        need = " or ".join(self.roles) or "nobody"
        return f"{self.who} may not {self.act.replace('_', ' ')}; this is for: {need}."


@dataclass
class SamePerson(Refused):
    """One person would do both halves of an act that takes two."""

    who: str
    act: str
    other_half: str

    def __str__(self) -> str:
        return f"{self.who} {self.other_half}, so another person must {self.act}."


@dataclass
class WrongStatus(Refused):
    """The case or guarantee is not where this act can happen."""

    ref: str
    status: str
    needed: Sequence[str]

    def __str__(self) -> str:
        need = " or ".join(status.replace("_", " ") for status in self.needed)
        return f"{self.ref} is {self.status.replace('_', ' ')}; this needs it to be {need}."


@dataclass
class DateInThePast(Refused):
    """A live database takes these acts only on the day they happen."""

    act: str
    on: dt.date
    today: dt.date

    def __str__(self) -> str:
        return (
            f"In a live database nobody can {self.act.replace('_', ' ')} on {self.on.isoformat()}; "
            f"today is {self.today.isoformat()}."
        )


@dataclass
class KeyUsedBefore(Refused):
    """The idempotency key stands for another act."""

    key: str

    def __str__(self) -> str:
        return f"The key {self.key} was used before for an act with other content."


@dataclass
class AlreadyDone(Refused):
    """The act has happened; doing it again would change nothing."""

    what: str

    def __str__(self) -> str:
        return f"{self.what}."
