"""Who comes: the printed forecasts checked against print, aged on to 25, and scored against what happened.

Knows how a band ages and what must follow from the printed rows. Corrects nothing: a printed figure that does
not follow is reported, and the rows are used. Who asks for a guarantee is for arrivals.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any, Literal

from risk.cohort.printed import Forecast, kent_actuals, kent_forecasts
from risk.faults import WrongInput
from risk.groups import Group

NOVEMBER = 11
DEFAULT_UNTIL = 2030
LATEST_UNTIL = 2100
SCORED_AGES = ("19", "20", "21")
SCORED_YEARS = (2019, 2020, 2021)


@dataclass(frozen=True)
class Disagreement:
    """A printed figure that does not follow from its rows."""

    group: Group
    year: int
    figure: Literal["total", "in_touch"]
    printed: int
    computed: int


@dataclass(frozen=True)
class Projection:
    """People aged on: by year and band, and the share of them in touch in each year. Years up to `known_to` are
    printed or counted; each year's people are those of the month `counted_in`."""

    group: Group
    people: dict[int, dict[str, int]]
    in_touch_rate: dict[int, Decimal]
    known_to: int
    counted_in: int = NOVEMBER

    def in_touch(self, year: int) -> Decimal:
        """People in touch: the rows' sum x the rate of that year."""
        return sum(self.people[year].values()) * self.in_touch_rate[year]


@dataclass(frozen=True)
class Score:
    """A forecast for November of `year` against the count of the next March."""

    year: int
    age: str
    forecast: int
    actual: int
    lead_years: int

    @property
    def error_percent(self) -> Decimal:
        """(forecast - actual) / actual in percent, to one decimal."""
        return _rounded(Decimal(100 * (self.forecast - self.actual)) / self.actual, "0.1")


def _rounded(value: Decimal, to: str) -> Decimal:
    return value.quantize(Decimal(to), rounding=ROUND_HALF_UP)


def disagreements(forecast: Forecast) -> list[Disagreement]:
    """Every printed figure that does not follow: a total that is not its rows' sum, an in-touch total that is
    not the rows' sum x the printed rate to the nearest whole person."""
    found: list[Disagreement] = []
    for position, year in enumerate(forecast.years):
        people = forecast.sum_of_rows(position)
        if forecast.total[position] != people:
            found.append(Disagreement(forecast.group, year, "total", forecast.total[position], people))
        in_touch = int(_rounded(people * forecast.in_touch_rate[position], "1"))
        printed = forecast.in_touch_total[position]
        if printed != in_touch:
            found.append(Disagreement(forecast.group, year, "in_touch", printed, in_touch))
    return found


def moved_up(before: dict[str, int], entrants: float, moving: float = 1.0) -> dict[str, int]:
    """The people of a year from those of the year before, youngest band first: each band moves up one age whole, of
    the youngest the share `moving`; those of 25 leave, and `entrants` come. Whole people."""
    bands = list(before)
    moved = {older: before[younger] for younger, older in pairwise(bands)}
    moved[bands[1]] = round(before[bands[0]] * moving)
    return {bands[0]: round(entrants)} | moved


def aged_on(forecast: Forecast, until: int = DEFAULT_UNTIL, entrants: float = 1.0) -> Projection:
    """The printed rows, then each band moved up whole, one age a year, until November of `until`.

    Retention is 1, entrants are held at `entrants` times their last printed value and 25 is the oldest. The
    youngest band moves to 19 whole also where it spans 17 and 18, as the printed rows themselves do (175 of 2018 are
    the 19-year-olds of 2019). Raises WrongInput for a year before the first printed one or after 2100.
    """
    first, last = forecast.years[0], forecast.years[-1]
    if not first <= until <= LATEST_UNTIL:
        raise WrongInput([f"until should be a year from {first} to {LATEST_UNTIL}, not {until}."])
    bands = list(forecast.rows)
    people = {
        year: {band: forecast.rows[band][position] for band in bands}
        for position, year in enumerate(forecast.years)
    }
    rate = dict(zip(forecast.years, forecast.in_touch_rate, strict=True))
    for year in range(last + 1, until + 1):
        people[year] = moved_up(people[year - 1], entrants * people[last][bands[0]])
        rate[year] = rate[last]
    asked = range(first, until + 1)
    return Projection(
        forecast.group,
        {year: people[year] for year in asked},
        {year: rate[year] for year in asked},
        known_to=min(last, until),
    )


def score(forecasts: Sequence[Forecast], actuals: dict[int, int]) -> list[Score]:
    """Each forecast for November 2019 to 2021, both groups together, ages 19-21, against the next March's count."""
    made: list[Score] = []
    for year in SCORED_YEARS:
        expected = sum(
            forecast.rows[age][forecast.years.index(year)] for forecast in forecasts for age in SCORED_AGES
        )
        lead_years = year - forecasts[0].years[0]
        made.append(Score(year, "19-21", expected, actuals[year + 1], lead_years))
    return made


def cohort_document(until: int = DEFAULT_UNTIL) -> dict[str, Any]:
    """The answer of `forecast cohort --json`: groups, in_touch, disagreements and score, ready for JSON."""
    forecasts = kent_forecasts()
    projections = [aged_on(forecast, until) for forecast in forecasts]
    return {
        "groups": {
            projection.group: {str(year): dict(bands) for year, bands in projection.people.items()}
            for projection in projections
        },
        "in_touch": {
            projection.group: {
                str(year): float(_rounded(projection.in_touch(year), "0.1")) for year in projection.people
            }
            for projection in projections
        },
        "disagreements": [
            {
                "group": found.group,
                "year": found.year,
                "figure": found.figure,
                "printed": found.printed,
                "computed": found.computed,
            }
            for forecast in forecasts
            for found in disagreements(forecast)
        ],
        "score": [
            {
                "year": made.year,
                "age": made.age,
                "forecast": made.forecast,
                "actual": made.actual,
                "error_percent": float(made.error_percent),
                "lead_years": made.lead_years,
            }
            for made in score(forecasts, kent_actuals())
        ],
    }
