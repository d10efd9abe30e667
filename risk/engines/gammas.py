"""A mixture of shifted gammas: the law of a cost of which only the moments given theta and Z are known.

Knows nodes with weights, means, spreads and skews, and what finance reads off such a law. A node's gamma has its three
moments; without skew it is the normal law, without spread a certain amount, and with a negative skew its mirror image.
A shifted gamma may reach below zero, a cost does not: no quantile is below zero.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincc, gammaln, ndtr

from risk.arrears import Floats
from risk.engines.moments import Moments
from risk.measures import REACHED

# Up to this skew a gamma is told by the first terms of its expansion about the normal law, within 1e-6 of it.
SMALL_SKEW = 0.03
SMALL_SKEW_REACH = 40.0
# A spread of this share of the mean is the rounding of a variance, not a spread.
NO_SPREAD = 1e-8
# Beyond its reach a node's law has probability e^-22.
REACH = 22.0
# A quantile is found to half a penny, or a ten-millionth of itself.
WITHIN_PENCE = 0.5
WITHIN = 1e-7
# So many standard deviations away there is no probability left that a number could hold.
FAR = 1e4


@dataclass(frozen=True)
class MixedGammas:
    """Nodes of weight `weight`, adding up to 1, each with a shifted gamma of mean and sd in pence and a skew; four
    arrays of shape (nodes,)."""

    weight: Floats
    mean_pence: Floats
    sd_pence: Floats
    skew: Floats

    def mean(self) -> float:
        """The expected cost."""
        return float(self.weight @ self.mean_pence)

    def sd(self) -> float:
        """The standard deviation: the spread at the nodes and between them."""
        away = self.mean_pence - self.mean()
        return float(np.sqrt(self.weight @ (self.sd_pence**2 + away**2)))

    def quantile(self, level: float) -> float:
        """The smallest amount whose cumulative probability reaches level - 1e-12, as near as WITHIN; at least 0."""
        wanted = level - REACHED
        if level not in self._found:
            low, high = self._bracket(wanted)
            near, below = self._between(low, high)
            self._found[level] = max(near.crossing(wanted - below, low, high), 0.0)
        return self._found[level]

    def tail_mean(self, level: float) -> float:
        """The average quantile above the level: q + E[(X - q)+] / (1 - level)."""
        q = self.quantile(level)
        near, _ = self._between(q, q)
        above = self._reach[0] > q
        excess = near.weight @ near.excess(q) + self.weight[above] @ (self.mean_pence[above] - q)
        return q + float(excess) / (1 - level)

    def chance_above(self, pence: int) -> float:
        """P(cost > pence)."""
        near, below = self._between(float(pence), float(pence))
        return max(0.0, 1.0 - below - float(near.weight @ near.below(float(pence))))

    @cached_property
    def _found(self) -> dict[float, float]:
        """The quantiles that were asked for, by level."""
        return {}

    @cached_property
    def _reach(self) -> tuple[Floats, Floats]:
        """Between what amounts each node's law lies: a gamma passes sd (sqrt(2 y) + skew y / 2) with at most e^-y."""
        far = np.sqrt(2 * REACH)
        return (
            self.mean_pence - self.sd_pence * (far + np.maximum(-self.skew, 0.0) * REACH / 2),
            self.mean_pence + self.sd_pence * (far + np.maximum(self.skew, 0.0) * REACH / 2),
        )

    @cached_property
    def _upto(self) -> list[tuple[Floats, Floats]]:
        """Where the nodes' laws begin, in rising order, with the weight up to there; and the same of where they end."""
        found = []
        for ends in self._reach:
            order = np.argsort(ends)
            found.append((ends[order], np.cumsum(self.weight[order])))
        return found

    def _bracket(self, wanted: float) -> tuple[float, float]:
        """Two amounts between which the probability reaches `wanted`: no sooner than the weight of the laws that have
        begun does, and no later than that of those that have ended."""
        low, high = (
            float(ends[min(int(np.searchsorted(upto, wanted)), len(upto) - 1)]) for ends, upto in self._upto
        )
        return low, high

    def _between(self, low: float, high: float) -> tuple["MixedGammas", float]:
        """The nodes whose law reaches into what lies between two amounts, and the weight of those wholly below."""
        begins, ends = self._reach
        under = ends < low
        near = ~under & (begins <= high)
        some = MixedGammas(self.weight[near], self.mean_pence[near], self.sd_pence[near], self.skew[near])
        return some, float(self.weight[under].sum())

    def crossing(self, wanted: float, low: float, high: float) -> float:
        """Where sum of weight x P(X <= x) reaches `wanted`, from an amount below to one above.

        False position; an end that stays where it is counts half from then on (Illinois), and where three steps have
        not halved the bracket the fourth does.
        """
        at_low, at_high = -wanted, float(self.weight.sum()) - wanted
        before, step, last = high - low, 0, 0
        while high - low > max(WITHIN_PENCE, WITHIN * high):
            step += 1
            share = -at_low / (at_high - at_low) if at_high > at_low else 0.5
            if step % 4 == 0:
                share, before = (0.5 if high - low > before / 2 else share), high - low
            # Just beyond where a straight line crosses, so that both ends close in.
            nearest = min(WITHIN * high / 2 / (high - low), 0.5)
            tried = low + (high - low) * min(max(share, nearest), 1 - nearest)
            found = float(self.weight @ self.below(tried)) - wanted
            side = 1 if found >= 0 else -1
            if side > 0:
                high, at_high = tried, found
                at_low /= 2 if last == side else 1
            else:
                low, at_low = tried, found
                at_high /= 2 if last == side else 1
            last = side
        return high

    def below(self, pence: float) -> Floats:
        """P(X <= pence) at each node."""
        t = self._standard(pence)
        found = np.asarray(ndtr(t)) - _edgeworth(t, self.skew, 0)
        for some, gamma in self._gammas(t):
            found[some] = gamma.below()
        return found

    def excess(self, pence: float) -> Floats:
        """E[(X - pence)+] at each node, in pence."""
        t = self._standard(pence)
        found = np.exp(-t * t / 2) / np.sqrt(2 * np.pi) - t * ndtr(-t) + _edgeworth(t, self.skew, 1)
        for some, gamma in self._gammas(t):
            found[some] = gamma.excess()
        certain = np.maximum(self.mean_pence - pence, 0.0)
        return np.where(self.sd_pence > 0, self.sd_pence * found, certain)

    def _standard(self, pence: float) -> Floats:
        """At each node the amount in standard deviations from the mean."""
        away = pence - self.mean_pence
        with np.errstate(divide="ignore", invalid="ignore"):
            t = np.where(self.sd_pence > 0, away / self.sd_pence, np.where(away >= 0, FAR, -FAR))
        return np.clip(t, -FAR, FAR)

    def _gammas(self, t: Floats) -> Iterator[tuple[NDArray[np.intp], "_Standardised"]]:
        """The nodes whose skew a gamma must tell, those skewed to the right and those skewed to the left."""
        for sign in (1, -1):
            some = np.flatnonzero(sign * self.skew > SMALL_SKEW)
            if len(some):
                yield some, _Standardised(t[some], 4 / self.skew[some] ** 2, sign)


