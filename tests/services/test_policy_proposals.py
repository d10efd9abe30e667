"""Policies proposed with other thresholds: kept with who and why, binding nobody, adopted from a day, or taken back."""

import datetime as dt
from typing import Any

import pytest

from guarantor.domain.refusals import PolicyAdopted, PolicyKnown, PolicyWithdrawn
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.adoption import (
    known_policies,
    policies_shown,
    programmes,
    proposals,
    replaying,
    trying,
)
from guarantor.services.adoption.programmes import Adoption
from guarantor.services.adoption.proposals import NewValue, SourceKind
from guarantor.services.casework import cases
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.acts_of_policies import FROM_ON, MINUTED, ON, policy_proposed
from tests.services.stories import day
from tests.watching import contents, refused

MINUTE = "Panel, 22 May 2019, item 4"


@pytest.fixture
def proposed(begin: Begin) -> Rehearsal:
    """PP-1 stands."""
    return begin(policy_proposed)


def adopted(rehearsal: Rehearsal, key: str = "PP-1", from_on: dt.date = FROM_ON) -> str:
    proposal = programmes.propose_adoption(
        rehearsal.office, rehearsal.ann, Adoption(key, 25, from_on, MINUTE)
    )
    return str(rehearsal.confirmed(proposal, rehearsal.abe)["programme"])


def test_a_proposal_is_listed_with_who_when_why_and_its_fingerprint(proposed: Rehearsal) -> None:
    (found,) = proposals.listed(proposed.office)
    assert found["fingerprint"].startswith("sha256:")
    del found["fingerprint"]
    assert found == {
        "proposal": "PP-1",
        "policy": "kent-pilot",
        "state": "proposed",
        "in_force_from": "2019-06-01",
        "proposed_by": "ann",
        "proposed_on": "2019-04-30",
        "why": "fewer drift away",
        "withdrawn": None,
    }


def test_a_proposal_says_what_it_has_otherwise_and_what_it_was_begun_from(proposed: Rehearsal) -> None:
    found = proposals.shown(proposed.office, 1)
    assert found["based_on"] == "kent-pilot, as it comes with the program"
    assert any("56 days becomes 42 days" in each for each in found["differences"])
    in_words = policies_shown.in_words(proposed.office, "PP-1")
    assert in_words["sources"]["N1"] == "Minute: Panel, 22 January 2019, item 5"


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (NewValue("in_touch_days", "6", SourceKind.ASSUMPTION), "in_touch_days"),
        (NewValue("in_touch_days", "366", SourceKind.ASSUMPTION), "in_touch_days"),
        (NewValue("in_touch_days", "56", SourceKind.ASSUMPTION), "in_touch_days"),
        (NewValue("in_touch_day", "42", SourceKind.ASSUMPTION), "in_touch_day"),
        (NewValue("in_touch_days", "42", None), "source of in_touch_days"),
        (NewValue("in_touch_days", "42", SourceKind.MINUTE), "source of in_touch_days"),
        (NewValue("in_touch_days", "42", SourceKind.OFFICER, " "), "source of in_touch_days"),
        (NewValue("in_touch_days", "42", SourceKind.MINUTE, "x" * 201), "source of in_touch_days"),
        (NewValue("in_touch_days", "42", SourceKind.MINUTE, "two\nlines"), "source of in_touch_days"),
    ],
)
def test_a_value_out_of_range_unchanged_or_without_a_source_is_wrong_input(
    rehearsal: Rehearsal, value: NewValue, field: str
) -> None:
    with refused(rehearsal.url, WrongInput) as caught:
        proposals.propose(rehearsal.office, rehearsal.ann, "kent-pilot", [value], FROM_ON, "to see", ON)
    assert caught.value.faults[0].field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"why": ""}, "--reason"),
        ({"why": "w" * 2001}, "--reason"),
        ({"values": [], "from_on": dt.date(2018, 6, 1)}, "--set"),
        ({"from_on": dt.date(1899, 12, 31)}, "--valid-from"),
        ({"from_on": dt.date(2201, 1, 1)}, "--valid-from"),
        ({"based_on": "kent"}, "--from"),
        ({"based_on": "PP-0"}, "--from"),
    ],
)
def test_a_proposal_that_cannot_be_is_wrong_input(
    rehearsal: Rehearsal, changes: dict[str, Any], field: str
) -> None:
    given = {"based_on": "kent-pilot", "values": [MINUTED], "from_on": FROM_ON, "why": "to see", **changes}
    with refused(rehearsal.url, WrongInput) as caught:
        proposals.propose(rehearsal.office, rehearsal.ann, **given, on=ON)
    assert caught.value.faults[0].field == field


