"""Expected credit losses of one guarantee: over its lifetime, and from defaults within twelve months.

The second is the lifetime loss that follows from a default within twelve months, whenever it is paid, and not what is
paid within twelve months. So it is the lifetime loss less what is lost by those who have not defaulted by then: their
chances of owing a months' rent at that time, times what they lose from there on, theta and Z being the same before
and after. A default is the first payment of the council.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from risk.arrears import Chances, Floats
from risk.assumptions import Assumptions
from risk.book import Cell, Course, Exposure, Opening, book_of
from risk.engines.conditional import Conditions
from risk.engines.expected import conditions_over
from risk.engines.factor import chances_at
from risk.engines.moments import moments_at
from risk.evidence import NOTHING_SEEN, Evidence
from risk.years import Window

TWELVE = 12
# A rent that makes months' rent of pence.
UNIT_PENCE = 100


@dataclass(frozen=True)
class Loss:
    """Expected losses in months' rent: over the lifetime, and from defaults within the months asked about."""

    lifetime: float
    soon: float


def expected_losses(
    courses: Sequence[Course],
    assumptions: Assumptions,
    as_of: date,
    evidence: Evidence = NOTHING_SEEN,
    *,
    within_months: int = TWELVE,
) -> dict[Course, Loss]:
    """The losses of one guarantee of each course from the month of `as_of` on, not discounted.

    With a shock that moves by financial year they are means over Sobol paths, with a standard error below a
    thousandth.
    """
    if not courses:
        return {}
    months = max(course.starts_in_months + course.months for course in courses)
    conditions, weight = conditions_over(assumptions, evidence, as_of, months)
    exact = _Reckoning(conditions, weight, assumptions, as_of, months)
    return {course: exact.loss(course, within_months) for course in dict.fromkeys(courses)}


class _Reckoning:
    """Means over conditions with these weights, all of shape (nodes,)."""

    def __init__(
        self, conditions: Conditions, weight: Floats, assumptions: Assumptions, as_of: date, months: int
    ) -> None:
        self._conditions, self._weight, self._assumptions = conditions, weight, assumptions
        self._as_of, self._whole = as_of, Window("whole", 0, months)

    def loss(self, course: Course, within: int) -> Loss:
        lifetime = self._months_paid(course)
        soon = lifetime - self._paid_by_those_who_default_later(course, within)
        return Loss(float(self._weight @ lifetime), max(float(self._weight @ soon), 0.0))

    def _months_paid(self, course: Course) -> Floats:
        book = book_of(self._as_of, [Cell(course, UNIT_PENCE, 1)])
        exposure = Exposure(book, (), self._whole.after)
        (found,) = moments_at(
            self._conditions,
            exposure,
            self._assumptions,
            [self._whole],
            correlation=self._assumptions.correlation,
        )
        return found.mean / UNIT_PENCE

    def _paid_by_those_who_default_later(self, course: Course, within: int) -> Floats:
        own = max(within - course.starts_in_months, 0)
        later = np.zeros(self._conditions.nodes)
        if own >= course.months:
            return later
        for owed, chance in enumerate(self._not_defaulted(course, own)):
            rest = replace(
                course,
                starts_in_months=course.starts_in_months + own,
                months=course.months - own,
                openings=(Opening(owed, 0),),
            )
            later += chance * self._months_paid(rest)
        return later

    def _not_defaulted(self, course: Course, own_months: int) -> Floats:
        """The chances that after so many of its own months nothing was ever paid and it stands with a months owed, for
        a = 0..d-1: shape (d, nodes)."""
        claim_at = self._assumptions.call_after_months
        at = np.zeros((claim_at, self._conditions.nodes))
        for opening in course.openings:
            # What was called before, or is due as a claim, has defaulted already.
            if opening.called == 0 and opening.arrears < claim_at:
                at[opening.arrears] += opening.weight
        for month in range(own_months):
            at = _a_month_on(at, self._chances(course, course.starts_in_months + month))
        return at

    def _chances(self, course: Course, month: int) -> Chances:
        row = next(row for row, until in enumerate(self._conditions.until) if month < until)
        return chances_at(
            self._conditions.theta,
            self._conditions.z[row],
            self._assumptions,
            course.group,
            correlation=self._assumptions.correlation,
        )


def _a_month_on(at: Floats, chances: Chances) -> Floats:
    """One month of those who have cost nothing yet; who leaves, or makes the council pay, is no longer among them."""
    stay = at * (1 - chances.ends)
    misses = np.where(np.arange(len(at))[:, None] == 0, chances.first, chances.repeat)
    missing, paying = stay * misses, stay * (1 - misses)
    then = np.zeros_like(at)
    then[1:] = missing[:-1]
    then[0] += paying[0] + chances.clears * paying[1:].sum(axis=0)
    then[1:] += (1 - chances.clears) * paying[1:]
    return then
