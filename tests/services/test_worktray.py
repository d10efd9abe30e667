"""Tasks in officers' hands: whose they are, who may close them, and what is late."""

import os
from typing import Any

import pytest

from guarantor.domain.access import Act, Role
from guarantor.domain.refusals import AlreadyDone, DoneByItsAct, NotPermitted
from guarantor.domain.task_kinds import TASKS, TaskKind
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Person
from guarantor.services.casework import cases
from guarantor.services.data_protection import erasure
from guarantor.services.worktrays import tasks, worktray
from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.services.stories import day, given_role
from tests.watching import asked, one_line, refused

G = "RG-0001/1"


@after(stories.active)
def of_each_role(rehearsal: Rehearsal) -> None:
    """T-1 is a caseworker's, T-2 an approver's (done by its act), T-3 and T-4 finance's, the last by its act."""
    kinds = [TaskKind.SILENCE, TaskKind.DECIDE_CLAIM, TaskKind.RETURNED_PAYMENT, TaskKind.PAY_CLAIM]
    for number, kind in enumerate(kinds, start=1):
        with doing(rehearsal.office, None, Act.OPEN_TASK, day("2018-08-01")) as act:
            act.subject = G
            due_on = day(f"2018-08-{10 + number}")
            tasks.open_task(act, kind, f"a test {number}", due_on, case_ref="RG-0001", guarantee_ref=G)


def _listed(rehearsal: Rehearsal, on: str = "2018-08-12", **only: Any) -> list[str]:
    return [each["task"] for each in worktray.listed(rehearsal.office, day(on), **only)]


def _close(rehearsal: Rehearsal, who: Person, number: int, step: Any = "done", note: str = "done") -> None:
    worktray.close(rehearsal.office, who, number, step, note, day("2018-08-05"))


def _add(rehearsal: Rehearsal, ref: str = G, kind: TaskKind = TaskKind.OTHER, due: str = "2018-09-01") -> Any:
    return worktray.add(
        rehearsal.office, rehearsal.cora, ref, kind, day(due), "ring Tam's landlord", day("2018-08-05")
    )


def test_open_tasks_are_listed_by_the_day_they_are_due(begin: Begin) -> None:
    rehearsal = begin(of_each_role)
    assert _listed(rehearsal) == ["T-1", "T-2", "T-3", "T-4"]
    assert _listed(rehearsal, role=Role.FINANCE) == ["T-3", "T-4"]
    assert _listed(rehearsal, due_by=day("2018-08-12")) == ["T-1", "T-2"]
    assert _listed(rehearsal, case="RG-0001") == _listed(rehearsal)
    assert _listed(rehearsal, case="RG-0002") == []


@pytest.mark.parametrize(("on", "late"), [("2018-08-11", []), ("2018-08-12", ["T-1"])])
def test_a_task_is_overdue_from_the_day_after_its_own(begin: Begin, on: str, late: list[str]) -> None:
    rehearsal = begin(of_each_role)
    listed = worktray.listed(rehearsal.office, day(on))
    assert [each["task"] for each in listed if each["overdue"]] == late


def test_a_task_names_references_only(begin: Begin) -> None:
    rehearsal = begin(of_each_role)
    _add(rehearsal)
    assert "Tam" not in str(worktray.listed(rehearsal.office, day("2018-08-12"), closed_too=True))


def test_an_officer_takes_a_task_of_their_role(begin: Begin) -> None:
    rehearsal = begin(of_each_role)
    with one_line(rehearsal.url) as added:
        worktray.take(rehearsal.office, rehearsal.cora, 1, day("2018-08-05"))
    assert (added[0].subject, added[0].details["task"]) == (G, 1)
    assert _listed(rehearsal, owner="cora") == ["T-1"]


@pytest.mark.parametrize("number", [2, 3])
def test_nobody_takes_or_closes_a_task_of_another_role(begin: Begin, number: int) -> None:
    rehearsal = begin(of_each_role)
    with refused(rehearsal.url, NotPermitted) as caught:
        _close(rehearsal, rehearsal.cora, number, "not_needed")
    assert f"T-{number}" in str(caught.value)
    with refused(rehearsal.url, NotPermitted):
        worktray.take(rehearsal.office, rehearsal.cora, number, day("2018-08-05"))


@pytest.mark.parametrize("name", ["pam", "aude", "ada"])
def test_who_only_reads_closes_nothing(begin: Begin, name: str) -> None:
    rehearsal = begin(of_each_role)
    with refused(rehearsal.url, NotPermitted):
        _close(rehearsal, getattr(rehearsal, name), 1)


def test_a_task_is_given_to_somebody_of_its_role(begin: Begin) -> None:
    rehearsal = begin(of_each_role)
    worktray.assign(rehearsal.office, rehearsal.cora, 1, "cal", day("2018-08-05"))
    worktray.assign(rehearsal.office, rehearsal.cal, 1, "cora", day("2018-08-06"))
    assert _listed(rehearsal, owner="cora") == ["T-1"]
    assert _listed(rehearsal, owner="cal") == []
    for to, error in (("fay", WrongInput), ("nobody", NotFound)):
        with refused(rehearsal.url, error) as caught:
            worktray.assign(rehearsal.office, rehearsal.cora, 1, to, day("2018-08-05"))
        assert "--to" in str(caught.value)


