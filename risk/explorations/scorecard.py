"""Past forecasts against what happened: how often the intervals held, where outcomes fell, and which way they missed.

Knows a law forecast in the past and the amount that came. A forecast is good when its intervals hold as often as they
say and outcomes fall evenly over its distribution; a few runs can show that only roughly, so that bounds stand beside.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.special import betaincinv

from risk.arrears import Floats
from risk.faults import WrongInput
from risk.measures import Law

CENTRAL = (0.5, 0.8, 0.95)
# Sets the draws of the scorecard apart from those that any engine makes of the same seed.
APART = 0x5C0


@dataclass(frozen=True)
class Past:
    """A forecast made in the past and the pence that came."""

    name: str
    law: Law
    actual_pence: int


@dataclass(frozen=True)
class Coverage:
    """The central interval of a level: how many of `runs` outcomes it held, and between which shares the true one lies
    (Jeffreys, nine tenths)."""

    level: float
    held: int
    runs: int
    low: float
    high: float


@dataclass(frozen=True)
class Scored:
    """One run in pounds: `error` is the forecast mean less what came; `pit` lies evenly in 0 to 1 if forecasts are
    right."""

    name: str
    mean: float
    actual: float
    error: float
    pit: float


@dataclass(frozen=True)
class Scorecard:
    """All runs: `bias` is the mean error in pounds, with its standard error where there are two runs or more;
    `distance` is how far the PITs lie from even, as a Kolmogorov-Smirnov distance."""

    runs: tuple[Scored, ...]
    coverage: tuple[Coverage, ...]
    bias: float
    bias_error: float | None
    distance: float

    def document(self) -> dict[str, Any]:
        """Ready for JSON."""
        return asdict(self)


def scorecard(past: Sequence[Past], *, seed: int) -> Scorecard:
    """Score past runs; `seed` decides where a PIT falls within an atom. Raises WrongInput where there are no runs."""
    if not past:
        raise WrongInput(["scorecard: expected at least one past forecast with what came of it."])
    random = np.random.Generator(np.random.Philox(key=np.array([seed, APART], dtype=np.uint64)))
    uniforms = random.random(len(past))
    runs = tuple(_scored(each, float(uniform)) for each, uniform in zip(past, uniforms, strict=True))
    errors = np.array([run.error for run in runs])
    spread = float(errors.std(ddof=1)) / float(np.sqrt(len(runs))) if len(runs) > 1 else None
    return Scorecard(
        runs,
        tuple(_coverage(level, past) for level in CENTRAL),
        float(errors.mean()),
        spread,
        _from_even(np.array([run.pit for run in runs])),
    )


def pit(law: Law, actual_pence: int, uniform: float) -> float:
    """F(x-) + u (F(x) - F(x-)): where an outcome falls in the law, spread evenly over the atom that it hits."""
    below, upto = 1 - law.chance_above(actual_pence - 1), 1 - law.chance_above(actual_pence)
    return below + uniform * (upto - below)


def _scored(each: Past, uniform: float) -> Scored:
    mean, actual = each.law.mean() / 100, each.actual_pence / 100
    return Scored(each.name, mean, actual, mean - actual, pit(each.law, each.actual_pence, uniform))


def _coverage(level: float, past: Sequence[Past]) -> Coverage:
    outside = (1 - level) / 2
    held = sum(
        each.law.quantile(outside) <= each.actual_pence <= each.law.quantile(1 - outside) for each in past
    )
    low, high = (betaincinv(held + 0.5, len(past) - held + 0.5, tail) for tail in (0.05, 0.95))
    return Coverage(level, held, len(past), float(low), float(high))


def _from_even(found: Floats) -> float:
    """The largest distance between the shares of PITs reached and the even line."""
    ranked = np.sort(found)
    steps = np.arange(len(ranked) + 1) / len(ranked)
    return float(max(np.max(steps[1:] - ranked), np.max(ranked - steps[:-1])))
