"""Somebody who is known already is found under a misspelt name, and nobody is found for a shared part alone."""

import pytest

from guarantor.services.casework import duplicates
from guarantor.services.entering import restricting
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day

ELSEWHERE = "9 Nowhere Road, Dover CT16 1ZZ"


@pytest.fixture
def known(begin: Begin) -> Rehearsal:
    """RG-0001 is Tam Synthetic, born on 14 March 1999."""
    return begin(stories.submitted)


def _name(rehearsal: Rehearsal) -> str:
    return str(rehearsal.document()["young_person"]["name"])


def _refs(rehearsal: Rehearsal, name: str, born_on: str | None, address: str | None = ELSEWHERE) -> list[str]:
    asked = None if born_on is None else day(born_on)
    return [each.ref for each in duplicates.alike(rehearsal.office, rehearsal.cora, name, asked, address)]


def test_a_misspelt_name_with_the_same_birth_date_is_found(known: Rehearsal) -> None:
    name = _name(known)
    born = str(known.document()["person"]["date_of_birth"])
    for written in (name, name.replace("Synthetic", "Syntehtic"), name.replace("Tam", "Tamm"), name.upper()):
        assert _refs(known, written, born) == ["RG-0001"], written


def test_the_same_name_with_day_and_month_changed_round_is_found(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    rehearsal.assessed_case("RG-0001", {"person.date_of_birth": "1999-03-04"})
    name = _name(rehearsal)
    assert _refs(rehearsal, name, "1999-04-03") == ["RG-0001"]
    (found,) = duplicates.alike(rehearsal.office, rehearsal.cora, name, day("1999-04-03"), None)
    assert found.turned_birth_date
    assert not found.same_birth_date


@pytest.mark.parametrize("born_on", ["1999-03-15", "2000-03-14"])
def test_another_birth_date_and_another_address_is_another_person(known: Rehearsal, born_on: str) -> None:
    assert _refs(known, _name(known), born_on) == []


def test_another_name_with_the_same_birth_date_is_another_person(known: Rehearsal) -> None:
    born = str(known.document()["person"]["date_of_birth"])
    assert _refs(known, "Connor Otherwise", born) == []


def test_an_empty_name_finds_nobody(known: Rehearsal) -> None:
    assert _refs(known, "", str(known.document()["person"]["date_of_birth"])) == []


def test_a_case_names_the_others_and_never_itself(known: Rehearsal) -> None:
    assert duplicates.of_case(known.office, known.cora, "RG-0001") == []
    known.assessed_case("RG-0002")
    assert [each.ref for each in duplicates.of_case(known.office, known.cora, "RG-0002")] == ["RG-0001"]


def test_a_restricted_case_is_named_to_no_caseworker(known: Rehearsal) -> None:
    born = str(known.document()["person"]["date_of_birth"])
    restricting.restrict(known.office, known.ann, "RG-0001")
    assert _refs(known, _name(known), born) == []
