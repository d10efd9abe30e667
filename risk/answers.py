"""What each engine answers, in one form, with the verdicts that travel with it.

Knows which checks suit which engine and when a small simulation may run beside an exact law. Which engine is asked
is for liability.py, how it finds its law for the engines.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from risk import checks
from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.checks import Check
from risk.engines.exact import ExactRun, chain_mean_pence, one_shock
from risk.engines.large import LargeRun
from risk.engines.simulation.blocks import Away
from risk.engines.simulation.run import SimulatedRun, simulated_run
from risk.engines.simulation.streams import BLOCK
from risk.engines.sobol import SobolRun
from risk.measures import Figures, Law, standard_errors
from risk.result import EngineUsed

# Guarantee-months that the simulation beside an exact run may draw: about a second.
MOST_DRAWN_BESIDE = 2e7
BLOCKS_BESIDE = 4

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Sampling:
    """How a sampling engine is run; a result is the same for any `workers`, and on a cluster (`away`)."""

    scenarios: int
    seed: int
    workers: int = 1
    away: Away | None = None


@dataclass(frozen=True)
class Found:
    """An engine's answer. `errors` are the standard errors of the total's figures, None where nothing is sampled;
    `sampled` is the size of the sample, which the answer depends on."""

    engine: EngineUsed
    why: str
    total: Law
    by_year: tuple[Law, ...]
    verdicts: list[Check]
    step_pence: int | None = None
    errors: Figures | None = None
    sampled: tuple[int, ...] = field(default=())


def exactly(run: ExactRun, exposure: Exposure, assumptions: Assumptions, seed: int, why: str) -> Found:
    """The exact engine's answer, with a small simulation beside it."""
    verdicts = checks.of_exact(run, _most_pence(exposure))
    months = sum(cell.count * cell.course.months for cell in exposure.book.cells) + sum(
        arrival.expected * arrival.course.months for arrival in exposure.arrivals
    )
    drawn = months * BLOCK
    if drawn > MOST_DRAWN_BESIDE:
        verdicts.append(
            Check(
                "exact against simulation",
                "not checked",
                "the book is too large to be simulated beside each exact run",
            )
        )
    else:
        blocks = max(1, min(BLOCKS_BESIDE, int(MOST_DRAWN_BESIDE // max(drawn, 1))))
        beside = simulated_run(exposure, assumptions, scenarios=blocks * BLOCK, seed=seed)
        on_lattice = all(rent_pence % run.total.step_pence == 0 for rent_pence in exposure.rents_pence)
        verdicts += checks.against_simulation(run.total, beside, on_lattice=on_lattice)
    return Found("exact", why, run.total, run.by_year, verdicts, step_pence=run.total.step_pence)


def by_moments(run: LargeRun, exposure: Exposure, why: str) -> Found:
    """The large engine's answer."""
    verdicts = checks.of_moments(run.total, run.by_year, _most_pence(exposure))
    verdicts.append(checks.settled(run.says, holds=run.settled))
    return Found("large", why, run.total, run.by_year, verdicts)


def by_paths(run: SobolRun, exposure: Exposure, why: str) -> Found:
    """The Sobol engine's answer."""
    verdicts = checks.of_paths(
        run.total, run.by_year, run.standard_errors, run.points, run.scrambles, _most_pence(exposure)
    )
    return Found(
        "sobol",
        f"{why}; given a path the law is {'exact' if run.inside == 'exact' else 'told by its moments'}",
        run.total,
        run.by_year,
        verdicts,
        errors=run.standard_errors,
        sampled=(run.points, run.scrambles),
    )


def simulated(
    exposure: Exposure, assumptions: Assumptions, sampling: Sampling, progress: Progress | None, why: str
) -> Found:
    """The simulation's answer; where it was interrupted, over the blocks that were finished."""
    run: SimulatedRun = simulated_run(
        exposure,
        assumptions,
        scenarios=sampling.scenarios,
        seed=sampling.seed,
        workers=sampling.workers,
        away=sampling.away,
        progress=progress,
    )
    known = chain_mean_pence(exposure, assumptions) if one_shock(exposure, assumptions) else None
    verdicts = checks.of_simulation(run, _most_pence(exposure), known)
    if run.stopped:
        verdicts.append(Check("whole run", "does not hold", f"{run.stopped}; the figures are of those alone"))
    size = len(run.total.pence)
    errors = standard_errors(run.total)
    return Found("simulate", why, run.total, run.by_year, verdicts, errors=errors, sampled=(size,))


def _most_pence(exposure: Exposure) -> float | None:
    return None if exposure.arrivals else exposure.book.maximum_exposure_pence
