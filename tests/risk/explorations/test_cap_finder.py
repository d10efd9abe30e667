"""The cap finder: what stays within a sum, what no other option betters, whom each turns away."""

from datetime import date

import numpy as np
import pytest

from risk.assumptions import Assumptions
from risk.book import Exposure
from risk.explorations.cap_finder import Option, frontier
from risk.explorations.full_book import full_book, rent_at
from risk.faults import WrongInput
from risk.liability import law_of
from risk.measures import LatticeLaw, Law

RENTS = ((45_000, 0.5), (65_000, 0.3), (90_000, 0.2))
AS_OF = date(2018, 6, 1)


def certain(option: Option) -> Law:
    """A law that costs £1 for each place, cap month and month for certain."""
    law = np.zeros(option.places * option.cap_months * option.months + 1)
    law[-1] = 1.0
    return LatticeLaw(100, law)


@pytest.mark.parametrize(("within_pence", "fits"), [(5_999, False), (6_000, True), (6_001, True)])
def test_an_option_stays_within_a_sum_it_just_reaches(within_pence: int, fits: bool) -> None:
    (only,) = frontier(
        [Option(5, 2, 6)], certain, within_pence=within_pence, confidence=0.95, expected=8
    ).weighed
    assert only.within is fits
    assert (only.chance_over == 0) is fits


def test_the_best_are_those_that_no_other_betters() -> None:
    options = [Option(5, 2, 6), Option(5, 1, 6), Option(10, 1, 6), Option(10, 2, 6)]
    found = frontier(options, certain, within_pence=6_000, confidence=0.95, expected=8)
    assert [each.option for each in found.best] == [Option(5, 2, 6), Option(10, 1, 6)]


@pytest.mark.parametrize(("places", "away"), [(7, 1.5), (8, 0.5), (9, 0.0)])
def test_whom_an_option_turns_away_stands_beside_it(places: int, away: float) -> None:
    (only,) = frontier([Option(places, 1, 6)], certain, within_pence=0, confidence=0.9, expected=8.5).weighed
    assert only.turned_away == away


def test_nothing_within_the_sum_is_no_error() -> None:
    assert frontier([Option(5, 2, 6)], certain, within_pence=0, confidence=0.95, expected=8).best == ()


@pytest.mark.parametrize("confidence", [0.0, 1.0, 1.5])
def test_a_confidence_that_is_none_is_refused(confidence: float) -> None:
    with pytest.raises(WrongInput, match="confidence should be above 0 and below 1"):
        frontier([], certain, within_pence=1, confidence=confidence, expected=1)


def test_more_places_and_a_higher_cap_never_cost_less(worked: Assumptions) -> None:
    def p95(places: int, cap: int) -> float:
        book = full_book(AS_OF, Option(places, cap, 12), RENTS)
        return law_of(Exposure(book, (), book.months), worked).quantile(0.95)

    by_places = [p95(places, 4) for places in (5, 10, 20)]
    by_cap = [p95(10, cap) for cap in (1, 2, 4, 6)]
    assert by_places == sorted(by_places)
    assert by_cap == sorted(by_cap)


@pytest.mark.parametrize(
    ("level", "rent_pence"), [(0.49, 45_000), (0.5, 45_000), (0.51, 65_000), (0.8, 65_000), (1.0, 90_000)]
)
def test_a_rent_stands_where_the_lettings_reach_it(level: float, rent_pence: int) -> None:
    assert rent_at(RENTS, level) == rent_pence


def test_a_full_book_holds_every_place_and_shares_the_groups_evenly() -> None:
    book = full_book(AS_OF, Option(25, 6, 12), RENTS)
    assert book.guarantees == 25
    citizens = sum(cell.count for cell in book.cells if cell.course.group == "citizen")
    assert citizens == 13
