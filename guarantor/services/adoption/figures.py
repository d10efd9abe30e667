"""Kent's real figures and the rates of the basis, for whoever plays a county. Figures only, no person."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from guarantor.services.forecasting.bases import basis_on
from risk.assumptions import Assumptions
from risk.cohort.printed import kent_accommodation, kent_forecasts
from risk.cohort.rents import kent_rents_2019
from rules.local_housing_allowance import market_areas

FORECAST_YEAR = 2018


@dataclass(frozen=True)
class Listed:
    """Rents listed for one area and kind of home: how many lettings, and a monthly rent at any quantile."""

    brma: str
    rooms: str
    lettings: int
    monthly_pence: tuple[int, ...]

    def at(self, quantile: float) -> int:
        """Monthly pence at a quantile from 0 to 1, in steps of one in a hundred."""
        return self.monthly_pence[min(round(quantile * 100), 100)]


@dataclass(frozen=True)
class Chain:
    """The monthly rates by which a tenancy's rent is paid or missed, from the basis of the liability model."""

    first_miss: float
    repeat_miss: float
    after_call_miss: float
    clears: float
    ends: float
    call_after_months: int


@lru_cache(maxsize=1)
def people_by_age() -> dict[tuple[str, int], int]:
    """Care leavers in the forecast of November 2018, by group and age 18 to 24 (Tables 2 and 3).

    The band 17 and 18 of the citizens' table stands as 18.
    """
    counted: dict[tuple[str, int], int] = {}
    for forecast in kent_forecasts():
        position = forecast.years.index(FORECAST_YEAR)
        for band, row in forecast.rows.items():
            age = int(band.split("-")[-1])
            if age < 25:
                counted[forecast.group, age] = row[position]
    return counted


def accommodation() -> dict[str, int]:
    """Where Kent's care leavers lived in March 2018 (Table 4)."""
    return kent_accommodation()


@lru_cache(maxsize=1)
def rents() -> tuple[Listed, ...]:
    """Rents of 2018/19 by area and kind of home (Valuation Office Agency, list of rents, April 2019)."""
    known = set(market_areas())
    return tuple(
        Listed(
            each.brma,
            each.rooms,
            each.lettings,
            tuple(each.monthly_pence(step / 100) for step in range(101)),
        )
        for each in kent_rents_2019()
        if each.brma in known
    )


def chain(group: str, on: dt.date) -> Chain:
    """The rates of a tenancy in the basis in force on a day; theta at its mean."""
    assumptions: Assumptions = basis_on(on).assumptions
    known: Literal["uasc", "citizen"] = "uasc" if group == "uasc" else "citizen"
    first_miss = min(assumptions.first_miss.mean * assumptions.multiplier(known), 1.0)
    named = {"first_miss": first_miss, "repeat_miss": assumptions.repeat_miss}
    after_call = assumptions.after_call_miss
    return Chain(
        first_miss=first_miss,
        repeat_miss=assumptions.repeat_miss,
        after_call_miss=named[after_call] if isinstance(after_call, str) else after_call,
        clears=assumptions.cure_share,
        ends=assumptions.ends(known),
        call_after_months=assumptions.call_after_months,
    )
