"""What a landlord's paper never says about the tenant.

Knows the words that would tell a landlord of a tenant's age or care status. Does not judge names or
addresses: a person may be called anything, and the landlord knows the name already.
"""

import re
from collections.abc import Iterable

_WORDS = (
    r"care ?leavers?",
    r"leaving ?care",
    r"care ?experienced",
    r"care status",
    r"(?:in|from|of) care",
    r"care (?:system|service|team|background|history|order|home|act)s?",
    r"looked after",
    r"former relevant",
    r"corporate parent\w*",
    r"personal advisers?",
    r"social workers?",
    r"pathway plans?",
    r"18 ?plus",
    r"18\+",
    r"asylum\w*",
    r"unaccompanied",
    r"uasc",
    r"young (?:person|people|adults?)",
    r"dates? of birth",
    r"born on",
    r"birthdays?",
    r"ages?",
    r"aged",
)
_PATTERN = re.compile(rf"(?<!\w)(?:{'|'.join(_WORDS)})(?!\w)", re.IGNORECASE)

_JOINS = re.compile(r"[\s_-]+")


def told(text: str) -> list[str]:
    """The words in `text` that no landlord's paper may carry, each once and in order.

    However they are joined: `care-leavers@example.org` tells as much as "care leavers".
    """
    parted = _JOINS.sub(" ", text)
    return list(dict.fromkeys(found.group().casefold() for found in _PATTERN.finditer(parted)))


def check(field: str, text: str | Iterable[str] | None) -> None:
    """Raise ValueError naming the field whose text, or any of whose texts, tells a landlord too much; None passes."""
    said = text or "" if text is None or isinstance(text, str) else "\n".join(text)
    if words := told(said):
        raise ValueError(f"expected {field} to keep from a landlord the words {', '.join(words)}")
