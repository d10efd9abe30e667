"""Small book: the exact law of loss, without sampling.

Knows how nodes, kernel and portfolio go together, when a book is too large for it, and proves its nodes by
doubling them. The common shock is one Z for the whole horizon. What the figures mean is for measures.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

from risk.arrears import Floats
from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.calibration.posterior import nodes, phi_of, theta_axis
from risk.engines.conditional import parts_at, static
from risk.engines.factor import Rule, point
from risk.engines.fineness import COARSEST_THETA_STEP, compared, fitted_rule, starting_rule
from risk.engines.portfolio import (
    Part,
    conditional_moments,
    lattice_step_pence,
    loss_law,
    reach_pence,
    work,
)
from risk.faults import WrongInput
from risk.measures import LatticeLaw
from risk.years import Window, windows

# Complex products that one law may take, about a thousand million a second: when the engine may choose, and when
# a person asked for it. Doubling the nodes may take five times as many.
QUICK_WORK = 3e8
MOST_WORK = 4e9
DOUBLED = 5
MOST_AMOUNTS = 1 << 20
MOST_DOUBLINGS = 3


class TooLarge(WrongInput):
    """The exact engine would take too long. `reason` says why, without advice."""

    def __init__(self, reason: str, advice: str) -> None:
        self.reason = reason
        super().__init__([f"engine: {reason}; {advice}."])


@dataclass(frozen=True)
class ExactRun:
    """What the exact engine found: the law of the whole horizon and of each financial year, the expected loss
    straight from the chain, without a lattice (pence), the rule that stood, and whether doubling its nodes once
    more moved anything (`settled`, worded in `says`)."""

    total: LatticeLaw
    by_year: tuple[LatticeLaw, ...]
    chain_mean_pence: float
    rule: Rule
    nodes: int
    settled: bool
    says: str


@dataclass(frozen=True)
class _Laws:
    laws: tuple[LatticeLaw, ...]
    chain_mean_pence: float
    nodes: int


def exact_run(
    exposure: Exposure,
    assumptions: Assumptions,
    progress: Callable[[int, int], None] | None = None,
    *,
    most_work: float = MOST_WORK,
) -> ExactRun:
    """The exact law of what an exposure will cost, total and by financial year.

    The nodes are doubled in both directions until no figure moves. Raises WrongInput for a factor that moves,
    TooLarge for a lattice too fine and where a law would take more than `most_work` products.
    """
    if not one_shock(exposure, assumptions):
        raise WrongInput(
            ["factor: exact takes one shock for the horizon; use the engine sobol for yearly_ar1."]
        )
    whole = _whole(exposure)
    reported = [whole, *windows(exposure.book.as_of, exposure.horizon_months)]
    rule = fitted_rule(exposure, assumptions, whole)
    step_pence = step_for(exposure, assumptions, rule)
    found = _laws(exposure, assumptions, reported, rule, step_pence, most_work)
    settled, says = False, f"the {found.nodes} nodes could not be doubled: it would take too long"
    for doubling in range(MOST_DOUBLINGS):
        if progress:
            progress(doubling, MOST_DOUBLINGS)
        try:
            finer = _laws(exposure, assumptions, reported, rule.doubled(), step_pence, DOUBLED * most_work)
        except TooLarge:
            break
        comparison = compared(found.laws, finer.laws, step_pence)
        says = f"from {found.nodes} to {finer.nodes} nodes {comparison.says}"
        found, rule, settled = finer, rule.doubled(), comparison.near_enough
        if settled:
            break
    total, *by_year = found.laws
    return ExactRun(total, tuple(by_year), found.chain_mean_pence, rule, found.nodes, settled, says)


def one_shock(exposure: Exposure, assumptions: Assumptions) -> bool:
    """Whether one Z holds for the whole horizon: where it is static or does nothing, and where a yearly one cannot
    move, within one financial year or with phi = 1, and does not come from years that were seen."""
    if assumptions.factor == "static" or assumptions.correlation == 0:
        return True
    years = windows(exposure.book.as_of, exposure.horizon_months)
    return not exposure.evidence.seen and (phi_of(assumptions) == 1 or len(years) <= 1)


def exact_work(exposure: Exposure, assumptions: Assumptions) -> float:
    """The complex products that the law of the whole horizon would take. Raises TooLarge for a lattice too fine."""
    whole = _whole(exposure)
    rule = fitted_rule(exposure, assumptions, whole)
    step_pence = step_for(exposure, assumptions, rule)
    at = nodes(assumptions, rule, exposure.evidence)
    (parts,) = parts_at(static(at), exposure, assumptions, [whole], correlation=assumptions.correlation)
    return work(parts, at.weight, step_pence)


def exact_law(exposure: Exposure, assumptions: Assumptions, rule: Rule, step_pence: int) -> LatticeLaw:
    """The law of the whole horizon alone at the nodes of one rule: what exact_run does at its heart."""
    return _laws(exposure, assumptions, [_whole(exposure)], rule, step_pence, MOST_WORK).laws[0]


def fitted_law(
    exposure: Exposure, assumptions: Assumptions, *, most_amounts: int | None = None
) -> LatticeLaw:
    """The law of the whole horizon alone, at the nodes that an exact run would begin with.

    Where its lattice has more than `most_amounts` amounts a multiple of its step is taken: payments are split between
    neighbouring amounts, so that the mean stays and a quantile is off by a step at most.
    """
    whole = _whole(exposure)
    at = nodes(assumptions, fitted_rule(exposure, assumptions, whole), exposure.evidence)
    (parts,) = parts_at(static(at), exposure, assumptions, [whole], correlation=assumptions.correlation)
    step_pence = _step(parts, at.weight, exposure, assumptions)
    if most_amounts is not None:
        amounts = reach_pence(parts, at.weight, step_pence) / step_pence
        step_pence *= max(ceil(amounts / most_amounts), 1)
    _not_too_large(parts, at.weight, step_pence, exposure, MOST_WORK)
    return loss_law(parts, at.weight, step_pence)


def plug_in_law(exposure: Exposure, assumptions: Assumptions, step_pence: int | None = None) -> LatticeLaw:
    """The law with theta at its mean and rho = 0: the foil, which leaves out all that is not known. Without a
    step the engine chooses one."""
    at = point(_mean_of_theta(exposure, assumptions))
    (parts,) = parts_at(static(at), exposure, assumptions, [_whole(exposure)], correlation=0.0)
    if step_pence is None:
        step_pence = lattice_step_pence(exposure.rents_pence, reach_pence(parts, at.weight, 1))
    return loss_law(parts, at.weight, step_pence)


def _mean_of_theta(exposure: Exposure, assumptions: Assumptions) -> float:
    if not exposure.evidence.seen:
        return assumptions.first_miss.mean
    axis = theta_axis(assumptions, exposure.evidence, COARSEST_THETA_STEP)
    return float(axis.weight @ axis.value)


def chain_mean_pence(exposure: Exposure, assumptions: Assumptions) -> float:
    """The expected loss straight from the chain, without lattice or sampling, for a static factor."""
    rule = starting_rule(assumptions, exposure.evidence).doubled()
    at = nodes(assumptions, rule, exposure.evidence)
    (parts,) = parts_at(
        static(at), exposure, assumptions, [_whole(exposure)], correlation=assumptions.correlation
    )
    return float(at.weight @ conditional_moments(parts, len(at.weight))[0])


def step_for(exposure: Exposure, assumptions: Assumptions, rule: Rule) -> int:
    """The lattice's step in pence: as assumed, or chosen so that the law is fine and the run short.
    Raises TooLarge where the assumed lattice has more than a million amounts."""
    at = nodes(assumptions, rule, exposure.evidence)
    (parts,) = parts_at(
        static(at), exposure, assumptions, [_whole(exposure)], correlation=assumptions.correlation
    )
    return _step(parts, at.weight, exposure, assumptions)


def _step(parts: Sequence[Part], weight: Floats, exposure: Exposure, assumptions: Assumptions) -> int:
    most_pence = reach_pence(parts, weight, assumptions.lattice_pence or 1)
    if assumptions.lattice_pence is None:
        return lattice_step_pence(exposure.rents_pence, most_pence)
    if most_pence / assumptions.lattice_pence > MOST_AMOUNTS:
        least = ceil(1.01 * most_pence / MOST_AMOUNTS) / 100
        raise TooLarge(
            f"exact would need more than a million amounts on a lattice of £{assumptions.lattice}",
            f"use the engine simulate, or a lattice of at least {least:.2f}",
        )
    return assumptions.lattice_pence


def _whole(exposure: Exposure) -> Window:
    return Window("whole horizon", 0, exposure.horizon_months)


def _laws(
    exposure: Exposure,
    assumptions: Assumptions,
    reported: Sequence[Window],
    rule: Rule,
    step_pence: int,
    most_work: float,
) -> _Laws:
    at = nodes(assumptions, rule, exposure.evidence)
    by_window = parts_at(static(at), exposure, assumptions, reported, correlation=assumptions.correlation)
    for parts in by_window:
        _not_too_large(parts, at.weight, step_pence, exposure, most_work)
    laws = tuple(loss_law(parts, at.weight, step_pence) for parts in by_window)
    mean, _ = conditional_moments(by_window[0], len(at.weight))
    return _Laws(laws, float(at.weight @ mean), len(at.weight))


def _not_too_large(
    parts: Sequence[Part], weight: Floats, step_pence: int, exposure: Exposure, most_work: float
) -> None:
    asked = work(parts, weight, step_pence)
    if asked > most_work:
        number = exposure.expected_guarantees
        raise TooLarge(
            f"exact would take {asked:.0e} steps for {number:,.0f} guarantees and stops at {most_work:.0e}",
            "use the engine large or simulate, or a wider lattice",
        )
