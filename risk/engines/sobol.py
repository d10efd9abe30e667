"""Sobol outside, the conditional law inside: for what grids of nodes cannot hold.

Knows how scrambled Sobol points become paths of theta, the common shock of each financial year and the uncertain rate
of arrivals; the law given a path is the exact one for a small exposure, the shifted gamma of its moments for a large
one. Every figure has a standard error over the scrambles, each of which is an independent answer of its own.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.special import ndtr, ndtri

from risk.arrears import Floats
from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.calibration.draws import LARGEST, SMALLEST, drawn
from risk.calibration.posterior import phi_of
from risk.engines.conditional import Conditions, parts_at, static, yearly
from risk.engines.factor import point
from risk.engines.gammas import MixedGammas, mixed_gammas
from risk.engines.moments import moments_at
from risk.engines.portfolio import lattice_step_pence, loss_law, reach_pence
from risk.faults import WrongInput
from risk.measures import LEVELS, Figures, LatticeLaw, Law
from risk.years import Window, financial_year, windows

DEFAULT_POINTS = 512
DEFAULT_SCRAMBLES = 8
MOST_SCRAMBLES = 64
MOST_LOG_SD = 2.0
# Up to so many guarantees the law given a path is the exact one.
FEW = 100
# Seeds of scrambles are words apart from those that any other engine makes of the same number.
APART = 0x50B01


@dataclass(frozen=True)
class SobolRun:
    """What Sobol paths found: the law of the whole horizon and of each financial year over all scrambles together, the
    standard error of each of their figures in pounds, what the law given a path was, and how many paths there were."""

    total: Law
    by_year: tuple[Law, ...]
    standard_errors: Figures
    by_year_errors: tuple[Figures, ...]
    inside: Literal["exact", "large"]
    points: int
    scrambles: int


@dataclass(frozen=True)
class _Paths:
    """What the points of one scramble stand for: conditions, and what multiplies the expected arrivals, (nodes,)."""

    conditions: Conditions
    times_expected: Floats | None

    @property
    def weight(self) -> Floats:
        """Every path weighs the same."""
        return np.full(self.conditions.nodes, 1 / self.conditions.nodes)


def sobol_run(
    exposure: Exposure,
    assumptions: Assumptions,
    *,
    points: int = DEFAULT_POINTS,
    scrambles: int = DEFAULT_SCRAMBLES,
    seed: int,
    progress: Callable[[int, int], None] | None = None,
    arrival_log_sd: float = 0.0,
) -> SobolRun:
    """The law of what an exposure will cost, total and by financial year, over `points` paths in each of `scrambles`.

    The number of arrivals expected is multiplied by exp(s N - s^2 / 2), of mean 1, with s = `arrival_log_sd` and one
    N ~ N(0,1) for the whole run. Raises WrongInput for points that are no power of two, and for scrambles or a log sd
    out of range.
    """
    _check(points, scrambles, seed, arrival_log_sd)
    years = windows(exposure.book.as_of, exposure.horizon_months)
    reported = [Window("whole horizon", 0, exposure.horizon_months), *years]
    inside: Literal["exact", "large"] = "exact" if exposure.expected_guarantees <= FEW else "large"
    step_pence = assumptions.lattice_pence
    turned = _turned(_weight_of_shocks(exposure, assumptions, years))
    found: list[list[Law]] = []
    for scramble in range(scrambles):
        if progress:
            progress(scramble, scrambles)
        uniforms = _uniforms(seed, scramble, points, _dimensions(assumptions, years, arrival_log_sd))
        paths = _paths(exposure, assumptions, years, uniforms, arrival_log_sd, turned)
        if inside == "large":
            found.append(_nearly(paths, exposure, assumptions, reported))
            continue
        by_window = parts_at(
            paths.conditions, exposure, assumptions, reported, correlation=assumptions.correlation
        )
        if step_pence is None:
            most_pence = reach_pence(by_window[0], paths.weight, 1, paths.times_expected)
            step_pence = lattice_step_pence(exposure.rents_pence, most_pence)
        found.append([loss_law(parts, paths.weight, step_pence, paths.times_expected) for parts in by_window])
    by_law = list(zip(*found, strict=True))
    total, *by_year = map(_together, by_law)
    errors, *by_year_errors = map(_standard_errors, by_law)
    return SobolRun(total, tuple(by_year), errors, tuple(by_year_errors), inside, points, scrambles)


def _check(points: int, scrambles: int, seed: int, arrival_log_sd: float) -> None:
    faults = []
    if points < 2 or points & (points - 1):
        faults.append(f"points should be a power of two from 2 on, not {points}.")
    if not 2 <= scrambles <= MOST_SCRAMBLES:
        faults.append(f"scrambles should be from 2 to {MOST_SCRAMBLES}, not {scrambles}.")
    if not 0 <= seed < 2**64:
        faults.append(f"seed should be a whole number from 0 to 2^64 - 1, not {seed}.")
    if not 0 <= arrival_log_sd <= MOST_LOG_SD:
        faults.append(f"arrival_log_sd should be from 0 to {MOST_LOG_SD:g}, not {arrival_log_sd}.")
    if faults:
        raise WrongInput(faults)


def _dimensions(assumptions: Assumptions, years: Sequence[Window], arrival_log_sd: float) -> int:
    """Theta, the rate of arrivals where it is uncertain, and a Z for each year, or one where it never moves."""
    return 1 + bool(arrival_log_sd) + _shocks(assumptions, years)


def _shocks(assumptions: Assumptions, years: Sequence[Window]) -> int:
    return len(years) if phi_of(assumptions) < 1 else min(len(years), 1)


def _weight_of_shocks(exposure: Exposure, assumptions: Assumptions, years: Sequence[Window]) -> Floats:
    """How much what is new in each year's Z weighs in the whole cost, roughly: it lives on in later years by phi, and
    each year weighs what it costs on the average. Shape (shocks,)."""
    shocks, phi = _shocks(assumptions, years), phi_of(assumptions)
    if shocks < 2:
        return np.ones(shocks)
    middle = static(point(assumptions.first_miss.mean))
    cost = [float(each.mean[0]) for each in moments_at(middle, exposure, assumptions, years, correlation=0.0)]
    later = np.arange(shocks)[None, :] - np.arange(shocks)[:, None]
    carried = np.where(later >= 0, phi ** np.maximum(later, 0), 0.0)
    carried[1:] *= np.sqrt(1 - phi**2)
    return np.asarray(carried @ cost)


def _turned(weight: Floats) -> Floats:
    """A reflection, shape (shocks, shocks), whose first column points along `weight`: the points are most even in
    their first coordinates, which the whole cost should depend on most."""
    length = float(np.sqrt(weight @ weight))
    if length == 0 or len(weight) < 2:
        return np.eye(len(weight))
    normal = weight / length
    normal[0] -= 1.0
    square = float(normal @ normal)
    return np.eye(len(weight)) - (2 / square * np.outer(normal, normal) if square > SMALLEST else 0.0)


def _uniforms(seed: int, scramble: int, points: int, dimensions: int) -> Floats:
    """Scrambled Sobol points, shape (dimensions, points), the same for the same seed and scramble."""
    # Loading the library of statistics takes half a second, which no other engine should wait for.
    from scipy.stats import qmc  # noqa: PLC0415

    random = np.random.default_rng([APART, seed, scramble])
    return np.asarray(qmc.Sobol(dimensions, scramble=True, rng=random).random(points)).T


def _paths(
    exposure: Exposure,
    assumptions: Assumptions,
    years: Sequence[Window],
    uniforms: Floats,
    arrival_log_sd: float,
    turned: Floats,
) -> _Paths:
    # Theta and the main direction of the shocks come first, then the rate of arrivals.
    times_expected = None
    if arrival_log_sd:
        at = min(2, len(uniforms) - 1)
        normal = ndtri(np.clip(uniforms[at], SMALLEST, LARGEST))
        times_expected = np.exp(arrival_log_sd * normal - arrival_log_sd**2 / 2)
        uniforms = np.delete(uniforms, at, axis=0)
    shocks = len(uniforms) - 1
    if shocks > 1:
        normals = turned @ ndtri(np.clip(uniforms[1:], SMALLEST, LARGEST))
        uniforms = np.concatenate([uniforms[:1], ndtr(normals)])
    first = financial_year(exposure.book.as_of)
    theta, z = drawn(assumptions, exposure.evidence, range(first, first + shocks), uniforms)
    if not shocks:
        z = np.zeros((1, len(theta)))
    return _Paths(yearly(theta, z, years), times_expected)


def _nearly(
    paths: _Paths, exposure: Exposure, assumptions: Assumptions, reported: Sequence[Window]
) -> list[Law]:
    found = moments_at(
        paths.conditions,
        exposure,
        assumptions,
        reported,
        correlation=assumptions.correlation,
        times_expected=paths.times_expected,
    )
    return [mixed_gammas(moments, paths.weight) for moments in found]


def _together(laws: Sequence[Law]) -> Law:
    """The law over all scrambles, each of which weighs the same."""
    lattices = [law for law in laws if isinstance(law, LatticeLaw)]
    if lattices:
        probability = np.zeros(max(len(law.probability) for law in lattices))
        for law in lattices:
            probability[: len(law.probability)] += law.probability / len(lattices)
        return LatticeLaw(lattices[0].step_pence, probability)
    gammas = [law for law in laws if isinstance(law, MixedGammas)]
    return MixedGammas(
        np.concatenate([law.weight for law in gammas]) / len(gammas),
        np.concatenate([law.mean_pence for law in gammas]),
        np.concatenate([law.sd_pence for law in gammas]),
        np.concatenate([law.skew for law in gammas]),
    )


def _standard_errors(laws: Sequence[Law]) -> Figures:
    """The standard error of each figure, in pounds: its spread over the scrambles over the root of their number."""

    def error(figures: Iterable[float]) -> float:
        return float(np.std(list(figures), ddof=1)) / float(np.sqrt(len(laws))) / 100

    return Figures(
        error(law.mean() for law in laws),
        error(law.sd() for law in laws),
        {level: error(_between_amounts(law, level) for law in laws) for level in LEVELS},
        {level: error(law.tail_mean(level) for law in laws) for level in LEVELS},
    )


def _between_amounts(law: Law, level: float) -> float:
    """A quantile that moves smoothly: on a lattice interpolated, since whole steps would hide a small error."""
    if not isinstance(law, LatticeLaw):
        return law.quantile(level)
    upto = np.cumsum(law.probability)
    return float(np.interp(level, upto, law.step_pence * np.arange(len(upto))))
