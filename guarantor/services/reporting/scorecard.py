"""The panel's scorecard: each measure against bands that are stated with their owner, green, amber or red in words.

A measure of people is worked out from the counts that may be published: where those leave a range open, every rating
that the range allows is named, so that a rating tells no more than the counts do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from guarantor.services.reporting.small_numbers import HELD, Cell, Shown

Rating = Literal["green", "amber", "red"]
RATINGS: tuple[Rating, ...] = ("green", "amber", "red")
Share = Annotated[Fraction, BeforeValidator(lambda given: Fraction(str(given))), Field(ge=0)]


class Bands(BaseModel):
    """From where on a measure is green or amber, both ends included; who says so."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)

    about: str = Field(min_length=1)
    better: Literal["higher", "lower"]
    green: Share
    amber: Share
    source: str = Field(min_length=1)
    owner: str = Field(min_length=1)

    @model_validator(mode="after")
    def _green_is_the_better(self) -> "Bands":
        if (self.green <= self.amber) is (self.better == "higher"):
            raise ValueError(f"{self.green} is not better than {self.amber}")
        return self

    def rating(self, share: Fraction) -> Rating:
        """The rating of a measure."""
        if self.better == "higher":
            return "green" if share >= self.green else "amber" if share >= self.amber else "red"
        return "green" if share <= self.green else "amber" if share <= self.amber else "red"

    @property
    def says(self) -> str:
        """Both bands in words: "Green from 75%, amber from 50%, red below"."""
        words = ("from", "below") if self.better == "higher" else ("up to", "above")
        return (
            f"Green {words[0]} {percent(self.green)}, amber {words[0]} {percent(self.amber)}, red {words[1]}"
        )


@dataclass(frozen=True)
class Score:
    """One line: what is measured, what it came to in words, and every rating that it may have; none is not rated."""

    name: str
    bands: Bands
    came_to: str
    ratings: tuple[Rating, ...]

    @property
    def says(self) -> str:
        """The rating in words: "Green", "Green or amber", "Not rated"."""
        return " or ".join(self.ratings).capitalize() or "Not rated"


@cache
def bands() -> dict[str, Bands]:
    """Every measure's bands, in the order of the file."""
    text = (files("guarantor.services.reporting") / "scorecard.yaml").read_text(encoding="utf-8")
    return {name: Bands.model_validate(given) for name, given in yaml.safe_load(text).items()}


def scored(counts: Mapping[Cell, Shown], places: int, money: Mapping[str, Any]) -> tuple[Score, ...]:
    """Every measure. `places` are all there are; `money` has the exposure document's `rent`, the year's `outturn`
    and `budget` in pounds (None where none is set), and `forecast_errors` in percent."""
    given, missed = counts["became", "given"], counts["tenancies", "missed"]
    rent = {word: Fraction(each["rent"]) for word, each in money["rent"].items()}
    due, budget = sum(rent.values()), money["budget"]
    return (
        _share("places_taken", counts[HELD], Shown(places, places), "no place is there"),
        _share("tenancies_kept", counts["tenancies", "kept"], given, "no guarantee was given"),
        _share("arrears_solved", counts["tenancies", "solved"], missed, "nobody has missed a month's rent"),
        _share("tenancies_called", counts["tenancies", "called"], given, "no guarantee was given"),
        _exact("rent_heard_of", 1 - rent["not_heard_of"] / due if due else None, "no rent has fallen due"),
        _exact(
            "budget_used",
            Fraction(money["outturn"]) / Fraction(budget) if budget else None,
            "no yearly budget was set",
        ),
        _exact("forecast_error", _largest(money["forecast_errors"]), "no forecast can be scored"),
    )


def _share(name: str, part: Shown, whole: Shown, without: str) -> Score:
    """A share of people: over every pair of numbers that the published counts leave open."""
    if part.low is None or part.high is None or whole.low is None or whole.high is None:
        return Score(name, bands()[name], "hidden", ())
    if whole.high == 0:
        return Score(name, bands()[name], f"Not rated: {without}", ())
    low = Fraction(part.low, whole.high)
    high = min(Fraction(part.high, max(whole.low, 1)), Fraction(1))
    said = percent(low) if low == high else f"{percent(low)} to {percent(high)}"
    return Score(
        name, bands()[name], f"{part.says} of {whole.says}: {said}", _between(bands()[name], low, high)
    )


def _exact(name: str, share: Fraction | None, without: str) -> Score:
    if share is None:
        return Score(name, bands()[name], f"Not rated: {without}", ())
    return Score(name, bands()[name], percent(share), (bands()[name].rating(share),))


def _between(of: Bands, low: Fraction, high: Fraction) -> tuple[Rating, ...]:
    ends = sorted(RATINGS.index(of.rating(share)) for share in (low, high))
    return RATINGS[ends[0] : ends[1] + 1]


def _largest(errors: Iterable[float]) -> Fraction | None:
    return max((abs(Fraction(str(each))) / 100 for each in errors), default=None)


def percent(share: Fraction) -> str:
    """A share as a percentage, to the nearest whole one: "15%"; what is not all never reads as 100%, nor as 0%."""
    whole = (200 * share + 1) // 2
    if whole == 0 and share > 0:
        return "under 1%"
    return "over 99%" if whole == 100 and share < 1 else f"{whole}%"
