"""A fan by financial year: people in touch, guarantees that come, guarantees that run.

Knows how the variants of entrants, the errors of past forecasts and the Betas of the rates together spread each
figure. Places are unlimited, and guarantees that run before the first day are not in it; nor is a cap used up.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np
from scipy.special import betaincinv, ndtri, pdtr, pdtrik

from risk.arrears import Floats
from risk.cohort.arrivals import FIRST_AGE, LAST_AGE, flow, lengths
from risk.cohort.forecast import Projection
from risk.cohort.rates import beta_of
from risk.cohort.stock import projections
from risk.cohort.variants import Bias, bias_by_lead, log_sd_at, variants
from risk.dated_basis import UNCERTAIN, Basis
from risk.faults import WrongInput
from risk.years import months_to_end_of, windows, year_label

LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
DEFAULT_DRAWS = 4096
MOST_DRAWS = 1 << 20
AGES = range(FIRST_AGE, LAST_AGE + 1)
# Sets the draws of the fan apart from those that any engine makes of the same seed.
APART = 0xFA4
SAYS = (
    "Entrants after the last known year lie between the variants, likeliest as assumed; those who entered since the "
    "first count are as uncertain as past forecasts of that lead were wrong; each rate is a Beta; what comes is "
    "Poisson. Retention 1, places unlimited, rates and in-touch share otherwise as assumed."
)


@dataclass(frozen=True)
class Spread:
    """A figure of a year: mean and quantiles."""

    mean: float
    quantiles: dict[float, float]


@dataclass(frozen=True)
class FanYear:
    """People of 18 to 24 in touch in March, guarantees that come in the year, guarantees that run in March."""

    year: str
    in_touch: Spread
    arrivals: Spread
    running: Spread


@dataclass(frozen=True)
class VariantYear:
    """The same three figures as expected with entrants at `times` the last known value and all rates as assumed."""

    times: float
    year: str
    in_touch: float
    arrivals: float
    running: float


@dataclass(frozen=True)
class Fan:
    """What may come from the month of `as_of` on, year by year, and what widens it."""

    basis: str
    as_of: date
    years: tuple[FanYear, ...]
    variants: tuple[VariantYear, ...]
    bias_by_lead: tuple[Bias, ...]

    def document(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "basis": self.basis,
            "as_of": self.as_of.isoformat(),
            "says": SAYS,
            "years": [
                {"year": each.year}
                | {name: _document(getattr(each, name)) for name in ("in_touch", "arrivals", "running")}
                for each in self.years
            ],
            "variants": [_rounded(asdict(each)) for each in self.variants],
            "bias_by_lead": [_rounded(asdict(each)) for each in self.bias_by_lead],
        }


def fan(
    basis: Basis,
    *,
    as_of: date,
    last_year: int,
    term_months: int,
    seed: int,
    draws: int = DEFAULT_DRAWS,
    errors: tuple[Bias, ...] | None = None,
) -> Fan:
    """The fan from the month of `as_of` to the end of the financial year that begins in `last_year`; `errors` are those
    of Kent's forecasts of 2018 unless others are given. Raises WrongInput for months that the forecast does not
    reach and for a number of draws out of range."""
    horizon = months_to_end_of(as_of, last_year)
    if horizon < 1:
        raise WrongInput([f"last_year: {year_label(last_year)} is over before {as_of}."])
    if not 2 <= draws <= MOST_DRAWS:
        raise WrongInput([f"draws should be from 2 to {MOST_DRAWS}, not {draws}."])
    scored = bias_by_lead() if errors is None else errors
    groups = [
        _Group(basis, projection, as_of, horizon, term_months)
        for projection in projections(basis, last_year + 2, 1.0)
    ]
    random = np.random.Generator(np.random.Philox(key=np.array([seed, APART], dtype=np.uint64)))
    range_of = variants(basis)
    times, error, rate = _drawn(basis, random.random((len(UNCERTAIN) + 2, draws)))
    in_touch, arrivals, running = _sum(group.figures(times, error, rate, scored) for group in groups)
    came, run = (_poisson(random.random(mean.shape), mean) for mean in (arrivals, running))
    labels = [window.year for window in windows(as_of, horizon)]
    lines = []
    for each in dict.fromkeys((range_of.low, range_of.assumed, range_of.high)):
        known = np.array([each]), np.zeros(1), np.array([flow(basis.arrivals)])
        people, come, stay = _sum(group.figures(*known, scored) for group in groups)
        lines += [
            VariantYear(each, label, float(people[0, at]), float(come[0, at]), float(stay[0, at]))
            for at, label in enumerate(labels)
        ]
    return Fan(
        basis.name,
        as_of,
        tuple(
            FanYear(label, _spread(in_touch[:, at]), _spread(came[:, at]), _spread(run[:, at]))
            for at, label in enumerate(labels)
        ),
        tuple(lines),
        scored,
    )


def _drawn(basis: Basis, uniforms: Floats) -> tuple[Floats, Floats, Floats]:
    """Entrants' multiple, the error of the forecast in standard deviations, and arrivals a month for each person in
    touch, each of shape (draws,), from uniforms of shape (uncertain rates + 2, draws)."""
    rate = np.ones(uniforms.shape[1])
    for name, uniform in zip(UNCERTAIN, uniforms[2:], strict=True):
        rate *= betaincinv(*beta_of(basis, name), uniform)
    return variants(basis).drawn(uniforms[0]), np.asarray(ndtri(uniforms[1])), rate


class _Group:
    """People of one group by year and age, and the weights with which they become the three figures of each financial
    year: arrays of shape (financial years, counted years, ages)."""

    def __init__(
        self, basis: Basis, projection: Projection, as_of: date, horizon: int, term_months: int
    ) -> None:
        self._counted = np.array(sorted(projection.people))
        self._known_to = projection.known_to
        self._people = np.array(
            [
                [_in_touch(projection, int(year), age, basis.arrivals.share_of_18) for age in AGES]
                for year in self._counted
            ]
        )
        stays = 1 - basis.assumptions.ends(projection.group)
        years = windows(as_of, horizon)
        shape = len(years), len(self._counted), len(AGES)
        self._in_touch, self._coming, self._running = (np.zeros(shape) for _ in range(3))
        for month in range(horizon):
            between = self._between(projection, as_of, month)
            for at, window in enumerate(years):
                last = window.after - 1
                self._in_touch[at] += (month == last) * between[:, None]
                if window.first <= month <= last:
                    self._coming[at] += between[:, None] * _share_covered(term_months, 0)
                if month <= last:
                    still = _share_covered(term_months, last - month) * stays ** (last - month)
                    self._running[at] += between[:, None] * still

    def _between(self, projection: Projection, as_of: date, month: int) -> Floats:
        """How much of each counted year is in a month of the run, on straight lines: shape (counted years,)."""
        since = as_of.year * 12 + as_of.month - projection.counted_in + month
        year, along = since // 12 - self._counted[0], since % 12 / 12
        if not 0 <= year < len(self._counted) - 1:
            raise WrongInput([f"as_of: the forecast begins in {self._counted[0]}, after {as_of}."])
        found = np.zeros(len(self._counted))
        found[year], found[year + 1] = 1 - along, along
        return found

    def figures(
        self, times: Floats, error: Floats, rate: Floats, scored: tuple[Bias, ...]
    ) -> tuple[Floats, Floats, Floats]:
        """People in touch, and the means of what comes and runs, each of shape (draws, financial years)."""
        lead = self._counted - self._counted[0]
        log_sd = np.array([log_sd_at(int(each), scored) for each in lead])
        entered = self._counted[:, None] - (np.array(AGES) - FIRST_AGE)
        people = self._people * np.where(
            entered > self._counted[0], np.exp(error[:, None, None] * log_sd[:, None]), 1.0
        )
        people = people * np.where(entered > self._known_to, times[:, None, None], 1.0)

        def weighed(weights: Floats) -> Floats:
            return np.asarray(np.einsum("dya,fya->df", people, weights))

        return (
            weighed(self._in_touch),
            rate[:, None] * weighed(self._coming),
            rate[:, None] * weighed(self._running),
        )


def _in_touch(projection: Projection, year: int, age: int, share_of_18: float) -> float:
    people, rate = projection.people[year], float(projection.in_touch_rate[year])
    return people[str(age)] * rate if str(age) in people else people["17-18"] * share_of_18 * rate


def _share_covered(term_months: int, since: int) -> Floats:
    """By age at the start, the share of guarantees that run on for more than `since` months: (ages,)."""
    return np.array(
        [sum(share for months, share in lengths(age, term_months) if months > since) for age in AGES]
    )


def _sum(groups: Iterable[tuple[Floats, Floats, Floats]]) -> tuple[Floats, Floats, Floats]:
    in_touch, coming, running = zip(*groups, strict=True)
    return np.sum(in_touch, axis=0), np.sum(coming, axis=0), np.sum(running, axis=0)


def _poisson(uniforms: Floats, mean: Floats) -> Floats:
    """Poisson numbers by the inverse of their distribution: the smallest k with P(K <= k) >= u."""
    least = np.where(mean > 0, mean, 1.0)
    number = np.maximum(np.ceil(pdtrik(uniforms, least)), 0.0)
    before = np.maximum(number - 1, 0.0)
    return np.where(mean > 0, np.where(pdtr(before, least) >= uniforms, before, number), 0.0)


def _spread(figures: Floats) -> Spread:
    quantiles = np.quantile(figures, LEVELS, method="inverted_cdf")
    return Spread(
        float(figures.mean()), {level: float(amount) for level, amount in zip(LEVELS, quantiles, strict=True)}
    )


def _document(spread: Spread) -> dict[str, Any]:
    return {
        "mean": round(spread.mean, 1),
        "quantiles": {str(level): round(amount, 1) for level, amount in spread.quantiles.items()},
    }


def _rounded(row: dict[str, Any]) -> dict[str, Any]:
    return {name: round(each, 3) if isinstance(each, float) else each for name, each in row.items()}
