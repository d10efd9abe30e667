"""What will the guarantees cost? The one question this library answers for its callers.

Knows which engine suits which exposure and why, and what belongs into an answer. The mathematics is in the
modules it calls: conditional.py and arrears.py (one guarantee), portfolio.py (their sum), exact.py and
simulation/ (the engines).
"""

from typing import Literal

from risk import answers
from risk.answers import Found, Progress, Sampling
from risk.assumptions import Assumptions
from risk.book import Book, Exposure
from risk.checks import Check
from risk.cohort.arrivals import Arrivals
from risk.engines.choice import suits
from risk.engines.exact import exact_run, fitted_law, plug_in_law
from risk.engines.large import large_law, large_run
from risk.engines.simulation.blocks import Away
from risk.engines.sobol import DEFAULT_POINTS, DEFAULT_SCRAMBLES, sobol_run
from risk.evidence import NOTHING_SEEN, Evidence
from risk.faults import WrongInput
from risk.measures import Law, figures
from risk.result import EngineUsed, Liability, YearFigures, fingerprint
from risk.years import windows

Engine = Literal["auto", "exact", "large", "sobol", "simulate"]
ENGINES: tuple[Engine, ...] = ("auto", "exact", "large", "sobol", "simulate")
DEFAULT_SCENARIOS = 100_000
DEFAULT_SEED = 1
# Paths of a scramble where the law given a path is told by its moments: cheap, and their errors are larger.
MANY_POINTS = 4_096
SMALL_BOOK = 100
# Paths where an answer is waited for.
FEW_AMOUNTS = 1_500
FEW_POINTS = 256
FEW_SCRAMBLES = 2


def liability(
    book: Book,
    assumptions: Assumptions,
    *,
    engine: str = "auto",
    scenarios: int = DEFAULT_SCENARIOS,
    seed: int = DEFAULT_SEED,
    workers: int = 1,
    away: Away | None = None,
    budget_pence: int | None = None,
    arrivals: Arrivals | None = None,
    arrival_log_sd: float = 0.0,
    evidence: Evidence = NOTHING_SEEN,
    progress: Progress | None = None,
) -> Liability:
    """The law of what a book, and the arrivals to it, will cost from the month of `book.as_of` on.

    Without arrivals the run ends with the last guarantee; with them it ends with the arrivals' horizon, which
    also cuts the book. `evidence` is what the ledger has seen, from which theta is learned. `scenarios`, `workers`
    and `away` (a client of Dask) are the simulation's; the exact engine uses the seed for the small simulation that
    checks it. `arrival_log_sd` is how uncertain the rate of arrivals is. `progress(done, of)` is called as blocks,
    scrambles or refinements are done. Raises WrongInput for an engine nobody knows and for input an engine cannot take.
    """
    exposure = _exposure(book, arrivals, evidence)
    sampling = Sampling(scenarios, seed, workers, away)
    found = _find(engine, exposure, assumptions, sampling, arrival_log_sd, progress)
    return _answer(found, book, exposure, assumptions, seed, arrival_log_sd, budget_pence)


def _answer(
    found: Found,
    book: Book,
    exposure: Exposure,
    assumptions: Assumptions,
    seed: int,
    arrival_log_sd: float,
    budget_pence: int | None,
) -> Liability:
    most_pence = None if exposure.arrivals else book.maximum_exposure_pence
    return Liability(
        engine=found.engine,
        why=found.why,
        given=_given(assumptions, exposure.evidence),
        total=figures(found.total),
        standard_errors=found.errors,
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
            sampled=found.sampled,
            seed=seed,
            arrival_log_sd=arrival_log_sd,
            budget_pence=budget_pence,
        ),
    )


def law_of(exposure: Exposure, assumptions: Assumptions, seed: int = DEFAULT_SEED) -> Law:
    """The law alone, by the engine that suits, at nodes as fine as the exposure asks for but not doubled, and without
    the years and checks that travel with an answer: for explorations, which ask many times. Few guarantees on a lattice
    too fine for the exact engine are told by their moments."""
    engine, _ = suits(exposure, assumptions)
    if engine == "exact":
        return fitted_law(exposure, assumptions)
    if engine == "sobol":
        return sobol_run(exposure, assumptions, seed=seed).total
    return large_law(exposure, assumptions)


