"""The worktray and the queues beside it: whose they are, in which order, how far they are counted."""

from typing import Any

import pytest

from guarantor.domain.access import Act, Role
from guarantor.domain.task_kinds import TaskKind
from guarantor.domain.trays import Due, Matter, Order, Queue, Whose
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Person
from guarantor.services.casework import cases, decisions
from guarantor.services.entering import restricting
from guarantor.services.worktrays import looking_up, queues, tasks, tray, worktray
from guarantor.services.worktrays.tray import Chosen
from guarantor.storage import task_trays
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.after_decision import full
from tests.services.stories import day, given_role

G = "RG-0001/1"
ON = day("2018-09-10")
KINDS = (
    TaskKind.SILENCE,
    TaskKind.OTHER,
    TaskKind.FIND_ADDRESS,
    TaskKind.DECIDE_CLAIM,
    TaskKind.RETURNED_PAYMENT,
)


@after(stories.active)
def of_many_kinds(rehearsal: Rehearsal) -> None:
    """T-1 to T-3 are caseworkers', due in falling order; T-4 an approver's, T-5 finance's."""
    for number, kind in enumerate(KINDS, start=1):
        with doing(rehearsal.office, None, Act.OPEN_TASK, day("2018-08-01")) as act:
            act.subject = G
            due_on = day(f"2018-09-{20 - 5 * number if number < 4 else 8 + number:02d}")
            tasks.open_task(act, kind, f"a test {number}", due_on, case_ref="RG-0001", guarantee_ref=G)


def _tray(rehearsal: Rehearsal, who: Person, **chosen: Any) -> list[int]:
    shown = tray.tray(rehearsal.office, who, ON, Chosen(**chosen))
    assert shown.found == len(shown.tasks)
    return [each["number"] for each in shown.tasks]


def test_everybody_has_the_tasks_of_their_roles_those_due_first_at_the_head(begin: Begin) -> None:
    rehearsal = begin(of_many_kinds)
    trays = {each.name: _tray(rehearsal, each) for each in (rehearsal.cora, rehearsal.ann, rehearsal.fay)}
    assert trays == {"cora": [3, 2, 1], "ann": [4], "fay": [5]}
    assert _tray(rehearsal, rehearsal.aude) == [3, 2, 4, 5, 1]
    assert _tray(rehearsal, rehearsal.pam) == []


def test_a_tray_is_ordered_as_it_is_asked(begin: Begin) -> None:
    rehearsal = begin(of_many_kinds)
    assert _tray(rehearsal, rehearsal.aude, order=Order.NEWEST) == [5, 4, 3, 2, 1]
    with doing(rehearsal.office, None, Act.OPEN_TASK, ON) as act:
        act.subject = G
        tasks.open_task(act, TaskKind.OTHER, "one more", ON, case_ref="RG-0001", guarantee_ref=G)
    assert _tray(rehearsal, rehearsal.cora, order=Order.CASE) == [3, 2, 6, 1]


def test_a_tray_is_cut_down_by_matter_kind_day_and_owner(begin: Begin) -> None:
    rehearsal = begin(of_many_kinds)
    cora = rehearsal.cora
    assert _tray(rehearsal, cora, matter=Matter.ALARMS) == [1]
    assert _tray(rehearsal, cora, matter=Matter.LETTERS_BACK) == [3]
    assert _tray(rehearsal, cora, matter=Matter.CLAIMS) == []
    assert _tray(rehearsal, cora, kind=TaskKind.OTHER) == [2]
    # T-2 is due on the day itself, T-1 five days later.
    assert _tray(rehearsal, cora, due=Due.OVERDUE) == [3]
    assert _tray(rehearsal, cora, due=Due.SOON) == [2, 1]
    worktray.take(rehearsal.office, cora, 1, day("2018-08-02"))
    assert _tray(rehearsal, cora, whose=Whose.MINE) == [1]
    assert _tray(rehearsal, cora, whose=Whose.NOBODYS) == [3, 2]
    assert _tray(rehearsal, rehearsal.cal, whose=Whose.MINE) == []


