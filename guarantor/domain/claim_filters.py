"""What a list of claims may be cut down to."""

from dataclasses import dataclass
from enum import StrEnum


class ClaimFilter(StrEnum):
    """Where a claim stands, as people look for it; one claim can be found under several."""

    TO_DECIDE = "to_decide"
    TO_PAY = "to_pay"
    DISPUTED = "disputed"
    PAID = "paid"
    REJECTED = "rejected"
    UNDONE = "undone"
    ALL = "all"


@dataclass(frozen=True)
class Wanted:
    """Which claims. `under` is the reference of a case, a guarantee or a claim; `landlord` some of a name."""

    stands: ClaimFilter = ClaimFilter.ALL
    under: str | None = None
    landlord: str | None = None
