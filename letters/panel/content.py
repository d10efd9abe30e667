"""What the panel's report and the answer to the challenge card are told: figures in words, typed and frozen.

Knows which figures each part has. Has no field for a person or a case; counts of people come in words, since who may
read a part decides how much they say.
"""

import hashlib
from datetime import date
from typing import Annotated

from pydantic import Field

from letters.content import Content, Line, Positive, Pounds
from letters.report_content import Count, LiabilityLine, PrintedFigure

Said = Annotated[str, Field(max_length=600)]


class Row(Content):
    """A figure with its name."""

    label: Line
    says: Line


class ScoreLine(Content):
    """A measure of the scorecard: what it came to, its rating in words, the bands and whose they are."""

    about: Line
    came_to: Line
    rating: Line
    bands: Line
    owner: Line


class OptionLine(Content):
    """An option: what it means and what it may cost, and how many young people a year would find no place."""

    title: Line
    means: Line
    expected: Pounds
    one_in_20: Pounds
    one_in_200: Pounds
    most: Pounds
    turned_away: Count


class Recommendation(Content):
    """What officers recommend, and who says so."""

    option: Line
    by: Line


class BrokenDown(Content):
    """Applications of one group or age, and what came of them; counts in words."""

    value: Line
    applied: Line
    given: Line
    declined: Line
    other: Line


class ForecastScore(Content):
    """How many care leavers a past forecast saw, and how many were counted."""

    year: int
    age: Line
    forecast: Count
    actual: Count
    error_percent: float


class Risk(Content):
    """What could go wrong, what is done about it, and by whom."""

    risk: Said
    mitigation: Said
    owner: Line


class AssumedLine(Content):
    """A value that no source settles, with its unit, source, range ("-" where there is none) and owner."""

    about: Said
    value: Line
    source: Said
    range_: Line = "-"
    owner: Line


class Reported(Content):
    """A part of the report: its figures have a digest, so that two prints of one state can be compared."""

    @property
    def data_digest(self) -> str:
        """SHA-256 over every figure, without the journal's head, which is signed anew each time."""
        return hashlib.sha256(self.model_dump_json(exclude={"journal_head"}).encode()).hexdigest()[:32]


class PanelReportContent(Reported):
    """The public part: what members need to decide, small numbers hidden."""

    council_name: Annotated[Line, Field(max_length=80)]
    programme: Line
    policy: Line
    figures_on: date
    rehearsal: bool
    hidden_below: Positive
    glance: tuple[Row, ...]
    recommendation: Recommendation | None = None
    options: Annotated[tuple[OptionLine, ...], Field(min_length=1)]
    expected_a_year: Count
    outcomes: tuple[Row, ...]
    became: tuple[Row, ...]
    grounds: tuple[Row, ...]
    tenancies: tuple[Row, ...]
    money: tuple[Row, ...]
    scores: tuple[ScoreLine, ...]
    liability: tuple[LiabilityLine, ...]
    forecast_scores: tuple[ForecastScore, ...]
    looking_back: Said
    weekly_cost: Pounds
    break_even: tuple[Row, ...]
    prices: tuple[Row, ...]
    not_priced: Count
    savings: Said
    groups: tuple[BrokenDown, ...]
    ages: tuple[BrokenDown, ...]
    risks: tuple[Risk, ...]
    terms: tuple[AssumedLine, ...]
    rates: tuple[AssumedLine, ...]
    basis: Line
    journal_head: Annotated[Line, Field(max_length=80)]


class LookedBack(Content):
    """A forecast made on a day, and the claims that came in the months after it."""

    made_on: date
    mean: Pounds
    came: Pounds


class BudgetYear(Content):
    """A financial year's line, in words where nothing is set."""

    year: Line
    accepted: Pounds
    costs: Pounds
    forecast: Pounds
    outturn: Pounds
    budget: Line


class SeenRate(Content):
    """A rate of the model as assumed and as the ledger has seen it."""

    name: Line
    seen: Count
    months: Count
    assumed: Line
    range_: Line


class OfficersReportContent(Reported):
    """The part for officers: the same figures with nothing hidden, and what stands behind the model. No person."""

    council_name: Annotated[Line, Field(max_length=80)]
    programme: Line
    policy: Line
    figures_on: date
    rehearsal: bool
    outcomes: tuple[Row, ...]
    became: tuple[Row, ...]
    grounds: tuple[Row, ...]
    tenancies: tuple[Row, ...]
    scores: tuple[ScoreLine, ...]
    groups: tuple[BrokenDown, ...]
    ages: tuple[BrokenDown, ...]
    budget_years: tuple[BudgetYear, ...]
    looked_back: tuple[LookedBack, ...]
    seen_rates: tuple[SeenRate, ...]
    stresses: tuple[Row, ...]
    printed_figures: tuple[PrintedFigure, ...]
    engine: Said
    assumptions: tuple[AssumedLine, ...]
    journal_head: Annotated[Line, Field(max_length=80)]


class ChallengeCardContent(Content):
    """What the young people's council is told: how many, who was told no, what went wrong, what it cost."""

    council_name: Annotated[Line, Field(max_length=80)]
    figures_on: date
    rehearsal: bool
    places: Positive
    places_taken: Line
    applied: Line
    given: Line
    declined: Line
    kept: Line
    missed: Line
    grounds: Annotated[tuple[Line, ...], Field(max_length=3)]
    paid: Pounds
    one_in_200: Pounds
    hidden_below: Positive
    recommendation: Recommendation | None = None