@dataclass(frozen=True)
class _Standardised:
    """sign (G - k) / sqrt(k) with G ~ Gamma(k), of mean 0 and variance 1, and amounts t on it; arrays of one shape."""

    t: Floats
    k: Floats
    sign: int

    @property
    def place(self) -> Floats:
        """Where t falls on G."""
        return np.maximum(self.k + self.sign * np.sqrt(self.k) * self.t, 0.0)

    def below(self) -> Floats:
        """P(X <= t)"""
        return np.asarray((gammainc if self.sign > 0 else gammaincc)(self.k, self.place))

    def excess(self) -> Floats:
        """E[(X - t)+]: from E[(G - s)+] = (k - s) P(G > s) + r and E[(s - G)+] = (s - k) P(G <= s) + r, where
        r = s^k e^-s / Gamma(k)."""
        k, s = self.k, self.place
        with np.errstate(divide="ignore"):
            r = np.exp(k * np.log(s) - s - gammaln(k))
        chance = (gammaincc if self.sign > 0 else gammainc)(k, s)
        # Short of where the law begins all of the distance is certain.
        beyond = np.minimum(self.t + np.sqrt(k), 0.0) if self.sign > 0 else 0.0
        return np.asarray((self.sign * (k - s) * chance + r) / np.sqrt(k) - beyond)


def _edgeworth(t: Floats, skew: Floats, times: int) -> Floats:
    """What a small skew g adds to P(X > t), with `times` = 1 to E[(X - t)+], for the gamma of unit variance: phi times
    g/6 He_2 + g^2 (He_3 / 16 + He_5 / 72), the Hermite polynomials each `times` lower."""
    t = np.clip(t, -SMALL_SKEW_REACH, SMALL_SKEW_REACH)
    hermite = [np.ones_like(t), t]
    for n in range(1, 5):
        hermite.append(t * hermite[n] - n * hermite[n - 1])
    small = np.where(np.abs(skew) <= SMALL_SKEW, skew, 0.0)
    second, third, fifth = (hermite[n - times] for n in (2, 3, 5))
    density = np.exp(-t * t / 2) / np.sqrt(2 * np.pi)
    return np.asarray(density * (small / 6 * second + small**2 * (third / 16 + fifth / 72)))


def mixed_gammas(moments: Moments, weight: Floats) -> MixedGammas:
    """The mixture of gammas with these moments at nodes of these weights."""
    sd = np.sqrt(moments.variance)
    sd = np.where(sd > NO_SPREAD * np.abs(moments.mean), sd, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        skew = np.where(sd > 0, moments.third / sd**3, 0.0)
    return MixedGammas(weight, moments.mean, sd, skew)
