"""What several reports are told: forecasts by year and printed figures that do not follow, typed and frozen.

Knows figures that somebody else has worked out. Has no field for a person, so none can reach a report.
"""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from letters.content import Content, Line, Pounds

Share = Annotated[Decimal, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]


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
