"""An approval in principle stands for ninety days, reminds its caseworker two weeks before, and lapses by itself."""

import datetime as dt

import pytest

from guarantor.domain.refusals import WrongStatus
from guarantor.services.casework import cases, decisions, in_principle, showing
from guarantor.services.casework.withdrawing import withdraw
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import stories
from tests.services.stories import day
from tests.watching import asked, contents, journal, nothing_written, one_line, refused

DECIDED_ON = day("2018-07-03")
LAST_DAY = DECIDED_ON + dt.timedelta(days=90)
FOURTEEN_DAYS_BEFORE = LAST_DAY - dt.timedelta(days=14)
A_DAY = dt.timedelta(days=1)


def _status(rehearsal: Rehearsal) -> str:
    return str(showing.case(rehearsal.office, "RG-0001")["status"])


def _lapsed(rehearsal: Rehearsal, on: dt.date) -> list[dict[str, object]]:
    return [each for each in in_principle.lapse_those_due(rehearsal.office, on) if "lapsed" in each]


@pytest.mark.parametrize(
    ("on", "status"),
    [
        (LAST_DAY - A_DAY, "approved_in_principle"),
        (LAST_DAY, "approved_in_principle"),
        (LAST_DAY + A_DAY, "lapsed"),
        (LAST_DAY + 40 * A_DAY, "lapsed"),
    ],
)
def test_an_approval_in_principle_lapses_on_the_ninety_first_day(
    begin: Begin, on: dt.date, status: str
) -> None:
    rehearsal = begin(stories.approved_in_principle)
    assert _lapsed(rehearsal, on) == ([{"ref": "RG-0001", "lapsed": True}] if status == "lapsed" else [])
    assert _status(rehearsal) == status
    steps = asked(rehearsal.url, "SELECT happened_on, officer FROM case_status WHERE status = 'lapsed'")
    assert steps == ([("2018-10-02", None)] if status == "lapsed" else [])


def test_it_lapses_once(begin: Begin) -> None:
    rehearsal = begin(stories.approved_in_principle)
    in_principle.lapse_those_due(rehearsal.office, LAST_DAY + A_DAY)
    with nothing_written(rehearsal.url):
        assert in_principle.lapse_those_due(rehearsal.office, LAST_DAY + A_DAY) == []


def test_the_lapse_is_one_act_of_the_systems_own(begin: Begin) -> None:
    rehearsal = begin(stories.approved_in_principle)
    in_principle.lapse_those_due(rehearsal.office, LAST_DAY)
    with one_line(rehearsal.url) as added:
        assert in_principle.lapse(rehearsal.office, "RG-0001", LAST_DAY + A_DAY)
    assert (added[0].act, added[0].actor, added[0].subject) == ("lapse_approval", None, "RG-0001")


def test_the_case_shows_until_when_the_approval_stands(begin: Begin) -> None:
    rehearsal = begin(stories.approved_in_principle)
    assert showing.case(rehearsal.office, "RG-0001")["in_principle_until"] == LAST_DAY.isoformat()
    in_principle.lapse_those_due(rehearsal.office, LAST_DAY + A_DAY)
    assert showing.case(rehearsal.office, "RG-0001")["in_principle_until"] is None


@pytest.mark.parametrize(("on", "told"), [(FOURTEEN_DAYS_BEFORE - A_DAY, []), (FOURTEEN_DAYS_BEFORE, [(1,)])])
def test_its_caseworker_is_reminded_fourteen_days_before(
    begin: Begin, on: dt.date, told: list[tuple[int]]
) -> None:
    rehearsal = begin(stories.approved_in_principle)
    in_principle.lapse_those_due(rehearsal.office, on)
    in_principle.lapse_those_due(rehearsal.office, on)
    assert asked(rehearsal.url, "SELECT id FROM task WHERE kind = 'approval_in_principle'") == told
    if told:
        opened = asked(rehearsal.url, "SELECT due_on, opened_on, owner_role, case_ref FROM task")
        assert opened == [(LAST_DAY.isoformat(), on.isoformat(), "caseworker", "RG-0001")]


@pytest.mark.parametrize("runs", [[76], [75, 76, 77], [90], [90, 91], [91], [76, 100], [110, 115]])
def test_missed_days_are_caught_up_to_the_same_record(begin: Begin, runs: list[int]) -> None:
    at_once, day_by_day = begin(stories.approved_in_principle), begin(stories.approved_in_principle)
    for after_days in runs:
        in_principle.lapse_those_due(day_by_day.office, DECIDED_ON + after_days * A_DAY)
    for rehearsal in (at_once, day_by_day):
        in_principle.lapse_those_due(rehearsal.office, DECIDED_ON + 120 * A_DAY)
    for table in ("task", "case_status"):
        assert contents(at_once.url)[table] == contents(day_by_day.url)[table]
    assert [line.act for line in journal(at_once.url)] == [line.act for line in journal(day_by_day.url)]


def test_with_a_home_found_it_does_not_lapse_and_nobody_is_reminded_any_more(begin: Begin) -> None:
    rehearsal = begin(stories.approved_in_principle)
    in_principle.lapse_those_due(rehearsal.office, FOURTEEN_DAYS_BEFORE)
    cases.revise(rehearsal.office, rehearsal.cora, "RG-0001", rehearsal.document(), FOURTEEN_DAYS_BEFORE)
    assert asked(rehearsal.url, "SELECT step FROM task_step") == [("not_needed",)]
    with nothing_written(rehearsal.url):
        assert in_principle.lapse_those_due(rehearsal.office, LAST_DAY + A_DAY) == []


def test_a_withdrawn_case_does_not_lapse(begin: Begin) -> None:
    rehearsal = begin(stories.approved_in_principle)
    withdraw(rehearsal.office, rehearsal.cora, "RG-0001", "moved away", day("2018-08-01"))
    assert in_principle.lapse_those_due(rehearsal.office, LAST_DAY + A_DAY) == []
    assert _status(rehearsal) == "withdrawn"


def test_what_lapsed_is_assessed_and_approved_again(begin: Begin) -> None:
    rehearsal = begin(stories.approved_in_principle)
    in_principle.lapse_those_due(rehearsal.office, LAST_DAY + A_DAY)
    on = LAST_DAY + 2 * A_DAY
    with refused(rehearsal.url, WrongStatus):
        decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "approve", "home", [], on)
    fresh = {"person.last_contact_on": "2018-09-20", "person.pathway_plan_reviewed_on": "2018-09-01"}
    document = rehearsal.document(changes={**fresh, "tenancy.starts_on": "2018-11-01"})
    cases.revise(rehearsal.office, rehearsal.cora, "RG-0001", document, on)
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", on)
    assert (
        decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "approve", "home", [], on)["status"]
        == "approved"
    )


def test_a_second_approval_in_principle_counts_from_its_own_day(begin: Begin) -> None:
    rehearsal = begin(stories.approved_in_principle)
    on = day("2018-08-01")
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", on)
    decisions.decide(rehearsal.office, rehearsal.abe, "RG-0001", "approve-in-principle", "go on", [], on)
    assert _lapsed(rehearsal, LAST_DAY + A_DAY) == []
    assert _lapsed(rehearsal, on + 91 * A_DAY) != []
