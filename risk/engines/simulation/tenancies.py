"""One tenancy in each of many scenarios, month by month: what the guarantee pays and what it saves.

Knows that a tenancy outlives its guarantee: when the cap is used up it goes on, saving the cost of other
accommodation, until it ends or the guarantee's own months are over. Whether somebody is issued a guarantee, and
when, is for programme.py.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from risk.arrears import Floats
from risk.engines.simulation.chain import ENDS, OUTCOMES, Chain
from risk.engines.simulation.odds import Odds
from risk.engines.simulation.people import SMALLEST, Kinds
from risk.engines.simulation.scheme import Damage, Scheme
from risk.engines.simulation.streams import BLOCK, Pence, Sorts, Whole

WEEKS_A_MONTH = 52 / 12
# Uniform numbers that a person has beside those of the months: other accommodation, damage, its amount.
BESIDE = 3


@dataclass(frozen=True)
class Monthly:
    """What happened in each month and scenario, arrays of shape (months, 4096): pence of `gross` rent, `damage` and
    `saved`; `calls`; guarantees `in_force`; `spent`, pence paid in earlier months of the financial year."""

    gross: Pence
    damage: Pence
    saved: Pence
    calls: Whole
    in_force: Whole
    spent: Pence

    @classmethod
    def empty(cls, months: int) -> "Monthly":
        """Nothing has happened."""
        return cls(*(np.zeros((months, BLOCK), dtype=np.int64) for _ in range(6)))


class Tenancies:
    """Tenancies under one scheme in one block. `year` and `year_ends` have shape (months,): the financial year of each
    month of the run and the month after its March."""

    def __init__(
        self,
        kinds: Kinds,
        table: Chain,
        odds: Odds,
        scheme: Scheme,
        year: Whole,
        year_ends: Whole,
        *,
        call_at_expiry: bool,
    ) -> None:
        self._kinds, self._table, self._odds, self._scheme = kinds, table, odds, scheme
        self._year, self._year_ends, self._call_at_expiry = year, year_ends, call_at_expiry
        # Once its cap is used up, a tenancy is followed only if somebody asks what becomes of it.
        outlived = scheme.otherwise is not None or scheme.damage is not None
        self._followed = table.lives if outlived else table.left > 0
        self.monthly = Monthly.empty(len(year))

    def play(self, scenario: Whole, kind: Whole, first: Whole, months: Floats, beside: Floats) -> None:
        """Play a tenancy in each of some scenarios, none twice, from month `first` (n,) of the run: `months` (most
        months, n) and `beside` (3, n) are its own uniform numbers."""
        state = self._kinds.state.take(kind)
        self._pay(first, scenario, self._kinds.due.take(kind) * self._kinds.rent_pence.take(kind))
        price = self._otherwise(beside[0])
        who = np.arange(len(scenario))
        for lived in range(len(months)):
            goes_on = (lived < self._kinds.months.take(kind.take(who))) & (
                first.take(who) + lived < len(self._year)
            )
            who = who[goes_on & self._followed.take(state.take(who))]
            if not len(who):
                return
            month, where, sort = first.take(who) + lived, scenario.take(who), kind.take(who)
            state[who] = self._month(
                month,
                where,
                sort,
                state.take(who),
                months[lived].take(who),
                beside[:, who],
                last=self._kinds.months.take(sort) == lived + 1,
            )
            if price is not None:
                self.monthly.saved[month, where] += price.take(who)

    def _month(
        self,
        month: Whole,
        scenario: Whole,
        kind: Whole,
        state: Whole,
        uniform: Floats,
        beside: Floats,
        *,
        last: NDArray[np.bool_],
    ) -> Whole:
        """Play one month and answer with where each stands after it."""
        table, rent_pence = self._table, self._kinds.rent_pence.take(kind)
        left = table.left.take(state)
        self.monthly.in_force[month, scenario] += left > 0
        at = table.standing.take(state) * BLOCK + scenario
        at += self._odds.place(self._kinds.group.take(kind), self._year.take(month))
        outcome = self._odds.outcome(uniform, at)
        move = state * OUTCOMES + outcome
        paid, after = table.paid.take(move), table.after.take(move)
        if self._call_at_expiry:
            paid = paid + np.where(last, table.paid.take(after * OUTCOMES + ENDS), 0)
        damage = np.zeros(len(kind), dtype=np.int64)
        if self._scheme.damage is not None:
            ending = np.flatnonzero(outcome == ENDS)
            room_pence = ((left - paid) * rent_pence).take(ending)
            damage[ending] = _damage(self._scheme.damage, room_pence, beside[:, ending])
        self._pay(month, scenario, paid * rent_pence, damage)
        return after

    def _pay(self, month: Whole, scenario: Whole, rent: Pence, damage: Pence | None = None) -> None:
        pence = rent if damage is None else rent + damage
        paying = np.flatnonzero(pence)
        if not len(paying):
            return
        month, scenario, pence = month.take(paying), scenario.take(paying), pence.take(paying)
        self.monthly.gross[month, scenario] += rent.take(paying)
        self.monthly.calls[month, scenario] += 1
        if damage is not None:
            self.monthly.damage[month, scenario] += damage.take(paying)
        if self._scheme.budget_stop_pence is not None:
            for later in range(1, 12):
                same = np.flatnonzero(month + later < self._year_ends.take(month))
                self.monthly.spent[month[same] + later, scenario[same]] += pence[same]

    def _otherwise(self, uniform: Floats) -> Pence | None:
        """Pence a month that each tenancy saves, None where no price is in play."""
        if self._scheme.otherwise is None:
            return None
        shares = [each.share for each in self._scheme.otherwise]
        monthly = [round(each.weekly_pence * WEEKS_A_MONTH) for each in self._scheme.otherwise]
        sorts = Sorts.weighing(np.array([*shares, max(1 - sum(shares), 0.0)]))
        return np.array([*monthly, 0], dtype=np.int64).take(sorts.at(uniform))


def _damage(damage: Damage, room_pence: Pence, beside: Floats) -> Pence:
    """Pence of damage for tenancies that end, whose caps have `room_pence` left."""
    variance = np.log1p((damage.sd_pence / damage.mean_pence) ** 2)
    drawn = np.sqrt(variance) * ndtri(np.clip(beside[2], SMALLEST, 1 - 1e-16))
    asked = np.rint(damage.mean_pence * np.exp(drawn - variance / 2)).astype(np.int64)
    pence = np.where(beside[1] < damage.chance, asked, 0)
    return np.minimum(pence, room_pence) if damage.counts == "within_cap" else pence
