"""Random streams of the rehearsal: one for each name, so that one more person disturbs nobody else."""

import random
from collections.abc import Mapping, Sequence
from typing import TypeVar

Thing = TypeVar("Thing")


class Stream:
    """A named stream of chance. The same seed and name give the same draws on every machine."""

    def __init__(self, seed: int, name: str) -> None:
        self._random = random.Random(f"{seed}/{name}")  # noqa: S311 - a rehearsal, not a secret

    def happens(self, chance: float) -> bool:
        """True with the chance given."""
        return self._random.random() < chance

    def between(self, lowest: float, highest: float) -> float:
        """Any number from lowest to highest, evenly."""
        return lowest + (highest - lowest) * self._random.random()

    def whole(self, lowest: int, highest: int) -> int:
        """A whole number from lowest to highest, both included, evenly."""
        return lowest + int(self._random.random() * (highest - lowest + 1))

    def one_of(self, things: Sequence[Thing]) -> Thing:
        """One of the things, evenly."""
        return things[self.whole(0, len(things) - 1)]

    def weighted(self, weights: Mapping[Thing, int]) -> Thing:
        """One of the things, by its weight."""
        things = list(weights)
        left = self._random.random() * sum(weights.values())
        for thing in things:
            left -= weights[thing]
            if left < 0:
                return thing
        return things[-1]
