"""How fine the nodes must be: a rule before the run, and the comparison of two runs after it.

Knows that the conditional laws at neighbouring nodes must overlap: from one node to the next the conditional
mean may move by no more than the conditional standard deviation, that is, a trapezoid's step stays below
sd / |d mean / d node|. Otherwise the mixture is a row of separate humps with the right mean and wrong quantiles.
Knows nothing of how a law is found.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from risk.arrears import Floats
from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.calibration.posterior import posterior_grid
from risk.engines.conditional import static
from risk.engines.factor import Grid, Rule, first_rule
from risk.engines.moments import Moments, moments_at
from risk.evidence import Evidence
from risk.measures import LEVELS, Law
from risk.years import Window

# Doubling may move no quantile by more than one lattice step or this share of it, and no mean by more than this.
QUANTILE_TOLERANCE = 5e-4
MEAN_TOLERANCE = 1e-4
# Nodes lighter than this do not decide how fine the others must be.
COUNTS = 1e-9
COARSEST_THETA_STEP = 0.5
# How much finer than the gap asks for, so that the next attempt stands.
SPARE = 1.05
FINEST_STEP = 1 / 256
ATTEMPTS = 4


def starting_rule(assumptions: Assumptions, evidence: Evidence) -> Rule:
    """The rule to begin with. What was seen leaves no prior for Gauss-Jacobi nodes: theta is on a trapezoid then."""
    first = first_rule(assumptions.correlation)
    return replace(first, theta_step=COARSEST_THETA_STEP) if evidence.seen else first


def fitted_rule(exposure: Exposure, assumptions: Assumptions, whole: Window) -> Rule:
    """The coarsest rule at whose nodes neighbouring conditional laws overlap, for the months of `whole`."""
    rule = starting_rule(assumptions, exposure.evidence)
    for _ in range(ATTEMPTS):
        tried = posterior_grid(assumptions, rule, exposure.evidence)
        every = static(tried.every())
        (moments,) = moments_at(every, exposure, assumptions, [whole], correlation=assumptions.correlation)
        finer = closer(rule, tried, moments)
        if finer == rule:
            break
        rule = finer
    return rule


def closer(rule: Rule, tried: Grid, moments: Moments) -> Rule:
    """The rule itself where the laws at neighbouring nodes of its grid overlap, else one with as small steps as the
    gaps between them ask for. `moments` are those at every node of the grid."""
    z_gap, theta_gap = _gaps(tried, moments)
    if rule.z_step is not None and z_gap > 1:
        rule = replace(rule, z_step=max(rule.z_step / (SPARE * z_gap), FINEST_STEP))
    if theta_gap > 1:
        step = COARSEST_THETA_STEP if rule.theta_step is None else rule.theta_step / (SPARE * theta_gap)
        rule = replace(rule, theta_step=max(step, FINEST_STEP))
    return rule


def _gaps(tried: Grid, moments: Moments) -> tuple[float, float]:
    """The widest gap between neighbouring nodes along Z and along theta, in standard deviations of the law there."""
    mean, variance = moments.mean.reshape(tried.shape), moments.variance.reshape(tried.shape)
    along_z = _widest_gap(mean, np.sqrt(variance), np.outer(tried.theta.weight, tried.z.weight))
    # Along theta the law is spread by Z already, so that its humps are that much wider.
    mean_at_theta = mean @ tried.z.weight
    variance_at_theta = (variance + mean**2) @ tried.z.weight - mean_at_theta**2
    along_theta = _widest_gap(mean_at_theta, np.sqrt(np.maximum(variance_at_theta, 0.0)), tried.theta.weight)
    return along_z, along_theta


def _widest_gap(mean: Floats, sd: Floats, weight: Floats) -> float:
    """max of |mean_(i+1) - mean_i| / sd along the last axis, over neighbours that both count."""
    apart = np.abs(np.diff(mean, axis=-1))
    between = (sd[..., 1:] + sd[..., :-1]) / 2
    counts = np.minimum(weight[..., 1:], weight[..., :-1]) > COUNTS
    # A hundred-millionth of a penny stands in for no spread at all, where there is no distance either.
    return float(np.max(apart / (between + 1e-8), initial=0.0, where=counts))


@dataclass(frozen=True)
class Comparison:
    """How far the figures moved between two runs of the same laws, in words, and whether that is near enough."""

    near_enough: bool
    says: str


def compared(coarse: Sequence[Law], fine: Sequence[Law], step_pence: int) -> Comparison:
    """Compare each law of a run with the same law at doubled nodes; a step's move of a quantile is none."""
    furthest_quantile, furthest_mean, near_enough = 0.0, 0.0, True
    for before, after in zip(coarse, fine, strict=True):
        for level in LEVELS:
            moved = abs(after.quantile(level) - before.quantile(level))
            furthest_quantile = max(furthest_quantile, moved)
            allowed = max(step_pence, QUANTILE_TOLERANCE * after.quantile(level))
            near_enough = near_enough and moved <= allowed
        moved = abs(after.mean() - before.mean())
        share = moved / after.mean() if after.mean() else moved
        furthest_mean = max(furthest_mean, share)
        near_enough = near_enough and share <= MEAN_TOLERANCE
    return Comparison(
        near_enough,
        f"no quantile moved by more than £{furthest_quantile / 100:,.2f} and no mean by more than "
        f"{furthest_mean:.1e} of itself",
    )
