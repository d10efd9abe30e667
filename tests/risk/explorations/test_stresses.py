"""Named stresses change what they say and nothing else, and none of them makes a scheme cheaper."""

import pytest

from risk.assumptions import Assumptions
from risk.book import Arrival, Book, Course, Exposure
from risk.explorations.stresses import STRESSES, Change, Stress, stressed, under_stress
from risk.liability import law_of

ARRIVAL = Arrival(Course("citizen", 0, 12, 6), 4.0, ((50_000, 0.5), (60_001, 0.5)))
BY_NAME = {stress.name: stress for stress in STRESSES}


@pytest.fixture(name="exposure")
def _exposure(worked_book: Book) -> Exposure:
    return Exposure(worked_book, (), worked_book.months)


def test_every_change_says_where_its_size_is_from_and_every_stress_whose_it_is() -> None:
    assert set(BY_NAME) == {"benefit freeze", "possession takes half as long again", "fall in LHA at 25"}
    assert all(stress.owner == "finance" and stress.happens for stress in STRESSES)
    assert all(change.source for stress in STRESSES for change in stress.changes)


def test_odds_are_multiplied_so_that_a_chance_stays_one(exposure: Exposure, worked: Assumptions) -> None:
    once = Stress("made up", "", (Change("repeat_miss", 2.0, "assumption"),))
    _, found = stressed(exposure, worked, once)
    # 0.35 is odds of 35 to 65; twice that is 70 to 65.
    assert found.repeat_miss == pytest.approx(70 / 135)
    assert found.model_copy(update={"repeat_miss": worked.repeat_miss}) == worked


def test_the_weight_of_what_is_known_of_a_first_miss_is_kept(exposure: Exposure, worked: Assumptions) -> None:
    once = Stress("made up", "", (Change("first_miss", 3.0, "assumption"),))
    _, found = stressed(exposure, worked, once)
    prior = found.first_miss
    assert prior.alpha + prior.beta == pytest.approx(229)
    assert prior.alpha / prior.beta == pytest.approx(3 * 6.5 / 222.5)
    assert prior.group_multiplier == worked.first_miss.group_multiplier


def test_possession_that_takes_longer_lets_tenancies_end_later_after_a_call_alone(
    exposure: Exposure, worked: Assumptions
) -> None:
    _, found = stressed(exposure, worked, BY_NAME["possession takes half as long again"])
    assert found.ends_after_call("uasc") == pytest.approx(0.04 / 1.5, rel=0.02)
    assert found.tenancy_end == worked.tenancy_end


def test_only_rents_of_those_still_to_come_rise(worked_book: Book, worked: Assumptions) -> None:
    exposure = Exposure(worked_book, (ARRIVAL,), 12)
    found, _ = stressed(exposure, worked, BY_NAME["benefit freeze"])
    assert found.book == worked_book
    assert found.arrivals[0].rents == ((51_750, 0.5), (62_101, 0.5))


def test_no_stress_makes_the_guarantees_cheaper_and_the_worst_stands_first(
    exposure: Exposure, worked: Assumptions
) -> None:
    found = under_stress(exposure, worked, law_of)
    assert all(each.mean > found.mean and each.p95 >= found.p95 for each in found.stressed)
    p95 = [each.p95 for each in found.stressed]
    assert p95 == sorted(p95, reverse=True)
    assert found.document()["stresses"][0]["changes"][0]["source"]


def test_a_stress_that_changes_nothing_costs_nothing_more(exposure: Exposure, worked: Assumptions) -> None:
    nothing = Stress(
        "nothing", "", tuple(Change(each, 1.0, "assumption") for each in ("first_miss", "cure_share"))
    )
    found = under_stress(exposure, worked, law_of, [nothing])
    assert found.stressed[0].mean == pytest.approx(found.mean, rel=1e-9)
