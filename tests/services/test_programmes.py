"""Adopting a policy: two approvers, a minute, places that exist from then on, and limits that bind."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from guarantor.domain.refusals import NoProgramme, SamePerson
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.adoption import programmes
from guarantor.services.adoption.programmes import MOST_PLACES, Adoption
from guarantor.services.casework import cases
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day
from tests.watching import asked, refused

PILOT = Adoption("kent-pilot", 3, dt.date(2018, 6, 1), "Panel, 22 March 2018, item 6")


def test_a_programme_and_its_places_exist_from_the_second_approvers_confirmation(
    rehearsal: Rehearsal,
) -> None:
    limited = replace(PILOT, ceiling_pence=5_000_000, budget_pence=1_000_000)
    proposed = programmes.propose_adoption(rehearsal.office, rehearsal.ann, limited)
    assert len(programmes.shown(rehearsal.office)) == 1
    assert rehearsal.confirmed(proposed, rehearsal.abe) == {"programme": "kent-pilot-2", "places": 3}
    second = programmes.shown(rehearsal.office)[1]
    assert second["places"] == 3
    assert second["places_held"] == 0
    assert (second["ceiling"], second["budget"]) == ("50000.00", "10000.00")
    assert second["minute"] == "Panel, 22 March 2018, item 6"
    numbers = asked(rehearsal.url, "SELECT number, guarantee_ref FROM place WHERE programme = 'kent-pilot-2'")
    assert sorted(numbers) == [(1, None), (2, None), (3, None)]


def test_limits_that_the_minute_did_not_set_are_shown_as_none(rehearsal: Rehearsal) -> None:
    (pilot,) = programmes.shown(rehearsal.office)
    assert (pilot["ceiling"], pilot["budget"], pilot["reuse_places"]) == (None, None, False)


def test_whoever_proposed_a_programme_cannot_confirm_it(rehearsal: Rehearsal) -> None:
    proposed = programmes.propose_adoption(rehearsal.office, rehearsal.ann, PILOT)
    with refused(rehearsal.url, SamePerson):
        rehearsal.confirmed(proposed, rehearsal.ann)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"places": 0}, "--places"),
        ({"places": -1}, "--places"),
        ({"places": MOST_PLACES + 1}, "--places"),
        ({"minute": ""}, "--minute"),
        ({"minute": "  "}, "--minute"),
        ({"policy": "kent-pilots"}, "policy"),
        ({"from_on": dt.date(2018, 5, 31)}, "--from"),
        ({"policy": "kent-proposed-2026", "from_on": dt.date(2026, 4, 30)}, "--from"),
    ],
)
def test_an_adoption_that_cannot_be_is_wrong_input(
    rehearsal: Rehearsal, changes: dict[str, Any], field: str
) -> None:
    with refused(rehearsal.url, WrongInput) as caught:
        programmes.propose_adoption(rehearsal.office, rehearsal.ann, replace(PILOT, **changes))
    assert str(caught.value).casefold().startswith(f"{field}: ")


def test_a_case_is_weighed_by_the_programme_in_force_on_the_day(begin: Begin) -> None:
    rehearsal = begin(stories.submitted)
    document = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))
    assert document["policy"] == "kent-pilot"
    assert document["policy_fingerprint"] == programmes.shown(rehearsal.office)[0]["policy_fingerprint"]


def test_a_case_cannot_be_weighed_before_the_day_of_adoption(begin: Begin) -> None:
    rehearsal = begin(stories.submitted_without_programme)
    later = replace(PILOT, from_on=dt.date(2018, 7, 2))
    proposed = programmes.propose_adoption(rehearsal.office, rehearsal.ann, later)
    rehearsal.confirmed(proposed, rehearsal.abe)
    with refused(rehearsal.url, NoProgramme):
        cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-01"))
    assert (
        cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))["outcome"] == "eligible"
    )


def test_a_case_cannot_be_weighed_where_nothing_is_adopted(begin: Begin) -> None:
    rehearsal = begin(stories.submitted_without_programme)
    with refused(rehearsal.url, NoProgramme):
        cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))


@pytest.mark.parametrize("policy", ["devon-like", "kent-proposed-2026", "no-such-policy"])
def test_a_case_cannot_be_weighed_by_a_policy_that_no_programme_adopted(begin: Begin, policy: str) -> None:
    rehearsal = begin(stories.submitted)
    with refused(rehearsal.url, NoProgramme) as caught:
        cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"), policy)
    assert policy in str(caught.value)


def test_a_proposal_alone_adopts_nothing(begin: Begin) -> None:
    rehearsal = begin(stories.submitted_without_programme)
    programmes.propose_adoption(rehearsal.office, rehearsal.ann, PILOT)
    with refused(rehearsal.url, NoProgramme):
        cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))