def test_whoever_was_given_a_task_closes_it_without_the_role(begin: Begin) -> None:
    rehearsal = begin(of_each_role)
    given_role(rehearsal, rehearsal.cora, Role.FINANCE)
    worktray.take(rehearsal.office, rehearsal.cora, 3, day("2018-08-05"))
    _close(rehearsal, rehearsal.cora, 3)
    assert "T-3" not in _listed(rehearsal)


def test_a_closed_task_is_shown_with_the_word_on_it_and_not_closed_again(begin: Begin) -> None:
    rehearsal = begin(of_each_role)
    _close(rehearsal, rehearsal.cora, 1, note="the landlord has been paid")
    assert _listed(rehearsal) == ["T-2", "T-3", "T-4"]
    assert _listed(rehearsal, closed_too=True) == ["T-1", "T-2", "T-3", "T-4"]
    shown = worktray.shown(rehearsal.office, 1, day("2018-08-12"))
    assert (shown["closed"], shown["closed_on"], shown["overdue"]) == ("done", "2018-08-05", False)
    assert shown["steps"][-1]["note"] == "the landlord has been paid"
    with refused(rehearsal.url, AlreadyDone):
        _close(rehearsal, rehearsal.cora, 1, "not_needed")


@pytest.mark.parametrize(("number", "who"), [(2, "ann"), (4, "fay")])
def test_what_an_act_does_is_done_by_no_word(begin: Begin, number: int, who: str) -> None:
    rehearsal = begin(of_each_role)
    with refused(rehearsal.url, DoneByItsAct):
        _close(rehearsal, getattr(rehearsal, who), number)
    _close(rehearsal, getattr(rehearsal, who), number, "not_needed", "the landlord withdrew it")


@pytest.mark.parametrize("note", ["", "  "])
def test_a_task_is_closed_with_a_word(begin: Begin, note: str) -> None:
    rehearsal = begin(of_each_role)
    with refused(rehearsal.url, WrongInput) as caught:
        _close(rehearsal, rehearsal.cora, 1, note=note)
    assert "--note" in str(caught.value)


def test_a_task_is_not_closed_before_it_was_opened(begin: Begin) -> None:
    rehearsal = begin(of_each_role)
    with refused(rehearsal.url, WrongInput) as caught:
        worktray.close(rehearsal.office, rehearsal.cora, 1, "done", "done", day("2018-07-31"))
    assert "--on" in str(caught.value)


def test_there_must_be_such_a_task(begin: Begin) -> None:
    rehearsal = begin(of_each_role)
    with refused(rehearsal.url, NotFound):
        _close(rehearsal, rehearsal.cora, 9)
    with pytest.raises(NotFound):
        worktray.shown(rehearsal.office, 9, None)


def test_officers_open_tasks_by_hand_with_a_note_that_can_be_erased(begin: Begin) -> None:
    rehearsal = begin(of_each_role)
    assert [_add(rehearsal)["task"], _add(rehearsal, "RG-0001")["task"]] == ["T-5", "T-6"]
    assert worktray.shown(rehearsal.office, 5, None)["steps"][0]["note"] == "ring Tam's landlord"
    assert worktray.shown(rehearsal.office, 6, None)["guarantee"] is None
    erasure.erase_person(rehearsal.office, rehearsal.ada, "RG-0001", day("2026-01-01"))
    assert asked(rehearsal.url, "SELECT note FROM task_step") == [(None,), (None,)]


@pytest.mark.parametrize(
    ("words", "field"),
    [({"kind": TaskKind.PAY_CLAIM}, "--kind"), ({"due": "2018-08-04"}, "--due"), ({"ref": "RG-0009"}, "REF")],
)
def test_a_task_by_hand_names_what_and_by_when(begin: Begin, words: dict[str, Any], field: str) -> None:
    rehearsal = begin(of_each_role)
    with pytest.raises(WrongInput) as caught:
        _add(rehearsal, **words)
    assert field in str(caught.value)


@pytest.mark.parametrize(
    ("name", "sees"),
    [("cora", ["silence", "pay_claim"]), ("fay", ["pay_claim"]), ("aude", ["silence", "pay_claim"])],
)
def test_in_a_live_database_finance_sees_the_tasks_of_finance(
    begin: Begin, monkeypatch: pytest.MonkeyPatch, name: str, sees: list[str]
) -> None:
    rehearsal = begin(stories.live)
    cases.add(rehearsal.office, rehearsal.cora, rehearsal.document(), day("2019-04-30"))
    for kind in (TaskKind.SILENCE, TaskKind.PAY_CLAIM):
        with doing(rehearsal.office, None, Act.OPEN_TASK, day("2019-04-30")) as act:
            act.subject = "RG-0001"
            tasks.open_task(act, kind, f"a test {kind}", day("2019-05-01"), case_ref="RG-0001")
    monkeypatch.setattr(os, "getuid", lambda: stories.UID_OF[name])
    assert [each["kind"] for each in worktray.listed(rehearsal.office, None)] == sees
    of_caseworkers = worktray.listed(rehearsal.office, None, role=Role.CASEWORKER)
    assert [each["kind"] for each in of_caseworkers] == [kind for kind in sees if kind == "silence"]


def test_every_kind_of_task_says_what_it_asks_and_whose_it_is() -> None:
    assert set(TASKS) == set(TaskKind)
    assert {each.owner for each in TASKS.values()} <= {Role.CASEWORKER, Role.APPROVER, Role.FINANCE}
