"""Theta and the past years' shocks after what was seen, and the nodes that every engine stands on.

The months seen, the prior of theta and a prior for the Z of each past year are one model: weight x product of
p(Z)^misses (1 - p(Z))^paid. Leaving out that the ledger's months shared a Z would take one good year for a low rate.
Works in x = Phi^-1(F(theta)), F the prior's distribution function, in which the prior is N(0, 1).
The static shock is one Z for the horizon; what was seen before had one of its own. A yearly shock carries over by phi.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import betainccinv, betaincinv, ndtr

from risk.arrears import Floats
from risk.assumptions import Assumptions, YearlyAr1
from risk.calibration.likelihood import log_likelihood
from risk.engines.factor import EDGE, Axis, Grid, Nodes, Rule, grid, normal_axis, shock_axis
from risk.evidence import Evidence, Seen
from risk.faults import WrongInput

# Steps along x in standard deviations of the posterior where the rule leaves the choice open.
FIRST_STEP = 0.5
# The coarsest step along the Z of a past year.
Z_STEP = 1 / 8
MOST_PHI = 0.999
# Density that is e^-36 of the highest weighs less than rounding.
LEFT_OUT = 36.0
# What is e^-20 less likely than the likeliest does not decide how fine the nodes must be.
NEAR = 20.0
LOOKED_AT = 81
ZOOMS = 6


@dataclass(frozen=True)
class Reach:
    """Where along x the posterior lies: it weighs nothing below `low` and above `high`; `sd` is its spread."""

    low: float
    high: float
    sd: float


@dataclass(frozen=True)
class Past:
    """What was seen, resolved: at each x (m,) and each value of the last past shock z (n,) the log of the posterior
    weight up to a constant, shape (m, n)."""

    x: Floats
    z: Floats
    log_weight: Floats

    def weight(self) -> Floats:
        """The weights, adding up to 1."""
        weight = np.exp(self.log_weight - self.log_weight.max())
        return np.asarray(weight / weight.sum())

    def later_by(self, years: int, phi: float) -> "Past":
        """The same with the Z of some years later, of which nothing was seen."""
        carried = _carried(self.z, phi)
        log_weight = self.log_weight
        for _ in range(years if phi < 1 else 0):
            log_weight = _moved(log_weight, carried)
        return Past(self.x, self.z, log_weight)


def nodes(assumptions: Assumptions, rule: Rule, evidence: Evidence) -> Nodes:
    """The nodes of theta and of the horizon's static Z that weigh more than rounding, adding up to 1."""
    return posterior_grid(assumptions, rule, evidence).heavy()


def posterior_grid(assumptions: Assumptions, rule: Rule, evidence: Evidence) -> Grid:
    """Theta and the horizon's static Z on the grid of a rule: the prior's where nothing was seen, else theta on a
    trapezoid along x whose step is in standard deviations of the posterior. Raises WrongInput where the assumptions
    call impossible what was seen."""
    if not evidence.seen:
        return grid(assumptions.first_miss.alpha, assumptions.first_miss.beta, rule)
    return Grid(theta_axis(assumptions, evidence, rule.theta_step or FIRST_STEP), shock_axis(rule))


def theta_axis(assumptions: Assumptions, evidence: Evidence, step: float) -> Axis:
    """The posterior of theta on a trapezoid along x with steps of at most `step` standard deviations."""
    lies = reach(assumptions, evidence)
    x = np.linspace(lies.low, lies.high, int(np.ceil((lies.high - lies.low) / (step * lies.sd))) + 1)
    log_weight = _log_weight_of_theta(x, assumptions, evidence)
    weight = np.exp(log_weight - log_weight.max())
    return Axis(theta_at(x, assumptions), weight / weight.sum())


@lru_cache(maxsize=256)
def reach(assumptions: Assumptions, evidence: Evidence) -> Reach:
    """Where along x the posterior lies, found by zooming in on what weighs anything.

    Raises WrongInput where the assumptions call impossible what was seen.
    """
    low, high = -EDGE, EDGE
    sd = 1.0
    for _ in range(ZOOMS):
        x = np.linspace(low, high, LOOKED_AT)
        log_weight = _log_weight_of_theta(x, assumptions, evidence)
        if not np.isfinite(log_weight).any():
            raise WrongInput(
                [
                    "evidence: the ledger has seen what the assumptions call impossible: a chance of nought or one."
                ]
            )
        weight = np.exp(log_weight - log_weight.max())
        weight /= weight.sum()
        mean = float(weight @ x)
        sd = float(np.sqrt(weight @ (x - mean) ** 2))
        counts = np.flatnonzero(log_weight > log_weight.max() - LEFT_OUT)
        step = x[1] - x[0]
        low, high = max(x[counts[0]] - step, -EDGE), min(x[counts[-1]] + step, EDGE)
        if sd > 2 * step:
            break
    return Reach(float(low), float(high), max(sd, float(step) / 2))


