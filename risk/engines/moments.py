"""Mean, variance and third central moment of the exposure's cost, given theta and Z, straight from the chain.

Knows that given theta and Z guarantees are independent, so that all three add up over those that are held, and that
arrivals in Poisson numbers add lambda times the raw moments of one payment. Knows no lattice and no law.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from risk.arrears import Floats
from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.engines.conditional import Conditions, Kind, Values
from risk.years import Window

# Nodes that are worked on at once: the moments of all kinds of guarantees there should stay in the cache.
NODES_AT_ONCE = 4096
POWERS = np.arange(1, 4)


@dataclass(frozen=True)
class Moments:
    """Mean (pence), variance (pence squared) and third central moment (pence cubed), each of shape (nodes,)."""

    mean: Floats
    variance: Floats
    third: Floats


def moments_at(
    conditions: Conditions,
    exposure: Exposure,
    assumptions: Assumptions,
    reported: Sequence[Window],
    *,
    correlation: float,
    times_expected: Floats | None = None,
) -> list[Moments]:
    """The moments at each node for each window of months. `times_expected`, shape (nodes,), multiplies the number of
    arrivals that is expected."""
    found = np.empty((len(reported), 3, conditions.nodes))
    values = Values(conditions, exposure, assumptions, reported, correlation=correlation)
    weights = [(_held(exposure, window, values), _coming(exposure, window, values)) for window in reported]
    reading = np.arange(values.most_months + 1.0)[None, :] ** POWERS[:, None]
    for first in range(0, conditions.nodes, NODES_AT_ONCE):
        some = slice(first, min(first + NODES_AT_ONCE, conditions.nodes))
        raw = values.read(reading, some)
        for into, (held, coming) in zip(found, weights, strict=True):
            into[:, some] = _added_up(held, raw, some.stop - some.start)
            arriving = _arriving(coming, raw, some.stop - some.start)
            into[:, some] += arriving if times_expected is None else times_expected[some] * arriving
    return [Moments(mean, np.maximum(variance, 0.0), third) for mean, variance, third in found]


def _held(exposure: Exposure, window: Window, values: Values) -> dict[Kind, Floats]:
    """For each kind the sums over its guarantees of rent, rent squared and rent cubed."""
    found: dict[Kind, Floats] = defaultdict(lambda: np.zeros(3))
    for cell in exposure.book.cells:
        if kind := values.kind(cell.course, window):
            found[kind] += cell.count * float(cell.rent_pence) ** POWERS
    return found


def _coming(exposure: Exposure, window: Window, values: Values) -> dict[Kind, Floats]:
    """For each kind the same sums over the arrivals that are expected."""
    found: dict[Kind, Floats] = defaultdict(lambda: np.zeros(3))
    for arrival in exposure.arrivals:
        if kind := values.kind(arrival.course, window):
            for rent_pence, share in arrival.rents:
                found[kind] += arrival.expected * share * float(rent_pence) ** POWERS
    return found


def _added_up(held: dict[Kind, Floats], raw: dict[Kind, Floats], nodes: int) -> Floats:
    """The three central moments of the guarantees held, shape (3, nodes), from the raw moments of months paid.

    With the raw moments a, b and c the variance is b - a^2 and the third central moment c - 3 a b + 2 a^3.
    """
    found, product = np.zeros((3, nodes)), np.empty((3, nodes))
    for kind, (by_rent, by_square, by_cube) in held.items():
        first, second, _ = raw[kind]
        np.multiply(first, first, out=product[0])
        np.multiply(first, second, out=product[1])
        np.multiply(first, product[0], out=product[2])
        found += _linear(by_rent, by_square, by_cube) @ np.concatenate([raw[kind], product])
    return found


def _linear(by_rent: float, by_square: float, by_cube: float) -> Floats:
    """What a, b, c, a^2, a b and a^3 add to mean, variance and third moment."""
    return np.array(
        [
            [by_rent, 0, 0, 0, 0, 0],
            [0, by_square, 0, -by_square, 0, 0],
            [0, 0, by_cube, 0, -3 * by_cube, 2 * by_cube],
        ]
    )


def _arriving(coming: dict[Kind, Floats], raw: dict[Kind, Floats], nodes: int) -> Floats:
    """The three central moments of a compound Poisson sum, shape (3, nodes)."""
    found = np.zeros((3, nodes))
    for kind, by_power in coming.items():
        found += by_power[:, None] * raw[kind]
    return found
