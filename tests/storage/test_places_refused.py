"""The places of a programme from outside: neither more nor fewer, one holder each, freed only by a lapsed offer."""

import pytest

from tests.storage.conftest import Outside
from tests.storage.raw_rows import early_end, guarantee_step, inserted

HELD, FREE = "number = 1", "number = 20"


def given(guarantee_ref: str | None, where: str, clause: str = "") -> str:
    """The statement that gives a place of kent-pilot-1 to a guarantee, or frees it."""
    holder = f"'{guarantee_ref}'" if guarantee_ref else "NULL"
    return f"UPDATE {clause} place SET guarantee_ref = {holder} WHERE programme = 'kent-pilot-1' AND {where}"


def place(number: object, programme: str = "kent-pilot-1", guarantee_ref: str | None = None) -> str:
    return inserted("place", programme=programme, number=number, guarantee_ref=guarantee_ref)


def lapsed(guarantee_ref: str) -> list[str]:
    return [guarantee_step("ended", guarantee_ref, "offer_lapsed")]


@pytest.mark.parametrize("number", [0, -1, 1, 25, 26])
def test_no_place_can_be_added(door: Outside, number: int) -> None:
    assert door.refusal(place(number)) is not None


def test_no_place_can_be_added_to_a_programme_that_does_not_exist(door: Outside) -> None:
    assert door.refusal(place(1, programme="kent-pilot-3")) is not None


@pytest.mark.parametrize("number", [1, 25, 26])
@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_no_place_can_be_replaced(door: Outside, number: int) -> None:
    for statement in (place(number), place(number, guarantee_ref="RG-0003/1")):
        assert door.refusal(statement.replace("INSERT", "INSERT OR REPLACE")) is not None


@pytest.mark.parametrize("where", [HELD, FREE, "1 = 1"])
def test_no_place_can_be_deleted(door: Outside, where: str) -> None:
    assert door.refusal(f"DELETE FROM place WHERE {where}") is not None


def test_a_free_place_may_be_given_to_a_guarantee_that_holds_none(door: Outside) -> None:
    assert door.refusal(given("RG-0003/1", FREE)) is None


def test_a_held_place_cannot_be_given_to_another(door: Outside) -> None:
    assert door.refusal(given("RG-0003/1", HELD)) is not None


@pytest.mark.parametrize("clause", ["", "OR REPLACE", "OR IGNORE", "OR FAIL"])
@pytest.mark.parametrize("database_kind", ["sqlite"])
def test_a_guarantee_cannot_have_a_second_place_by_any_clause_of_sqlite(door: Outside, clause: str) -> None:
    assert door.refusal(given("RG-0001/1", FREE, clause)) is not None


def test_a_guarantee_cannot_have_a_second_place(door: Outside) -> None:
    assert door.refusal(given("RG-0001/1", FREE)) is not None
    assert door.refusal(given("RG-0003/1", FREE + " OR number = 21")) is not None


def test_a_guarantee_that_does_not_exist_cannot_have_a_place(door: Outside) -> None:
    assert door.refusal(given("RG-0099/1", FREE)) is not None


def test_a_guarantee_cannot_have_a_place_of_another_programme(door: Outside) -> None:
    in_the_second = (
        "UPDATE place SET guarantee_ref = 'RG-0003/1' WHERE programme = 'kent-pilot-2' AND number = 2"
    )
    assert door.refusal(in_the_second) is not None


def test_the_place_of_an_active_guarantee_cannot_be_freed(door: Outside) -> None:
    assert door.refusal(given(None, "guarantee_ref = 'RG-0001/1'")) is not None


def test_the_place_of_a_guarantee_that_was_active_is_not_freed_whatever_ended_it(door: Outside) -> None:
    freed = given(None, "guarantee_ref = 'RG-0001/1'")
    for ends in (lapsed("RG-0001/1"), early_end("RG-0001/1", "tenancy_ended")):
        assert door.refusal(freed, after=ends) is not None


def test_the_place_of_an_offer_is_freed_once_it_has_lapsed(door: Outside) -> None:
    freed = given(None, "guarantee_ref = 'RG-0002/1'")
    assert door.refusal(freed) is not None
    assert door.refusal(freed, after=early_end("RG-0002/1", "released_by_landlord")) is not None
    assert door.refusal(freed, after=lapsed("RG-0002/1")) is None


def test_what_has_ended_cannot_come_back(door: Outside) -> None:
    for status in ("offered", "active", "ended"):
        assert door.refusal(guarantee_step(status, "RG-0003/1", "offer_lapsed")) is not None
    assert door.refusal(guarantee_step("ended", "RG-0002/1", "offer_lapsed")) is None


@pytest.mark.parametrize(
    "column", ["places", "ceiling_pence", "policy_fingerprint", "reuse_places", "minute"]
)
def test_the_terms_of_a_programme_cannot_be_changed(door: Outside, column: str) -> None:
    assert door.refusal(f"UPDATE programme SET {column} = {column}") is not None
