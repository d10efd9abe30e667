"""What scenarios cost year by year, line by line, each scenario a path through all of them.

Knows how lines add up to net path by path, so that the law of net is that of the sums: a difference of quantiles is
not a quantile of the difference. Every scenario has its own theta and its own shocks, no two share an outer draw;
so scenarios are independent and the standard errors of measures.py need no clusters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from risk.engines.simulation.streams import Pence, Whole
from risk.measures import Sample

Line = Literal["gross", "damage", "recoveries", "legal_and_administration", "savings"]
LINES: tuple[Line, ...] = ("gross", "damage", "recoveries", "legal_and_administration", "savings")
TAKEN_OFF: tuple[Line, ...] = ("recoveries", "savings")
Number = Literal[
    "came", "issued", "waited", "months_waited", "turned_away", "refused_for_budget", "waiting_at_the_end"
]


@dataclass(frozen=True)
class Paths:
    """Pence by line, `lines[line]` of shape (years, scenarios), all as positive amounts; what is not priced has no
    line. `numbers` counts those who came, by the financial year in which they came, same shape; who came is either
    issued a guarantee (some after they `waited`), turned away, refused for want of budget, or still waiting."""

    lines: Mapping[Line, Pence]
    numbers: Mapping[Number, Whole]

    @cached_property
    def net(self) -> Pence:
        """What is paid less what comes back and what is saved, path by path, shape (years, scenarios)."""
        net = np.zeros_like(self.lines["gross"])
        for line, pence in self.lines.items():
            net += -pence if line in TAKEN_OFF else pence
        return net

    def sample(self, line: Line | Literal["net"], year: int | None = None) -> Sample:
        """The sorted sample of a line over the whole horizon, or of one year (0 is the first)."""
        pence = self.net if line == "net" else self.lines[line]
        return Sample(np.sort(pence.sum(axis=0) if year is None else pence[year]))

    def chance_any_year_above(self, pence: int, line: Line | Literal["net"] = "gross") -> tuple[float, float]:
        """(chance, standard error) that some financial year of a path passes an amount, strictly."""
        passed = np.any((self.net if line == "net" else self.lines[line]) > pence, axis=0)
        chance = float(passed.mean())
        return chance, float(np.sqrt(chance * (1 - chance) / passed.size))

    def mean_number(self, number: Number) -> tuple[float, float]:
        """(mean, standard error) of a count over the whole horizon."""
        counted = self.numbers[number].sum(axis=0)
        return float(counted.mean()), float(counted.std(ddof=1) / np.sqrt(len(counted)))

    def first(self, scenarios: int) -> "Paths":
        """The first so many scenarios."""
        return Paths(
            {line: pence[:, :scenarios] for line, pence in self.lines.items()},
            {name: counted[:, :scenarios] for name, counted in self.numbers.items()},
        )


def joined(blocks: Sequence[Paths]) -> Paths:
    """The paths of several blocks, in order."""
    return Paths(
        {line: np.concatenate([block.lines[line] for block in blocks], axis=1) for line in blocks[0].lines},
        {
            name: np.concatenate([block.numbers[name] for block in blocks], axis=1)
            for name in blocks[0].numbers
        },
    )
