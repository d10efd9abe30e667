"""A missed instalment asks a caseworker to speak with the young person first; a breathing space puts it off."""

from typing import Any

import pytest

from guarantor.domain.refusals import NotRecoverable
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.paying import recovery, recovery_documents
from tests.conftest import Begin
from tests.rehearsing import Rehearsal
from tests.services import paying
from tests.services.claiming import C
from tests.services.paying import PLAN, agree, recover, rest
from tests.services.stories import day
from tests.watching import asked, journal, nothing_written, one_line, refused


def shown(rehearsal: Rehearsal, on: str) -> dict[str, Any]:
    return recovery_documents.shown(rehearsal.office, C, day(on))


def note_missed(rehearsal: Rehearsal, on: str) -> list[tuple[int, str]]:
    """The instalments for which a task is opened on a day."""
    noted = recovery.note_missed(rehearsal.office, day(on))
    return [(each["missed_instalment"], each["due_on"]) for each in noted]


def opened(rehearsal: Rehearsal) -> list[tuple[Any, ...]]:
    return asked(
        rehearsal.url,
        "SELECT owner_role, opened_on, due_on, basis FROM task WHERE kind = 'missed_instalment' ORDER BY id",
    )


@pytest.mark.parametrize(("on", "numbers"), [("2018-12-31", []), ("2019-01-01", [(1, "2018-12-31")])])
def test_a_missed_instalment_opens_a_caseworkers_task_on_the_day_after(
    begin: Begin, on: str, numbers: list[tuple[int, str]]
) -> None:
    rehearsal = begin(paying.planned)
    assert note_missed(rehearsal, on) == numbers
    if numbers:
        # New Year's Day: five working days on is Tuesday 8 January.
        assert opened(rehearsal) == [("caseworker", "2019-01-01", "2019-01-08", f"instalment {C} 1/1")]


def test_a_missed_instalment_opens_one_task_however_often_the_day_is_run(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    with one_line(rehearsal.url) as added:
        assert note_missed(rehearsal, "2019-01-05") == [(1, "2018-12-31")]
    assert (added[0].act, added[0].actor_type, added[0].subject) == ("open_task", "system", C)
    with nothing_written(rehearsal.url):
        assert note_missed(rehearsal, "2019-01-05") == []
    assert note_missed(rehearsal, "2019-03-05") == [(2, "2019-01-31"), (3, "2019-02-28")]


def test_missed_days_are_caught_up_as_if_each_had_been_run(begin: Begin) -> None:
    each_day, at_once = begin(paying.planned), begin(paying.planned)
    for on in ("2018-12-31", "2019-01-01", "2019-02-01", "2019-02-28", "2019-03-01"):
        note_missed(each_day, on)
    note_missed(at_once, "2019-03-01")
    assert opened(each_day) == opened(at_once) != []


def test_what_came_in_on_the_day_is_not_missed(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    recover(rehearsal, 40_000, on="2018-12-31")
    assert note_missed(rehearsal, "2019-01-31") == []
    recover(rehearsal, 39_999, on="2019-01-31")
    assert note_missed(rehearsal, "2019-02-01") == [(2, "2019-01-31")]


def test_within_a_breathing_space_nobody_asks_and_afterwards_support_comes_first(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    assert rest(rehearsal, "2018-12-31", "2019-01-31") == {
        "claim": C,
        "from": "2018-12-31",
        "until": "2019-01-31",
    }
    assert note_missed(rehearsal, "2019-01-31") == []
    assert shown(rehearsal, "2019-01-31")["missed"] == "0.00"
    assert note_missed(rehearsal, "2019-02-01") == []
    # Both are asked for on 1 February, the first day after it.
    assert note_missed(rehearsal, "2019-02-02") == [(1, "2018-12-31"), (2, "2019-01-31")]
    assert shown(rehearsal, "2019-02-02")["breathing_spaces"] == [
        {"from": "2018-12-31", "until": "2019-01-31"}
    ]


def test_why_a_breathing_space_was_given_stays_out_of_the_journal(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    rest(rehearsal, "2018-12-31", "2019-01-31")
    assert asked(rehearsal.url, "SELECT reason FROM breathing_space") == [("lost the job",)]
    assert "lost the job" not in repr(journal(rehearsal.url))


def test_a_breathing_space_needs_a_plan_and_its_days_in_order(begin: Begin) -> None:
    rehearsal = begin(paying.paid_to_be_repaid)
    with refused(rehearsal.url, NotRecoverable):
        rest(rehearsal, "2018-12-31", "2019-01-31")
    agree(rehearsal, PLAN)
    with refused(rehearsal.url, WrongInput):
        rest(rehearsal, "2019-01-02", "2019-01-01")
    assert rest(rehearsal, "2019-01-01", "2019-01-01")["until"] == "2019-01-01"


def test_while_the_payment_has_come_back_no_instalment_is_missed(begin: Begin) -> None:
    rehearsal = begin(paying.planned)
    paying.send_back(rehearsal, on="2018-12-20")
    assert note_missed(rehearsal, "2019-03-05") == []
