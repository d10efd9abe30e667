"""What a list of payees may be cut down to."""

from enum import StrEnum


class PayeeFilter(StrEnum):
    """How a case's bank details stand: wanted for a payment, entered and to be confirmed, confirmed, or any."""

    NEEDED = "needed"
    TO_CONFIRM = "to_confirm"
    CONFIRMED = "confirmed"
    ALL = "all"
