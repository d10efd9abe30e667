"""The books and assumptions that the liability model is measured on, and the same rules as a plain loop.

The worked example of the tests, as it is and multiplied. Made up; no basis.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from statistics import NormalDist

from risk.assumptions import Assumptions, read_assumptions
from risk.book import Book, Cell, Course, book_of
from risk.groups import Group

RHO, REPEAT, CLEARS, CAP, CLAIM_AT = 0.10, 0.35, 0.5, 6, 2
ALPHA, BETA = 6.5, 222.5
TIMES: dict[Group, float] = {"citizen": 1.0, "uasc": 1.2}
ENDS: dict[Group, float] = {"citizen": 0.03, "uasc": 0.04}
RENTS = (450, 550, 650, 750, 900)
COUNTS: dict[Group, tuple[int, ...]] = {"citizen": (3, 2, 3, 2, 3), "uasc": (2, 3, 2, 3, 2)}
PILOT = sum(sum(counts) for counts in COUNTS.values())


@lru_cache
def assumptions() -> Assumptions:
    """Uncertain rate, one shock for the horizon, payments on a lattice of £50."""
    text = f"""
first_miss: {{alpha: {ALPHA}, beta: {BETA}, group_multiplier: {{citizen: {TIMES["citizen"]}, uasc: {TIMES["uasc"]}}}}}
repeat_miss: {REPEAT}
cure_share: {CLEARS}
tenancy_end: {{citizen: {ENDS["citizen"]}, uasc: {ENDS["uasc"]}}}
tenancy_end_after_call: {{citizen: {ENDS["citizen"]}, uasc: {ENDS["uasc"]}}}
after_call_miss: first_miss
call_after_months: {CLAIM_AT}
call_at_expiry: false
correlation: {RHO}
factor: static
lattice: 50
"""
    return read_assumptions(text, "worked example")


@lru_cache
def book(guarantees: int, months: int) -> Book:
    """A multiple of the pilot's 25 guarantees, all from now on for so many months."""
    times, rest = divmod(guarantees, PILOT)
    if rest or not times:
        raise ValueError(f"guarantees should be a multiple of {PILOT}, not {guarantees}")
    cells = [
        Cell(Course(group, 0, months, CAP), 100 * rent, count)
        for group, counts in COUNTS.items()
        for rent, count in zip(RENTS, counts, strict=True)
    ]
    return book_of(date(2018, 6, 1), [replace(cell, count=times * cell.count) for cell in cells])


def plain_loop(months: int, scenarios: int, seed: int) -> list[int]:
    """What the pilot costs in each scenario, in pounds: guarantee after guarantee, month by month, in plain Python."""
    draw, normal = random.Random(seed), NormalDist()  # noqa: S311
    tenancies = [
        (group, rent)
        for group, counts in COUNTS.items()
        for rent, n in zip(RENTS, counts, strict=True)
        for _ in range(n)
    ]
    uniform, spread, losses = draw.random, (1 - RHO) ** 0.5, []
    for _ in range(scenarios):
        theta, shock = draw.betavariate(ALPHA, BETA), RHO**0.5 * draw.gauss(0.0, 1.0)
        first = {
            group: normal.cdf((normal.inv_cdf(theta * TIMES[group]) + shock) / spread) for group in COUNTS
        }
        repeat = normal.cdf((normal.inv_cdf(REPEAT) + shock) / spread)
        losses.append(sum(rent * _paid(uniform, months, first[g], repeat, ENDS[g]) for g, rent in tenancies))
    return losses


def _paid(uniform: Callable[[], float], months: int, first: float, repeat: float, ends: float) -> int:
    """The months' rent paid for one guarantee."""
    owed = paid = 0
    for _ in range(months):
        if uniform() < ends:
            return paid + min(owed, CAP - paid)
        if uniform() < (repeat if owed else first):
            owed += 1
            if owed == CLAIM_AT:
                paid, owed = paid + min(owed, CAP - paid), 0
                if paid == CAP:
                    return paid
        elif owed and uniform() < CLEARS:
            owed = 0
    return paid