def _log_weight_of_theta(x: Floats, assumptions: Assumptions, evidence: Evidence) -> Floats:
    past = resolved(x, assumptions, evidence)
    top = past.log_weight.max(axis=1, keepdims=True)
    finite = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(past.log_weight - finite).sum(axis=1)) + finite[:, 0])


def resolved(x: Floats, assumptions: Assumptions, evidence: Evidence) -> Past:
    """The posterior over x and the Z of the last year seen, forward over the years seen at every x:
    weight(Z_y) = seen in y given Z_y x sum over Z_(y-1) of the step from there x weight(Z_(y-1)).

    Raises WrongInput for a phi between 0.999 and 1, which no grid resolves.
    """
    phi = phi_of(assumptions)
    if MOST_PHI < phi < 1:
        raise WrongInput([f"factor: yearly_ar1 should be at most {MOST_PHI}, or 1, not {phi}."])
    years = _by_shock(assumptions, evidence)
    z = shock_of_the_past(assumptions, evidence)
    carried = _carried(z, phi)
    theta = theta_at(x, assumptions)[:, None]
    log_weight = -(x[:, None] ** 2) / 2 - z[None, :] ** 2 / 2
    for number, seen in enumerate(years):
        if number:
            log_weight = _moved(log_weight, carried)
        log_weight = log_weight + log_likelihood(theta, z[None, :], seen, assumptions)
    return Past(x, z, log_weight)


def _by_shock(assumptions: Assumptions, evidence: Evidence) -> list[tuple[Seen, ...]]:
    """What was seen under each shock: everything together under a static one, else year by year without a gap."""
    if phi_of(assumptions) == 1:
        return [evidence.seen]
    return [
        tuple(each for each in evidence.seen if each.began == year)
        for year in range(evidence.years[0], evidence.years[-1] + 1)
    ]


def _carried(z: Floats, phi: float) -> Floats:
    """The chance of Z_y (rows) given Z_(y-1) (columns) on the grid z; columns add up to 1."""
    if phi == 1:
        return np.eye(len(z))
    steps = np.exp(-((z[:, None] - phi * z[None, :]) ** 2) / (2 * (1 - phi**2)))
    return np.asarray(steps / steps.sum(axis=0))


def _moved(log_weight: Floats, carried: Floats) -> Floats:
    top = log_weight.max(axis=1, keepdims=True)
    finite = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(log_weight - finite) @ carried.T) + finite)


@lru_cache(maxsize=256)
def shock_of_the_past(assumptions: Assumptions, evidence: Evidence) -> Floats:
    """Nodes of a past year's Z: fine enough for the step between years and for what the busiest year says of it."""
    if not assumptions.correlation:
        return np.zeros(1)
    phi, rho = phi_of(assumptions), assumptions.correlation
    z = np.linspace(-4, 4, 161)
    sharpest = 1.0
    for theta in theta_at(np.linspace(-3, 3, 7), assumptions):
        for seen in _by_shock(assumptions, evidence):
            likely = log_likelihood(np.full_like(z, theta), z, seen, assumptions)
            if not np.isfinite(likely).all():
                continue
            near = likely[1:-1] > likely.max() - NEAR
            bent = -np.diff(likely, 2) / (z[1] - z[0]) ** 2
            sharpest = max(sharpest, 1 + float(np.max(bent, initial=0.0, where=near)))
    step = min(Z_STEP, 0.5 / np.sqrt(sharpest), np.sqrt(1 - rho) / 3)
    return normal_axis(float(step if phi == 1 else min(step, np.sqrt(1 - phi**2) / 2))).value


def theta_at(x: Floats, assumptions: Assumptions) -> Floats:
    """theta = F^-1(Phi(x)), F the prior's distribution function; from the nearer end, so that no tail is lost."""
    prior = assumptions.first_miss
    from_below = betaincinv(prior.alpha, prior.beta, ndtr(np.minimum(x, 0.0)))
    from_above = betainccinv(prior.alpha, prior.beta, ndtr(-np.maximum(x, 0.0)))
    return np.asarray(np.where(x < 0, from_below, from_above))


def phi_of(assumptions: Assumptions) -> float:
    """How much of a past year's shock the next one has: 1 for a static one, which the whole past shares."""
    return assumptions.factor.yearly_ar1 if isinstance(assumptions.factor, YearlyAr1) else 1.0
