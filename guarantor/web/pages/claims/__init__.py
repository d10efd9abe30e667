"""The pages of landlords' claims: listed, lodged, looked at, decided, and what may follow a decision."""

from guarantor.web.pages.claims import afterwards, claim, deciding, listing, lodging
from guarantor.web.pages.claims.room import pages

__all__ = ["afterwards", "claim", "deciding", "listing", "lodging", "pages"]
