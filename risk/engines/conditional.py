"""The exposure given theta and Z: which law of months paid belongs to which guarantees, window by window.

Knows how the kernel's recursions are shared between guarantees that meet the same chances, and that arrivals of one
spread of rents can be summed before anything else. What they add up to is for portfolio.py and moments.py.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from risk.arrears import Chances, Floats, Life, Stretch, own_span
from risk.assumptions import Assumptions
from risk.book import Course, Exposure, Rents
from risk.chain import paid
from risk.engines.factor import Nodes, chances_at
from risk.engines.portfolio import Part
from risk.groups import GROUPS, Group
from risk.years import Window

# Beyond any month of any guarantee: a static shock never changes.
NEVER = 1 << 30


@dataclass(frozen=True)
class Conditions:
    """What guarantees may meet, possibility by possibility: theta of shape (nodes,), and Z of shape
    (stretches, nodes), each row until the month of the run in `until`, the last for good."""

    theta: Floats
    z: Floats
    until: tuple[int, ...]

    @property
    def nodes(self) -> int:
        """How many possibilities."""
        return len(self.theta)

    def between(self, first: int, after: int) -> "Conditions":
        """Some of the possibilities."""
        return Conditions(self.theta[first:after], self.z[:, first:after], self.until)


def static(at: Nodes) -> Conditions:
    """One Z for the whole horizon at each node."""
    return Conditions(at.theta, at.z[None], (NEVER,))


def yearly(theta: Floats, z: Floats, years: Sequence[Window]) -> Conditions:
    """A Z for each financial year of the run, of shape (years, nodes); one row holds for the whole horizon."""
    return Conditions(theta, z, (*(year.after for year in years[: len(z) - 1]), NEVER))


# Whose chances a guarantee meets, and in which of its own months they change.
Chain = tuple[Group, tuple[int, ...]]
# What is known of a guarantee in a window: how it may stand at its opening, with the weights of these possibilities.
Kind = tuple[Chain, tuple[tuple[Life, float], ...]]


class Values:
    """Means of functions of the months paid, for all kinds of guarantees of an exposure in the windows reported.

    Kinds that meet the same chances share one recursion.
    """

    def __init__(
        self,
        conditions: Conditions,
        exposure: Exposure,
        assumptions: Assumptions,
        reported: Sequence[Window],
        *,
        correlation: float,
    ) -> None:
        self._conditions, self._assumptions, self._correlation = conditions, assumptions, correlation
        self._alike = _alike(assumptions)
        self._kinds: dict[tuple[Course, Window], Kind | None] = {
            (course, window): self._kind(course, window)
            for course in sorted(
                {cell.course for cell in exposure.book.cells}
                | {arrival.course for arrival in exposure.arrivals}
            )
            for window in reported
        }

    def kind(self, course: Course, window: Window) -> Kind | None:
        """What a course is in a window; None where it does not live then."""
        return self._kinds[course, window]

    @property
    def most_months(self) -> int:
        """The most months that any guarantee may be paid, in any window."""
        return max((life.cap for kind in self._kinds.values() if kind for life, _ in kind[1]), default=0)

    def read(self, reading: Floats, some: slice) -> dict[Kind, Floats]:
        """The mean of each function at some of the nodes, shape (functions, nodes); `reading` as for chain.paid."""
        wanted: dict[Chain, set[Life]] = defaultdict(set)
        kinds = {kind for kind in self._kinds.values() if kind}
        for chain, lives in kinds:
            wanted[chain].update(life for life, _ in lives)
        chances = {group: self._chances(group, some) for group in sorted({group for group, _ in wanted})}
        by_chain = {
            (group, until): paid(
                [
                    Stretch(each, month)
                    for each, month in zip(chances[group][-len(until) :], until, strict=True)
                ],
                lives,
                reading,
            )
            for (group, until), lives in wanted.items()
        }
        return {kind: _mixed(by_chain[kind[0]], kind[1]) for kind in kinds}

    def _chances(self, group: Group, some: slice) -> list[Chances]:
        at = self._conditions.between(some.start, some.stop)
        return [
            chances_at(at.theta, z, self._assumptions, group, correlation=self._correlation) for z in at.z
        ]

    def _kind(self, course: Course, window: Window) -> Kind | None:
        starts = course.starts_in_months
        at_expiry = self._assumptions.call_at_expiry
        span = own_span(window.first - starts, window.after - starts, course.months, call_at_expiry=at_expiry)
        if span is None:
            return None
        *until, last = self._conditions.until
        chain = self._alike[course.group], (*(month - starts for month in until if month > starts), last)
        lives: dict[Life, float] = defaultdict(float)
        for opening in course.openings:
            # No more can be paid than is owed at the opening and falls due; a cap above that is never reached.
            cap = min(course.cap_months, opening.called + opening.arrears + course.months)
            lives[Life(opening.arrears, opening.called, cap, span)] += opening.weight
        return chain, tuple(sorted(lives.items()))


def _alike(assumptions: Assumptions) -> dict[Group, Group]:
    """For each group the first one whose chances are the same."""
    first: dict[tuple[float, ...], Group] = {}
    return {
        group: first.setdefault(
            (assumptions.multiplier(group), assumptions.ends(group), assumptions.ends_after_call(group)),
            group,
        )
        for group in GROUPS
    }


def _mixed(values: dict[Life, Floats], lives: tuple[tuple[Life, float], ...]) -> Floats:
    (first, weight), *others = lives
    found = values[first] if weight == 1 else weight * values[first]
    for life, weight in others:
        found = found + weight * values[life]
    return found


def parts_at(
    conditions: Conditions,
    exposure: Exposure,
    assumptions: Assumptions,
    reported: Sequence[Window],
    *,
    correlation: float,
) -> list[list[Part]]:
    """For each window of months the parts of the exposure, with their laws at each of the nodes."""
    values = Values(conditions, exposure, assumptions, reported, correlation=correlation)
    laws = {
        kind: _law(kind, found)
        for kind, found in values.read(np.eye(values.most_months + 1), slice(0, conditions.nodes)).items()
    }
    return [
        _held(exposure, window, values, laws) + _coming(exposure, window, values, laws) for window in reported
    ]


def _law(kind: Kind, by_months: Floats) -> Floats:
    """The law as a portfolio takes it, shape (nodes, months + 1), without the months that the cap rules out."""
    most = max(life.cap - life.called for life, _ in kind[1])
    return np.ascontiguousarray(by_months[: most + 1].T)


def _held(exposure: Exposure, window: Window, values: Values, laws: dict[Kind, Floats]) -> list[Part]:
    return [
        Part(laws[kind], cell.rent_pence, count=cell.count)
        for cell in exposure.book.cells
        if (kind := values.kind(cell.course, window))
    ]


def _coming(exposure: Exposure, window: Window, values: Values, laws: dict[Kind, Floats]) -> list[Part]:
    """One part for each rent: the law of an arrival of any course, and how many are expected at that rent."""
    expected: dict[Rents, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    for arrival in exposure.arrivals:
        if kind := values.kind(arrival.course, window):
            expected[arrival.rents][kind] += arrival.expected
    parts: list[Part] = []
    for rents, by_kind in expected.items():
        number = sum(by_kind.values())
        law = np.zeros((len(laws[next(iter(by_kind))]), max(laws[kind].shape[1] for kind in by_kind)))
        for kind, share in by_kind.items():
            law[:, : laws[kind].shape[1]] += share / number * laws[kind]
        parts += [Part(law, rent_pence, expected=number * share) for rent_pence, share in rents]
    return parts
