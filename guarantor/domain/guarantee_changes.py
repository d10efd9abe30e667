"""Changes that may discharge the council or enlarge its liability: what they are, and what is decided of them.

Each opens a review; none ends a guarantee or alters its terms by itself.
"""

import datetime as dt
from enum import StrEnum

from guarantor.domain.dates import plus_months


class ChangeKind(StrEnum):
    """Stands in `guarantee_change.kind`."""

    RENT_ABOVE_CEILING = "rent_above_ceiling"
    JOINT_TENANT = "joint_tenant"
    MOVE = "move"
    ASSIGNMENT = "assignment"
    CORRECTED_BIRTH_DATE = "corrected_birth_date"
    OTHER = "other"


class ChangeDecision(StrEnum):
    """What an approver decides of a change.

    Consent to a higher rent names the new share and adds to the cap; every other decision leaves the terms alone.
    """

    CONSENTED = "consented"
    NOT_CONSENTED = "not_consented"
    NO_EFFECT = "no_effect"


class MoveReason(StrEnum):
    """Why a new deed on the same place is asked for; neither uses up the young person's one guarantee."""

    MOVE = "move"
    NO_FAULT_NOTICE = "no_fault_notice"


def months_left(starts_on: dt.date, months: int, on: dt.date) -> int:
    """How many months of a term have not begun before a day; a month that begins on the day itself is left.

    Counted from a day on, as many months end no later than the term itself.
    """
    return sum(plus_months(starts_on, month) >= on for month in range(months))
