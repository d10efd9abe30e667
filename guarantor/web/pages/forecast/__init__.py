"""The pages of the forecast: who comes, what it costs if something were otherwise, and how forecasts held."""

from guarantor.web.pages.forecast import assumptions, cohort, explorations, saved, what_if
from guarantor.web.pages.forecast.room import pages

__all__ = ["assumptions", "cohort", "explorations", "pages", "saved", "what_if"]
