"""Ratings by stated bands, on both sides of each and on it; what is hidden is rated no more closely than shown."""

from fractions import Fraction
from typing import Any

import pytest
from pydantic import ValidationError

from guarantor.services.reporting.scorecard import Bands, Score, bands, percent, scored
from guarantor.services.reporting.small_numbers import HELD, HIDDEN, Cell, Shown

HIGHER = Bands(about="x", better="higher", green="0.75", amber="0.5", source="assumption", owner="o")  # type: ignore[arg-type]
LOWER = Bands(about="x", better="lower", green="0.1", amber="0.2", source="assumption", owner="o")  # type: ignore[arg-type]
MONEY: dict[str, Any] = {
    "rent": {"confirmed": {"rent": "900.00"}, "not_heard_of": {"rent": "100.00"}},
    "outturn": "950.00",
    "budget": "1000.00",
    "forecast_errors": [1.0, -22.2],
}


def exactly(number: int) -> Shown:
    return Shown(number, number)


def scores(
    given: Shown, kept: Shown, missed: Shown, solved: Shown, called: Shown, **money: Any
) -> dict[str, Score]:
    counts: dict[Cell, Shown] = {
        HELD: exactly(20),
        ("became", "given"): given,
        ("tenancies", "kept"): kept,
        ("tenancies", "missed"): missed,
        ("tenancies", "solved"): solved,
        ("tenancies", "called"): called,
    }
    return {each.name: each for each in scored(counts, 25, MONEY | money)}


@pytest.mark.parametrize(
    ("share", "rating"),
    [("0.76", "green"), ("0.75", "green"), ("0.74", "amber"), ("0.5", "amber"), ("0.49", "red")],
)
def test_more_is_better_from_each_band_on(share: str, rating: str) -> None:
    assert HIGHER.rating(Fraction(share)) == rating


@pytest.mark.parametrize(
    ("share", "rating"),
    [("0.09", "green"), ("0.1", "green"), ("0.11", "amber"), ("0.2", "amber"), ("0.21", "red")],
)
def test_less_is_better_up_to_each_band(share: str, rating: str) -> None:
    assert LOWER.rating(Fraction(share)) == rating


def test_bands_are_said_in_words() -> None:
    assert HIGHER.says == "Green from 75%, amber from 50%, red below"
    assert LOWER.says == "Green up to 10%, amber up to 20%, red above"


def test_green_that_is_no_better_than_amber_is_refused() -> None:
    with pytest.raises(ValidationError):
        Bands(about="x", better="higher", green="0.5", amber="0.5", source="s", owner="o")  # type: ignore[arg-type]
    with pytest.raises(ValidationError):
        Bands(about="x", better="lower", green="0.2", amber="0.1", source="s", owner="o")  # type: ignore[arg-type]


def test_every_measure_has_bands_with_a_source_and_an_owner() -> None:
    assert len(bands()) == 7
    assert all("assumption" in each.source and each.owner for each in bands().values())


def test_known_counts_have_one_rating() -> None:
    found = scores(exactly(20), exactly(18), exactly(8), exactly(6), exactly(3))
    assert {name: each.says for name, each in found.items()} == {
        "places_taken": "Green",
        "tenancies_kept": "Green",
        "arrears_solved": "Green",
        "tenancies_called": "Amber",
        "rent_heard_of": "Amber",
        "budget_used": "Amber",
        "forecast_error": "Red",
    }
    assert found["tenancies_kept"].came_to == "18 of 20: 90%"


def test_a_range_has_every_rating_that_it_allows() -> None:
    found = scores(exactly(20), Shown(16, 19), Shown(2, 4), exactly(0), Shown(1, 4))
    assert found["tenancies_kept"].says == "Green or amber"
    assert found["tenancies_kept"].came_to == "16 to 19 of 20: 80% to 95%"
    assert found["arrears_solved"].says == "Red"
    assert found["tenancies_called"].came_to == "fewer than 5 of 20: 5% to 20%"


def test_what_is_hidden_or_not_there_is_not_rated() -> None:
    found = scores(exactly(0), exactly(0), exactly(0), exactly(0), HIDDEN, budget=None, forecast_errors=[])
    assert {name for name, each in found.items() if each.says == "Not rated"} == {
        "tenancies_kept",
        "arrears_solved",
        "tenancies_called",
        "budget_used",
        "forecast_error",
    }
    assert found["budget_used"].came_to == "Not rated: no yearly budget was set"


@pytest.mark.parametrize(
    ("share", "says"),
    [
        ("0", "0%"),
        ("0.001", "under 1%"),
        ("0.154", "15%"),
        ("0.155", "16%"),
        ("0.999", "over 99%"),
        ("1", "100%"),
    ],
)
def test_what_is_not_all_never_reads_as_all_nor_what_is_something_as_nothing(share: str, says: str) -> None:
    assert percent(Fraction(share)) == says
