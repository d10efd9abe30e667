"""One policy against another over many people: who changes, by which criterion, and what may be published."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rules.facts import read_application
from rules.policy import shipped
from rules.replay import HIDDEN, Replay, replay

Vary = Callable[[dict[str, Any]], dict[str, Any]]

PEOPLE: list[dict[str, Any]] = [
    {"reference": "A", "tenancy.rent_share": "500.00"},
    {"reference": "B", "person.date_of_birth": "1996-03-14", "person.support_requested_on": "2018-06-01"},
    {"reference": "C", "person.date_of_birth": "1996-03-14", "person.support_requested_on": "never"},
    {"reference": "D", "person.date_of_birth": "1996-03-14"},
    {"reference": "E", "person.evicted_on": "2018-01-01", "person.group": "uasc"},
    {"reference": "F", "person.previous_guarantees": 1, "person.previous_calls": 1},
    {"reference": "G", "tenancy.kind": "lodging", "tenancy.area": "medway"},
    {"reference": "H", "tenancy": None, "person.group": None},
]


@pytest.fixture
def people(vary: Vary) -> Callable[[str, str], Replay]:
    """A replay of the people above, with a share that is eligible."""

    def replayed(before: str, after: str) -> Replay:
        share = {"tenancy.rent_share": "500.00", "tenancy.brma": "High Weald"}
        documents = [vary(changes if "tenancy" in changes else share | changes) for changes in PEOPLE]
        applications = [(read_application(document), date(2018, 7, 2)) for document in documents]
        return replay(applications, shipped(before), shipped(after))

    return replayed


def test_whoever_changes_is_named_with_the_criteria_that_differ(people: Callable[[str, str], Replay]) -> None:
    changed = people("kent-pilot", "kent-proposed-2026").document()["changed"]
    assert changed == [
        {"reference": "C", "from": "eligible", "to": "refer", "criteria": ["age"]},
        {"reference": "D", "from": "eligible", "to": "incomplete", "criteria": ["age"]},
        {"reference": "E", "from": "ineligible", "to": "refer", "criteria": ["housing_debt"]},
        {"reference": "F", "from": "ineligible", "to": "eligible", "criteria": ["earlier_guarantees"]},
    ]


def test_a_case_that_lacks_a_fact_the_new_policy_needs_is_listed(
    people: Callable[[str, str], Replay],
) -> None:
    assert people("kent-pilot", "kent-proposed-2026").document()["cannot_tell"] == ["D", "H"]


def test_swapped_every_change_and_every_difference_turns_round(people: Callable[[str, str], Replay]) -> None:
    there, back = people("kent-pilot", "kent-proposed-2026"), people("kent-proposed-2026", "kent-pilot")
    turned = [{**one, "from": one["to"], "to": one["from"]} for one in back.document()["changed"]]
    assert there.document()["changed"] == turned
    counts, swapped = there.counts(), back.counts()
    gained = {outcome: counts["to"][outcome] - counts["from"][outcome] for outcome in counts["to"]}
    lost = {outcome: swapped["to"][outcome] - swapped["from"][outcome] for outcome in swapped["to"]}
    assert gained == {outcome: -number for outcome, number in lost.items()}
    assert any(gained.values())


def test_a_policy_against_itself_changes_nobody(people: Callable[[str, str], Replay]) -> None:
    assert people("devon-like", "devon-like").document()["changed"] == []


def test_counts_add_up_however_they_are_broken_down(people: Callable[[str, str], Replay]) -> None:
    result = people("kent-pilot", "devon-like")
    document = result.document()
    assert document["cases"] == len(PEOPLE)
    assert document["judged"] == "as if in force"
    for by in ("by_age", "by_group", "by_area"):
        for side in ("from", "to"):
            totals = {
                outcome: sum(sides[side][outcome] for sides in document[by].values())
                for outcome in document["counts"][side]
            }
            assert totals == document["counts"][side]
    assert set(document["by_group"]) == {"citizen", "uasc", "not known"}
    assert json.loads(json.dumps(document)) == document


def test_an_assessment_before_either_policy_is_judged_as_if_in_force(vary: Vary) -> None:
    early = vary({"person.last_contact_on": "never", "person.pathway_plan_reviewed_on": "never"})
    result = replay(
        [(read_application(early), date(2017, 1, 1))], shipped("kent-pilot"), shipped("devon-like")
    )
    assert result.judged[0].outcomes == ("refer", "refer")


def test_the_offers_are_kept_for_places_and_liability(people: Callable[[str, str], Replay]) -> None:
    judged = people("kent-pilot", "kent-proposed-2026").judged
    first, evicted = judged[0], judged[4]
    assert first.offers[0] == first.offers[1]
    assert first.offers[0] is not None
    assert first.offers[0].cap_pence == 6 * 50000
    assert evicted.offers[0] is None
    assert evicted.offers[1] is not None


def test_the_public_form_names_nobody_and_hides_small_numbers(people: Callable[[str, str], Replay]) -> None:
    public = people("kent-pilot", "kent-proposed-2026").public_document(hide_below=5)
    assert "changed" not in public
    assert "cannot_tell" not in public
    text = json.dumps(public)
    assert not any(f": {number}" in text for number in (1, 2, 3, 4))
    assert HIDDEN in text
    assert public["cases"] == 8


def test_a_public_form_without_small_numbers_shows_all(vary: Vary) -> None:
    applications = [(read_application(vary({})), date(2018, 7, 2))] * 6
    public = replay(applications, shipped("kent-pilot"), shipped("devon-like")).public_document(hide_below=5)
    assert HIDDEN not in json.dumps(public)
    assert public["counts"]["to"]["eligible"] == 6
