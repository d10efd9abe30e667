"""Large book: the law of loss from the moments of the cost given theta and Z, without a lattice and without sampling.

Knows how nodes, moments and the mixture of gammas go together, and proves its nodes by doubling them. Given theta and
Z a large book's cost is nearly normal: three moments tell its law. The common shock is one Z for the whole horizon.
From about a hundred guarantees on; smaller books are for exact.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.calibration.posterior import posterior_grid
from risk.engines.exact import one_shock
from risk.engines.factor import Rule
from risk.engines.fineness import ATTEMPTS, closer, compared, starting_rule
from risk.engines.gammas import MixedGammas, mixed_gammas
from risk.engines.moments import Moments
from risk.engines.surface import Surface, surfaces
from risk.faults import WrongInput
from risk.years import Window, windows

MOST_DOUBLINGS = 2
# Nodes beyond which doubling takes minutes and gigabytes.
MOST_NODES = 1 << 20
# What all nodes that are left out weigh together.
LEFT_OUT = 1e-9
FOLLOWED_THETA_STEP = 0.25
# A pound: what a quantile may move by where no lattice is assumed.
STEP_PENCE = 100


@dataclass(frozen=True)
class LargeRun:
    """What the large engine found: the law of the whole horizon and of each financial year, the expected loss
    straight from the chain (pence), the rule that stood, and whether doubling its nodes once more moved anything
    (`settled`, worded in `says`)."""

    total: MixedGammas
    by_year: tuple[MixedGammas, ...]
    chain_mean_pence: float
    rule: Rule
    nodes: int
    settled: bool
    says: str


def large_run(
    exposure: Exposure, assumptions: Assumptions, progress: Callable[[int, int], None] | None = None
) -> LargeRun:
    """The law of what a large exposure will cost, total and by financial year.

    The nodes, those followed and those read off, are doubled in both directions until no figure moves. Raises
    WrongInput for a factor that moves.
    """
    reported = [_whole(exposure), *windows(exposure.book.as_of, exposure.horizon_months)]
    found, rule = _fitted(exposure, assumptions, reported)
    laws = _laws(found, rule, exposure, assumptions)
    nodes = len(laws[0].weight)
    settled, says = False, f"the {nodes:,} nodes could not be doubled: it would take too long"
    for doubling in range(MOST_DOUBLINGS):
        if 4 * nodes > MOST_NODES:
            break
        if progress:
            progress(doubling, MOST_DOUBLINGS)
        found = surfaces(exposure, assumptions, found[0].rule.doubled(), reported)
        rule = rule.doubled()
        finer = _laws(found, rule, exposure, assumptions)
        comparison = compared(laws, finer, assumptions.lattice_pence or STEP_PENCE)
        says = f"from {nodes:,} to {len(finer[0].weight):,} nodes {comparison.says}"
        laws, nodes, settled = finer, len(finer[0].weight), comparison.near_enough
        if settled:
            break
    total, *by_year = laws
    return LargeRun(total, tuple(by_year), total.mean(), rule, nodes, settled, says)


def large_law(exposure: Exposure, assumptions: Assumptions) -> MixedGammas:
    """The law of the whole horizon alone, at the nodes that suit the book: what large_run does at its heart."""
    found, rule = _fitted(exposure, assumptions, [_whole(exposure)])
    return _laws(found, rule, exposure, assumptions)[0]


def _fitted(
    exposure: Exposure, assumptions: Assumptions, reported: Sequence[Window]
) -> tuple[list[Surface], Rule]:
    """The surfaces of the windows reported, the whole horizon first, and the rule at which to read them off."""
    if not one_shock(exposure, assumptions):
        raise WrongInput(
            ["factor: large takes one shock for the horizon; use the engine sobol for yearly_ar1."]
        )
    first = starting_rule(assumptions, exposure.evidence)
    followed = replace(first, z_step=first.z_step and first.z_step / 2)
    found, rule = surfaces(exposure, assumptions, followed, reported), followed
    for _ in range(ATTEMPTS):
        grid = posterior_grid(assumptions, rule, exposure.evidence)
        finer = _finest([closer(rule, grid, surface.moments(grid)) for surface in found])
        if finer == rule:
            break
        if finer.theta_step is not None and followed.theta_step is None:
            # Between Gauss nodes nothing can be read off.
            followed = replace(followed, theta_step=FOLLOWED_THETA_STEP)
            found, finer = surfaces(exposure, assumptions, followed, reported), followed
        rule = finer
    return found, rule


def _finest(rules: Sequence[Rule]) -> Rule:
    """The smallest steps among the rules: a year may have narrow laws where the whole horizon has wide ones."""
    z_steps = [rule.z_step for rule in rules if rule.z_step is not None]
    theta_steps = [rule.theta_step for rule in rules if rule.theta_step is not None]
    return replace(rules[0], z_step=min(z_steps, default=None), theta_step=min(theta_steps, default=None))


def _laws(
    found: Sequence[Surface], rule: Rule, exposure: Exposure, assumptions: Assumptions
) -> list[MixedGammas]:
    grid = posterior_grid(assumptions, rule, exposure.evidence)
    weight = grid.every().weight
    order = np.argsort(weight)
    kept = np.sort(order[np.searchsorted(np.cumsum(weight[order]), LEFT_OUT) :])
    weight = weight[kept] / weight[kept].sum()
    laws = []
    for surface in found:
        at = surface.moments(grid)
        laws.append(mixed_gammas(Moments(at.mean[kept], at.variance[kept], at.third[kept]), weight))
    return laws


def _whole(exposure: Exposure) -> Window:
    return Window("whole horizon", 0, exposure.horizon_months)