def test_the_figures_are_of_the_whole_tray_whatever_is_shown(begin: Begin) -> None:
    rehearsal = begin(of_many_kinds)
    worktray.take(rehearsal.office, rehearsal.cora, 1, day("2018-08-02"))
    shown = tray.tray(rehearsal.office, rehearsal.cora, ON, Chosen(kind=TaskKind.OTHER))
    assert shown.counted == task_trays.Counted(open=3, overdue=1, soon=2, mine=1)


def test_working_days_are_counted_to_the_day_and_days_from_it(begin: Begin) -> None:
    rehearsal = begin(of_many_kinds)
    shown = tray.tray(rehearsal.office, rehearsal.cora, ON, Chosen()).tasks
    # 10 September 2018 is a Monday: T-3 was due on the Wednesday before, T-1 is due on Saturday.
    assert [(each["number"], each["days_left"], each["overdue"]) for each in shown] == [
        (3, -5, True),
        (2, 0, False),
        (1, 4, False),
    ]


def test_names_are_for_those_who_may_see_cases(begin: Begin) -> None:
    rehearsal = begin(of_many_kinds)
    named = {
        each.name: {task["young_person"] for task in tray.tray(rehearsal.office, each, ON, Chosen()).tasks}
        for each in (rehearsal.cora, rehearsal.fay)
    }
    assert named == {"cora": {"Tam Synthetic"}, "fay": {None}}


