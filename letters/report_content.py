"""What the reports are told: counts, sums and forecasts, typed and frozen.

Knows figures that somebody else has worked out, and how many of them one page can hold. Has no field for a
person, so none can reach a report.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import Field, model_validator

from letters.content import Content, Line, Positive, Pounds

Share = Annotated[Decimal, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
Number = Count | Annotated[Line, Field(max_length=30)]
"""How many people: a count, or in words where it is too small to show or would give such a one back."""


class Tally(Content):
    """How many, of what: an outcome, or a ground of refusal in words."""

    label: Annotated[Line, Field(max_length=45)]
    number: Number


class LiabilityLine(Content):
    """The loss law of one financial year, in pounds; `of` says which guarantees it is about."""

    of: Annotated[Line, Field(max_length=40)]
    year: Annotated[Line, Field(max_length=12)]
    mean: Pounds
    p50: Pounds
    p95: Pounds
    p99_5: Pounds
    chance_over_budget: Share | None = None


class PrintedFigure(Content):
    """A printed figure of the forecast that does not follow from its own rows."""

    group: Annotated[Line, Field(max_length=20)]
    year: int
    figure: Annotated[Line, Field(max_length=20)]
    printed: Count
    computed: Count


class Assumption(Content):
    """A value that the papers of the scheme leave open, with the person or post that owns it."""

    name: Annotated[Line, Field(max_length=40)]
    value: Annotated[Line, Field(max_length=40)]
    owner: Annotated[Line, Field(max_length=30)]


class PanelSummaryContent(Content):
    """One page for elected members: counts and sums only, no person."""

    council_name: Annotated[Line, Field(max_length=80)]
    programme: Annotated[Line, Field(max_length=60)]
    policy: Annotated[Line, Field(max_length=40)]
    figures_on: date
    rehearsal: bool
    places: Positive
    places_used: Number
    outcomes: Annotated[tuple[Tally, ...], Field(max_length=8)]
    refusals: tuple[Tally, ...]
    guaranteed: Pounds
    exposure: Pounds
    owing: Number
    arrears: Pounds
    not_heard_of: Pounds
    claims_accepted: Number
    accepted: Pounds
    paid: Pounds
    yearly_budget: Pounds | None = None
    liability: Annotated[tuple[LiabilityLine, ...], Field(max_length=8)]
    printed_figures: Annotated[tuple[PrintedFigure, ...], Field(max_length=12)]
    assumptions: Annotated[tuple[Assumption, ...], Field(max_length=12)]
    notes: Annotated[tuple[Annotated[Line, Field(max_length=160)], ...], Field(max_length=2)] = ()
    data_digest: Annotated[Line, Field(max_length=80)]
    journal_head: Annotated[Line, Field(max_length=80)]

    @model_validator(mode="after")
    def _places_hold(self) -> Self:
        if isinstance(self.places_used, int) and self.places_used > self.places:
            raise ValueError(f"expected at most {self.places} places_used, got {self.places_used}")
        return self
