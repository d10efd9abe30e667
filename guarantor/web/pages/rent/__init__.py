"""The pages of a tenancy's rent: the record on one screen, what is entered into it, put right, and set to rest."""

from guarantor.web.pages.rent import correcting, entering, record, resting, scheduling
from guarantor.web.pages.rent.room import pages

__all__ = ["correcting", "entering", "pages", "record", "resting", "scheduling"]
