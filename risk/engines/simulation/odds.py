"""How likely a month's outcomes are in each scenario: the uncertain rate and the shock of each financial year.

Knows how one uniform number decides a month: from low to high it says that things stay as they are, that arrears
clear, that the rent is missed, that the tenancy ends. What the outcomes do is for chain.py.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from risk.arrears import Floats
from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.calibration.draws import drawn
from risk.engines.factor import chances_at
from risk.engines.simulation.chain import CLEAR, STANDINGS
from risk.engines.simulation.streams import BLOCK, Whole, row_of
from risk.groups import GROUPS
from risk.years import financial_year, windows


@dataclass(frozen=True)
class Odds:
    """Up to where a uniform number lets things stay, arrears clear, and rent be missed; above, the tenancy ends.

    `stays` and `clears` have shape (groups, years, standings, 4096), `misses` (groups, years, standings); groups in
    the order of GROUPS; a static shock has one year for all. Clearing nothing is staying: where nothing is owed,
    `clears` is `stays`.
    """

    stays: Floats
    clears: Floats
    misses: Floats

    def place(self, group: Whole | int, year: Whole | int) -> Whole | int:
        """Where the chances of a group and year begin in the flat arrays."""
        years = int(self.stays.shape[1])
        return (group * years + np.minimum(year, years - 1)) * (STANDINGS * BLOCK)

    def quiet_until(self, group: int, year: int) -> Floats:
        """Up to where a uniform number lets things stay for who owes nothing and never called, shape (4096,)."""
        return np.asarray(self.stays[group, min(year, self.stays.shape[1] - 1), CLEAR])

    def outcome(self, uniform: Floats, at: Whole) -> NDArray[np.int8]:
        """The outcome of a month for each uniform number; `at` is place + standing x 4096 + scenario."""
        found = (uniform >= self.stays.reshape(-1).take(at)).view(np.int8)
        found += (uniform >= self.clears.reshape(-1).take(at)).view(np.int8)
        found += (uniform >= self.misses.reshape(-1).take(row_of(at))).view(np.int8)
        return found


def drawn_odds(random: np.random.Generator, exposure: Exposure, assumptions: Assumptions) -> Odds:
    """The odds of a block of scenarios: theta and the shock of each year are drawn anew in each scenario, after
    what the ledger has seen."""
    years = len(windows(exposure.book.as_of, exposure.horizon_months))
    began = financial_year(exposure.book.as_of)
    uniforms = random.random((1 + years, BLOCK))
    theta, z = drawn(assumptions, exposure.evidence, range(began, began + years), uniforms)
    # A static shock has the same odds in all years, which are then one.
    different = min(years, 1) if assumptions.factor == "static" else years
    stays = np.empty((len(GROUPS), different, STANDINGS, BLOCK))
    clears = np.empty_like(stays)
    misses = np.empty(stays.shape[:3])
    for group, name in enumerate(GROUPS):
        for year in range(stays.shape[1]):
            at = chances_at(theta, z[year], assumptions, name, correlation=assumptions.correlation)
            before, after = 1 - at.ends, 1 - at.ends_after_call
            misses[group, year] = before, before, after, after
            for standing, missed in enumerate((at.first, at.repeat, at.after_call, at.repeat)):
                clears[group, year, standing] = misses[group, year, standing] * (1 - missed)
            stays[group, year] = clears[group, year]
            stays[group, year, 1::2] *= 1 - at.clears
    return Odds(stays, clears, misses)
