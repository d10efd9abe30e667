"""Limits weighed on the basis in force, and the ledger's book played through."""

import pytest

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.finance import explorations
from tests.conftest import Begin
from tests.services import stories
from tests.services.stories import day


@pytest.fixture(autouse=True)
def _few_options(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight options in the place of forty."""
    for name, few in (("PLACES", (10, 25)), ("CAPS", (2, 6)), ("COVERS", (6, 12))):
        monkeypatch.setattr(explorations, name, few)


def test_every_option_is_weighed_and_the_best_stay_within_the_sum() -> None:
    told: list[tuple[int, int]] = []
    found = explorations.limits(day("2018-06-30"), 1_000_000, 0.95, lambda done, of: told.append((done, of)))
    assert len(found["options"]) == 8
    assert told[-1] == (8, 8)
    assert found["best"]
    assert all(each["quantile"] <= 10_000 for each in found["best"])
    assert {each["places"] for each in found["options"]} == {10, 25}
    assert found["expected_a_year"] > 0


def test_a_confidence_that_is_none_is_named() -> None:
    with pytest.raises(WrongInput, match="confidence should be above 0 and below 1"):
        explorations.limits(day("2018-06-30"), 1_000_000, 1.0)


def test_the_ledgers_book_is_played_through_with_what_it_has_seen(begin: Begin) -> None:
    office = begin(stories.active).office
    found = explorations.widest(office, day("2018-07-31"), None)
    assert found["bars"][0]["width"] > 0
    paid = explorations.pays(office, day("2018-07-31"), None, 30_000)
    assert (paid["guarantees"], paid["months"]) == (1, 12.0)


def test_an_empty_ledger_costs_nothing_and_pays(begin: Begin) -> None:
    office = begin(stories.hired).office
    paid = explorations.pays(office, day("2018-07-31"), None, 30_000)
    assert (paid["guarantees"], paid["mean"]) == (0, 0.0)
