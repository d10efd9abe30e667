"""The papers that a claim is lodged with, and which of them are missing."""

from collections.abc import Iterable
from enum import StrEnum


class EvidenceItem(StrEnum):
    """Stands in `claim_evidence.item`."""

    TENANCY_AGREEMENT = "tenancy_agreement"
    RENT_SCHEDULE = "rent_schedule"
    TENANT_TOLD = "tenant_told"
    OTHER = "other"


NEEDED = (EvidenceItem.TENANCY_AGREEMENT, EvidenceItem.RENT_SCHEDULE, EvidenceItem.TENANT_TOLD)
"""What every claim needs: the agreement, what rent fell due, and proof that the tenant was told of the arrears."""


def missing(seen: Iterable[str]) -> list[str]:
    """The codes of what is needed and was not seen, in order."""
    held = set(seen)
    return [item.value for item in NEEDED if item not in held]
