"""Predictive intervals hold what comes as often as they say, when the truth is drawn as the model says it is."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from scipy.special import ndtri

from risk.assumptions import Assumptions
from risk.book import Book, Cell, Course, Exposure, book_of
from risk.engines.exact import fitted_law
from risk.engines.factor import shocked
from risk.evidence import Evidence, Months, Seen, evidence_of
from risk.explorations.scorecard import Past, scorecard

Changed = Callable[..., Assumptions]
WORLDS = 250
SEEN_MONTHS = 400
TENANCIES, MONTHS, CAP, CLAIM_AT, RENT_PENCE = 20, 12, 6, 2, 50_000
# The Kolmogorov-Smirnov distance that chance passes once in a hundred times, times sqrt(n).
MOST_DISTANCE = 1.63


@pytest.fixture(name="assumed", scope="module")
def _assumed(with_changes: Changed) -> Assumptions:
    return with_changes(first_miss={"alpha": 2.0, "beta": 60.0}, correlation=0.15, lattice=500)


@pytest.fixture(name="worlds", scope="module")
def _worlds(assumed: Assumptions) -> list[tuple[Evidence, int]]:
    """For each truth what the ledger saw of it, and the pence that came to be paid after."""
    random = np.random.Generator(np.random.Philox(key=20180702))
    return [_made_up(assumed, random) for _ in range(WORLDS)]


def _made_up(assumed: Assumptions, random: np.random.Generator) -> tuple[Evidence, int]:
    prior = assumed.first_miss
    theta = np.array(random.beta(prior.alpha, prior.beta))
    past, to_come = ndtri(random.random(2))
    missed = random.binomial(SEEN_MONTHS, float(shocked(theta, past, assumed.correlation)))
    seen = evidence_of([Seen("citizen", 2017, Months(clear=SEEN_MONTHS, clear_missed=int(missed)))])
    first, repeat = (
        float(shocked(np.asarray(chance), to_come, assumed.correlation))
        for chance in (theta, assumed.repeat_miss)
    )
    paid = sum(_paid(random, assumed, first, repeat) for _ in range(TENANCIES))
    return seen, paid * RENT_PENCE


def _paid(random: np.random.Generator, assumed: Assumptions, first: float, repeat: float) -> int:
    """The months paid for one guarantee, by the monthly rules."""
    owed = paid = 0
    for ends, misses, clears in random.random((MONTHS, 3)):
        if ends < assumed.tenancy_end.citizen:
            return paid + min(owed, CAP - paid)
        if misses < (repeat if owed else first):
            owed += 1
            if owed == CLAIM_AT:
                paid, owed = min(paid + owed, CAP), 0
                if paid == CAP:
                    return paid
        elif clears < assumed.cure_share:
            owed = 0
    return paid


def _book() -> Book:
    return book_of(date(2018, 6, 1), [Cell(Course("citizen", 0, MONTHS, CAP), RENT_PENCE, TENANCIES)])


def test_intervals_hold_what_came_as_often_as_they_say(
    assumed: Assumptions, worlds: list[tuple[Evidence, int]]
) -> None:
    past = [
        Past(str(n), fitted_law(Exposure(_book(), (), MONTHS, seen), assumed), came)
        for n, (seen, came) in enumerate(worlds)
    ]
    found = scorecard(past, seed=1)
    assert found.bias_error is not None
    assert abs(found.bias) < 4 * found.bias_error
    assert found.distance < MOST_DISTANCE / WORLDS**0.5
    for coverage in found.coverage:
        # An interval of a law with atoms holds at least its level; four binomial deviations either side.
        chance_alone = 4 * (coverage.level * (1 - coverage.level) / WORLDS) ** 0.5
        assert coverage.held / WORLDS > coverage.level - chance_alone


def test_leaving_out_the_shock_makes_intervals_too_narrow(
    assumed: Assumptions, worlds: list[tuple[Evidence, int]]
) -> None:
    # The trap: the ledger's months and those to come each shared a shock, and a forecast without it is far too sure.
    alone = assumed.model_copy(update={"correlation": 0.0})
    past = [
        Past(str(n), fitted_law(Exposure(_book(), (), MONTHS, seen), alone), came)
        for n, (seen, came) in enumerate(worlds)
    ]
    found = scorecard(past, seed=1)
    widest = found.coverage[-1]
    assert found.distance > MOST_DISTANCE / WORLDS**0.5
    assert widest.high < widest.level