@pytest.mark.parametrize("based_on", ["PP-9", "sha256:00"])
def test_a_proposal_from_a_policy_that_nobody_knows_is_not_found(rehearsal: Rehearsal, based_on: str) -> None:
    with refused(rehearsal.url, NotFound):
        proposals.propose(rehearsal.office, rehearsal.ann, based_on, [MINUTED], FROM_ON, "to see", ON)


def test_every_fault_is_said_at_once(rehearsal: Rehearsal) -> None:
    values = [NewValue("in_touch_days", "6", None), NewValue("cap_months", "13", SourceKind.ASSUMPTION)]
    with refused(rehearsal.url, WrongInput) as caught:
        proposals.propose(rehearsal.office, rehearsal.ann, "kent-pilot", values, FROM_ON, "", ON)
    assert [fault.field for fault in caught.value.faults] == [
        "--reason",
        "in_touch_days",
        "source of in_touch_days",
        "cap_months",
    ]


def test_values_that_do_not_fit_together_are_refused(rehearsal: Rehearsal) -> None:
    older = [
        NewValue("minimum_age", "25", SourceKind.ASSUMPTION),
        NewValue("end_age", "20", SourceKind.ASSUMPTION),
    ]
    with refused(rehearsal.url, WrongInput) as caught:
        proposals.propose(rehearsal.office, rehearsal.ann, "kent-pilot", older, FROM_ON, "to see", ON)
    assert {fault.field for fault in caught.value.faults} == {"--set"}


def test_the_same_is_not_proposed_twice_unless_it_was_withdrawn(proposed: Rehearsal) -> None:
    again = (proposed.office, proposed.abe, "kent-pilot", [MINUTED], FROM_ON, "again", ON)
    with refused(proposed.url, PolicyKnown):
        proposals.propose(*again)
    proposals.withdraw(proposed.office, proposed.abe, 1, "later", ON)
    assert proposals.propose(*again)["proposal"] == "PP-2"


def test_a_proposal_can_be_begun_from_another_one(proposed: Rehearsal) -> None:
    shorter = NewValue("cap_months", "5", SourceKind.OFFICER, "Head of Finance, 3 May 2019")
    proposals.propose(proposed.office, proposed.ann, "PP-1", [shorter], FROM_ON, "cheaper", ON)
    both = known_policies.policy(proposed.office, "PP-2")
    assert (both.values["in_touch_days"], both.values["cap_months"]) == (42, 5)
    assert proposals.shown(proposed.office, 2)["based_on"].startswith("PP-1, ")


def test_a_withdrawn_proposal_can_be_read_and_neither_adopted_nor_withdrawn_again(
    proposed: Rehearsal,
) -> None:
    waiting = programmes.propose_adoption(proposed.office, proposed.ann, Adoption("PP-1", 5, FROM_ON, MINUTE))
    proposals.withdraw(proposed.office, proposed.abe, 1, "not that one", ON)
    assert proposals.shown(proposed.office, 1)["withdrawn"] == {
        "by": "abe",
        "on": "2019-04-30",
        "why": "not that one",
    }
    with refused(proposed.url, PolicyWithdrawn):
        proposals.withdraw(proposed.office, proposed.abe, 1, "again", ON)
    with refused(proposed.url, PolicyWithdrawn):
        programmes.propose_adoption(proposed.office, proposed.ann, Adoption("PP-1", 5, FROM_ON, MINUTE))
    with refused(proposed.url, PolicyWithdrawn):
        proposed.confirmed(waiting, proposed.abe)


def test_an_adopted_proposal_is_not_withdrawn(proposed: Rehearsal) -> None:
    adopted(proposed)
    assert proposals.shown(proposed.office, 1)["state"] == "adopted"
    with refused(proposed.url, PolicyAdopted):
        proposals.withdraw(proposed.office, proposed.ann, 1, "too late", ON)


@pytest.mark.parametrize(
    ("number", "why", "on", "wrong"),
    [(9, "why", ON, NotFound), (1, " ", ON, WrongInput), (1, "why", dt.date(2019, 4, 29), WrongInput)],
)
def test_a_withdrawal_that_cannot_be_is_wrong_input(
    proposed: Rehearsal, number: int, why: str, on: dt.date, wrong: type[WrongInput]
) -> None:
    with refused(proposed.url, wrong):
        proposals.withdraw(proposed.office, proposed.ann, number, why, on)


