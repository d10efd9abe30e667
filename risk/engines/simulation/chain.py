"""The months of one guarantee as a table: from each state, what each outcome leads to and what it costs.

Knows the monthly rules of risk-model.md, section 2, in a form that owes nothing to the kernel, so that the two can
check each other. A state is a small whole number for (months' rent that may still be paid, whether the council
has paid before, months owed); how likely the outcomes are is for odds.py.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from risk.book import Opening
from risk.engines.simulation.streams import Whole

STAYS, CLEARS, MISSES, ENDS = range(4)
OUTCOMES = 4
# Where a state stands on its way, which decides its chances: owing nothing or owing, before or after a call.
CLEAR, OWING, CLEAR_AFTER_CALL, OWING_AFTER_CALL = range(4)
STANDINGS = 4


@dataclass(frozen=True)
class Chain:
    """The table. `after` and `paid` (months of rent) have shape (states x outcomes,), an outcome's place being
    state x 4 + outcome. Of each state: `standing`, `left` (months that may still be paid), and `lives`, whether
    the tenancy goes on. With nothing left the tenancy lives until it ends and costs no more rent."""

    claim_at: int
    after: Whole
    paid: NDArray[np.int16]
    standing: Whole
    left: Whole
    lives: NDArray[np.bool_]

    def state(self, left: int, owed: int, *, called: bool) -> int:
        """The number of a state in which the tenancy lives."""
        return (2 * left + called) * self.claim_at + (owed if left else 0)

    def opened(self, opening: Opening, cap_months: int) -> tuple[int, int]:
        """The state in which a guarantee begins its first month, and the months' rent of a claim already due."""
        left, owed, due = cap_months - opening.called, opening.arrears, 0
        if owed >= self.claim_at:
            due = min(owed, left)
            left, owed = left - due, 0
        return self.state(left, owed, called=opening.called + due > 0), due


@lru_cache(maxsize=64)
def chain(most_left: int, claim_at: int) -> Chain:
    """The table for guarantees under which at most `most_left` months may still be paid."""
    states = 2 * (most_left + 1) * claim_at + 1
    ended = states - 1
    after = np.full((states, OUTCOMES), ended, dtype=np.intp)
    paid = np.zeros((states, OUTCOMES), dtype=np.int16)
    standing = np.zeros(states, dtype=np.intp)
    months_left = np.zeros(states, dtype=np.intp)
    lives = np.ones(states, dtype=bool)
    lives[ended] = False
    table = Chain(claim_at, after.reshape(-1), paid.reshape(-1), standing, months_left, lives)
    for left in range(most_left + 1):
        for called in (False, True):
            for owed in range(claim_at if left else 1):
                here = table.state(left, owed, called=called)
                standing[here] = 2 * called + (owed > 0)
                months_left[here] = left
                after[here, STAYS] = here
                after[here, CLEARS] = table.state(left, 0, called=called)
                paid[here, ENDS] = min(owed, left)
                if left == 0:
                    after[here, MISSES] = here
                elif owed + 1 < claim_at:
                    after[here, MISSES] = table.state(left, owed + 1, called=called)
                else:
                    paid[here, MISSES] = min(claim_at, left)
                    after[here, MISSES] = table.state(left - paid[here, MISSES], 0, called=True)
    return table
