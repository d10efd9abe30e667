"""Named stresses: what could go wrong from outside, as a few assumptions moved together.

Knows the stresses as data, each change with why and whose it is, and how they are put on. How much each would really
move is not known: every size here is an assumption of finance.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from risk.assumptions import Assumptions, MonthlyChances
from risk.book import Exposure
from risk.measures import Law

Cost = Callable[[Exposure, Assumptions], Law]
Moved = Literal[
    "first_miss", "repeat_miss", "cure_share", "tenancy_end_after_call", "call_at_expiry", "new_rents"
]


@dataclass(frozen=True)
class Change:
    """An assumption and what multiplies it: the odds of a chance, the level of rents of those still to come. For
    call_at_expiry any factor but 0 means yes."""

    assumption: Moved
    times: float
    source: str


@dataclass(frozen=True)
class Stress:
    """What happens, in words, and what it changes."""

    name: str
    happens: str
    changes: tuple[Change, ...]
    owner: str = "finance"


STRESSES = (
    Stress(
        "benefit freeze",
        "Housing benefit stays where it is for a year while rents rise, so that it covers less of them.",
        (
            Change("first_miss", 1.5, "assumption"),
            Change("repeat_miss", 1.25, "assumption"),
            Change("new_rents", 1.035, "ONS, private rents in England, 12 months to January 2026: 3.5%"),
        ),
    ),
    Stress(
        "possession takes half as long again",
        "After a call the tenancy lasts half as long again, since courts take longer, and more months may be missed.",
        (
            Change(
                "tenancy_end_after_call",
                1 / 1.5,
                "assumption; Ministry of Justice, possession claims, second quarter of 2025: 27.9 weeks",
            ),
        ),
    ),
    Stress(
        "fall in LHA at 25",
        "At 25 housing benefit falls to the rate of a room in a shared home. The guarantee ends then, so that what is "
        "owed is claimed at its end, and fewer clear their arrears before.",
        (Change("call_at_expiry", 1.0, "assumption"), Change("cure_share", 1 / 1.5, "assumption")),
    ),
)


@dataclass(frozen=True)
class Stressed:
    """A stress with the figures under it in pounds."""

    stress: Stress
    mean: float
    p95: float


@dataclass(frozen=True)
class UnderStress:
    """The figures as assumed, and under each stress, the one with the highest P95 first."""

    mean: float
    p95: float
    stressed: tuple[Stressed, ...]

    def document(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "mean": self.mean,
            "p95": self.p95,
            "stresses": [
                {
                    "name": each.stress.name,
                    "happens": each.stress.happens,
                    "owner": each.stress.owner,
                    "mean": each.mean,
                    "p95": each.p95,
                    "changes": [
                        {"assumption": change.assumption, "times": change.times, "source": change.source}
                        for change in each.stress.changes
                    ],
                }
                for each in self.stressed
            ],
        }


def under_stress(
    exposure: Exposure, assumptions: Assumptions, cost: Cost, stresses: Sequence[Stress] = STRESSES
) -> UnderStress:
    """What an exposure costs as assumed and under each stress."""
    as_assumed = cost(exposure, assumptions)
    found = []
    for stress in stresses:
        law = cost(*stressed(exposure, assumptions, stress))
        found.append(Stressed(stress, law.mean() / 100, law.quantile(0.95) / 100))
    worst = sorted(found, key=lambda each: (-each.p95, each.stress.name))
    return UnderStress(as_assumed.mean() / 100, as_assumed.quantile(0.95) / 100, tuple(worst))


def stressed(exposure: Exposure, assumptions: Assumptions, stress: Stress) -> tuple[Exposure, Assumptions]:
    """The exposure and the assumptions under a stress. Rents of guarantees that stand or have a start are agreed, so
    that only those of arrivals rise."""
    for change in stress.changes:
        if change.assumption == "new_rents":
            exposure = _with_new_rents(exposure, change.times)
        else:
            assumptions = _with(assumptions, change)
    return exposure, assumptions


def _with(assumptions: Assumptions, change: Change) -> Assumptions:
    match change.assumption:
        case "first_miss":
            prior = assumptions.first_miss
            mean, weight = _odds_times(prior.mean, change.times), prior.alpha + prior.beta
            value: Any = prior.model_copy(update={"alpha": weight * mean, "beta": weight * (1 - mean)})
        case "call_at_expiry":
            value = change.times != 0
        case "tenancy_end_after_call":
            value = MonthlyChances(
                citizen=_odds_times(assumptions.ends_after_call("citizen"), change.times),
                uasc=_odds_times(assumptions.ends_after_call("uasc"), change.times),
            )
        case _:
            value = _odds_times(float(getattr(assumptions, change.assumption)), change.times)
    return assumptions.model_copy(update={change.assumption: value})


def _odds_times(chance: float, times: float) -> float:
    """A chance whose odds are multiplied, so that it stays one."""
    return chance * times / (1 - chance + chance * times)


def _with_new_rents(exposure: Exposure, times: float) -> Exposure:
    arrivals = tuple(
        replace(arrival, rents=tuple((round(pence * times), share) for pence, share in arrival.rents))
        for arrival in exposure.arrivals
    )
    return replace(exposure, arrivals=arrivals)
