"""THE kernel: what is wanted of the months' rent that guarantees cost, at many nodes at once.

Follows the months of arrears.py. A cap only cuts off what would be paid without it, so one recursion serves every
cap. Claims come d months at a time, so that k is told by the number of claims: a level. What ends follows from the
sum over the months of what was live. What begins after some months goes on from where the guarantee then stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from risk.arrears import Chances, Floats, Life, Span, Stretch

# Numbers of one array of the recursion that are worked on at once: they should stay in the processor's cache.
AT_ONCE = 1 << 15


@dataclass(frozen=True)
class _Start:
    """A life as the recursion sees it: before any call or not, months owed (below d), months paid in the very first
    month, and the months that may still be paid, those included."""

    fresh: bool
    owed: int
    at_once: int
    left: int


# Stretches by their position, and how many months of each.
_Months = tuple[tuple[int, int], ...]


def paid(stretches: Sequence[Stretch], lives: Iterable[Life], reading: Floats) -> dict[Life, Floats]:
    """For each life the mean at each node of some functions of the months paid within its span.

    `reading`, shape (functions, months + 1), has the functions' values at 0, 1, ... months, to the largest cap at
    least: unit rows give the law, powers the moments. The answers have shape (functions, nodes). Months paid before
    the opening count towards the cap and are not counted again. The last stretch must reach the last month asked for.
    """
    wanted = sorted(set(lives))
    nodes = stretches[0].chances.nodes
    found = {life: np.empty((len(reading), nodes)) for life in wanted}
    widest = max((life.cap for life in wanted), default=0) + stretches[0].chances.claim_at
    size = max(1, AT_ONCE // widest)
    for begins in range(0, nodes, size):
        some = slice(begins, min(begins + size, nodes))
        block = _Block(stretches, some, reading)
        for life, values in block.paid(wanted):
            found[life][:, some] = values
    return found


class _Block:
    """The recursions of some of the nodes."""

    def __init__(self, stretches: Sequence[Stretch], some: slice, reading: Floats) -> None:
        self._chances = [stretch.chances.between(some.start, some.stop) for stretch in stretches]
        self._until = [stretch.until for stretch in stretches]
        self._reading = reading
        self._claim_at = self._chances[0].claim_at
        self._read: dict[tuple[_Start, _Months, bool], Floats] = {}

    def paid(self, lives: Sequence[Life]) -> Iterable[tuple[Life, Floats]]:
        """Each life with the values of the functions, shape (functions, nodes)."""
        starts = {life: self._start(life) for life in lives}
        for fresh in (True, False):
            some = [life for life in lives if starts[life].fresh == fresh]
            if some:
                yield from self._of_one_kind(some, starts)

    def _start(self, life: Life) -> _Start:
        left = life.cap - life.called
        if life.owed < self._claim_at:
            return _Start(life.called == 0, life.owed, 0, left)
        return _Start(life.called == 0 and left == 0, 0, min(life.owed, left), left)

    def _of_one_kind(
        self, lives: Sequence[Life], starts: dict[Life, _Start]
    ) -> Iterable[tuple[Life, Floats]]:
        """Lives that are all before any call, or all after one: one recursion from every number of months owed."""
        fresh = starts[lives[0]].fresh
        owed = sorted({start.owed for start in map(starts.__getitem__, lives)})
        left = max(starts[life].left - starts[life].at_once for life in lives)
        at = {life.span.first or life.span.after for life in lives}
        standing = self._followed(self._months(0, max(at)), owed, fresh=fresh, left=left, wanted=at)
        later = [life for life in lives if life.span.first]
        self._look_ahead(later, left)
        for life in lives:
            start, span = starts[life], life.span
            there = standing[span.first or span.after]
            levels = there.shape[1] // (2 * self._claim_at)
            rows = there[owed.index(start.owed)]
            if not span.first:
                yield life, self._weights(start, levels, pays=span.pays_at_end) @ rows
            else:
                yield life, self._from_there(start, rows, levels, span)

    def _months(self, first: int, after: int) -> _Months:
        """Which stretches the months from `first` to `after` fall in."""
        found, begins = [], 0
        for position, until in enumerate(self._until):
            months = min(until, after) - max(begins, first)
            if months > 0:
                found.append((position, months))
            begins = until
        return tuple(found)

    def _look_ahead(self, lives: Sequence[Life], left: int) -> None:
        """For each run of months that begins later, the values from every state in which it may begin."""
        after_by_path: dict[_Months, set[int]] = defaultdict(set)
        for life in lives:
            *before, (position, months) = self._months(life.span.first, life.span.after)
            after_by_path[*before, (position, 0)].add(months)
        self._ahead: dict[tuple[bool, _Months], Floats] = {}
        for (*before, (position, _)), lengths in after_by_path.items():
            passed = sum(months for _, months in before)
            path: _Months = (*before, (position, max(lengths)))
            for fresh in (True, False):
                found = self._followed(
                    path, range(self._claim_at), fresh=fresh, left=left, wanted={passed + n for n in lengths}
                )
                for n in lengths:
                    self._ahead[fresh, (*before, (position, n))] = found[passed + n]

    def _from_there(self, start: _Start, rows: Floats, levels: int, span: Span) -> Floats:
        """The mean over where the guarantee stands at the span's first month of the values from there on."""
        months = self._months(span.first, span.after)
        alive = np.zeros(rows.shape[1])
        found = np.zeros((len(self._reading), rows.shape[1]))
        for owed in range(self._claim_at):
            for level in range(levels):
                left = start.left - start.at_once - self._claim_at * level
                if left > 0:
                    chance = rows[owed * levels + level]
                    fresh = start.fresh and level == 0
                    found += chance * self._values(
                        _Start(fresh, owed, 0, left), months, pays=span.pays_at_end
                    )
                    alive += chance
        return np.asarray(found + self._reading[:, :1] * (1 - alive))

    def _values(self, start: _Start, months: _Months, *, pays: bool) -> Floats:
        key = start, months, pays
        if key not in self._read:
            rows = self._ahead[start.fresh, months][start.owed]
            levels = len(rows) // (2 * self._claim_at)
            self._read[key] = self._weights(start, levels, pays=pays) @ rows
        return self._read[key]

    def _weights(self, start: _Start, levels: int, *, pays: bool) -> Floats:
        """What the functions are worth in each row that the recursion keeps, shape (functions, rows)."""
        owed = np.arange(self._claim_at)[:, None]
        by_level = start.at_once + self._claim_at * np.arange(levels)[None, :]
        ends = np.full(levels, self._chances[0].ends_after_call)
        if start.fresh:
            ends[0] = self._chances[0].ends
        over = np.minimum(by_level + owed, start.left)
        live = over if pays else np.minimum(by_level + 0 * owed, start.left)
        last = min(start.at_once + self._claim_at * levels, start.left)
        return np.concatenate(
            [
                self._reading[:, live.ravel()],
                self._reading[:, over.ravel()] * np.tile(ends, self._claim_at),
                self._reading[:, [last]],
            ],
            axis=1,
        )

    def _followed(
        self, months: _Months, owed: Sequence[int], *, fresh: bool, left: int, wanted: set[int]
    ) -> dict[int, Floats]:
        """The recursion from each number of months owed, as it stands after each wanted number of months.

        Shape (starts, rows, nodes): rows are, by months owed and level, the chance to be live there, the sum of it
        over the months before, and last the chance that claims went beyond the last level.
        """
        claim_at, nodes = self._claim_at, self._chances[0].nodes
        possible = (max(owed) + max(wanted)) // claim_at + 1
        levels = max(1, min(-(-left // claim_at), possible))
        live = np.zeros((claim_at, len(owed), levels, nodes))
        for number, begins in enumerate(owed):
            live[begins, number, 0] = 1.0
        seen, beyond = np.zeros_like(live), np.zeros((len(owed), nodes))
        spare, room = np.empty_like(live), np.empty_like(live)
        found, month = {}, 0
        for position, count in months:
            monthly = _monthly(self._chances[position], levels, fresh=fresh)
            for _ in range(count):
                seen += live
                _month(live, spare, room, monthly, beyond)
                live, spare, month = spare, live, month + 1
                if month in wanted:
                    flat = [np.moveaxis(each, 0, 1).reshape(len(owed), -1, nodes) for each in (live, seen)]
                    found[month] = np.concatenate([*flat, beyond[:, None]], axis=1)
        return found


@dataclass(frozen=True)
class _Monthly:
    """What a month does to who does not end, each of shape (levels, nodes) or (1, nodes): from a = 0 `pays` or
    `misses`, from a >= 1 `clears`, `stays` or `misses_again`."""

    pays: Floats
    misses: Floats
    clears: Floats
    stays: Floats
    misses_again: Floats


def _monthly(chances: Chances, levels: int, *, fresh: bool) -> _Monthly:
    first, ends = chances.after_call[None], np.full((1, 1), chances.ends_after_call)
    if fresh:
        first = np.concatenate([chances.first[None], np.repeat(first, levels - 1, axis=0)])
        ends = np.concatenate([np.full((1, 1), chances.ends), np.repeat(ends, levels - 1, axis=0)])
    stays, repeat = 1 - ends, chances.repeat
    paying = stays * (1 - repeat)
    return _Monthly(
        stays * (1 - first), stays * first, chances.clears * paying, (1 - chances.clears) * paying, stays * repeat
    )  # fmt: skip


def _month(live: Floats, into: Floats, room: Floats, monthly: _Monthly, beyond: Floats) -> None:
    """One month from `live` to `into`, both of shape (d, starts, levels, nodes); `room` is for what comes between."""
    claim_at = len(live)
    np.multiply(live[0], monthly.pays, out=into[0])
    missed = np.multiply(live[0], monthly.misses, out=room[0])
    if claim_at > 1:
        owing = live[1] if claim_at == 2 else live[1:].sum(axis=0)
        into[0] += np.multiply(owing, monthly.clears, out=into[1])
        np.multiply(live[1:], monthly.stays, out=into[1:])
        into[1] += missed
        again = np.multiply(live[1:], monthly.misses_again, out=room[1:])
        into[2:] += again[:-1]
        missed = again[-1]
    into[0, :, 1:] += missed[:, :-1]
    beyond += missed[:, -1]
