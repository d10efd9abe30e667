"""A scheme of many guarantees, where what happens to one matters to another: who gets a place, when, and what is
paid in all.

Knows places, the waiting list and the stop when a year's budget is spent. People are served in the order in which
they come, and each has random numbers of their own that do not depend on when they begin: two schemes played on
one seed meet the same people. Somebody who waits keeps the length that was theirs when they came.
"""

import numpy as np
from numpy.typing import NDArray

from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.engines.simulation.chain import chain
from risk.engines.simulation.odds import drawn_odds
from risk.engines.simulation.paths import Line, Number, Paths
from risk.engines.simulation.people import People, population
from risk.engines.simulation.scheme import Scheme
from risk.engines.simulation.streams import BLOCK, Pence, Whole, stream
from risk.engines.simulation.tenancies import BESIDE, Monthly, Tenancies
from risk.years import Window, windows

NUMBERS: tuple[Number, ...] = (
    "came",
    "issued",
    "waited",
    "months_waited",
    "turned_away",
    "refused_for_budget",
    "waiting_at_the_end",
)


def scheme_block(
    exposure: Exposure, assumptions: Assumptions, scheme: Scheme, seed: int, block: int
) -> Paths:
    """One block of scenarios, each a path through all financial years."""
    random = stream(seed, block)
    odds = drawn_odds(random, exposure, assumptions)
    courses = [cell.course for cell in exposure.book.cells] + [each.course for each in exposure.arrivals]
    table = chain(max((course.cap_months for course in courses), default=0), assumptions.call_after_months)
    who = population(exposure, table)
    years = windows(exposure.book.as_of, exposure.horizon_months)
    year = np.repeat(np.arange(len(years)), [window.after - window.first for window in years])
    year_ends = np.array([window.after for window in years], dtype=np.intp).take(year)
    tenancies = Tenancies(
        who.kinds, table, odds, scheme, year, year_ends, call_at_expiry=assumptions.call_at_expiry
    )
    office = _Office(scheme, tenancies.monthly, who.promised(len(year), table.left), year, len(years))
    for people in who.drawn(random, scheme.log_rate_sd or 0.0):
        own = np.minimum(who.kinds.months.take(people.kind), len(year) - people.month)
        beside = random.random((BESIDE, len(own)))
        uniforms = random.random((int(own.max()), len(own)))
        first = people.month if people.held else office.begins(people)
        # In most schemes nearly all begin: their numbers need not be copied.
        begun = np.flatnonzero(first < len(year))
        if len(begun) < len(own):
            uniforms, beside = uniforms[:, begun], beside[:, begun]
        tenancies.play(people.scenario[begun], people.kind[begun], first[begun], uniforms, beside)
    return Paths(_lines(scheme, tenancies.monthly, years), dict(zip(NUMBERS, office.numbers, strict=True)))


class _Office:
    """Who is issued a guarantee, and when: first come, first served. `numbers` has shape (numbers, years, 4096)."""

    def __init__(self, scheme: Scheme, monthly: Monthly, promised: Whole, year: Whole, years: int) -> None:
        self._scheme, self._monthly, self._promised, self._year = scheme, monthly, promised, year
        # Before the month in which the last person was served there was nothing for anybody who came later.
        self._served = np.zeros(BLOCK, dtype=np.intp)
        self.numbers: Whole = np.zeros((len(NUMBERS), years, BLOCK), dtype=np.int64)

    def begins(self, people: People) -> Whole:
        """The month in which each begins, that after the last reported one for those who never do. Everybody who came
        before has been played, so that places and payments up to any month in which they can begin are known."""
        horizon, patience = len(self._year), self._scheme.patience_months or 0
        until = people.month + patience
        month = np.maximum(people.month, self._served.take(people.scenario))
        begins = np.full(len(month), horizon)
        looking = np.flatnonzero(month <= np.minimum(until, horizon - 1))
        while len(looking):
            at, scenario = month.take(looking), people.scenario.take(looking)
            free = self._place_free(at, scenario) & self._issuing(at, scenario)
            begins[looking[free]] = at[free]
            looking = looking[~free]
            month[looking] += 1
            looking = looking[month.take(looking) <= np.minimum(until, horizon - 1).take(looking)]
        served = begins < horizon
        self._served[people.scenario[served]] = begins[served]
        self._count(people, begins, until)
        return begins

    def _place_free(self, month: Whole, scenario: Whole) -> NDArray[np.bool_]:
        if self._scheme.places is None:
            return np.ones(len(month), dtype=bool)
        taken = self._monthly.in_force[month, scenario] + self._promised.take(month)
        return np.asarray(taken < self._scheme.places)

    def _issuing(self, month: Whole, scenario: Whole) -> NDArray[np.bool_]:
        if self._scheme.budget_stop_pence is None:
            return np.ones(len(month), dtype=bool)
        return np.asarray(self._monthly.spent[month, scenario] <= self._scheme.budget_stop_pence)

    def _count(self, people: People, begins: Whole, until: Whole) -> None:
        """Count what became of each, in the year in which they came."""
        horizon = len(self._year)
        issued = begins < horizon
        waiting = ~issued & (until >= horizon)
        gone = ~issued & ~waiting
        refused = np.zeros(len(begins), dtype=bool)
        refused[gone] = self._place_free(until[gone], people.scenario[gone])
        waits = np.where(issued, begins - people.month, 0)
        year = self._year.take(people.month)
        for number, counted in enumerate(
            (np.ones_like(waits), issued, waits > 0, waits, gone & ~refused, refused, waiting)
        ):
            self.numbers[number, year, people.scenario] += counted


def _lines(scheme: Scheme, monthly: Monthly, years: tuple[Window, ...]) -> dict[Line, Pence]:
    """The lines that have a price, by financial year."""
    lines: dict[Line, Pence] = {"gross": _by_year(monthly.gross, years)}
    if scheme.damage is not None:
        lines["damage"] = _by_year(monthly.damage, years)
    if scheme.recovery is not None:
        back = np.zeros_like(monthly.gross)
        delay = scheme.recovery.delay_months
        paid = (monthly.gross + monthly.damage)[: max(len(back) - delay, 0)]
        back[delay : delay + len(paid)] = np.rint(scheme.recovery.share * paid).astype(np.int64)
        lines["recoveries"] = _by_year(back, years)
    prices = scheme.legal_pence_a_call, scheme.administration_pence_a_month
    if prices != (None, None):
        legal, administration = ((0 if price is None else price) for price in prices)
        cost = legal * monthly.calls + administration * monthly.in_force
        lines["legal_and_administration"] = _by_year(cost, years)
    if scheme.otherwise is not None:
        lines["savings"] = _by_year(monthly.saved, years)
    return lines


def _by_year(months: Pence, years: tuple[Window, ...]) -> Pence:
    found = np.zeros((len(years), BLOCK), dtype=np.int64)
    for year, window in enumerate(years):
        found[year] = months[window.first : window.after].sum(axis=0)
    return found
