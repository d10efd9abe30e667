"""The exposure given theta and Z: which law of months paid belongs to which guarantees, window by window.

Knows how the kernel's laws are shared between guarantees that differ only in rent or number, and that arrivals
of one spread of rents can be summed before anything else. What they add up to is for portfolio.py.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from risk.arrears import Floats, Span, months_paid, own_span
from risk.assumptions import Assumptions
from risk.book import Course, Exposure, Opening, Rents
from risk.factor import Nodes, chances_at
from risk.portfolio import Part
from risk.printed import Group
from risk.years import Window

Chain = tuple[Group, int, tuple[Opening, ...]]
Laws = dict[tuple[Chain, Span], Floats]


def parts_at(
    at: Nodes, exposure: Exposure, assumptions: Assumptions, reported: Sequence[Window], *, correlation: float
) -> list[list[Part]]:
    """For each window of months the parts of the exposure, with their laws at each of the nodes."""
    courses = {cell.course for cell in exposure.book.cells} | {
        arrival.course for arrival in exposure.arrivals
    }
    wanted: dict[Chain, set[Span]] = defaultdict(set)
    for course in courses:
        for window in reported:
            if span := _span(course, window, assumptions):
                wanted[_chain(course)].add(span)
    chances = {
        group: chances_at(at.theta, at.z, assumptions, group, correlation=correlation)
        for group in sorted({group for group, *_ in wanted})
    }
    laws: Laws = {
        (chain, span): law
        for chain, spans in wanted.items()
        for span, law in months_paid(chances[chain[0]], chain[1], chain[2], spans).items()
    }
    return [
        _held(exposure, window, assumptions, laws) + _coming(exposure, window, assumptions, laws)
        for window in reported
    ]


def _held(exposure: Exposure, window: Window, assumptions: Assumptions, laws: Laws) -> list[Part]:
    return [
        Part(laws[_chain(cell.course), span], cell.rent_pence, count=cell.count)
        for cell in exposure.book.cells
        if (span := _span(cell.course, window, assumptions))
    ]


def _coming(exposure: Exposure, window: Window, assumptions: Assumptions, laws: Laws) -> list[Part]:
    """One part for each rent: the law of an arrival of any course, and how many are expected at that rent."""
    expected: dict[Rents, dict[tuple[Chain, Span], float]] = defaultdict(lambda: defaultdict(float))
    for arrival in exposure.arrivals:
        if span := _span(arrival.course, window, assumptions):
            expected[arrival.rents][_chain(arrival.course), span] += arrival.expected
    parts: list[Part] = []
    for rents, by_law in expected.items():
        number = sum(by_law.values())
        widest = max(laws[key].shape[1] for key in by_law)
        law = sum(
            np.pad(share / number * laws[key], ((0, 0), (0, widest - laws[key].shape[1])))
            for key, share in by_law.items()
        )
        parts += [Part(np.asarray(law), rent_pence, expected=number * share) for rent_pence, share in rents]
    return parts


def _chain(course: Course) -> Chain:
    # No more can be paid than is owed at the opening and falls due; a cap above that is never reached.
    reachable = max(opening.called + opening.arrears for opening in course.openings) + course.months
    return course.group, min(course.cap_months, reachable), course.openings


def _span(course: Course, window: Window, assumptions: Assumptions) -> Span | None:
    starts = course.starts_in_months
    return own_span(
        window.first - starts,
        window.after - starts,
        course.months,
        call_at_expiry=assumptions.call_at_expiry,
    )
