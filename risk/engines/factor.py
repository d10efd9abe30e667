"""What all guarantees share: the uncertain rate theta and the common shock Z, as nodes and weights.

Knows theta ~ Beta(alpha, beta), Z ~ N(0,1), how the shock moves a chance, and where to put the nodes.
What one guarantee does at a node is for arrears.py, what the book adds up to for portfolio.py.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.linalg import eigh_tridiagonal
from scipy.special import betainccinv, betaincinv, ndtr, ndtri

from risk.arrears import Chances, Floats
from risk.assumptions import Assumptions
from risk.groups import Group

# Beyond this many standard deviations lies less than the rounding of the weights (1e-15).
EDGE = 8.0
JACOBI_NODES = 12
# Nodes that together weigh less than rounding are left out.
NEGLIGIBLE = 1e-16
HIGHEST_CHANCE = 1 - 1e-12


@dataclass(frozen=True)
class Rule:
    """Where the nodes go. Theta: `jacobi` Gauss-Jacobi nodes, or, where `theta_step` is given, a trapezoid of
    that step in x = Phi^-1(F(theta)). Z: a trapezoid of step `z_step`, or Z = 0 alone where there is no shock."""

    z_step: float | None
    jacobi: int = JACOBI_NODES
    theta_step: float | None = None

    def doubled(self) -> "Rule":
        """The same rule with twice the nodes in each direction."""
        return Rule(
            None if self.z_step is None else self.z_step / 2,
            2 * self.jacobi,
            None if self.theta_step is None else self.theta_step / 2,
        )


@dataclass(frozen=True)
class Axis:
    """Nodes of one variable in rising order with their weights, which add up to 1."""

    value: Floats
    weight: Floats


@dataclass(frozen=True)
class Nodes:
    """Values of theta and Z with their weights, three arrays of shape (nodes,)."""

    theta: Floats
    z: Floats
    weight: Floats


@dataclass(frozen=True)
class Grid:
    """Every pair of a theta and a Z."""

    theta: Axis
    z: Axis

    @property
    def shape(self) -> tuple[int, int]:
        """How many thetas and how many Z."""
        return len(self.theta.value), len(self.z.value)

    def every(self) -> Nodes:
        """All pairs, theta-major, so that arrays over them reshape to `shape`."""
        return Nodes(
            np.repeat(self.theta.value, self.shape[1]),
            np.tile(self.z.value, self.shape[0]),
            np.outer(self.theta.weight, self.z.weight).ravel(),
        )

    def heavy(self) -> Nodes:
        """The pairs that weigh more than rounding; their weights add up to 1 again."""
        every = self.every()
        kept = every.weight > NEGLIGIBLE
        weight = every.weight[kept]
        return Nodes(every.theta[kept], every.z[kept], weight / weight.sum())


def first_rule(correlation: float) -> Rule:
    """The rule to begin with: a third of a standard deviation in Z, finer where the shock bends p(Z) more.

    p(Z) is a normal distribution function of slope s = sqrt(rho / (1 - rho)), smooth on the scale 1 / s.
    """
    return Rule(z_step=None if correlation == 0 else np.sqrt(1 - correlation) / 3)


def grid(alpha: float, beta: float, rule: Rule) -> Grid:
    """The grid of a rule for theta ~ Beta(alpha, beta)."""
    if rule.theta_step is None:
        theta = jacobi_axis(alpha, beta, rule.jacobi)
    else:
        theta = quantile_axis(alpha, beta, rule.theta_step)
    return Grid(theta, shock_axis(rule))


def shock_axis(rule: Rule) -> Axis:
    """The rule's nodes for Z, or Z = 0 alone."""
    return Axis(np.zeros(1), np.ones(1)) if rule.z_step is None else normal_axis(rule.z_step)


def point(theta: float) -> Nodes:
    """One node: theta known, no shock. The plug-in figures stand on it."""
    return Nodes(np.array([theta]), np.zeros(1), np.ones(1))


def normal_axis(step: float) -> Axis:
    """A trapezoid on N(0,1): nodes at whole multiples of at most `step` up to 8 standard deviations either side.

    For a smooth integrand the error falls like exp(-2 pi^2 / step^2); Gauss nodes lie too far apart in the
    tail to do so for a large book, whose conditional law is narrow.
    """
    count = int(np.ceil(EDGE / step))
    z = np.linspace(-EDGE, EDGE, 2 * count + 1)
    weight = np.exp(-z * z / 2)
    return Axis(z, weight / weight.sum())


def jacobi_axis(alpha: float, beta: float, count: int) -> Axis:
    """Gauss-Jacobi nodes for Beta(alpha, beta) on [0, 1] by Golub and Welsch, normalised.

    The weights are squared first components of unit eigenvectors, so that the Beta function, which
    underflows for priors as heavy as Beta(65, 2225) in the usual routine, is never computed.
    """
    a, b = beta - 1.0, alpha - 1.0
    n = np.arange(1, count)
    twice = 2 * n + a + b
    diagonal = np.empty(count)
    diagonal[0] = alpha / (alpha + beta)
    diagonal[1:] = (2 * n * (n + a + b + 1) + (a + b) * (b + 1)) / (twice * (twice + 2))
    square = np.empty(count - 1)
    # For n = 1 the general term has a factor (1 + a + b) above and below, zero at Beta(1/2, 1/2).
    square[:1] = alpha * beta / ((alpha + beta) ** 2 * (alpha + beta + 1))
    m, s = n[1:], twice[1:]
    square[1:] = m * (m + a) * (m + b) * (m + a + b) / (s**2 * (s + 1) * (s - 1))
    value, vector = eigh_tridiagonal(diagonal, np.sqrt(square))
    weight = vector[0] ** 2
    return Axis(np.clip(value, 0.0, 1.0), weight / weight.sum())


def quantile_axis(alpha: float, beta: float, step: float) -> Axis:
    """A trapezoid in x = Phi^-1(F(theta)), F the distribution function of Beta(alpha, beta)."""
    x = normal_axis(step)
    # From the nearer end, so that neither tail is lost in rounding.
    from_below = betaincinv(alpha, beta, ndtr(np.minimum(x.value, 0.0)))
    from_above = betainccinv(alpha, beta, ndtr(-np.maximum(x.value, 0.0)))
    return replace(x, value=np.where(x.value < 0, from_below, from_above))


def shocked(chance: Floats | float, z: Floats, correlation: float) -> Floats:
    """p(Z) = Phi((Phi^-1(p) + sqrt(rho) Z) / sqrt(1 - rho)) (Vasicek); its mean over Z is p."""
    return np.asarray(ndtr((ndtri(chance) + np.sqrt(correlation) * z) / np.sqrt(1 - correlation)))


def chances_at(
    theta: Floats, z: Floats, assumptions: Assumptions, group: Group, *, correlation: float
) -> Chances:
    """The monthly chances of a group where the rate is theta and the shock Z, both of shape (nodes,)."""
    first = shocked(np.minimum(theta * assumptions.multiplier(group), HIGHEST_CHANCE), z, correlation)
    repeat = shocked(np.full_like(z, assumptions.repeat_miss), z, correlation)
    match assumptions.after_call_miss:
        case "first_miss":
            after_call = first
        case "repeat_miss":
            after_call = repeat
        case chance:
            after_call = shocked(np.full_like(z, chance), z, correlation)
    return Chances(
        first,
        repeat,
        after_call,
        clears=assumptions.cure_share,
        ends=assumptions.ends(group),
        ends_after_call=assumptions.ends_after_call(group),
        claim_at=assumptions.call_after_months,
    )
