"""Where random numbers come from: one stream for each block of scenarios, keyed by seed and block.

A block's numbers depend on nothing else, so that they are the same on any number of workers. Everything is the
inverse of uniform numbers: a distribution's own routine may change with the library's version, these do not.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from risk.arrears import Floats

Pence = NDArray[np.int64]
Whole = NDArray[np.intp]


BLOCK = 4096
MOST_SEED = 2**64 - 1


def stream(seed: int, block: int) -> np.random.Generator:
    """The stream of one block."""
    return np.random.Generator(np.random.Philox(key=np.array([seed, block], dtype=np.uint64)))


def scenario_of(place: Whole) -> Whole:
    """The scenario in a place counted row by row; a block is a power of two, and division is slow."""
    return place & (BLOCK - 1)


def row_of(place: Whole) -> Whole:
    """The row in a place counted row by row."""
    return place >> (BLOCK.bit_length() - 1)


@dataclass(frozen=True)
class Sorts:
    """Sorts of one thing with the chance of each: `upto` (sorts,) rises to 1."""

    upto: Floats

    @classmethod
    def weighing(cls, weights: Floats) -> "Sorts":
        """Sorts with chances in proportion to their weights, some of which are above zero."""
        upto = np.cumsum(weights)
        return cls(upto / upto[-1])

    def at(self, uniforms: Floats) -> Whole:
        """The sort that each uniform number falls in."""
        return np.minimum(np.searchsorted(self.upto, uniforms, side="right"), len(self.upto) - 1)
