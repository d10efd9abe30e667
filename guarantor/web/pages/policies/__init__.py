"""The pages of policies: read and compared, tried on any facts, proposed, replayed over all cases, adopted."""

from guarantor.web.pages.policies import adopting, proposing, reading, replaying, trying
from guarantor.web.pages.policies.room import pages

__all__ = ["adopting", "pages", "proposing", "reading", "replaying", "trying"]
