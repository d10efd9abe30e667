"""Limits weighed on the basis in force, and the ledger's book played through."""

import pytest

from guarantor.domain.case_document import TABLE_4
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.finance import savings
from guarantor.services.forecasting import explorations
from guarantor.services.forecasting.explorations import Played
from tests.conftest import Begin
from tests.rehearsing import Story
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


def _played(begin: Begin, story: Story) -> Played:
    return Played(begin(story).office, day("2018-07-31"))


def test_the_ledgers_book_is_played_through_with_what_it_has_seen(begin: Begin) -> None:
    played = _played(begin, stories.active)
    found = explorations.widest(played)
    assert found["bars"][0]["width"] > 0
    assert [bar for bar in found["bars"] if bar["assumption"].endswith("set again to hold the mean")]
    paid = explorations.pays(played, 30_000)
    assert (paid["guarantees"], paid["months"], paid["basis"]) == (1, 12.0, "2018-06")


def test_each_stress_costs_at_least_what_is_assumed_and_the_worst_leads(begin: Begin) -> None:
    told: list[tuple[int, int]] = []
    found = explorations.stressed(_played(begin, stories.active), lambda done, of: told.append((done, of)))
    worst, *others = [each["p95"] for each in found["stresses"]]
    assert worst >= max(others) >= min(others) >= found["p95"]
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_break_even_against_the_price_list_leaves_what_has_no_price_not_priced(begin: Begin) -> None:
    rehearsal = begin(stories.active)
    priced = TABLE_4[0]
    savings.set_price(
        rehearsal.office, rehearsal.fay, priced, 45_000, day("2018-06-01"), "tariff", day("2018-07-31")
    )
    found = explorations.pays_against_prices(Played(rehearsal.office, day("2018-07-31")))
    first, *rest = found["prices"]
    assert (first["accommodation"], first["weekly"]) == (priced, 450.0)
    assert "at least 1 in" in first["says"]
    assert len(rest) == len(TABLE_4) - 1
    assert {each["says"] for each in rest} == {"Not priced."}


def test_an_empty_ledger_costs_nothing_and_pays(begin: Begin) -> None:
    paid = explorations.pays(_played(begin, stories.hired), 30_000)
    assert (paid["guarantees"], paid["mean"]) == (0, 0.0)
