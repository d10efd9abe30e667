"""What can become of a paper: how it is sent, why it comes back, why it is withdrawn. Words and codes, no acts."""

from enum import StrEnum


class SentHow(StrEnum):
    """How a paper goes out."""

    POST = "post"
    SIGNED_FOR = "signed_for"
    EMAIL = "email"
    BY_HAND = "by_hand"


class ReturnReason(StrEnum):
    """Why what was sent came back."""

    NOT_KNOWN = "not_known"
    MOVED = "moved"
    REFUSED = "refused"
    BOUNCED = "bounced"
    OTHER = "other"


class WithdrawalReason(StrEnum):
    """Why a paper no longer stands."""

    MISTAKE = "mistake"
    REPLACED = "replaced"
    NEVER_GIVEN = "never_given"


class CopyStatus(StrEnum):
    """Where a signed copy stands: compared by a second person, not yet, or kept in error."""

    WAITING = "waiting"
    CONFIRMED = "confirmed"
    TAKEN_BACK = "taken_back"


def as_printed(code: str) -> str:
    """A paper's code as people read it out: in groups of four."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
