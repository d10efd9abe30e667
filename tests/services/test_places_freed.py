"""Which rule keeps a place, and when the next one comes free, on SQLite and on PostgreSQL alike."""

from dataclasses import replace

import pytest

from guarantor.domain.lifecycle import Party
from guarantor.services.casework import places_freed
from guarantor.services.casework.places_freed import PlacesFreed
from guarantor.services.guaranteeing import guarantees
from guarantor.services.worktrays import daily
from rules.policy import Policy
from tests.conftest import Begin
from tests.databases import KINDS
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.after_decision import full
from tests.services.stories import day

CODE = "kent-pilot-1"
TAKEN = PlacesFreed(
    CODE, of_all=1, free=0, given_out_again=False, kept_by_ended=0, offered=1, next_on=day("2018-08-03")
)


@pytest.fixture(params=KINDS)
def database_kind(request: pytest.FixtureRequest) -> str:
    """Both kinds."""
    return str(request.param)


@after(full)
def signed(rehearsal: Rehearsal) -> None:
    """All signed RG-0001/1, which holds the only place."""
    for party in Party:
        guarantees.sign(rehearsal.office, rehearsal.cora, "RG-0001/1", party, day("2018-07-06"))


def freed(rehearsal: Rehearsal) -> list[PlacesFreed]:
    """How the places of the pilot come free."""
    return places_freed.of_programmes(rehearsal.office, [CODE])


def test_an_unsigned_offer_gives_its_place_back_on_the_day_on_which_it_lapses(begin: Begin) -> None:
    rehearsal = begin(full)
    assert freed(rehearsal) == [TAKEN]
    daily.run(rehearsal.office, day("2018-08-02"))
    assert freed(rehearsal) == [TAKEN]
    daily.run(rehearsal.office, day("2018-08-03"))
    assert freed(rehearsal) == [replace(TAKEN, free=1, offered=0, next_on=None)]


def test_what_was_signed_keeps_its_place_beyond_its_end(begin: Begin) -> None:
    rehearsal = begin(signed)
    assert freed(rehearsal) == [replace(TAKEN, offered=0, next_on=None)]
    rehearsal.ended_early("RG-0001/1", "2018-10-15")
    assert freed(rehearsal) == [replace(TAKEN, kept_by_ended=1, offered=0, next_on=None)]


def test_a_programme_that_gives_places_out_again_frees_one_on_the_day_after_the_term(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    switched = Policy.switch
    monkeypatch.setattr(Policy, "switch", lambda own, name: name == "reuse_places" or switched(own, name))
    rehearsal = begin(stories.hired)
    rehearsal.adopt(places=1)
    rehearsal.active_guarantee()
    (found,) = freed(rehearsal)
    assert found.given_out_again
    assert found.next_on == day("2019-08-01")


def test_other_programmes_are_not_told_of(begin: Begin) -> None:
    assert places_freed.of_programmes(begin(full).office, []) == []