def test_pages_follow_each_other_and_end_where_counting_ends(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal = begin(of_many_kinds)
    monkeypatch.setattr(tray, "AT_ONCE", 2)
    pages = [tray.tray(rehearsal.office, rehearsal.aude, ON, Chosen(page=page)) for page in (0, 1, 2, 3, 9)]
    assert [[task["number"] for task in each.tasks] for each in pages] == [[3, 2], [3, 2], [4, 5], [1], [1]]
    assert {(each.found, each.pages, each.more) for each in pages} == {(5, 3, False)}
    for module in (tray, task_trays):
        monkeypatch.setattr(module, "MOST_COUNTED", 4)
    cut = tray.tray(rehearsal.office, rehearsal.aude, ON, Chosen(page=3))
    assert ([task["number"] for task in cut.tasks], cut.found, cut.pages, cut.more) == ([4, 5], 4, 2, True)


def test_cases_wait_in_the_queue_of_their_next_act(rehearsal: Rehearsal) -> None:
    office = rehearsal.office
    cases.add(office, rehearsal.cora, rehearsal.document("RG-0001"), day("2018-07-01"))
    cases.add(office, rehearsal.cora, rehearsal.document("RG-0002"), day("2018-07-01"))
    cases.submit(office, rehearsal.cora, "RG-0002", day("2018-07-02"))
    rehearsal.assessed_case("RG-0003")
    rehearsal.assessed_case("RG-0004", {"money.monthly_income": None})
    rehearsal.approved_case("RG-0005")
    waits = {queue: _queue(rehearsal, rehearsal.ann, queue) for queue in Queue}
    assert waits == {
        Queue.TO_DECIDE: ["RG-0003"],
        Queue.TO_ASSESS: ["RG-0002"],
        Queue.LACKING: ["RG-0004"],
        Queue.DRAFTS: ["RG-0001"],
        Queue.TO_ISSUE: ["RG-0005"],
    }
    heads = {each.name: queues.head(office, each, ON).queues for each in (rehearsal.cora, rehearsal.ann)}
    assert heads == {
        "cora": {Queue.TO_ASSESS: 1, Queue.LACKING: 1, Queue.DRAFTS: 1},
        "ann": {Queue.TO_DECIDE: 1, Queue.TO_ISSUE: 1},
    }
    assert queues.head(office, rehearsal.fay, ON).queues == {}


def test_the_case_that_waits_longest_stands_first(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case("RG-0001")
    rehearsal.assessed_case("RG-0002")
    cases.assess(rehearsal.office, rehearsal.cora, "RG-0001", day("2018-07-05"))
    assert _queue(rehearsal, rehearsal.ann, Queue.TO_DECIDE) == ["RG-0002", "RG-0001"]


def test_what_an_approver_prepared_is_left_to_another(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case()
    given_role(rehearsal, rehearsal.cora, Role.APPROVER)
    both = Person(rehearsal.cora.number, "cora", frozenset({Role.CASEWORKER, Role.APPROVER}), "test")
    assert queues.head(rehearsal.office, both, ON).queues[Queue.TO_DECIDE] == 0
    assert queues.head(rehearsal.office, rehearsal.ann, ON).queues[Queue.TO_DECIDE] == 1
    (shown,) = queues.listed(rehearsal.office, both, Queue.TO_DECIDE, ON).cases
    assert shown.not_yours == "You prepared this case, so another approver decides."
    (shown,) = queues.listed(rehearsal.office, rehearsal.ann, Queue.TO_DECIDE, ON).cases
    assert (shown.not_yours, shown.young_person, shown.days) == (None, "Tam Synthetic", 70)


def test_a_queue_says_no_more_of_a_restricted_case_than_its_reference(rehearsal: Rehearsal) -> None:
    rehearsal.assessed_case()
    restricting.restrict(rehearsal.office, rehearsal.ann, "RG-0001")
    (shown,) = queues.listed(rehearsal.office, rehearsal.cal, Queue.TO_DECIDE, ON).cases
    assert shown == queues.Waiting("RG-0001", restricted=True)


def test_letters_that_are_due_are_counted_while_cases_are_few(
    rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsal.assessed_case()
    decisions.decide(rehearsal.office, rehearsal.ann, "RG-0001", "decline", "no", [], day("2018-07-03"))
    assert queues.head(rehearsal.office, rehearsal.cora, ON).letters_due == 1
    monkeypatch.setattr(queues, "FEW_CASES", 1)
    assert queues.head(rehearsal.office, rehearsal.cora, ON).letters_due == 1
    monkeypatch.setattr(queues, "FEW_CASES", 0)
    assert queues.head(rehearsal.office, rehearsal.cora, ON).letters_due is None


def test_a_case_that_waits_for_a_place_is_counted_there_and_not_as_to_issue(begin: Begin) -> None:
    rehearsal = begin(full)
    before = queues.head(rehearsal.office, rehearsal.ann, ON)
    rehearsal.assessed_case("RG-0002")
    decided = decisions.decide(
        rehearsal.office, rehearsal.ann, "RG-0002", "approve", "ready", [], day("2018-07-06")
    )
    assert decided["waiting"] is True
    head = queues.head(rehearsal.office, rehearsal.ann, ON)
    assert (before.waiting_list, head.waiting_list) == (0, 1)
    assert head.queues[Queue.TO_ISSUE] == before.queues[Queue.TO_ISSUE] == 0
    assert _queue(rehearsal, rehearsal.ann, Queue.TO_ISSUE) == []


def test_finance_finds_a_guarantee_by_landlord_and_reference_and_never_by_the_young_person(
    begin: Begin,
) -> None:
    rehearsal = begin(stories.active)

    def found(text: str) -> list[str]:
        held = looking_up.by_landlord(rehearsal.office, rehearsal.fay, text)
        return [ref for ref, _ in held.guarantees]

    assert [found(text) for text in ("orla", "ORLA exam", "RG-0001", "1", G)] == [[G]] * 5
    assert [found(text) for text in ("tam", "synthetic", "orla street", "CT1 2ZZ", "", "2")] == [[]] * 6


def _queue(rehearsal: Rehearsal, who: Person, queue: Queue) -> list[str]:
    held = queues.listed(rehearsal.office, who, queue, ON)
    assert held.found == len(held.cases)
    return [each.ref for each in held.cases]
