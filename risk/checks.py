"""Verdicts that travel with every result, each in words a reader of the result can judge.

Knows what must hold of a law of loss and of two laws that claim to be the same. Finds nothing itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from risk.engines.exact import ExactRun
from risk.engines.simulation.run import SimulatedRun
from risk.measures import LEVELS, Figures, LatticeLaw, Law, Sample

Verdict = Literal["holds", "does not hold", "not checked", "not given"]

ROUNDING = 1e-9
# What two ways to one mean may differ by: a millionth of it, or rounding of the largest amount.
SAME_MEAN = 1e-6
# A mean further off than four standard errors happens by chance once in 16,000 times.
MOST_STANDARD_ERRORS = 4.0
# The Kolmogorov-Smirnov distance that chance passes once in a hundred times, times sqrt(n).
MOST_DISTANCE = 1.63


@dataclass(frozen=True)
class Check:
    """One verdict: what was checked, how it came out, and the figures behind it."""

    name: str
    verdict: Verdict
    detail: str


def _judged(name: str, detail: str, *, holds: bool) -> Check:
    return Check(name, "holds" if holds else "does not hold", detail)


def of_exact(run: ExactRun, most_pence: float | None) -> list[Check]:
    """What must hold of the exact engine's laws; `most_pence` is the maximum exposure where there is one."""
    total, mean = run.total, run.total.mean()
    away = abs(float(total.probability.sum()) - 1)
    apart = abs(mean - run.chain_mean_pence)
    by_year = sum(law.mean() for law in run.by_year)
    tolerance = SAME_MEAN * mean + ROUNDING * total.step_pence * len(total.probability)
    return [
        _judged(
            "total probability", f"the probabilities add up to 1 within {away:.0e}", holds=away < ROUNDING
        ),
        _within_bounds(total, most_pence, total.step_pence),
        _judged(
            "mean against closed form",
            f"the law's mean is £{mean / 100:,.2f}, the chain's own £{run.chain_mean_pence / 100:,.2f}",
            holds=apart <= tolerance,
        ),
        _judged(
            "years against total",
            f"the years' means add up to £{by_year / 100:,.2f}",
            holds=abs(by_year - mean) <= tolerance,
        ),
        settled(run.says, holds=run.settled),
    ]


def settled(says: str, *, holds: bool) -> Check:
    """Whether an engine's nodes were fine enough: what became of the figures when they were doubled."""
    return _judged("node doubling", says, holds=holds)


def of_moments(total: Law, by_year: Sequence[Law], most_pence: float | None) -> list[Check]:
    """What must hold of laws that are told by their moments."""
    mean, years = total.mean(), sum(law.mean() for law in by_year)
    return [
        _within_bounds(total, most_pence, 0),
        _judged(
            "years against total",
            f"the years' means add up to £{years / 100:,.2f} of £{mean / 100:,.2f}",
            holds=abs(years - mean) <= SAME_MEAN * mean + ROUNDING,
        ),
    ]


def of_paths(
    total: Law,
    by_year: Sequence[Law],
    errors: Figures,
    points: int,
    scrambles: int,
    most_pence: float | None,
) -> list[Check]:
    """What must hold of laws over Sobol paths; `errors` in pounds."""
    p95, error = total.quantile(0.95) / 100, errors.quantiles[0.95]
    return [
        *of_moments(total, by_year, most_pence),
        _judged(
            "convergence",
            f"over {scrambles} scrambles of {points:,} paths P95 is £{p95:,.2f} "
            f"with a standard error of £{error:,.2f}; within 2% is near enough",
            holds=error <= 0.02 * p95,
        ),
    ]


def of_simulation(run: SimulatedRun, most_pence: float | None, chain_mean_pence: float | None) -> list[Check]:
    """What must hold of a simulation; `chain_mean_pence` is the mean without sampling, where it is known."""
    scenarios = len(run.total.pence)
    error = run.total.quantile_error(0.95)
    years = sum(int(sample.pence.sum()) for sample in run.by_year)
    whole = int(run.total.pence.sum())
    if chain_mean_pence is None:
        mean = Check("mean against closed form", "not checked", "the factor moves by year: no closed form")
    else:
        mean = _mean_agrees("mean against closed form", run.total, chain_mean_pence)
    return [
        _within_bounds(run.total, most_pence, 0),
        mean,
        _judged(
            "years against total",
            f"the years add up to the total in {scenarios:,} scenarios",
            holds=years == whole,
        ),
        _judged(
            "convergence",
            f"P95 is £{run.total.quantile(0.95) / 100:,.2f} with a standard error of £{error / 100:,.2f}; "
            "within 2% is near enough",
            holds=error <= 0.02 * run.total.quantile(0.95),
        ),
    ]


def against_simulation(law: LatticeLaw, run: SimulatedRun, *, on_lattice: bool) -> list[Check]:
    """The exact law against a simulation of the same exposure: the mean, and the whole law where every payment
    falls on the lattice (elsewhere the exact law splits payments that the simulation keeps whole)."""
    found = [_mean_agrees("exact against simulation: mean", run.total, law.mean(), law.sd())]
    name = "exact against simulation: whole law"
    if not on_lattice:
        return [
            *found,
            Check(name, "not checked", "rents fall between lattice amounts, which the law splits"),
        ]
    distance, n = kolmogorov_smirnov(law, run.total), len(run.total.pence)
    allowed = MOST_DISTANCE / n**0.5
    detail = (
        f"Kolmogorov-Smirnov distance {distance:.4f}; over {n:,} scenarios 99 in 100 stay below {allowed:.4f}"
    )
    return [*found, _judged(name, detail, holds=distance < allowed)]


def kolmogorov_smirnov(law: LatticeLaw, sample: Sample) -> float:
    """The largest difference between the two distribution functions; both rise on lattice amounts only."""
    amounts = law.step_pence * np.arange(len(law.probability))
    sampled = np.searchsorted(sample.pence, amounts, side="right") / len(sample.pence)
    return float(np.abs(sampled - np.cumsum(law.probability)).max())


def standard_errors_apart(sample: Sample, mean_pence: float, sd_pence: float | None = None) -> float | None:
    """(sample mean - mean) / standard error, with the exact standard deviation where it is known: a sample in which
    nothing happened does not know how much it varies. None where neither does."""
    error = sample.mean_error() if sd_pence is None else sd_pence / len(sample.pence) ** 0.5
    return (sample.mean() - mean_pence) / error if error else None


def _mean_agrees(name: str, sample: Sample, mean_pence: float, sd_pence: float | None = None) -> Check:
    z = standard_errors_apart(sample, mean_pence, sd_pence)
    if z is None:
        detail = f"no scenario differs from another; the mean without sampling is £{mean_pence / 100:,.2f}"
        return Check(name, "not checked", detail)
    detail = (
        f"the simulated mean £{sample.mean() / 100:,.2f} lies {z:+.2f} standard errors "
        f"from £{mean_pence / 100:,.2f}; four would be too many"
    )
    return _judged(name, detail, holds=abs(z) < MOST_STANDARD_ERRORS)


def _within_bounds(law: Law, most_pence: float | None, step_pence: int) -> Check:
    name, highest = "bounds", law.quantile(LEVELS[-1])
    if most_pence is None:
        return _judged(
            name, "no loss is below zero; arrivals have no upper bound", holds=law.quantile(LEVELS[0]) >= 0
        )
    return _judged(
        name,
        f"the 99.5% quantile £{highest / 100:,.2f} lies between zero and the maximum exposure £{most_pence / 100:,.2f}",
        holds=law.quantile(LEVELS[0]) >= 0 and highest <= most_pence + step_pence,
    )
