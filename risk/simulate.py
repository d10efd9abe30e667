"""Monte Carlo of a book: the months of every guarantee drawn one by one, as a person would play them.

Knows the monthly rules of risk-model.md, section 2, in a form that owes nothing to the kernel, so that the two
can check each other; takes the common shock static or moving by financial year. Scenarios come in blocks of
4,096, each with a stream of its own keyed by seed and block: the same result on any number of workers.
Draws are inverses of uniform numbers, so that a stream outlives the library's versions.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtri

from risk.arrears import Chances, Floats
from risk.assumptions import Assumptions, YearlyAr1
from risk.book import Cell, Exposure, Opening
from risk.factor import chances_at
from risk.faults import WrongInput
from risk.measures import Sample
from risk.printed import Group
from risk.years import Window, windows

Pence = NDArray[np.int64]
Months = NDArray[np.int16]

BLOCK = 4096
# Guarantees of one cell played together: enough to keep the processor busy, few enough to stay in its cache.
TOGETHER = 64
MOST_SEED = 2**64 - 1


@dataclass(frozen=True)
class SimulatedRun:
    """Losses of independent scenarios: the whole horizon, and each financial year."""

    total: Sample
    by_year: tuple[Sample, ...]


def simulated_run(
    exposure: Exposure,
    assumptions: Assumptions,
    *,
    scenarios: int,
    seed: int,
    workers: int = 1,
    progress: Callable[[int, int], None] | None = None,
) -> SimulatedRun:
    """Losses in `scenarios` scenarios. Raises WrongInput for arrivals, fewer than two scenarios, no worker, or
    a seed that is not a whole number from 0 to 2^64 - 1."""
    faults = []
    if exposure.arrivals:
        faults.append("engine: simulate does not take arrivals in this release; exact does.")
    if scenarios < 2:
        faults.append(f"scenarios should be at least 2, not {scenarios}.")
    if workers < 1:
        faults.append(f"workers should be at least 1, not {workers}.")
    if not 0 <= seed <= MOST_SEED:
        faults.append(f"seed should be a whole number from 0 to 2^64 - 1, not {seed}.")
    if faults:
        raise WrongInput(faults)
    blocks = -(-scenarios // BLOCK)
    found: list[Pence] = []
    with ThreadPoolExecutor(max_workers=workers) as pool:
        for block in pool.map(partial(block_losses, exposure, assumptions, seed), range(blocks)):
            found.append(block)
            if progress:
                progress(len(found), blocks)
    by_year = np.concatenate(found, axis=1)[:, :scenarios]
    return SimulatedRun(
        Sample(np.sort(by_year.sum(axis=0))),
        tuple(Sample(np.sort(losses)) for losses in by_year),
    )


def block_losses(exposure: Exposure, assumptions: Assumptions, seed: int, block: int) -> Pence:
    """Losses in pence in one block of scenarios by financial year, shape (years, 4096)."""
    random = np.random.Generator(np.random.Philox(key=np.array([seed, block], dtype=np.uint64)))
    years = windows(exposure.book.as_of, exposure.horizon_months)
    prior = assumptions.first_miss
    theta = betaincinv(prior.alpha, prior.beta, random.random(BLOCK))
    shocks = _shocks(random, assumptions, len(years))
    losses = np.zeros((len(years), BLOCK), dtype=np.int64)
    chances: dict[Group, list[Chances]] = {
        group: [chances_at(theta, z, assumptions, group, correlation=assumptions.correlation) for z in shocks]
        for group in sorted({cell.course.group for cell in exposure.book.cells})
    }
    for cell in exposure.book.cells:
        for played in range(0, cell.count, TOGETHER):
            count = min(TOGETHER, cell.count - played)
            months = _play(random, cell, count, chances[cell.course.group], assumptions, years)
            losses += cell.rent_pence * months
    return losses


def _shocks(random: np.random.Generator, assumptions: Assumptions, years: int) -> list[Floats]:
    """Z for each financial year, each of shape (4096,): Z_1 ~ N(0,1), Z_y = phi Z_{y-1} + sqrt(1 - phi^2) e.

    A static shock is phi = 1; it draws its years too, so that the two are the same scenarios.
    """
    phi = assumptions.factor.yearly_ar1 if isinstance(assumptions.factor, YearlyAr1) else 1.0
    shocks = [ndtri(random.random(BLOCK))]
    for _ in range(1, years):
        shocks.append(phi * shocks[-1] + np.sqrt(1 - phi**2) * ndtri(random.random(BLOCK)))
    return shocks


class _Standing:
    """How the guarantees of one kind stand in each scenario; arrays of shape (guarantees, 4096)."""

    def __init__(self, cap_months: int, opening: Mapping[str, Months]) -> None:
        self.owed = opening["owed"].copy()
        self.called = opening["called"].copy()
        self.live = self.called < cap_months
        self._cap = cap_months
        self.paid = np.zeros(BLOCK, dtype=np.int64)

    def pay(self, where: NDArray[np.bool_]) -> None:
        """The council pays what is owed, up to the cap, and nothing is owed any more."""
        months = np.where(where, np.minimum(self.owed, self._cap - self.called), 0)
        self.called += months
        self.owed[where] = 0
        self.live &= self.called < self._cap
        self.paid += months.sum(axis=0)


def _play(
    random: np.random.Generator,
    cell: Cell,
    count: int,
    chances: list[Chances],
    assumptions: Assumptions,
    years: tuple[Window, ...],
) -> Pence:
    """Months paid by financial year and scenario, shape (years, 4096), for `count` guarantees of one cell."""
    course, claim_at = cell.course, assumptions.call_after_months
    by_year = np.zeros((len(years), BLOCK), dtype=np.int64)
    standing = _Standing(course.cap_months, _opened(random, course.openings, count))
    for year, window in enumerate(years):
        standing.paid[:] = 0
        starts = course.starts_in_months
        for month in range(max(window.first - starts, 0), min(window.after - starts, course.months)):
            if month == 0:
                standing.pay(standing.live & (standing.owed >= claim_at))
            _one_month(random.random((count, BLOCK)), standing, chances[year], assumptions)
            if month == course.months - 1 and assumptions.call_at_expiry:
                standing.pay(standing.live)
        by_year[year] = standing.paid
    return by_year


def _one_month(drawn: Floats, standing: _Standing, chances: Chances, assumptions: Assumptions) -> None:
    """One month of every guarantee; one uniform number decides between end, miss, clear and pay."""
    called = standing.called > 0
    owing = standing.owed > 0
    ends = np.where(called, chances.ends_after_call, chances.ends)
    misses = np.where(owing, chances.repeat, np.where(called, chances.after_call, chances.first))
    to_miss = ends + (1 - ends) * misses
    to_clear = to_miss + (1 - to_miss) * assumptions.cure_share
    ending = standing.live & (drawn < ends)
    missing = standing.live & (drawn >= ends) & (drawn < to_miss)
    clearing = standing.live & (drawn >= to_miss) & (drawn < to_clear)
    standing.owed[clearing] = 0
    standing.owed += missing
    standing.pay(missing & (standing.owed == assumptions.call_after_months))
    standing.pay(ending)
    standing.live &= ~ending


def _opened(random: np.random.Generator, openings: tuple[Opening, ...], count: int) -> dict[str, Months]:
    """Where each guarantee stands at the start: drawn where the ledger's arrears fall between whole months."""
    which = np.zeros((count, BLOCK), dtype=np.intp)
    if len(openings) > 1:
        reached = np.cumsum([opening.weight for opening in openings])
        which = np.minimum(
            np.searchsorted(reached, random.random((count, BLOCK)), side="right"), len(openings) - 1
        )
    return {
        "owed": np.array([opening.arrears for opening in openings], dtype=np.int16)[which],
        "called": np.array([opening.called for opening in openings], dtype=np.int16)[which],
    }
