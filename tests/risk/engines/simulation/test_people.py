"""Who comes: a Poisson number, in the order of the months, within a month in an order that favours nobody."""

from datetime import date
from typing import Any

import numpy as np
import pytest
from scipy.stats import poisson

from risk.book import Arrival, Cell, Course, Exposure, Opening, book_of
from risk.engines.simulation.chain import chain
from risk.engines.simulation.people import People, population
from risk.engines.simulation.streams import BLOCK, stream
from risk.groups import GROUPS

TABLE = chain(6, 2)


def exposure(*arrivals: Arrival, horizon: int = 24) -> Exposure:
    """An empty book to which some may come."""
    return Exposure(book_of(date(2018, 6, 1), ()), arrivals, horizon)


def came(given: Exposure, *, log_rate_sd: float = 0.0, seed: int = 3) -> list[People]:
    """All people of one block, in order."""
    return list(population(given, TABLE).drawn(stream(seed, 0), log_rate_sd))


def numbers(given: Exposure, *, log_rate_sd: float = 0.0) -> Any:
    """How many came by scenario."""
    return np.bincount(
        np.concatenate([people.scenario for people in came(given, log_rate_sd=log_rate_sd)]), minlength=BLOCK
    )


def test_the_number_of_each_kind_is_poisson_with_its_own_mean() -> None:
    kinds = {
        ("citizen", 0, 50_000): 0.75,
        ("citizen", 0, 60_000): 0.25,
        ("uasc", 0, 50_000): 2.0,
        ("uasc", 5, 50_000): 1.0,
    }
    given = exposure(
        Arrival(Course("citizen", 0, 12, 6), 1.0, ((50_000, 0.75), (60_000, 0.25))),
        Arrival(Course("uasc", 5, 12, 6), 1.0, ((50_000, 1.0),)),
        Arrival(Course("uasc", 0, 12, 6), 2.0, ((50_000, 1.0),)),
        Arrival(Course("uasc", 24, 12, 6), 9.0, ((50_000, 1.0),)),
    )
    who = population(given, TABLE).kinds
    found = {kind: np.zeros(BLOCK, dtype=int) for kind in kinds}
    for people in came(given):
        for (group, month, rent), counted in found.items():
            here = (
                (who.group[people.kind] == GROUPS.index(group))
                & (people.month == month)
                & (who.rent_pence[people.kind] == rent)
            )
            counted[people.scenario[here]] += 1
    for kind, mean in kinds.items():
        for number in range(5):
            chance = poisson.pmf(number, mean)
            error = np.sqrt(chance * (1 - chance) / BLOCK)
            assert abs((found[kind] == number).mean() - chance) < 4 * error
    assert abs(np.corrcoef(found["uasc", 0, 50_000], found["uasc", 5, 50_000])[0, 1]) < 4 / np.sqrt(BLOCK)


def test_people_come_in_the_order_of_their_months() -> None:
    given = exposure(*(Arrival(Course("citizen", month, 12, 6), 1.0, ((50_000, 1.0),)) for month in range(6)))
    last = np.zeros(BLOCK, dtype=int)
    for people in came(given):
        assert (people.month >= last[people.scenario]).all()
        last[people.scenario] = people.month


def test_who_is_first_within_a_month_does_not_depend_on_the_group() -> None:
    given = exposure(
        Arrival(Course("citizen", 0, 12, 6), 6.0, ((50_000, 1.0),)),
        Arrival(Course("uasc", 0, 12, 6), 3.0, ((50_000, 1.0),)),
    )
    first = came(given)[0]
    citizens = population(given, TABLE).kinds.group[first.kind] == GROUPS.index("citizen")
    assert abs(citizens.mean() - 2 / 3) < 4 * np.sqrt(2 / 9 / len(citizens))


def test_an_uncertain_rate_keeps_the_mean_and_widens_the_number() -> None:
    given = exposure(Arrival(Course("citizen", 0, 12, 6), 20.0, ((50_000, 1.0),)))
    sure, unsure = numbers(given), numbers(given, log_rate_sd=0.5)
    variance = 20 + 400 * (np.exp(0.25) - 1)
    assert abs(sure.mean() - 20) < 4 * np.sqrt(20 / BLOCK)
    assert abs(unsure.mean() - 20) < 4 * np.sqrt(variance / BLOCK)
    assert sure.var() == pytest.approx(20, rel=0.1)
    assert unsure.var() == pytest.approx(variance, rel=0.15)


def test_the_book_comes_first_each_guarantee_in_every_scenario_with_its_openings() -> None:
    openings = (Opening(0, 1, 0.3), Opening(1, 1, 0.7))
    book = book_of(date(2018, 6, 1), [Cell(Course("uasc", 2, 12, 6, openings), 50_000, 3)])
    arrival = Arrival(Course("citizen", 0, 12, 6), 1.0, ((50_000, 1.0),))
    who = came(Exposure(book, (arrival,), 12))
    assert [people.held for people in who[:4]] == [True, True, True, False]
    for people in who[:3]:
        assert (people.scenario == np.arange(BLOCK)).all()
        assert set(people.month) == {2}
        assert abs((people.kind == 0).mean() - 0.3) < 4 * np.sqrt(0.21 / BLOCK)


def test_what_begins_after_the_report_is_left_out() -> None:
    book = book_of(date(2018, 6, 1), [Cell(Course("uasc", 12, 12, 6), 50_000, 3)])
    assert came(Exposure(book, (), 12)) == []
    assert len(came(Exposure(book, (), 13))) == 3
