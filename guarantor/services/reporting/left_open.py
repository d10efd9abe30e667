"""What a reader can still tell of hidden counts: the range that shown numbers and sums leave open to each.

A hidden number may be shown as its range as long as every small one could still be another: each is tried, and a whole
that can be put together from other numbers is looked for. Knows cells and sums, and nothing of what is counted.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from rules.suppression import Sum

Cell = TypeVar("Cell", bound=Hashable)
Range = tuple[int, int]
MOST_TRIED = 2_000
"""Wholes are put together number by number; after so many tries none counts as found, and nothing is told."""


def narrowed(ranges: Mapping[Cell, Range], sums: Sequence[Sum[Cell]]) -> dict[Cell, Range] | None:
    """The ranges as far as the sums narrow them; None where no whole numbers fit."""
    found = dict(ranges)
    again = True
    while again:
        again = False
        for one in sums:
            for cell, (low, high) in _by_one_sum(one, found):
                within = max(found[cell][0], low), min(found[cell][1], high)
                if within[0] > within[1]:
                    return None
                if within != found[cell]:
                    found[cell], again = within, True
    return found


def open_to_another(cell: Cell, number: int, ranges: Mapping[Cell, Range], sums: Sequence[Sum[Cell]]) -> bool:
    """Whether `cell` could be another number than it is, with whole numbers in every other range."""
    low, high = ranges[cell]
    left = [MOST_TRIED]
    return any(
        _fits({**ranges, cell: (other, other)}, sums, left)
        for other in range(low, high + 1)
        if other != number
    )


def together(cells: Iterable[Cell], sums: Sequence[Sum[Cell]]) -> list[frozenset[Cell]]:
    """The cells in groups of which one tells something of another, by a sum that holds both."""
    groups: list[set[Cell]] = [{cell} for cell in cells]
    for one in sums:
        touched = [group for group in groups if not group.isdisjoint(one.cells())]
        if len(touched) > 1:
            groups = [group for group in groups if group not in touched]
            groups.append(set().union(*touched))
    return [frozenset(group) for group in groups]


def _by_one_sum(one: Sum[Cell], ranges: Mapping[Cell, Range]) -> Iterable[tuple[Cell, Range]]:
    lowest = sum(ranges[part][0] for part in one.parts)
    highest = sum(ranges[part][1] for part in one.parts)
    whole = ranges[one.total]
    yield one.total, (lowest, highest)
    for part in one.parts:
        low, high = ranges[part]
        yield part, (whole[0] - (highest - high), whole[1] - (lowest - low))


def _fits(ranges: Mapping[Cell, Range], sums: Sequence[Sum[Cell]], left: list[int]) -> bool:
    """Whether whole numbers in the ranges make every sum hold; takes from what may still be tried."""
    left[0] -= 1
    found = narrowed(ranges, sums) if left[0] > 0 else None
    if found is None:
        return False
    wide = [cell for cell, (low, high) in found.items() if low < high]
    if not wide:
        return True
    cell = min(wide, key=lambda one: found[one][1] - found[one][0])
    low, high = found[cell]
    return any(_fits({**found, cell: (number, number)}, sums, left) for number in range(low, high + 1))
