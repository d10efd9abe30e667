"""The pages of guarantees: listed, looked at, signed, changed, moved, ended."""

from guarantor.web.pages.guarantees import (
    changes,
    corrected_signatures,
    ending,
    guarantee,
    listing,
    moving,
    signing,
)
from guarantor.web.pages.guarantees.room import pages

__all__ = [
    "changes",
    "corrected_signatures",
    "ending",
    "guarantee",
    "listing",
    "moving",
    "pages",
    "signing",
]