def quick_law(
    exposure: Exposure, assumptions: Assumptions, seed: int = DEFAULT_SEED
) -> tuple[Law, EngineUsed, str]:
    """(law, engine, why) fast enough to be waited for: as law_of, but a shock that moves is followed along few paths.
    The paths are the same for the same seed, so that two answers differ in what was asked alone."""
    engine, why = suits(exposure, assumptions)
    if engine == "exact":
        law = fitted_law(exposure, assumptions, most_amounts=FEW_AMOUNTS)
        return law, "exact", f"{why}; amounts in steps of £{law.step_pence / 100:,.2f}"
    if engine == "sobol":
        run = sobol_run(exposure, assumptions, points=FEW_POINTS, scrambles=FEW_SCRAMBLES, seed=seed)
        error, p95 = run.standard_errors.quantiles[0.95], run.total.quantile(0.95) / 100
        near = f"{error / p95:.1%} of itself" if p95 else "£0"
        return run.total, "sobol", f"{why}; few paths, so that P95 has a standard error of about {near}"
    return large_law(exposure, assumptions), "large", why


def _chance_over(budget_pence: int | None, law: Law) -> float | None:
    return None if budget_pence is None else law.chance_above(budget_pence)


def _exposure(book: Book, arrivals: Arrivals | None, evidence: Evidence) -> Exposure:
    if arrivals is None:
        return Exposure(book, (), book.months, evidence)
    if (arrivals.as_of.year, arrivals.as_of.month) != (book.as_of.year, book.as_of.month):
        raise WrongInput(
            [f"arrivals: should begin in the month of the book, {book.as_of}, not {arrivals.as_of}."]
        )
    return Exposure(book, arrivals.arrivals, arrivals.horizon_months, evidence)


def _find(
    engine: str,
    exposure: Exposure,
    assumptions: Assumptions,
    sampling: Sampling,
    arrival_log_sd: float,
    progress: Progress | None,
) -> Found:
    if engine not in ENGINES:
        raise WrongInput([f"engine should be one of {', '.join(ENGINES)}, not {engine!r}."])
    why = "asked for"
    if engine == "auto":
        engine, why = suits(exposure, assumptions, arrival_log_sd=arrival_log_sd)
    elif arrival_log_sd and engine != "sobol":
        raise WrongInput([f"engine: {engine} takes a known rate of arrivals; sobol takes an uncertain one."])
    match engine:
        case "exact":
            run = exact_run(exposure, assumptions, progress)
            return answers.exactly(run, exposure, assumptions, sampling.seed, why)
        case "large":
            return answers.by_moments(large_run(exposure, assumptions, progress), exposure, why)
        case "sobol":
            few = exposure.expected_guarantees <= SMALL_BOOK
            paths = sobol_run(
                exposure,
                assumptions,
                points=DEFAULT_POINTS if few else MANY_POINTS,
                scrambles=DEFAULT_SCRAMBLES,
                seed=sampling.seed,
                progress=progress,
                arrival_log_sd=arrival_log_sd,
            )
            return answers.by_paths(paths, exposure, why)
        case _:
            return answers.simulated(exposure, assumptions, sampling, progress, why)


def _given(assumptions: Assumptions, evidence: Evidence) -> str:
    prior = assumptions.first_miss
    factor = (
        "one shock for the whole horizon"
        if assumptions.factor == "static"
        else "a shock for each financial year"
    )
    seen = evidence.of()
    learned = f" before {seen.clear:,} months begun owing nothing were seen" if evidence.seen else ""
    return (
        f"predictive: over what is not known of the first-miss rate, Beta({prior.alpha:g}, {prior.beta:g}){learned}, "
        f"and over the common shock, {factor}; given rho = {assumptions.correlation:g} "
        "and the other assumptions as they stand"
    )


def _left_out(budget_pence: int | None, most_pence: float | None) -> list[Check]:
    found = []
    if budget_pence is None:
        found.append(Check("probability_over_budget", "not given", "no budget was named"))
    if most_pence is None:
        found.append(Check("maximum_exposure", "not given", "the number of arrivals has no upper bound"))
    return found
