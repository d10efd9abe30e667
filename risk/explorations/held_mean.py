"""The common shock without its effect on the mean: theta set again so that only the spread moves.

Knows that a higher rho bends p(Z) upwards and so raises the mean as well. tornado.py leaves theta as assumed; this is
the other way of asking, told apart in words.
"""

from collections.abc import Callable

from risk.assumptions import Assumptions
from risk.dated_basis import Basis
from risk.explorations.tornado import Bar
from risk.measures import Figures

Cost = Callable[[Assumptions], Figures]
SET_AGAIN = "correlation, theta set again to hold the mean"
NEAR_ENOUGH = 1e-4
MOST_STEPS = 40
LOWEST, HIGHEST = 1e-6, 1 - 1e-6


def with_mean_held(assumptions: Assumptions, cost: Cost, mean_pounds: float) -> Assumptions | None:
    """The assumptions with the mean of theta moved, its weight kept, until the mean cost is `mean_pounds` to a
    ten-thousandth; None where no theta reaches it. Costs must rise with theta."""
    low, high = LOWEST, HIGHEST
    found = assumptions
    for _ in range(MOST_STEPS):
        mean = cost(found).mean
        away = mean - mean_pounds
        if abs(away) <= NEAR_ENOUGH * mean_pounds:
            return found
        at = found.first_miss.mean
        low, high = (at, high) if away < 0 else (low, at)
        # Costs rise nearly in proportion to theta. Where that leads astray the middle is taken, of odds on a log scale.
        proposed = at * mean_pounds / mean if mean > 0 else high
        if not low < proposed < high:
            odds = (low / (1 - low) * high / (1 - high)) ** 0.5
            proposed = odds / (1 + odds)
        found = _with_theta(assumptions, proposed)
    return None


def _with_theta(assumptions: Assumptions, mean: float) -> Assumptions:
    prior = assumptions.first_miss
    weight = prior.alpha + prior.beta
    moved = prior.model_copy(update={"alpha": weight * mean, "beta": weight * (1 - mean)})
    return assumptions.model_copy(update={"first_miss": moved})


def bar_of_rho(basis: Basis, cost: Cost) -> Bar | None:
    """The bar of the correlation with the mean held at that of the basis; None where it cannot be held."""
    entry = basis.entries["correlation"]
    low, high = entry.range or (entry.value, entry.value)
    as_assumed = cost(basis.assumptions).mean
    ends = []
    for rho in (low, high):
        moved = basis.assumptions.model_copy(update={"correlation": float(rho)})
        held = with_mean_held(moved, cost, as_assumed)
        if held is None:
            return None
        ends.append(cost(held))
    below, above = ends
    return Bar(
        SET_AGAIN,
        f"{low:g}",
        f"{high:g}",
        below.mean,
        above.mean,
        below.quantiles[0.95],
        above.quantiles[0.95],
        entry.owner,
        entry.source,
    )
