"""`guarantor policy`: facts tried, thresholds proposed, listed, shown, compared, replayed, adopted and withdrawn."""

import json

import pytest

from tests.commanding import At, Run, Written
from tests.conftest import Begin
from tests.rehearsing import APPLICATION, Rehearsal
from tests.services.acts_of_policies import policy_proposed

PROPOSE = ("policy", "propose", "--from", "kent-pilot", "--valid-from", "2019-06-01", "--reason", "to see")
MINUTED = ("--set", "in_touch_days=42", "--source", "in_touch_days=minute: Panel, 22 January 2019, item 5")


@pytest.fixture
def proposed(begin: Begin, at: At) -> Run:
    """Commands on a rehearsal where PP-1 stands."""
    return at(begin(policy_proposed))


def test_a_policy_is_proposed_listed_shown_and_compared(rehearsal: Rehearsal, at: At) -> None:
    run = at(rehearsal)
    made = run(*PROPOSE, *MINUTED, "--by", "ann", "--json").json()
    assert made["proposal"] == "PP-1"
    (listed,) = run("policy", "proposals", "--json").json()
    assert (listed["proposal"], listed["proposed_by"], listed["why"]) == ("PP-1", "ann", "to see")
    shown = run("policy", "proposal", "PP-1", "--json").json()
    said = run("policy", "diff", "kent-pilot", "PP-1", "--json").json()
    assert set(said) - set(shown["differences"]) == {"Status: adopted becomes proposed."}
    assert any("56 days becomes 42 days" in each for each in shown["differences"])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--set", "in_touch_days"), "--set: expected NAME=..., not 'in_touch_days'."),
        (("--set", "in_touch_days=42"), "source of in_touch_days: expected minute, officer, assumption."),
        (
            ("--source", "in_touch_days=assumption"),
            "--source: expected a --set for in_touch_days.",
        ),
        (
            ("--set", "in_touch_days=42", "--source", "in_touch_days=hearsay"),
            "--source: expected one of minute, officer, assumption, not 'hearsay'.",
        ),
        (
            ("--set", "in_touch_days=400", "--source", "in_touch_days=assumption"),
            "in_touch_days: expected a whole number of days from 7 to 365, not '400'.",
        ),
    ],
)
def test_what_is_wrong_with_a_proposal_is_said_in_one_sentence(
    rehearsal: Rehearsal, at: At, words: tuple[str, ...], says: str
) -> None:
    ran = at(rehearsal)(*PROPOSE, *words, "--by", "ann")
    assert ran.code == 2
    assert ran.sentences == [says]


def test_a_proposal_is_adopted_by_two_and_another_withdrawn(proposed: Run) -> None:
    adopt = ("programme", "adopt", "PP-1", "--places", "25", "--from", "2019-06-01", "--minute", "item 4")
    pending = proposed(*adopt, "--by", "ann", "--json").json()["pending"]
    assert proposed("confirm", pending, "--by", "abe", "--json").json()["programme"] == "kent-pilot-2"
    shorter = ("--set", "cap_months=5", "--source", "cap_months=officer: Head of Finance")
    assert proposed(*PROPOSE, *shorter, "--by", "ann").code == 0
    withdrawn = proposed("policy", "withdraw", "PP-2", "--reason", "not that one", "--by", "abe", "--json")
    assert withdrawn.json()["proposal"] == "PP-2"
    states = [each["state"] for each in proposed("policy", "proposals", "--json").json()]
    assert states == ["adopted", "withdrawn"]


def test_facts_are_tried_from_a_file_a_case_and_an_example(begin: Begin, at: At, written: Written) -> None:
    rehearsal = begin(policy_proposed)
    rehearsal.assessed_case("RG-0001")
    run = at(rehearsal)
    file = written(json.dumps(APPLICATION))
    of_file = run("policy", "try", "PP-1", "--facts", file, "--on", "2018-07-02", "--json").json()
    of_case = run("policy", "try", "PP-1", "--case", "RG-0001", "--on", "2018-07-02", "--json").json()
    assert of_file["findings"] == of_case["findings"]
    example = run("policy", "try", "kent-pilot", "--on", "2018-07-02")
    assert example.code == 0
    assert "outcome: eligible" in example.out


def test_a_file_and_a_case_are_not_tried_together(proposed: Run) -> None:
    ran = proposed("policy", "try", "PP-1", "--facts", "f.json", "--case", "RG-0001")
    assert (ran.code, ran.sentences) == (2, ["--facts and --case: expected one of the two."])


def test_a_proposal_is_replayed_over_stored_cases_and_over_given_facts(
    begin: Begin, at: At, written: Written
) -> None:
    rehearsal = begin(policy_proposed)
    rehearsal.assessed_case("RG-0001")
    run = at(rehearsal)
    replay = ("replay", "--from", "kent-pilot", "--to", "PP-1", "--json")
    stored = run(*replay).json()
    given = run(*replay, "--facts", written(json.dumps(APPLICATION)), "--on", "2018-07-02").json()
    assert stored["cases"] == given["cases"] == 1
    assert stored["counts"] == given["counts"]
