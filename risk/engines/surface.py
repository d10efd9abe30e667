"""The moments of the cost as a smooth surface over theta and Z: followed at few nodes, read off at many.

Knows that the chain's moments bend slowly along Z and along x = Phi^-1(F(theta)), while a large book's narrow laws ask
for nodes that lie close together. Between the nodes that were followed it interpolates log mean, log variance and
third moment / variance by polynomials through eight neighbours. Knows nothing of laws.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from risk.arrears import Floats
from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.calibration.posterior import posterior_grid
from risk.engines.conditional import static
from risk.engines.factor import Grid, Rule
from risk.engines.moments import Moments, moments_at
from risk.years import Window

NEIGHBOURS = 8
NOTHING = 1e-300


@dataclass(frozen=True)
class Surface:
    """What was followed at every node of a rule's grid, shape (3, thetas, Z): log mean, log variance and third central
    moment / variance."""

    rule: Rule
    values: Floats

    def moments(self, finer: Grid) -> Moments:
        """The moments at every node of the grid of a rule that differs in its steps only."""
        by_theta = self.values
        if self.rule.theta_step is not None:
            by_theta = interpolation(by_theta.shape[1], finer.shape[0]) @ by_theta
        if self.rule.z_step is not None:
            by_theta = by_theta @ interpolation(by_theta.shape[2], finer.shape[1]).T
        log_mean, log_variance, ratio = by_theta.reshape(3, -1)
        variance = _without_nothing(np.exp(log_variance))
        return Moments(_without_nothing(np.exp(log_mean)), variance, ratio * variance)


def surfaces(
    exposure: Exposure, assumptions: Assumptions, rule: Rule, reported: Sequence[Window]
) -> list[Surface]:
    """The surface of each window of months, followed at the nodes of a rule."""
    followed = posterior_grid(assumptions, rule, exposure.evidence)
    every = static(followed.every())
    found = moments_at(every, exposure, assumptions, reported, correlation=assumptions.correlation)
    return [Surface(rule, _smooth(moments).reshape(3, *followed.shape)) for moments in found]


def _smooth(moments: Moments) -> Floats:
    variance = np.maximum(moments.variance, NOTHING)
    return np.array(
        [
            np.log(np.maximum(moments.mean, NOTHING)),
            np.log(variance),
            np.where(moments.variance > NOTHING, moments.third / variance, 0.0),
        ]
    )


def _without_nothing(amount: Floats) -> Floats:
    """Nothing again where a logarithm asked for something."""
    return np.where(amount > NOTHING**0.9, amount, 0.0)


def interpolation(coarse: int, fine: int) -> Floats:
    """The matrix (fine, coarse) from values at `coarse` even places of an interval to those at `fine` even places:
    at each of these the polynomial through the eight places around, or through all where there are fewer."""
    wide = min(NEIGHBOURS, coarse)
    place = np.linspace(0, coarse - 1, fine)
    first = np.clip(np.floor(place).astype(int) - wide // 2 + 1, 0, coarse - wide)
    away = place[:, None] - first[:, None] - np.arange(wide)
    weight = np.ones((fine, wide))
    for node in range(wide):
        for other in range(wide):
            if other != node:
                weight[:, node] *= away[:, other] / (node - other)
    matrix = np.zeros((fine, coarse))
    matrix[np.arange(fine)[:, None], first[:, None] + np.arange(wide)] = weight
    return matrix
