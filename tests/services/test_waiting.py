"""The waiting list: who is on it, in which order places are given, and who may be passed."""

import pytest

from guarantor.domain.refusals import AlreadyDone, NeedNotWait, NoPlaceFree, OthersWaitFirst, WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.adoption import programmes
from guarantor.services.adoption.programmes import Adoption
from guarantor.services.casework import cases, decisions, showing, waiting
from guarantor.services.casework.withdrawing import withdraw
from guarantor.services.worktrays import daily
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, Story
from tests.services import stories
from tests.services.after_decision import (
    approved_before_the_place_went,
    full,
    place_free_again,
    three_wait,
)
from tests.services.stories import approve, day, issue
from tests.watching import asked, nothing_written, one_line, refused

FIRST, SECOND, THIRD, FOURTH = "RG-0001", "RG-0002", "RG-0003", "RG-0004"


def _line(rehearsal: Rehearsal) -> list[str]:
    return [each["ref"] for each in waiting.listed(rehearsal.office, day("2018-08-03"))]


# ---- joining


def test_an_approved_case_joins_inside_the_decision_where_no_place_is_free(begin: Begin) -> None:
    rehearsal = begin(full)
    rehearsal.assessed_case(SECOND)
    with one_line(rehearsal.url) as added:
        decided = decisions.decide(
            rehearsal.office, rehearsal.ann, SECOND, "approve", "ready", [], day("2018-07-06")
        )
    assert decided == {"ref": SECOND, "status": "approved", "waiting": True}
    assert added[0].details["waiting"] is True
    assert _line(rehearsal) == [SECOND]


