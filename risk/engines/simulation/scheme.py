"""What a scheme adds to its guarantees: places, a waiting list, a budget, prices. None is "not in play".

Knows the settings, their ranges, and what is said of those that have no price. What they do is for tenancies.py
(one tenancy) and programme.py (all of them).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from risk.book import LONGEST_MONTHS
from risk.faults import WrongInput

MOST_PENCE = 10**12


@dataclass(frozen=True)
class Damage:
    """What a landlord asks for beyond rent when a covered tenancy ends: with chance `chance` an amount in pence with
    this mean and standard deviation (lognormal). `counts` says whether the cap holds it too."""

    chance: float
    mean_pence: int
    sd_pence: int
    counts: Literal["within_cap", "beside_cap"]


@dataclass(frozen=True)
class Recovery:
    """The share of what was paid that comes back, `delay_months` after it was paid. What comes back after the months
    that are reported is left out."""

    share: float
    delay_months: int


@dataclass(frozen=True)
class Accommodation:
    """Where a share of the young people would otherwise live, at pence a week."""

    share: float
    weekly_pence: int


@dataclass(frozen=True)
class Scheme:
    """Settings that make one guarantee matter to another, and prices. What is None is not in play.

    `places`: guarantees in force at once, those of the book included. `patience_months`: how long somebody waits
    for a place, first come first served; with None nobody waits. `budget_stop_pence`: once more than this was
    paid in a financial year, nothing is issued until April. `log_rate_sd`: what is not known of the number of
    arrivals, on the log scale, the mean being kept. `legal_pence_a_call`, `administration_pence_a_month` (of
    each guarantee in force). `otherwise`: shares add up to at most 1, the rest would have cost nothing.
    Raises WrongInput for values out of range.
    """

    places: int | None = None
    patience_months: int | None = None
    budget_stop_pence: int | None = None
    log_rate_sd: float | None = None
    damage: Damage | None = None
    recovery: Recovery | None = None
    legal_pence_a_call: int | None = None
    administration_pence_a_month: int | None = None
    otherwise: tuple[Accommodation, ...] | None = None

    def __post_init__(self) -> None:
        faults = [
            f"{name} should be from {low} to {high}, not {value}."
            for name, value, low, high in self._ranges()
            if value is not None and not low <= value <= high
        ]
        if self.patience_months and self.places is None and self.budget_stop_pence is None:
            faults.append("patience_months needs places or budget_stop_pence: there is nothing to wait for.")
        if self.otherwise is not None and sum(each.share for each in self.otherwise) > 1 + 1e-9:
            faults.append("otherwise: the shares should add up to at most 1.")
        if faults:
            raise WrongInput(faults)

    def _ranges(self) -> Iterator[tuple[str, float | None, float, float]]:
        yield "places", self.places, 0, 1_000_000
        yield "patience_months", self.patience_months, 0, LONGEST_MONTHS
        yield "budget_stop_pence", self.budget_stop_pence, 0, MOST_PENCE
        yield "log_rate_sd", self.log_rate_sd, 0, 3
        yield "legal_pence_a_call", self.legal_pence_a_call, 0, MOST_PENCE
        yield "administration_pence_a_month", self.administration_pence_a_month, 0, MOST_PENCE
        if self.damage is not None:
            yield "damage.chance", self.damage.chance, 0, 1
            yield "damage.mean_pence", self.damage.mean_pence, 1, MOST_PENCE
            yield "damage.sd_pence", self.damage.sd_pence, 0, MOST_PENCE
        if self.recovery is not None:
            yield "recovery.share", self.recovery.share, 0, 1
            yield "recovery.delay_months", self.recovery.delay_months, 0, LONGEST_MONTHS
        for each in self.otherwise or ():
            yield "otherwise.share", each.share, 0, 1
            yield "otherwise.weekly_pence", each.weekly_pence, 0, MOST_PENCE

    @property
    def not_priced(self) -> tuple[str, ...]:
        """What has no price: it is left out of every line, which is not the same as costing nothing."""
        priced = {
            "damage": self.damage,
            "recoveries": self.recovery,
            "legal and advice": self.legal_pence_a_call,
            "administration": self.administration_pence_a_month,
            "savings": self.otherwise,
        }
        return tuple(name for name, setting in priced.items() if setting is None)


ALONE = Scheme()