def test_the_policy_in_force_on_the_day_decides_and_decided_cases_keep_theirs(begin: Begin) -> None:
    rehearsal = begin(stories.submitted)
    first = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-02"))
    shorter = NewValue("in_touch_days", "10", SourceKind.MINUTE, MINUTE)
    proposals.propose(
        rehearsal.office, rehearsal.ann, "kent-pilot", [shorter], day("2018-07-10"), "to see", ON
    )
    code = adopted(rehearsal, from_on=day("2018-07-10"))
    assert code == "kent-pilot-2"
    before = trying.judge(
        rehearsal.office, "kent-pilot", trying.of_case(rehearsal.office, "RG-0001"), day("2018-07-20")
    )
    after = trying.judge(
        rehearsal.office, "PP-1", trying.of_case(rehearsal.office, "RG-0001"), day("2018-07-20")
    )
    assert (before.decision["outcome"], after.decision["outcome"]) == ("eligible", "refer")
    rehearsal.assessed_case("RG-0002")
    held = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-09"))
    assert held["policy_fingerprint"] == first["policy_fingerprint"]
    anew = cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-10"))
    assert anew["policy_fingerprint"] == after.decision["policy_fingerprint"]
    assert anew["outcome"] == "refer"


def test_a_case_approved_before_is_issued_by_the_policy_it_was_decided_by(begin: Begin) -> None:
    rehearsal = begin(Rehearsal.staff)
    rehearsal.approved_case("RG-0001")
    shorter = NewValue("cap_months", "1", SourceKind.MINUTE, MINUTE)
    proposals.propose(
        rehearsal.office, rehearsal.ann, "kent-pilot", [shorter], day("2018-07-05"), "to see", ON
    )
    adopted(rehearsal, from_on=day("2018-07-05"))
    assert stories.issue(rehearsal, "RG-0001", "2018-07-10")["cap"] == "3120.00"
    held = {each["programme"]: each["places_held"] for each in programmes.shown(rehearsal.office)}
    assert held == {"kent-pilot-1": 1, "kent-pilot-2": 0}


def test_what_an_adoption_takes_the_place_of_is_shown_beside_it(proposed: Rehearsal) -> None:
    beside = programmes.beside(proposed.office, "PP-1", FROM_ON)
    assert beside is not None
    assert beside["programme"] == "kent-pilot-1"
    assert any("56 days becomes 42 days" in each for each in beside["differences"])
    assert programmes.beside(proposed.office, "PP-1", dt.date(2018, 5, 31)) is None


def test_trying_and_replaying_a_proposal_store_nothing(proposed: Rehearsal) -> None:
    proposed.assessed_case("RG-0001")
    before = contents(proposed.url)
    trying.judge(proposed.office, "PP-1", trying.example(ON), ON)
    trying.judge(proposed.office, "PP-1", trying.of_case(proposed.office, "RG-0001"), ON)
    dated = replaying.of_stored_cases(proposed.office, ON)
    found = replaying.document(replaying.compare(dated, "kent-pilot", "PP-1", proposed.office))
    assert found["cases"] == 1
    assert contents(proposed.url) == before


@pytest.mark.parametrize("on", ["2018-06-01", "2018-12-31", "2019-02-28", "2019-05-31"])
def test_the_example_is_eligible_on_every_day_of_the_pilot(rehearsal: Rehearsal, on: str) -> None:
    tried = trying.judge(rehearsal.office, "kent-pilot", trying.example(day(on)), day(on))
    assert tried.decision["outcome"] == "eligible"
    assert not tried.before_its_time


def test_every_fact_that_a_rule_reads_is_asked_and_every_finding_has_its_title(rehearsal: Rehearsal) -> None:
    assert set(trying.example(ON)) <= set(trying.paths())
    tried = trying.judge(rehearsal.office, "kent-proposed-2026", trying.example(ON), ON)
    assert tried.before_its_time
    assert [each["title"] for each in tried.findings] == [
        each["title"] for each in policies_shown.in_words(rehearsal.office, "kent-proposed-2026")["criteria"]
    ]


def test_facts_that_cannot_be_are_told_by_their_path(rehearsal: Rehearsal) -> None:
    facts = {**trying.example(ON), "person.last_contact_on": "2019-05-01", "tenancy.rent_share": "900.00"}
    with pytest.raises(WrongInput) as caught:
        trying.judge(rehearsal.office, "kent-pilot", facts, ON)
    assert [str(fault).partition(":")[0] for fault in caught.value.faults] == ["tenancy.rent_share"]