def test_while_a_place_is_free_nobody_joins(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    assert waiting.listed(rehearsal.office) == []
    with nothing_written(rehearsal.url):
        assert waiting.join_those_waiting(rehearsal.office, day("2018-07-10")) == []


def test_who_would_come_after_others_joins_although_a_place_is_free(begin: Begin) -> None:
    rehearsal = begin(place_free_again)
    approve(rehearsal, {}, on="2018-08-03", ref="RG-0005")
    assert _line(rehearsal)[-1] == "RG-0005"


@pytest.mark.parametrize("decision", ["decline", "approve-in-principle"])
def test_only_an_approval_waits(begin: Begin, decision: str) -> None:
    rehearsal = begin(full)
    rehearsal.assessed_case(SECOND, {"tenancy": None})
    decisions.decide(rehearsal.office, rehearsal.ann, SECOND, decision, "so", [], day("2018-07-06"))
    assert _line(rehearsal) == []


def test_the_list_runs_in_the_order_of_the_decisions(begin: Begin) -> None:
    rehearsal = begin(three_wait)
    listed = waiting.listed(rehearsal.office, day("2018-07-16"))
    assert [(each["ref"], each["position"], each["decided_on"], each["days"]) for each in listed] == [
        (THIRD, 1, "2018-07-06", 10),
        (SECOND, 2, "2018-07-07", 9),
        (FOURTH, 3, "2018-07-08", 8),
    ]
    assert {each["programme"] for each in listed} == {"kent-pilot-1"}
    (entry,) = showing.case(rehearsal.office, SECOND)["waiting"]
    assert (entry["position"], entry["decided_on"], entry["joined_on"]) == (2, "2018-07-07", "2018-07-07")


def test_a_case_without_a_place_is_put_on_the_list_by_the_passing_of_days(begin: Begin) -> None:
    rehearsal = begin(approved_before_the_place_went)
    with one_line(rehearsal.url) as added:
        joined = waiting.join_those_waiting(rehearsal.office, day("2018-07-06"))
    assert joined == [{"ref": SECOND, "waiting": True}]
    assert (added[0].act, added[0].actor) == ("join_waiting", None)
    with nothing_written(rehearsal.url):
        assert waiting.join_those_waiting(rehearsal.office, day("2018-07-07")) == []


def test_nobody_joins_before_the_day_of_the_decision(begin: Begin) -> None:
    rehearsal = begin(approved_before_the_place_went)
    with nothing_written(rehearsal.url):
        assert waiting.join_those_waiting(rehearsal.office, day("2018-07-02")) == []


def test_an_officer_puts_a_case_on_the_list_at_once(begin: Begin) -> None:
    rehearsal = begin(approved_before_the_place_went)
    on = day("2018-07-06")
    assert waiting.wait(rehearsal.office, rehearsal.cora, SECOND, on) == {"ref": SECOND, "position": 1}
    with refused(rehearsal.url, AlreadyDone):
        waiting.wait(rehearsal.office, rehearsal.cora, SECOND, on)


def test_a_case_that_can_be_issued_need_not_wait(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    with refused(rehearsal.url, NeedNotWait) as caught:
        waiting.wait(rehearsal.office, rehearsal.cora, FIRST, day("2018-07-06"))
    assert caught.value == NeedNotWait(FIRST, "kent-pilot-1", 25)


@pytest.mark.parametrize(
    "story", [stories.assessed, stories.declined, stories.approved_in_principle, stories.offered]
)
def test_only_an_approved_case_is_put_on_the_list(begin: Begin, story: Story) -> None:
    rehearsal = begin(story)
    with refused(rehearsal.url, WrongStatus):
        waiting.wait(rehearsal.office, rehearsal.cora, FIRST, day("2018-07-10"))


def test_a_case_does_not_wait_from_before_its_decision(begin: Begin) -> None:
    rehearsal = begin(approved_before_the_place_went)
    with refused(rehearsal.url, WrongInput):
        waiting.wait(rehearsal.office, rehearsal.cora, SECOND, day("2018-07-02"))


def test_a_case_that_nobody_opened_does_not_wait(begin: Begin) -> None:
    rehearsal = begin(full)
    with refused(rehearsal.url, NotFound):
        waiting.wait(rehearsal.office, rehearsal.cora, "RG-0009", day("2018-07-10"))


# ---- turns


def test_an_issue_without_a_place_says_where_the_case_stands(begin: Begin) -> None:
    rehearsal = begin(three_wait)
    with refused(rehearsal.url, NoPlaceFree) as caught:
        issue(rehearsal, SECOND, on="2018-07-10")
    assert caught.value == NoPlaceFree("kent-pilot-1", 1, 2)


def test_an_issue_without_a_place_says_that_the_case_can_wait(begin: Begin) -> None:
    rehearsal = begin(approved_before_the_place_went)
    with refused(rehearsal.url, NoPlaceFree) as caught:
        issue(rehearsal, SECOND, on="2018-07-06")
    assert caught.value == NoPlaceFree("kent-pilot-1", 1, None)


def test_a_place_that_is_free_goes_to_who_was_decided_first(begin: Begin) -> None:
    rehearsal = begin(place_free_again)
    for ref, ahead in ((SECOND, (THIRD,)), (FOURTH, (THIRD, SECOND))):
        with refused(rehearsal.url, OthersWaitFirst) as caught:
            issue(rehearsal, ref, on="2018-08-03")
        assert caught.value == OthersWaitFirst(ref, ahead, 1)
    assert issue(rehearsal, THIRD, on="2018-08-03")["guarantee_ref"] == "RG-0003/1"
    assert _line(rehearsal) == [SECOND, FOURTH]


@pytest.mark.parametrize(("places", "served"), [(1, 1), (2, 2), (3, 3)])
def test_as_many_are_served_as_places_are_free_whatever_their_order(
    begin: Begin, places: int, served: int
) -> None:
    rehearsal = begin(place_free_again)
    more = Adoption("kent-pilot", places, day("2018-08-03"), "Panel, 2 August 2018, item 4")
    rehearsal.confirmed(programmes.propose_adoption(rehearsal.office, rehearsal.ann, more), rehearsal.abe)
    in_order = [THIRD, SECOND, FOURTH]
    for ref in in_order[served:]:
        with refused(rehearsal.url, OthersWaitFirst):
            issue(rehearsal, ref, on="2018-08-03")
    for ref in reversed(in_order[:served]):
        assert issue(rehearsal, ref, on="2018-08-03")["guarantee_ref"] == f"{ref}/1"


def test_who_was_decided_earlier_and_has_not_joined_yet_comes_before_those_on_the_list(begin: Begin) -> None:
    rehearsal = begin(approved_before_the_place_went)
    approve(rehearsal, {}, on="2018-07-06", ref=THIRD)
    assert _line(rehearsal) == [THIRD]
    with refused(rehearsal.url, NoPlaceFree):
        issue(rehearsal, SECOND, on="2018-07-10")
    daily.run(rehearsal.office, day("2018-08-03"))
    with refused(rehearsal.url, OthersWaitFirst) as caught:
        issue(rehearsal, THIRD, on="2018-08-03")
    assert caught.value == OthersWaitFirst(THIRD, (SECOND,), 1)
    assert issue(rehearsal, SECOND, on="2018-08-03")["guarantee_ref"] == "RG-0002/1"


@pytest.mark.parametrize("left", ["withdrawn", "assessed again"])
def test_who_leaves_the_list_keeps_nobody_waiting(begin: Begin, left: str) -> None:
    rehearsal = begin(place_free_again)
    if left == "withdrawn":
        withdraw(rehearsal.office, rehearsal.cora, THIRD, "moved away", day("2018-08-03"))
    else:
        cases.assess(rehearsal.office, rehearsal.cora, THIRD, day("2018-08-03"))
    assert _line(rehearsal) == [SECOND, FOURTH]
    assert showing.case(rehearsal.office, THIRD)["waiting"][0]["position"] is None
    assert issue(rehearsal, SECOND, on="2018-08-03")["guarantee_ref"] == "RG-0002/1"


def test_who_is_decided_anew_waits_behind_those_decided_before(begin: Begin) -> None:
    rehearsal = begin(three_wait)
    cases.assess(rehearsal.office, rehearsal.cora, THIRD, day("2018-07-20"))
    decisions.decide(rehearsal.office, rehearsal.ann, THIRD, "approve", "again", [], day("2018-07-20"))
    assert _line(rehearsal) == [SECOND, FOURTH, THIRD]


# ---- passing


def test_whoever_is_let_pass_stays_on_the_list_and_keeps_nobody_waiting(begin: Begin) -> None:
    rehearsal = begin(place_free_again)
    passed = waiting.let_pass(rehearsal.office, rehearsal.abe, THIRD, "in hospital", day("2018-08-03"))
    assert passed == {"ref": THIRD, "let_pass": True}
    assert _line(rehearsal) == [THIRD, SECOND, FOURTH]
    with refused(rehearsal.url, OthersWaitFirst) as caught:
        issue(rehearsal, FOURTH, on="2018-08-03")
    assert caught.value == OthersWaitFirst(FOURTH, (SECOND,), 1)
    assert issue(rehearsal, SECOND, on="2018-08-03")["guarantee_ref"] == "RG-0002/1"
    (entry,) = showing.case(rehearsal.office, THIRD)["waiting"]
    assert (entry["passed_on"], entry["passed_by"], entry["passed_because"]) == (
        "2018-08-03",
        "abe",
        "in hospital",
    )


def test_whoever_was_let_pass_may_still_have_the_place(begin: Begin) -> None:
    rehearsal = begin(place_free_again)
    waiting.let_pass(rehearsal.office, rehearsal.abe, THIRD, "in hospital", day("2018-08-03"))
    assert issue(rehearsal, THIRD, on="2018-08-03")["guarantee_ref"] == "RG-0003/1"


def test_a_case_is_let_pass_once_and_only_from_the_list(begin: Begin) -> None:
    rehearsal = begin(place_free_again)
    office, abe, on = rehearsal.office, rehearsal.abe, day("2018-08-03")
    waiting.let_pass(office, abe, THIRD, "in hospital", on)
    with refused(rehearsal.url, AlreadyDone):
        waiting.let_pass(office, abe, THIRD, "still", on)
    with refused(rehearsal.url, WrongStatus):
        waiting.let_pass(office, abe, FIRST, "no reason", on)


def test_an_approved_case_that_does_not_wait_is_not_let_pass(begin: Begin) -> None:
    rehearsal = begin(stories.approved)
    with refused(rehearsal.url, WrongStatus) as caught:
        waiting.let_pass(rehearsal.office, rehearsal.abe, FIRST, "no reason", day("2018-07-10"))
    assert "waiting" in str(caught.value)


@pytest.mark.parametrize(
    ("reason", "on", "option"), [("  ", "2018-08-03", "--reason"), ("so", "2018-07-05", "--on")]
)
def test_letting_pass_needs_a_reason_and_a_day_on_the_list(
    begin: Begin, reason: str, on: str, option: str
) -> None:
    rehearsal = begin(place_free_again)
    with refused(rehearsal.url, WrongInput) as caught:
        waiting.let_pass(rehearsal.office, rehearsal.abe, THIRD, reason, day(on))
    assert str(caught.value).startswith(option)


# ---- tasks


def _tasks(rehearsal: Rehearsal) -> list[tuple[object, ...]]:
    return asked(
        rehearsal.url,
        "SELECT case_ref, due_on, owner_role FROM task WHERE kind = 'place_free' ORDER BY id",
    )


def test_the_first_in_line_is_told_once_when_a_place_is_free(begin: Begin) -> None:
    rehearsal = begin(three_wait)
    waiting.join_those_waiting(rehearsal.office, day("2018-07-20"))
    assert _tasks(rehearsal) == []
    daily.run(rehearsal.office, day("2018-08-03"))
    waiting.join_those_waiting(rehearsal.office, day("2018-08-03"))
    waiting.join_those_waiting(rehearsal.office, day("2018-08-04"))
    # Five working days after Friday 3 August 2018.
    assert _tasks(rehearsal) == [(THIRD, "2018-08-10", "approver")]


def test_the_task_is_done_with_the_issue(begin: Begin) -> None:
    rehearsal = begin(place_free_again)
    waiting.join_those_waiting(rehearsal.office, day("2018-08-03"))
    issue(rehearsal, THIRD, on="2018-08-03")
    assert asked(rehearsal.url, "SELECT step FROM task_step") == [("done",)]


def test_who_is_let_pass_hands_the_turn_on(begin: Begin) -> None:
    rehearsal = begin(place_free_again)
    waiting.join_those_waiting(rehearsal.office, day("2018-08-03"))
    waiting.let_pass(rehearsal.office, rehearsal.abe, THIRD, "in hospital", day("2018-08-03"))
    waiting.join_those_waiting(rehearsal.office, day("2018-08-06"))
    assert asked(rehearsal.url, "SELECT step FROM task_step") == [("not_needed",)]
    assert [ref for ref, _, _ in _tasks(rehearsal)] == [THIRD, SECOND]
