"""A complaint has a day by which it is answered, an owner, and one answer."""

import pytest

from guarantor.domain.refusals import NothingToAnswer
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.office import Person
from guarantor.services.casework import complaints, decisions, showing
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story
from tests.services import stories
from tests.services.after_decision import complained
from tests.services.stories import day
from tests.watching import asked, one_line, refused


def _complain(
    rehearsal: Rehearsal, about: str = "nobody called back", stage: int = 1, on: str = "2018-07-10"
) -> dict[str, object]:
    return complaints.complain(rehearsal.office, rehearsal.cora, "RG-0001", about, day(on), stage)


def _answer(
    rehearsal: Rehearsal,
    number: int | None = None,
    outcome: str = "upheld",
    on: str = "2018-07-20",
    who: Person | None = None,
) -> dict[str, object]:
    return complaints.answer(
        rehearsal.office, who or rehearsal.abe, "RG-0001", outcome, " we are sorry ", day(on), number
    )


@pytest.mark.parametrize(("stage", "due_on"), [(1, "2018-09-04"), (2, "2018-09-25"), (3, "2018-10-02")])
def test_each_stage_is_answered_within_its_working_days(begin: Begin, stage: int, due_on: str) -> None:
    rehearsal = begin(stories.declined)
    with one_line(rehearsal.url) as added:
        received = _complain(rehearsal, stage=stage, on="2018-08-20")
    assert received == {"ref": "RG-0001", "complaint": 1, "due_on": due_on}
    assert "nobody called" not in str(added)
    task = asked(rehearsal.url, "SELECT kind, case_ref, owner_role, due_on FROM task")
    assert task == [("complaint", "RG-0001", "approver", due_on)]


@pytest.mark.parametrize("outcome", ["upheld", "partly_upheld", "not_upheld"])
def test_the_answer_closes_the_task_and_is_shown_with_its_dates(begin: Begin, outcome: str) -> None:
    rehearsal = begin(complained)
    assert _answer(rehearsal, outcome=outcome) == {"ref": "RG-0001", "complaint": 1, "outcome": outcome}
    assert asked(rehearsal.url, "SELECT step FROM task_step") == [("done",)]
    assert showing.case(rehearsal.office, "RG-0001")["complaints"] == [
        {
            "complaint": 1,
            "stage": 1,
            "received_on": "2018-07-10",
            "due_on": "2018-07-24",
            "about": "nobody called back",
            "outcome": outcome,
            "answered_on": "2018-07-20",
            "answered_by": "abe",
            "answer": "we are sorry",
        }
    ]


@pytest.mark.parametrize("story", [stories.drafted, stories.approved, stories.active, stories.ended])
def test_a_complaint_is_taken_wherever_the_case_stands(begin: Begin, story: Story) -> None:
    rehearsal = begin(story)
    assert _complain(rehearsal, on="2018-11-01")["complaint"] == 1


def test_a_complaint_outlives_the_status_of_its_case(begin: Begin) -> None:
    rehearsal = begin(stories.assessed)
    _complain(rehearsal)
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "decline", "no", [], day("2018-07-11"))
    assert asked(rehearsal.url, "SELECT step FROM task_step") == []
    _answer(rehearsal)


def test_of_several_complaints_the_one_that_is_answered_is_named(begin: Begin) -> None:
    rehearsal = begin(complained)
    _complain(rehearsal, "the letter was late")
    with refused(rehearsal.url, WrongInput) as caught:
        _answer(rehearsal)
    assert str(caught.value).startswith("--complaint: ")
    assert _answer(rehearsal, 2)["complaint"] == 2
    assert _answer(rehearsal)["complaint"] == 1


def test_a_complaint_is_answered_once(begin: Begin) -> None:
    rehearsal = begin(complained)
    _answer(rehearsal)
    for number in (None, 1, 2, 0):
        with refused(rehearsal.url, NothingToAnswer):
            _answer(rehearsal, number)


def test_where_nobody_complained_there_is_nothing_to_answer(begin: Begin) -> None:
    rehearsal = begin(stories.declined)
    with refused(rehearsal.url, NothingToAnswer):
        _answer(rehearsal)


@pytest.mark.parametrize("on", ["2018-07-10", "2018-07-25"])
def test_an_answer_may_come_on_the_same_day_or_after_the_due_day(begin: Begin, on: str) -> None:
    rehearsal = begin(complained)
    _answer(rehearsal, on=on)


@pytest.mark.parametrize(
    ("outcome", "answer", "on", "option"),
    [
        ("sorry", "x", "2018-07-20", "--outcome"),
        ("upheld", " ", "2018-07-20", "--answer"),
        ("upheld", "x", "2018-07-09", "--on"),
    ],
)
def test_an_answer_that_cannot_be_read_is_wrong_input(
    begin: Begin, outcome: str, answer: str, on: str, option: str
) -> None:
    rehearsal = begin(complained)
    with refused(rehearsal.url, WrongInput) as caught:
        complaints.answer(rehearsal.office, rehearsal.abe, "RG-0001", outcome, answer, day(on))
    assert str(caught.value).startswith(f"{option}: ")


@pytest.mark.parametrize(
    ("about", "stage", "option"), [("", 1, "--about"), ("x", 0, "--stage"), ("x", 4, "--stage")]
)
def test_a_complaint_that_cannot_be_read_is_wrong_input(
    begin: Begin, about: str, stage: int, option: str
) -> None:
    rehearsal = begin(stories.declined)
    with refused(rehearsal.url, WrongInput) as caught:
        _complain(rehearsal, about, stage)
    assert str(caught.value).startswith(f"{option}: ")


def test_a_case_that_nobody_opened_has_no_complaints(rehearsal: Rehearsal) -> None:
    with refused(rehearsal.url, NotFound):
        _complain(rehearsal)
    with refused(rehearsal.url, NotFound):
        _answer(rehearsal)
