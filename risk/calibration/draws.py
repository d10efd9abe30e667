"""Theta and the shocks of the years to come, drawn after what was seen, by the inverse of uniform numbers.

Knows the posterior on its grid; where nothing was seen it is the prior itself, without a grid.
Who supplies the uniform numbers, and what for, is not its business.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline
from scipy.special import betaincinv, ndtri

from risk.arrears import Floats
from risk.assumptions import Assumptions
from risk.calibration.posterior import phi_of, reach, resolved, theta_at
from risk.evidence import Evidence
from risk.faults import WrongInput

# Nodes along x within one standard deviation. Between nodes a draw is even, which widens the law by h^2 / 12.
NODES_A_DEVIATION = 24
SMALLEST, LARGEST = 1e-300, 1 - 1e-16
# The inverse of a prior is followed at so many places along x for each standard deviation and read off between them,
# ten times as quickly; no uniform number but nought, of which there is one in 2^53, lies beyond the furthest place.
FURTHEST, PLACES_A_DEVIATION = 8.5, 64
# What reading off may be wrong by, as a share of theta.
NEAR_ENOUGH = 1e-9


def drawn(
    assumptions: Assumptions, evidence: Evidence, years: Sequence[int], uniforms: Floats
) -> tuple[Floats, Floats]:
    """(theta, z): theta of shape (n,) and the Z of each financial year of `years` (consecutive, by the calendar year
    in which they began) of shape (len(years), n), from `uniforms` of shape (1 + len(years), n).

    Without evidence theta = F^-1(u_0), Z_1 = Phi^-1(u_1), Z_y = phi Z_(y-1) + sqrt(1 - phi^2) Phi^-1(u_y); a static
    shock is phi = 1. With evidence theta comes from its posterior, and a yearly shock goes on from the last year
    seen. Raises WrongInput where the years to come begin before the last year seen.
    """
    phi = phi_of(assumptions)
    shocks = ndtri(np.clip(uniforms[1:], SMALLEST, LARGEST))
    if not evidence.seen:
        return _theta_before(assumptions, uniforms[0]), _walk(shocks, phi)
    if years and years[0] < evidence.years[-1]:
        raise WrongInput([f"evidence: it ends in {evidence.years[-1]}, after the run begins in {years[0]}."])
    first = years[0] if years else evidence.years[-1]
    table = _table(assumptions, evidence, first)
    row, along = _place(table.upto, uniforms[0])
    theta = theta_at(table.x[row] + (along - 0.5) * table.x_step, assumptions)
    if len(shocks) and len(table.z) > 1 and assumptions.factor != "static":
        column, along = _place_in_rows(table.upto_given_x, row, uniforms[1])
        shocks[0] = table.z[column] + (along - 0.5) * table.z_step
    return theta, _walk(shocks, phi)


def _theta_before(assumptions: Assumptions, uniform: Floats) -> Floats:
    """F^-1(u) of the prior, within a thousand-millionth of itself."""
    curve = _inverse(assumptions)
    if curve is None:
        prior = assumptions.first_miss
        return np.asarray(betaincinv(prior.alpha, prior.beta, uniform))
    x = ndtri(np.clip(uniform, SMALLEST, LARGEST))
    return np.asarray(np.exp(curve(np.clip(x, -FURTHEST, FURTHEST))))


@lru_cache(maxsize=16)
def _inverse(assumptions: Assumptions) -> CubicSpline | None:
    """log theta by x = Phi^-1(F(theta)) as a smooth curve through places that lie close together; None for a prior so
    odd that halfway between two of them the curve is not near enough."""
    every = np.linspace(-FURTHEST, FURTHEST, round(4 * FURTHEST * PLACES_A_DEVIATION) + 1)
    theta = theta_at(every, assumptions)
    if not (theta > 0).all():
        return None
    curve = CubicSpline(every[::2], np.log(theta[::2]))
    apart = np.abs(np.exp(curve(every[1::2])) / theta[1::2] - 1)
    return curve if apart.max() < NEAR_ENOUGH else None


def _walk(shocks: Floats, phi: float) -> Floats:
    z = shocks.copy()
    for year in range(1, len(z)):
        z[year] = phi * z[year - 1] + np.sqrt(1 - phi**2) * shocks[year]
    return z


@dataclass(frozen=True)
class _Table:
    """The posterior on its grid: nodes x (m,) with cumulative weights `upto` (m,), and at each the cumulative
    weights of the first year's Z, `upto_given_x` (m, n), over the nodes z (n,)."""

    x: Floats
    x_step: float
    upto: Floats
    z: Floats
    z_step: float
    upto_given_x: Floats


@lru_cache(maxsize=16)
def _table(assumptions: Assumptions, evidence: Evidence, first_year: int) -> _Table:
    lies = reach(assumptions, evidence)
    x = np.linspace(
        lies.low, lies.high, int(np.ceil((lies.high - lies.low) / lies.sd * NODES_A_DEVIATION)) + 1
    )
    past = resolved(x, assumptions, evidence).later_by(first_year - evidence.years[-1], phi_of(assumptions))
    weight = past.weight()
    upto_given_x = np.cumsum(weight, axis=1)
    upto_given_x /= np.maximum(upto_given_x[:, -1:], SMALLEST)
    z_step = float(past.z[1] - past.z[0]) if len(past.z) > 1 else 0.0
    return _Table(x, float(x[1] - x[0]), np.cumsum(weight.sum(axis=1)), past.z, z_step, upto_given_x)


def _place(upto: Floats, uniform: Floats) -> tuple[NDArray[np.intp], Floats]:
    """The cell that each uniform number falls in, and how far along it, from 0 to 1."""
    row = np.minimum(np.searchsorted(upto, uniform * upto[-1], side="right"), len(upto) - 1)
    before = np.where(row > 0, upto[row - 1], 0.0)
    width = np.maximum(upto[row] - before, SMALLEST)
    return row, np.clip((uniform * upto[-1] - before) / width, 0.0, 1.0)


def _place_in_rows(upto: Floats, row: NDArray[np.intp], uniform: Floats) -> tuple[NDArray[np.intp], Floats]:
    """The same within a row for each number: rows are laid end to end, each a whole number after the one before."""
    m, n = upto.shape
    laid = (upto + np.arange(m)[:, None]).ravel()
    column = np.clip(np.searchsorted(laid, uniform + row, side="right") - row * n, 0, n - 1)
    before = np.where(column > 0, upto[row, column - 1], 0.0)
    width = np.maximum(upto[row, column] - before, SMALLEST)
    return column, np.clip((uniform - before) / width, 0.0, 1.0)
