"""A book alone: nothing that happens to one guarantee matters to another, and rent is all that is paid.

Knows how to play many guarantees at once. Most of them owe nothing in most months, and for those one comparison
says that nothing happens; only what happens is followed one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from risk.arrears import Floats
from risk.assumptions import Assumptions
from risk.book import Cell, Exposure
from risk.engines.simulation.chain import CLEAR, ENDS, OUTCOMES, Chain, chain
from risk.engines.simulation.odds import Odds, drawn_odds
from risk.engines.simulation.streams import BLOCK, Pence, Sorts, Whole, row_of, scenario_of, stream
from risk.groups import GROUPS
from risk.years import windows

# Guarantees played together: enough to keep the processor busy, few enough to stay in its cache.
TOGETHER = 16
OVER, QUIET, BUSY = range(3)


def held_block(exposure: Exposure, assumptions: Assumptions, seed: int, block: int) -> Pence:
    """What a book costs in one block of scenarios in pence, by financial year, shape (years, 4096)."""
    random = stream(seed, block)
    odds = drawn_odds(random, exposure, assumptions)
    years = windows(exposure.book.as_of, exposure.horizon_months)
    most = max((cell.course.cap_months for cell in exposure.book.cells), default=0)
    table = chain(most, assumptions.call_after_months)
    losses: Pence = np.zeros((len(years), BLOCK), dtype=np.int64)
    for rows in _together(exposure.book.cells):
        played = _Played(rows, table, odds, call_at_expiry=assumptions.call_at_expiry)
        for year, window in enumerate(years):
            for month in range(window.first, window.after):
                played.month(random, month, year)
            losses[year] += played.handed_over()
    return losses


@dataclass(frozen=True)
class _Rows:
    """Guarantees of one group, one a row, by first month and last: arrays of shape (rows,)."""

    group: int
    cells: tuple[Cell, ...]

    @cached_property
    def first(self) -> Whole:
        return np.array([cell.course.starts_in_months for cell in self.cells])

    @cached_property
    def after(self) -> Whole:
        return np.asarray(self.first + np.array([cell.course.months for cell in self.cells]))

    @cached_property
    def rent_pence(self) -> Floats:
        return np.array([cell.rent_pence for cell in self.cells], dtype=np.float64)

    def going_on(self, month: int) -> slice:
        """The rows from the first to the last that lives through a month."""
        rows = np.flatnonzero((self.first <= month) & (month < self.after))
        return slice(int(rows[0]), int(rows[-1]) + 1) if len(rows) else slice(0, 0)


def _together(cells: tuple[Cell, ...]) -> Iterator[_Rows]:
    for group, name in enumerate(GROUPS):
        alike = [cell for cell in cells if cell.course.group == name]
        alike.sort(key=lambda cell: (cell.course.starts_in_months, cell.course.months))
        waiting: list[Cell] = []
        for cell in alike:
            left = cell.count
            while left:
                added = min(left, TOGETHER - len(waiting))
                waiting += [cell] * added
                left -= added
                if len(waiting) == TOGETHER:
                    yield _Rows(group, tuple(waiting))
                    waiting = []
        if waiting:
            yield _Rows(group, tuple(waiting))


class _Played:
    """Rows of guarantees in 4,096 scenarios. `quiet` marks those that owe nothing and never called; the others that
    live are listed in `busy`, as row x 4096 + scenario, with their states."""

    def __init__(self, rows: _Rows, table: Chain, odds: Odds, *, call_at_expiry: bool) -> None:
        self._rows, self._table, self._odds, self._call_at_expiry = rows, table, odds, call_at_expiry
        shape = len(rows.cells), BLOCK
        self._quiet = np.zeros(shape, dtype=bool)
        self._happens = np.empty(shape, dtype=bool)
        self._uniform = np.empty(shape)
        self._busy: Whole = np.zeros(0, dtype=np.intp)
        self._state = np.zeros(0, dtype=np.intp)
        self._paid = np.zeros(BLOCK)
        self._lane = table.standing * BLOCK
        self._phase = np.where(table.left == 0, OVER, np.where(table.standing == CLEAR, QUIET, BUSY)).astype(
            np.int8
        )
        self._as_quiet = np.array(
            [table.state(cell.course.cap_months, 0, called=False) for cell in rows.cells], dtype=np.intp
        )

    def handed_over(self) -> Pence:
        """What was paid since this was asked last, pence by scenario."""
        paid = self._paid.astype(np.int64)
        self._paid[:] = 0.0
        return paid

    def month(self, random: np.random.Generator, month: int, year: int) -> None:
        """Play one month of the run."""
        for row in np.flatnonzero(self._rows.first == month):
            self._begin(random, int(row))
        rows = self._rows.going_on(month)
        if rows.stop:
            uniform, happens = self._uniform[rows], self._happens[rows]
            random.random(out=uniform)
            np.greater_equal(uniform, self._odds.quiet_until(self._rows.group, year), out=happens)
            np.logical_and(happens, self._quiet[rows], out=happens)
            self._step(np.flatnonzero(happens) + rows.start * BLOCK, year)
        if (self._rows.after == month + 1).any():
            self._expire(self._rows.after == month + 1)

    def _step(self, roused: Whole, year: int) -> None:
        self._quiet.reshape(-1)[roused] = False
        who = np.concatenate([self._busy, roused])
        state = np.concatenate([self._state, self._as_quiet.take(row_of(roused))])
        at = self._lane.take(state)
        at += scenario_of(who)
        at += self._odds.place(self._rows.group, year)
        move = state * OUTCOMES
        move += self._odds.outcome(self._uniform.reshape(-1).take(who), at)
        self._pay(who, self._table.paid.take(move))
        self._settle(who, self._table.after.take(move))

    def _settle(self, who: Whole, state: Whole) -> None:
        """Sort guarantees by where they stand now: quiet, busy, or over."""
        phase = self._phase.take(state)
        self._quiet.reshape(-1)[who[phase == QUIET]] = True
        busy = np.flatnonzero(phase == BUSY)
        self._busy, self._state = who.take(busy), state.take(busy)

    def _pay(self, who: Whole, months: NDArray[np.int16]) -> None:
        paying = np.flatnonzero(months)
        who = who.take(paying)
        # Whole pence far below 2^53, so that the sum of floats is exact.
        pence = months.take(paying) * self._rows.rent_pence.take(row_of(who))
        self._paid += np.bincount(scenario_of(who), pence, BLOCK)

    def _begin(self, random: np.random.Generator, row: int) -> None:
        course = self._rows.cells[row].course
        sorts = [self._table.opened(opening, course.cap_months) for opening in course.openings]
        states = np.array([state for state, _ in sorts], dtype=np.intp)
        due = np.array([months for _, months in sorts], dtype=np.int16)
        if len(sorts) == 1 and self._phase[states[0]] == QUIET:
            self._quiet[row] = True
            return
        drawn = np.zeros(BLOCK, dtype=np.intp)
        if len(sorts) > 1:
            weights = np.array([opening.weight for opening in course.openings])
            drawn = Sorts.weighing(weights).at(random.random(BLOCK))
        who, held, state = row * BLOCK + np.arange(BLOCK), self._busy, self._state
        self._pay(who, due.take(drawn))
        self._settle(who, states.take(drawn))
        self._busy, self._state = np.concatenate([held, self._busy]), np.concatenate([state, self._state])

    def _expire(self, rows: NDArray[np.bool_]) -> None:
        self._quiet[rows] = False
        over = rows.take(row_of(self._busy))
        if self._call_at_expiry:
            owed = self._state[over] * OUTCOMES + ENDS
            self._pay(self._busy[over], self._table.paid.take(owed))
        self._busy, self._state = self._busy[~over], self._state[~over]
