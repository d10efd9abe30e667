"""Whose guarantees a block of scenarios holds: those of the book, and who comes in each scenario.

Knows who comes when: a Poisson process in each scenario, so that people come one after the other and a scheme can
serve them in that order; within a month the order is chance, not group or rent. What becomes of them is for
tenancies.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtri

from risk.arrears import Floats
from risk.book import Course, Exposure
from risk.engines.simulation.chain import Chain
from risk.engines.simulation.streams import BLOCK, Pence, Sorts, Whole
from risk.groups import GROUPS

# The smallest uniform number that is used where nought would lead to infinity.
SMALLEST = 1e-300


@dataclass(frozen=True)
class Kinds:
    """Kinds of guarantees: arrays of shape (kinds,). `group` counts along GROUPS, `months` are a guarantee's own,
    `state` is where it begins and `due` the months' rent of a claim that is due when it does."""

    group: Whole
    months: Whole
    rent_pence: Pence
    state: Whole
    due: Whole


@dataclass(frozen=True)
class People:
    """At most one person in each scenario: `scenario` (n,), and for each the `month` in which they come, counted from
    that of the run's first day, and their `kind`. `held`: the guarantee is the book's, issued already."""

    scenario: Whole
    month: Whole
    kind: Whole
    held: bool


@dataclass(frozen=True)
class Population:
    """All kinds of an exposure. The book's guarantees: first month, first kind and the chances of its openings. Who
    may come: `expected` of each kind, from kind `coming` on, in order of `month`."""

    kinds: Kinds
    book: tuple[tuple[int, int, Sorts], ...]
    coming: int
    month: Whole
    expected: Floats

    def promised(self, horizon_months: int, left: Whole) -> Whole:
        """How many guarantees of the book hold a place before their first month, by month; `left` by state."""
        held = np.zeros(horizon_months, dtype=np.intp)
        for first, kind, _ in self.book:
            held[:first] += left[self.kinds.state[kind]] > 0
        return held

    def drawn(self, random: np.random.Generator, log_rate_sd: float) -> Iterator[People]:
        """First the guarantees of the book, each in all scenarios, then those who come first in their scenario, then
        those who come second, and so on. Draws from `random` whenever it is asked for the next."""
        rate = np.exp(log_rate_sd * ndtri(np.maximum(random.random(BLOCK), SMALLEST)) - log_rate_sd**2 / 2)
        everywhere = np.arange(BLOCK)
        for first, kind, openings in self.book:
            yield People(
                everywhere, np.full(BLOCK, first), kind + openings.at(random.random(BLOCK)), held=True
            )
        upto = np.cumsum(self.expected)
        months, begins = np.unique(self.month, return_index=True)
        ends = np.append(begins[1:], len(upto)) - 1
        clock = np.zeros(BLOCK)
        while len(upto):
            clock -= np.log(np.maximum(random.random(BLOCK), SMALLEST))
            scenario = np.flatnonzero(clock < rate * upto[-1])
            if not len(scenario):
                return
            at = np.searchsorted(upto[ends], clock[scenario] / rate[scenario], side="right")
            at = np.minimum(at, len(months) - 1)
            before = upto[begins[at]] - self.expected[begins[at]]
            within = before + random.random(len(scenario)) * (upto[ends[at]] - before)
            sort = np.clip(np.searchsorted(upto, within, side="right"), begins[at], ends[at])
            yield People(scenario, months[at], self.coming + sort, held=False)


def population(exposure: Exposure, table: Chain) -> Population:
    """The kinds of an exposure, those that begin within its horizon."""
    rows: list[tuple[int, int, int, int, int]] = []
    book: list[tuple[int, int, Sorts]] = []

    def added(course: Course, rent_pence: int) -> None:
        for opening in course.openings:
            state, due = table.opened(opening, course.cap_months)
            rows.append((GROUPS.index(course.group), course.months, rent_pence, state, due))

    for cell in exposure.book.cells:
        if cell.course.starts_in_months < exposure.horizon_months:
            weights = np.array([opening.weight for opening in cell.course.openings])
            book += [(cell.course.starts_in_months, len(rows), Sorts.weighing(weights))] * cell.count
            added(cell.course, cell.rent_pence)
    coming, month, expected = len(rows), [], []
    for arrival in sorted(exposure.arrivals, key=lambda arrival: arrival.course.starts_in_months):
        course = arrival.course
        if course.starts_in_months < exposure.horizon_months and arrival.expected:
            for rent_pence, share in arrival.rents:
                added(course, rent_pence)
                month += [course.starts_in_months] * len(course.openings)
                expected += [arrival.expected * share * opening.weight for opening in course.openings]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    kinds = Kinds(columns[0], columns[1], columns[2], columns[3], columns[4])
    return Population(kinds, tuple(book), coming, np.array(month, dtype=np.intp), np.array(expected))
