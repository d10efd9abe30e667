"""What is not known of those still to enter: how many, by variant, and how far past forecasts of them were off.

Knows the range that a basis gives the entrants after the last known year, and the errors of the forecasts of 2018 by
how many years ahead they looked. What both do to the people in touch is for fan.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from risk.arrears import Floats
from risk.cohort.forecast import Score, score
from risk.cohort.printed import kent_actuals, kent_forecasts
from risk.cohort.stock import ENTRANTS
from risk.dated_basis import Basis
from risk.faults import WrongInput


@dataclass(frozen=True)
class Variants:
    """Entrants after the last known year as multiples of that year's: the ends of the range, and what is assumed."""

    low: float
    assumed: float
    high: float

    def drawn(self, uniforms: Floats) -> Floats:
        """Multiples drawn between the ends, on a log scale and likeliest at what is assumed (triangular)."""
        low, peak, high = log(self.low), log(self.assumed), log(self.high)
        if high == low:
            return np.full(len(uniforms), self.assumed)
        below = (peak - low) / (high - low)
        rising = low + np.sqrt(uniforms * (high - low) * (peak - low))
        falling = high - np.sqrt((1 - uniforms) * (high - low) * (high - peak))
        return np.exp(np.where(uniforms < below, rising, falling))


def variants(basis: Basis) -> Variants:
    """The variants of a basis, from its value and range. Raises WrongInput for a multiple that is not above 0."""
    entry = basis.entries[ENTRANTS]
    low, high = entry.range or (entry.value, entry.value)
    if not low > 0:
        raise WrongInput([f"{ENTRANTS} should have a range above 0, not from {low}."])
    return Variants(float(low), float(entry.value), float(high))


@dataclass(frozen=True)
class Bias:
    """How far a forecast made `lead_years` ahead was off: (forecast - counted) / counted in percent, negative where
    more people were there than foreseen; `log_error` is log(counted / forecast)."""

    lead_years: int
    year: int
    error_percent: float
    log_error: float


def bias_by_lead(made: Sequence[Score] | None = None) -> tuple[Bias, ...]:
    """The errors of past forecasts, one for each lead, shortest first; Kent's forecasts of 2018 unless others are
    given."""
    scores = score(kent_forecasts(), kent_actuals()) if made is None else made
    return tuple(
        Bias(each.lead_years, each.year, float(each.error_percent), log(each.actual / each.forecast))
        for each in sorted(scores, key=lambda each: each.lead_years)
    )


def log_sd_at(lead_years: int, errors: Sequence[Bias]) -> float:
    """How uncertain entrants are that many years ahead: as much as a forecast of that lead was once off. Nothing at
    lead 0 and below; before the shortest lead that was scored its error, after the longest its."""
    if lead_years <= 0 or not errors:
        return 0.0
    reached = [each for each in errors if each.lead_years <= lead_years]
    return abs((reached[-1] if reached else errors[0]).log_error)
