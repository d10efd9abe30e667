"""`guarantor rent`, `task` and `daily` as they are typed."""

from shlex import split
from typing import Any

import pytest

from tests.commanding import At, Run
from tests.conftest import Begin
from tests.services import stories
from tests.watching import nothing_written

G = "RG-0001/1"


@pytest.fixture
def go(at: At, begin: Begin) -> Run:
    """Commands on a rehearsal in which RG-0001/1 is active and no rent was charged."""
    return at(begin(stories.active))


def _done(run: Run, command: str) -> Any:
    ran = run(*split(command), "--json")
    assert ran.code == 0, ran.err
    return ran.json()


def _failed(run: Run, command: str) -> tuple[int, str]:
    ran = run(*split(command))
    (sentence,) = ran.sentences
    return ran.code, sentence


def test_a_weekly_let_is_charged_paid_corrected_and_stated(go: Run) -> None:
    let = _done(
        go, f"rent schedule {G} --every weekly --amount 120 --from 2018-08-06 --until 2018-08-27 --by cora"
    )
    assert (let["charges"], let["charged"]) == (4, "480.00")
    paid = _done(go, f"rent pay {G} --received 2018-08-30 --amount 1200 --for 2018-08 --by cora")
    assert paid["for"] == "2018-08"
    entry = next(each for each in _done(go, f"rent entries {G}") if each["says"] == "paid")
    assert (entry["for"], entry["from"], entry["stands"]) == ("2018-08", "tenant", "1200.00")
    right = f"rent correct {G} {entry['transfer']} --amount 120 --reason typed_wrong --by cora"
    assert _done(go, right)["is"] == "120.00"
    shown = _done(go, f"rent statement {G} --on 2018-08-31")
    assert (shown["every"], shown["arrears"], shown["not_heard_of"]) == ("week", "0.00", "360.00")


def test_a_termly_let_takes_several_instalments_after_one_option(go: Run) -> None:
    let = _done(go, f"rent schedule {G} --every termly --due 2018-09-20=1600 2019-01-10=1500.50 --by cora")
    assert (let["charges"], let["charged"]) == (2, "3100.50")


def test_charging_the_same_days_again_is_refused(go: Run) -> None:
    let = f"rent schedule {G} --every monthly --amount 520 --from 2018-08-01 --until 2018-09-01 --by cora"
    _done(go, let)
    ran = go(*split(let), "--json")
    assert (ran.code, ran.json()["refused"]) == (3, "AlreadyCharged")


def test_missed_rent_opens_tasks_that_are_taken_and_closed(go: Run) -> None:
    _done(go, f"rent charge {G} --due 2018-09-01 --amount 520 --by cora --on 2018-09-01")
    _done(go, f"rent missed {G} --month 2018-09 --by cora --on 2018-09-10")
    listed = _done(go, "task list --on 2018-09-20 --role caseworker")
    assert [(each["task"], each["kind"], each["overdue"]) for each in listed] == [
        ("T-1", "early_warning", True),
        ("T-2", "formal_warning", False),
    ]
    assert _done(go, "task take T-1 --by cal --on 2018-09-11") == {"task": "T-1", "owner": "cal"}
    assert _done(go, "task assign T-1 --to cora --by cal --on 2018-09-11")["owner"] == "cora"
    assert _done(go, "task done T-1 --note spoke --by cora --on 2018-09-12")["closed"] == "done"
    assert _done(go, "task not-needed T-2 --note paid --by cora --on 2018-09-12")["closed"] == "not_needed"
    assert _done(go, "task list --on 2018-09-20") == []
    assert len(_done(go, "task list --all --owner cora")) == 1
    assert _done(go, "task show T-1")["steps"][-1]["note"] == "spoke"


def test_a_task_by_hand(go: Run) -> None:
    added = _done(
        go, f"task add {G} --due 2018-09-01 --note 'ask about the boiler' --by cora --on 2018-08-05"
    )
    assert added == {"task": "T-1", "due_on": "2018-09-01"}


def test_the_pause_and_the_deposit(go: Run) -> None:
    paused = _done(
        go, f"rent pause {G} --from 2018-09-01 --until 2018-09-30 --reason 'in hospital' --by cora"
    )
    assert paused["until"] == "2018-09-30"
    assert _done(go, f"rent statement {G} --on 2018-09-30")["warnings_paused"] is True
    left = _done(go, f"rent deposit {G} --available 450 --evidence letter --by cora --on 2019-07-01")
    assert left["left"] == "450.00"


def test_daily_answers_with_what_it_did_by_kind(go: Run) -> None:
    did = _done(go, "daily --on 2019-08-29")
    assert (did["on"], did["acts"]) == ("2019-08-29", 5)
    assert [each["due_on"] for each in did["tasks_opened"]] == ["2018-11-01", "2019-02-01", "2019-05-01"]
    assert [each["ended"] for each in did["ended"]] == ["term_reached"]
    assert len(did["released"]) == 1
    assert _done(go, "daily --on 2019-08-29") == {"on": "2019-08-29", "acts": 0}


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (f"rent schedule {G} --every yearly --amount 1 --from 2018-08-01 --by cora", "--every"),
        (f"rent schedule {G} --every termly --due soon --by cora", "--due"),
        (f"rent schedule {G} --every weekly --from 2018-08-01 --by cora", "--amount"),
        (f"rent pay {G} --received 2018-09-01 --amount 5 --for September --by cora", "--for"),
        (f"rent correct {G} 2 --amount -5 --reason other --by cora", "--amount"),
        (f"rent correct {G} 2 --amount 5 --reason typo --by cora", "--reason"),
        (f"rent pause {G} --from 2018-09-02 --until 2018-09-01 --reason r --by cora", "--until"),
        (f"rent deposit {G} --available some --evidence e --by cora", "--available"),
        ("task take 3 --by cora", "TASK"),
        ("task take T-99 --by cora", "TASK"),
        ("task list --due-by soon", "--due-by"),
        ("task add RG-0001 --kind pay_claim --due 2019-05-01 --note n --by cora", "--kind"),
    ],
)
def test_wrong_input_names_its_field_and_writes_nothing(
    at: At, begin: Begin, command: str, field: str
) -> None:
    rehearsal = begin(stories.active)
    with nothing_written(rehearsal.url):
        code, sentence = _failed(at(rehearsal), command)
    assert code == 2
    assert field in sentence
