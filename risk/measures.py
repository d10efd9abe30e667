"""What finance reads off a law of loss: mean, spread, quantiles, tail means, chance over budget.

Knows two kinds of law: probabilities on a lattice of amounts (exact) and a sample (simulation). Amounts are
pence inside a law and pounds in its figures. Conventions: a quantile is the smallest amount x with
F(x) >= p - 1e-12; a tail mean is the average quantile above p, so an atom at the quantile is split;
over budget means strictly more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from risk.arrears import Floats

LEVELS = (0.5, 0.8, 0.95, 0.99, 0.995)
REACHED = 1e-12


class Law(Protocol):
    """What can be asked of any law of loss; amounts in pence."""

    def mean(self) -> float:
        """The expected loss."""
        ...

    def sd(self) -> float:
        """The standard deviation of the loss."""
        ...

    def quantile(self, level: float) -> float:
        """The smallest amount whose cumulative probability reaches the level."""
        ...

    def tail_mean(self, level: float) -> float:
        """The average quantile above the level."""
        ...

    def chance_above(self, pence: int) -> float:
        """The probability of a loss of strictly more."""
        ...


@dataclass(frozen=True)
class LatticeLaw:
    """Probabilities of the amounts 0, step, 2 step, ...: `probability` has shape (amounts,) and sums to 1."""

    step_pence: int
    probability: Floats

    def mean(self) -> float:
        """sum of x f(x)"""
        return self.step_pence * float(self.probability @ np.arange(len(self.probability)))

    def sd(self) -> float:
        """sqrt(sum of (x - mean)^2 f(x))"""
        away = self.step_pence * np.arange(len(self.probability)) - self.mean()
        return float(np.sqrt(self.probability @ (away * away)))

    def quantile(self, level: float) -> float:
        """The smallest lattice amount x with F(x) >= level - 1e-12."""
        return float(self.step_pence * self._reaches(level))

    def tail_mean(self, level: float) -> float:
        """[sum over x > q of x f(x) + q (F(q) - level)] / (1 - level), q the quantile of the level."""
        at = self._reaches(level)
        amounts = np.arange(len(self.probability))
        beyond = float(self.probability[at + 1 :] @ amounts[at + 1 :])
        return self.step_pence * (beyond + at * (float(self._cumulative[at]) - level)) / (1 - level)

    def chance_above(self, pence: int) -> float:
        """P(loss > pence)."""
        return float(self.probability[pence // self.step_pence + 1 :].sum())

    @cached_property
    def _cumulative(self) -> Floats:
        return np.cumsum(self.probability)

    def _reaches(self, level: float) -> int:
        at = int(np.searchsorted(self._cumulative, level - REACHED))
        return min(at, len(self.probability) - 1)


@dataclass(frozen=True)
class Sample:
    """Losses of independent scenarios in pence, in rising order, shape (scenarios,)."""

    pence: NDArray[np.int64]

    def mean(self) -> float:
        """The average loss."""
        return float(self.pence.mean())

    def sd(self) -> float:
        """The standard deviation, with n - 1 below."""
        return float(self.pence.std(ddof=1))

    def quantile(self, level: float) -> float:
        """The inverted distribution function: the smallest loss x with F(x) >= level - 1e-12."""
        return float(self.pence[self._position(level)])

    def tail_mean(self, level: float) -> float:
        """The average quantile above the level: the scenario that straddles it counts in part."""
        n, at = len(self.pence), self._position(level)
        straddling = float(self.pence[at]) * (at + 1 - n * level)
        return (float(self.pence[at + 1 :].sum()) + straddling) / (n * (1 - level))

    def chance_above(self, pence: int) -> float:
        """The share of scenarios with strictly more."""
        return float((self.pence > pence).mean())

    def mean_error(self) -> float:
        """Standard error of the mean: s / sqrt(n). Scenarios are independent, parameters drawn anew in each."""
        return self.sd() / float(np.sqrt(len(self.pence)))

    def sd_error(self) -> float:
        """Standard error of the standard deviation by the delta method: sqrt((m4 - s^4) / n) / (2 s)."""
        s = self.sd()
        fourth = float(((self.pence - self.mean()) ** 4).mean())
        return float(np.sqrt(max(fourth - s**4, 0.0) / len(self.pence))) / (2 * s) if s else 0.0

    def quantile_error(self, level: float) -> float:
        """Standard error from order statistics: half the distance between the losses one binomial standard
        deviation of rank either side."""
        n = len(self.pence)
        ranks = n * level + np.array([-1, 1]) * np.sqrt(n * level * (1 - level))
        low, high = self.pence[np.clip(np.rint(ranks).astype(int), 0, n - 1)]
        return float(high - low) / 2

    def tail_mean_error(self, level: float) -> float:
        """Standard error of the tail mean: sd of max(x - q, 0) / ((1 - level) sqrt(n))."""
        excess = np.maximum(self.pence - self.quantile(level), 0)
        return float(excess.std(ddof=1)) / ((1 - level) * float(np.sqrt(len(self.pence))))

    def _position(self, level: float) -> int:
        return max(int(np.ceil(len(self.pence) * (level - REACHED))) - 1, 0)


@dataclass(frozen=True)
class Figures:
    """The figures of a law in pounds, by level where there are several."""

    mean: float
    sd: float
    quantiles: dict[float, float]
    tail_means: dict[float, float]


def figures(law: Law) -> Figures:
    """The figures of a law, in pounds."""
    return _figures(law.mean, law.sd, law.quantile, law.tail_mean)


def standard_errors(sample: Sample) -> Figures:
    """The standard error of each figure of a sample, in pounds."""
    return _figures(sample.mean_error, sample.sd_error, sample.quantile_error, sample.tail_mean_error)


def _figures(
    mean: Callable[[], float],
    sd: Callable[[], float],
    quantile: Callable[[float], float],
    tail_mean: Callable[[float], float],
) -> Figures:
    return Figures(
        mean() / 100,
        sd() / 100,
        {level: quantile(level) / 100 for level in LEVELS},
        {level: tail_mean(level) / 100 for level in LEVELS},
    )
