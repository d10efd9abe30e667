"""What was learned: each rate as assumed and as seen, and theta before and after, under more than one prior.

Every rate has an exposure of its own: first misses over months begun owing nothing, repeat misses over months begun
owing, clears over paid months while owing, ends over months held. Theta alone is learned by the model; the others
stay assumptions, and what was seen of them stands beside.
"""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.special import betaincinv

from risk.assumptions import Assumptions, FirstMiss
from risk.calibration.bounds import clean_tenancies_needed, highest_chance
from risk.calibration.posterior import theta_axis
from risk.engines.factor import Axis
from risk.evidence import Evidence
from risk.groups import GROUPS

FINE_STEP = 1 / 16
CENTRAL = (0.05, 0.5, 0.95)
BOUNDS_BELOW = (0.05, 0.10)


@dataclass(frozen=True)
class Rate:
    """A rate with its exposure: `seen` of `months`; `assumed` is what the model uses; `low` and `high` hold the
    middle nine tenths of Jeffreys' posterior, None where no month was seen."""

    name: str
    seen: int
    months: int
    assumed: float | str
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Theta:
    """What is known of theta under one prior: mean and the quantiles 5%, 50%, 95%, as chances a month."""

    name: str
    alpha: float
    beta: float
    mean: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Learned:
    """Rates, theta before and after, and what the calls say of a tenancy (chances; None where nothing was seen)."""

    rates: tuple[Rate, ...]
    priors: tuple[Theta, ...]
    posteriors: tuple[Theta, ...]
    without_shock: Theta
    tenancies: int
    called: int
    correlation: float
    highest_chance_of_a_call: float | None
    clean_tenancies_for: dict[float, int | None]

    def document(self) -> dict[str, Any]:
        """Ready for JSON."""
        lists = {
            name: [asdict(each) for each in getattr(self, name)] for name in ("rates", "priors", "posteriors")
        }
        return (
            asdict(self)
            | lists
            | {
                "clean_tenancies_for": {
                    str(below): number for below, number in self.clean_tenancies_for.items()
                }
            }
        )


def learned(assumptions: Assumptions, evidence: Evidence) -> Learned:
    """What the evidence says under the assumptions; raises WrongInput where they call impossible what was seen."""
    priors = {
        "as assumed": assumptions.first_miss,
        "Jeffreys": _with(assumptions, 0.5, 0.5),
        "uniform": _with(assumptions, 1.0, 1.0),
    }
    changed = {name: assumptions.model_copy(update={"first_miss": prior}) for name, prior in priors.items()}
    rho = assumptions.correlation
    return Learned(
        rates=_rates(assumptions, evidence),
        priors=tuple(_prior(name, prior) for name, prior in priors.items()),
        posteriors=tuple(_posterior(name, each, evidence) for name, each in changed.items()),
        without_shock=_posterior(
            "as assumed, without a shared shock",
            assumptions.model_copy(update={"correlation": 0.0}),
            evidence,
        ),
        tenancies=evidence.tenancies,
        called=evidence.called,
        correlation=rho,
        highest_chance_of_a_call=highest_chance(evidence.called, evidence.tenancies, rho)
        if evidence.tenancies
        else None,
        clean_tenancies_for={below: clean_tenancies_needed(below, rho) for below in BOUNDS_BELOW},
    )


def _with(assumptions: Assumptions, alpha: float, beta: float) -> FirstMiss:
    return assumptions.first_miss.model_copy(update={"alpha": alpha, "beta": beta})


def _rates(assumptions: Assumptions, evidence: Evidence) -> tuple[Rate, ...]:
    months = evidence.of()
    ends = ", ".join(f"{group} {assumptions.ends(group):g}" for group in GROUPS)
    ends_after = ", ".join(f"{group} {assumptions.ends_after_call(group):g}" for group in GROUPS)
    after_call = assumptions.after_call_miss
    return (
        _rate("first miss", months.clear_missed, months.clear, assumptions.first_miss.mean),
        _rate("repeat miss", months.owing_missed, months.owing, assumptions.repeat_miss),
        _rate("miss after a call", months.after_call_missed, months.after_call, after_call),
        _rate("arrears clear", months.cleared, months.owing_paid, assumptions.cure_share),
        _rate("tenancy ends", months.ended, months.held, ends),
        _rate("tenancy ends after a call", months.ended_after_call, months.held_after_call, ends_after),
    )


def _rate(name: str, seen: int, months: int, assumed: float | str) -> Rate:
    if not months:
        return Rate(name, 0, 0, assumed, None, None)
    low, high = betaincinv(seen + 0.5, months - seen + 0.5, np.array([CENTRAL[0], CENTRAL[-1]]))
    return Rate(name, seen, months, assumed, float(low), float(high))


def _prior(name: str, prior: FirstMiss) -> Theta:
    low, middle, high = (float(betaincinv(prior.alpha, prior.beta, level)) for level in CENTRAL)
    return Theta(name, prior.alpha, prior.beta, prior.mean, low, middle, high)


def _posterior(name: str, assumptions: Assumptions, evidence: Evidence) -> Theta:
    prior = assumptions.first_miss
    if not evidence.seen:
        return _prior(name, prior)
    axis = theta_axis(assumptions, evidence, FINE_STEP)
    low, middle, high = (_quantile(axis, level) for level in CENTRAL)
    return Theta(name, prior.alpha, prior.beta, float(axis.weight @ axis.value), low, middle, high)


def _quantile(axis: Axis, level: float) -> float:
    """Where the cumulative weight, counting half of the node itself, reaches the level: linear between nodes."""
    upto = np.cumsum(axis.weight) - axis.weight / 2
    return float(np.interp(level, upto, axis.value))
