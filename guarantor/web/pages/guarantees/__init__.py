"""The pages of guarantees: listed, looked at, signed, changed, moved, ended."""

from guarantor.web.pages.guarantees import changes, ending, guarantee, listing, moving, signing
from guarantor.web.pages.guarantees.room import pages

__all__ = ["changes", "ending", "guarantee", "listing", "moving", "pages", "signing"]
