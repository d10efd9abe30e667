"""Explorations beside the pages: one at a time, watched and stopped by whoever asked, and by nobody else."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.acting.office import Person
from guarantor.services.forecasting.long_runs import MOST_KEPT, MOST_WAITING_OF_ONE, LongRun, LongRuns

FAY = Person(1, "Fay", frozenset(), "test")
FINN = Person(2, "Finn", frozenset(), "test")
SOON = 20
Progress = Callable[[int, int], None]


@pytest.fixture
def runs() -> Iterator[LongRuns]:
    made = LongRuns()
    yield made
    made.close()


class Gate:
    """Work that tells one step and then waits until it is let on."""

    def __init__(self) -> None:
        self.begun, self.on = threading.Event(), threading.Event()

    def work(self, progress: Progress) -> dict[str, Any]:
        progress(1, 3)
        self.begun.set()
        assert self.on.wait(SOON)
        progress(2, 3)
        return {"answer": 42}


def finished(runs: LongRuns) -> None:
    """Wait until everything asked for so far is over."""
    over = threading.Event()
    runs.start(Person(99, "Last", frozenset(), "test"), "last", {}, lambda _: over.set() or {})
    assert over.wait(SOON)


def test_a_run_is_watched_step_by_step_and_its_answer_read(runs: LongRuns) -> None:
    gate = Gate()
    run = runs.start(FAY, "tornado", {"basis": "2018-06"}, gate.work)
    assert gate.begun.wait(SOON)
    assert (run.state, run.done, run.of, run.is_over) == ("running", 1, 3, False)
    gate.on.set()
    finished(runs)
    assert (run.state, run.document, run.is_over) == ("done", {"answer": 42}, True)


def test_one_is_worked_on_at_a_time(runs: LongRuns) -> None:
    gate = Gate()
    runs.start(FAY, "first", {}, gate.work)
    assert gate.begun.wait(SOON)
    second = runs.start(FAY, "second", {}, lambda _: {})
    assert second.state == "waiting"
    gate.on.set()
    finished(runs)
    assert second.state == "done"


def test_a_run_that_is_stopped_keeps_nothing_and_says_how_far_it_came(runs: LongRuns) -> None:
    gate = Gate()
    run = runs.start(FAY, "tornado", {}, gate.work)
    assert gate.begun.wait(SOON)
    runs.stop(FAY, run.token)
    gate.on.set()
    finished(runs)
    assert (run.state, run.document) == ("stopped", None)
    assert run.says == "Stopped after 2 of 3 steps; nothing was kept."


def test_one_that_waits_is_stopped_before_it_begins(runs: LongRuns) -> None:
    gate, began = Gate(), threading.Event()
    runs.start(FAY, "first", {}, gate.work)
    waiting = runs.start(FAY, "second", {}, lambda _: began.set() or {})
    runs.stop(FAY, waiting.token)
    assert waiting.state == "stopped"
    gate.on.set()
    finished(runs)
    assert not began.is_set()


def test_nobody_else_sees_or_stops_it(runs: LongRuns) -> None:
    gate = Gate()
    run = runs.start(FAY, "tornado", {}, gate.work)
    assert runs.of(FINN, run.token) is None
    assert runs.stop(FINN, run.token) is None
    assert not run.stop.is_set()
    assert runs.all_of(FINN) == []
    gate.on.set()


def test_what_is_refused_says_why_and_what_breaks_says_that_it_did(runs: LongRuns) -> None:
    def refuse(_: Progress) -> dict[str, Any]:
        raise WrongInput([Fault("risk", "2021/22 is over before 2024-07-01.")])

    def fail(_: Progress) -> dict[str, Any]:
        raise ZeroDivisionError

    refused, broken = runs.start(FAY, "fan", {}, refuse), runs.start(FAY, "fan", {}, fail)
    finished(runs)
    assert (refused.state, "2021/22 is over" in refused.says) == ("refused", True)
    assert (broken.state, "could not be worked out" in broken.says) == ("refused", True)


def test_too_many_at_once_of_one_person_are_refused_and_another_still_may(runs: LongRuns) -> None:
    gate = Gate()
    asked: list[LongRun] = [runs.start(FAY, "tornado", {}, gate.work)]
    asked += [runs.start(FAY, "tornado", {}, lambda _: {}) for _ in range(MOST_WAITING_OF_ONE - 1)]
    with pytest.raises(WrongInput, match=f"at most {MOST_WAITING_OF_ONE} at once"):
        runs.start(FAY, "tornado", {}, lambda _: {})
    runs.start(FINN, "tornado", {}, lambda _: {})
    gate.on.set()
    finished(runs)
    runs.start(FAY, "tornado", {}, lambda _: {})


def test_old_ones_are_forgotten_and_those_under_way_never(runs: LongRuns) -> None:
    gate = Gate()
    under_way = runs.start(FINN, "tornado", {}, gate.work)
    assert gate.begun.wait(SOON)
    gate.on.set()
    finished(runs)
    for _ in range(MOST_KEPT + 5):
        runs.start(FAY, "fan", {}, lambda _: {})
        finished(runs)
    assert len(runs.all_of(FAY)) <= MOST_KEPT
    assert runs.of(FINN, under_way.token) is None
