"""What will the guarantees cost? The one question this library answers for its callers.

Knows which engine suits which exposure and why, and what belongs into an answer. The mathematics is in the
modules it calls: conditional.py and arrears.py (one guarantee), portfolio.py (their sum), exact.py and
simulate.py (the engines).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from risk import checks
from risk.arrivals import Arrivals
from risk.assumptions import Assumptions
from risk.book import Book, Exposure
from risk.checks import Check
from risk.exact import QUICK_WORK, ExactRun, TooLarge, chain_mean_pence, exact_run, plug_in_law
from risk.faults import WrongInput
from risk.measures import Law, Sample, figures, standard_errors
from risk.result import EngineUsed, Liability, YearFigures, fingerprint
from risk.simulate import BLOCK, SimulatedRun, simulated_run
from risk.years import windows

Engine = Literal["auto", "exact", "large", "sobol", "simulate"]
ENGINES: tuple[Engine, ...] = ("auto", "exact", "large", "sobol", "simulate")
DEFAULT_SCENARIOS = 100_000
DEFAULT_SEED = 1
# Guarantee-months that the simulation beside an exact run may draw: about a second.
MOST_DRAWN_BESIDE = 2e7
BLOCKS_BESIDE = 4

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class _Found:
    engine: EngineUsed
    why: str
    total: Law
    by_year: tuple[Law, ...]
    step_pence: int | None
    verdicts: list[Check]


def liability(
    book: Book,
    assumptions: Assumptions,
    *,
    engine: str = "auto",
    scenarios: int = DEFAULT_SCENARIOS,
    seed: int = DEFAULT_SEED,
    workers: int = 1,
    budget_pence: int | None = None,
    arrivals: Arrivals | None = None,
    progress: Progress | None = None,
) -> Liability:
    """The law of what a book, and the arrivals to it, will cost from the month of `book.as_of` on.

    Without arrivals the run ends with the last guarantee; with them it ends with the arrivals' horizon, which
    also cuts the book. `scenarios`, `seed` and `workers` are the simulation's; the exact engine uses the seed for
    the small simulation that checks it. `progress(done, of)` is called as blocks or refinements are done.
    Raises WrongInput for an engine that this release does not have and for input an engine cannot take.
    """
    exposure = _exposure(book, arrivals)
    found = _find(engine, exposure, assumptions, scenarios, seed, workers, progress)
    most_pence = None if exposure.arrivals else book.maximum_exposure_pence
    sample = found.total if isinstance(found.total, Sample) else None
    return Liability(
        engine=found.engine,
        why=found.why,
        given=_given(assumptions),
        total=figures(found.total),
        standard_errors=None if sample is None else standard_errors(sample),
        plug_in=figures(plug_in_law(exposure, assumptions, found.step_pence)),
        by_year=tuple(
            YearFigures(window.year, figures(law), _chance_over(budget_pence, law))
            for window, law in zip(windows(book.as_of, exposure.horizon_months), found.by_year, strict=True)
        ),
        maximum_exposure=None if most_pence is None else most_pence / 100,
        probability_over_budget=_chance_over(budget_pence, found.total),
        checks=(*found.verdicts, *_left_out(budget_pence, most_pence)),
        seed=seed,
        fingerprint=fingerprint(
            exposure,
            assumptions,
            engine=found.engine,
            scenarios=None if sample is None else scenarios,
            seed=seed,
            budget_pence=budget_pence,
        ),
    )


def _chance_over(budget_pence: int | None, law: Law) -> float | None:
    return None if budget_pence is None else law.chance_above(budget_pence)


def _exposure(book: Book, arrivals: Arrivals | None) -> Exposure:
    if arrivals is None:
        return Exposure(book, (), book.months)
    if (arrivals.as_of.year, arrivals.as_of.month) != (book.as_of.year, book.as_of.month):
        raise WrongInput(
            [f"arrivals: should begin in the month of the book, {book.as_of}, not {arrivals.as_of}."]
        )
    return Exposure(book, arrivals.arrivals, arrivals.horizon_months)


def _find(
    engine: str,
    exposure: Exposure,
    assumptions: Assumptions,
    scenarios: int,
    seed: int,
    workers: int,
    progress: Progress | None,
) -> _Found:
    def by_simulation(why: str) -> _Found:
        run = simulated_run(
            exposure, assumptions, scenarios=scenarios, seed=seed, workers=workers, progress=progress
        )
        return _simulated(run, exposure, assumptions, why)

    number = exposure.expected_guarantees
    match engine:
        case "exact":
            return _exactly(
                exact_run(exposure, assumptions, progress), exposure, assumptions, seed, "asked for"
            )
        case "simulate":
            return by_simulation("asked for")
        case "auto" if assumptions.factor != "static":
            return by_simulation("the common shock moves by financial year, which exact does not take")
        case "auto":
            try:
                run = exact_run(exposure, assumptions, progress, most_work=QUICK_WORK)
            except TooLarge as refused:
                return by_simulation(refused.reason)
            why = f"{number:,.0f} guarantees can be done exactly in seconds"
            return _exactly(run, exposure, assumptions, seed, why)
        case "large" | "sobol":
            raise WrongInput([f"engine: {engine} is not in this release; exact and simulate are."])
        case _:
            raise WrongInput([f"engine should be one of {', '.join(ENGINES)}, not {engine!r}."])


def _exactly(run: ExactRun, exposure: Exposure, assumptions: Assumptions, seed: int, why: str) -> _Found:
    most_pence = None if exposure.arrivals else exposure.book.maximum_exposure_pence
    verdicts = checks.of_exact(run, most_pence)
    drawn = sum(cell.count * cell.course.months for cell in exposure.book.cells) * BLOCK
    name = "exact against simulation"
    if exposure.arrivals:
        verdicts.append(Check(name, "not checked", "the simulation does not take arrivals in this release"))
    elif drawn > MOST_DRAWN_BESIDE:
        verdicts.append(
            Check(name, "not checked", "the book is too large to be simulated beside each exact run")
        )
    else:
        blocks = max(1, min(BLOCKS_BESIDE, int(MOST_DRAWN_BESIDE // max(drawn, 1))))
        beside = simulated_run(exposure, assumptions, scenarios=blocks * BLOCK, seed=seed)
        on_lattice = all(rent_pence % run.total.step_pence == 0 for rent_pence in exposure.rents_pence)
        verdicts += checks.against_simulation(run.total, beside, on_lattice=on_lattice)
    return _Found("exact", why, run.total, run.by_year, run.total.step_pence, verdicts)


def _simulated(run: SimulatedRun, exposure: Exposure, assumptions: Assumptions, why: str) -> _Found:
    known = chain_mean_pence(exposure, assumptions) if assumptions.factor == "static" else None
    verdicts = checks.of_simulation(run, exposure.book.maximum_exposure_pence, known)
    return _Found("simulate", why, run.total, run.by_year, None, verdicts)


def _given(assumptions: Assumptions) -> str:
    prior = assumptions.first_miss
    factor = (
        "one shock for the whole horizon"
        if assumptions.factor == "static"
        else "a shock for each financial year"
    )
    return (
        f"predictive: over what is not known of the first-miss rate, Beta({prior.alpha:g}, {prior.beta:g}), and over "
        f"the common shock, {factor}; given rho = {assumptions.correlation:g} and the other assumptions as they stand"
    )


def _left_out(budget_pence: int | None, most_pence: float | None) -> list[Check]:
    found = []
    if budget_pence is None:
        found.append(Check("probability_over_budget", "not given", "no budget was named"))
    if most_pence is None:
        found.append(Check("maximum_exposure", "not given", "the number of arrivals has no upper bound"))
    return found
