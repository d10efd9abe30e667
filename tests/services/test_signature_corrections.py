"""A signature that was written down wrong is put right: the paper's words count, and the first ones stay."""

import datetime as dt
from dataclasses import asdict
from typing import Any

import pytest

from guarantor.domain.lifecycle import Party
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.casework import showing
from guarantor.services.data_protection import erasure
from guarantor.services.guaranteeing import looking_at, signature_corrections
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.claiming import G
from tests.services.stories import day
from tests.watching import asked, nothing_written

WORDS = {"name": "Anna Example", "capacity": "director", "witness": "W. Example", "how": "by seal"}


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """RG-0001/1 is in force."""
    return begin(stories.active)


def _correct(rehearsal: Rehearsal, party: Party = Party.LANDLORD, **said: Any) -> dict[str, Any]:
    given = {**WORDS, "why": "misspelt", "on": day("2018-09-02"), **said}
    on = given.pop("on")
    return signature_corrections.correct(rehearsal.office, rehearsal.cora, G, party, on, **given)


def _stands(rehearsal: Rehearsal, party: Party = Party.LANDLORD) -> dict[str, Any]:
    around = looking_at.around(rehearsal.office, rehearsal.ann, G, day("2018-09-02"))
    signed = around.signatures[party]
    assert signed is not None
    return asdict(signed)


def test_the_papers_words_count_and_the_first_ones_and_the_day_stay(rehearsal: Rehearsal) -> None:
    before, others = _stands(rehearsal), _stands(rehearsal, Party.COUNCIL)
    _correct(rehearsal)
    assert _stands(rehearsal) == {
        **before,
        **WORDS,
        "corrected_on": day("2018-09-02"),
        "corrected_by": "cora",
    }
    assert _stands(rehearsal, Party.COUNCIL) == others
    kept = asked(rehearsal.url, "SELECT name FROM signature WHERE party = 'landlord'")
    assert kept == [(before["name"],)]
    shown = {each["party"]: each for each in showing.guarantee(rehearsal.office, G)["signatures"]}
    assert (shown["landlord"]["name"], shown["landlord"]["signed_on"]) == (
        "Anna Example",
        before["signed_on"].isoformat(),
    )


def test_of_several_corrections_the_latest_counts(rehearsal: Rehearsal) -> None:
    _correct(rehearsal)
    _correct(rehearsal, name="Anne Example", witness=None)
    assert (_stands(rehearsal)["name"], _stands(rehearsal)["witness"]) == ("Anne Example", None)


def test_of_a_party_that_has_not_signed_there_is_nothing_to_put_right(begin: Begin) -> None:
    rehearsal = begin(stories.offered)
    with nothing_written(rehearsal.url), pytest.raises(NotFound):
        _correct(rehearsal)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"name": " "}, "--name: expected what stands on the paper"),
        ({"capacity": ""}, "--capacity: expected what stands on the paper"),
        ({"how": ""}, "--how: expected what stands on the paper"),
        ({"why": " "}, "--reason: expected what was wrong"),
    ],
)
def test_what_is_missing_is_refused_and_nothing_is_written(
    rehearsal: Rehearsal, said: dict[str, str], says: str
) -> None:
    with nothing_written(rehearsal.url), pytest.raises(WrongInput, match=says):
        _correct(rehearsal, **said)


def test_the_same_words_again_are_refused(rehearsal: Rehearsal) -> None:
    _correct(rehearsal)
    with nothing_written(rehearsal.url), pytest.raises(WrongInput, match="something other than what stands"):
        _correct(rehearsal)


def test_it_is_corrected_on_the_day_of_the_signature_and_not_before(rehearsal: Rehearsal) -> None:
    signed_on = _stands(rehearsal)["signed_on"]
    with nothing_written(rehearsal.url), pytest.raises(WrongInput, match="when it was signed"):
        _correct(rehearsal, on=signed_on - dt.timedelta(days=1))
    _correct(rehearsal, on=signed_on)


def test_with_the_person_the_corrected_words_go_too(rehearsal: Rehearsal) -> None:
    _correct(rehearsal)
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2026-01-01"))
    assert asked(rehearsal.url, "SELECT name, why FROM signature_correction") == [(None, None)]
    assert _stands(rehearsal)["name"] is None
