"""Hiding small numbers in published tables so that totals do not give them back.

Knows cells, and sums that hold between them: a total with its parts. A number from 1 to below the limit is hidden;
then further cells are hidden, smallest first, until no hidden number follows from the ones shown. Whether one
follows is settled by elimination over all sums at once, not table by table, so linked tables protect each other.
Knows nothing of what is counted.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

Cell = TypeVar("Cell", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum(Generic[Cell]):
    """A published fact of arithmetic: the total is the sum of its parts."""

    total: Cell
    parts: tuple[Cell, ...]

    def cells(self) -> tuple[Cell, ...]:
        """The total and its parts."""
        return (self.total, *self.parts)


def hidden(
    numbers: Mapping[Cell, int],
    sums: Sequence[Sum[Cell]],
    below: int,
    *,
    already: Set[Cell] = frozenset(),
    told: Set[Cell] = frozenset(),
) -> frozenset[Cell]:
    """The cells to hide, so that none above zero and below the limit is shown or follows from what is.

    `numbers` are counts of people, zero or more; every cell of `sums` is among them. Cells that are hidden `already`
    stay so, and those `told` elsewhere are not hidden: no small one is among them. Nothing else is hidden beyond
    need: a cell hidden for another's sake is shown again where the rest protects the small numbers without it.
    """
    small = {cell for cell, number in numbers.items() if 0 < number < below}
    hide = small | already
    while exposed := [cell for cell in follows(hide, sums) if cell in small]:
        hide.add(_next_to_hide(exposed, hide | told, numbers, sums))
    # In the order in which the cells were given: the same numbers hide the same cells wherever they are published.
    order = {cell: place for place, cell in enumerate(numbers)}
    for cell in sorted(hide - small - already, key=lambda cell: (-numbers[cell], order[cell])):
        if not any(given_away in small for given_away in follows(hide - {cell}, sums)):
            hide.remove(cell)
    return frozenset(hide)


def _next_to_hide(
    exposed: Sequence[Cell], hide: Set[Cell], numbers: Mapping[Cell, int], sums: Sequence[Sum[Cell]]
) -> Cell:
    """The smallest number above zero in a sum with an exposed one: rather a part than a total, rather that than zero.

    There is always one to hide: a number above zero follows only from some number that is shown. `hide` holds those
    that cannot be hidden any more, too.
    """
    order = {cell: place for place, cell in enumerate(numbers)}
    totals = {one.total for one in sums}
    shown = [cell for one in sums for cell in one.cells() if cell not in hide]
    beside = [
        cell
        for one in sums
        if not set(exposed).isdisjoint(one.cells())
        for cell in one.cells()
        if cell not in hide
    ]
    return min(
        beside or shown, key=lambda cell: (cell in totals, numbers[cell] == 0, numbers[cell], order[cell])
    )


def follows(hide: Iterable[Cell], sums: Sequence[Sum[Cell]]) -> list[Cell]:
    """The hidden cells whose numbers can be worked out from the cells that are shown.

    Each sum is an equation in its hidden cells. In reduced row echelon form an equation left with a single hidden
    cell gives that cell away, and no other is determined.
    """
    order = {cell: place for place, cell in enumerate(hide)}
    rows = [row for row in (_equation(one, order) for one in sums) if row]
    reduced = _reduced(rows)
    cells = list(order)
    return [cells[next(iter(row))] for row in reduced if len(row) == 1]


def _equation(one: Sum[Cell], order: Mapping[Cell, int]) -> dict[int, Fraction]:
    row: dict[int, Fraction] = {}
    for sign, cells in ((Fraction(1), (one.total,)), (Fraction(-1), one.parts)):
        for cell in cells:
            if cell in order:
                row[order[cell]] = row.get(order[cell], Fraction(0)) + sign
    return {place: factor for place, factor in row.items() if factor}


def _reduced(rows: Sequence[Mapping[int, Fraction]]) -> list[dict[int, Fraction]]:
    """The rows in reduced row echelon form, sparse."""
    reduced: list[tuple[int, dict[int, Fraction]]] = []
    for given in rows:
        row = dict(given)
        for pivot, other in reduced:
            _take_away(row, other, row.get(pivot, Fraction(0)))
        if not row:
            continue
        pivot = min(row)
        row = {place: factor / row[pivot] for place, factor in row.items()}
        for _, other in reduced:
            _take_away(other, row, other.get(pivot, Fraction(0)))
        reduced.append((pivot, row))
    return [row for _, row in reduced]


def _take_away(row: dict[int, Fraction], other: Mapping[int, Fraction], times: Fraction) -> None:
    """row - times x other, in place; nothing is kept for a zero."""
    if not times:
        return
    for place, factor in other.items():
        left = row.get(place, Fraction(0)) - times * factor
        if left:
            row[place] = left
        else:
            row.pop(place, None)
