"""Explorations beside the pages: one at a time, watched and stopped by whoever asked, and by nobody else.

Two `LongRuns` on one database are two processes, as far as they know; tests/web/operations has real ones.
"""

import dataclasses
import datetime as dt
import threading
from collections.abc import Callable, Container, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from guarantor.domain.wrong_input import Fault, WrongInput
from guarantor.services.acting.office import Person
from guarantor.services.forecasting import long_runs, run_worker
from guarantor.services.forecasting.long_runs import (
    KEPT,
    LOST,
    MOST_KEPT,
    MOST_WAITING_OF_ONE,
    LongRun,
    LongRuns,
)
from guarantor.services.forecasting.run_worker import ENDED, SILENT
from guarantor.services.worktrays import daily
from guarantor.storage import long_run_files
from guarantor.storage.engine import acting, open_engine
from tests.databases import KINDS
from tests.rehearsing import Rehearsal

SOON = 20
Progress = Callable[[int, int], None]
on_both = pytest.mark.parametrize("database_kind", KINDS)


@pytest.fixture(autouse=True)
def _looked_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process looks for its turn more often than it would, so that no test waits for it."""
    monkeypatch.setattr(run_worker, "LOOKS_EVERY_SECONDS", 0.02)


@pytest.fixture
def runs(rehearsal: Rehearsal) -> Iterator[LongRuns]:
    made = LongRuns(rehearsal.office)
    yield made
    made.close()


@pytest.fixture
def others(rehearsal: Rehearsal) -> Iterator[LongRuns]:
    """As another process has them, by a door of its own to the database."""
    with ExitStack() as after:
        engine = open_engine(rehearsal.url)
        after.callback(engine.dispose)
        made = LongRuns(dataclasses.replace(rehearsal.office, engine=engine))
        after.callback(made.close)
        yield made


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


def found(runs: LongRuns, person: Person, token: str) -> LongRun:
    """A run as it stands now."""
    run = runs.of(person, token)
    assert run is not None
    return run


def over(
    runs: LongRuns, person: Person, token: str, states: Container[str] = ("done", "stopped", "refused")
) -> LongRun:
    """A run once it is over, in one of these states."""
    tried = threading.Event()
    for _ in range(SOON * 50):
        run = found(runs, person, token)
        if run.state in states:
            return run
        tried.wait(0.02)
    raise AssertionError("it is not over")


def ask(runs: LongRuns, person: Person, work: Callable[[Progress], dict[str, Any]] | None = None) -> str:
    """Ask for an exploration."""
    return runs.start(person, "tornado", {"basis": "2018-06"}, work or (lambda _: {}))


@on_both
def test_a_run_is_watched_step_by_step_and_its_answer_read_in_every_process(
    runs: LongRuns, others: LongRuns, rehearsal: Rehearsal
) -> None:
    gate, fay = Gate(), rehearsal.fay
    token = ask(runs, fay, gate.work)
    assert gate.begun.wait(SOON)
    runs.look()
    for each in (runs, others):
        run = found(each, fay, token)
        assert (run.state, run.done, run.of, run.is_over) == ("running", 1, 3, False)
    gate.on.set()
    over(runs, fay, token)
    for each in (runs, others):
        run = found(each, fay, token)
        assert (run.state, run.document, run.asked) == ("done", {"answer": 42}, {"basis": "2018-06"})


@on_both
def test_one_is_worked_on_at_a_time_by_all_processes_together_in_the_order_they_were_asked(
    runs: LongRuns, others: LongRuns, rehearsal: Rehearsal
) -> None:
    gates, fay = [Gate(), Gate(), Gate()], rehearsal.fay
    asked = [ask(each, fay, gate.work) for each, gate in zip((runs, others, runs), gates, strict=True)]
    for at, gate in enumerate(gates):
        assert gate.begun.wait(SOON)
        states = [found(runs, fay, token).state for token in asked]
        assert states == ["done"] * at + ["running"] + ["waiting"] * (2 - at)
        gate.on.set()
        over(runs, fay, asked[at])


@on_both
def test_a_run_that_another_process_stops_keeps_nothing_and_says_how_far_it_came(
    runs: LongRuns, others: LongRuns, rehearsal: Rehearsal
) -> None:
    gate = Gate()
    token = ask(runs, rehearsal.fay, gate.work)
    assert gate.begun.wait(SOON)
    others.stop(rehearsal.fay, token)
    runs.look()
    gate.on.set()
    run = over(runs, rehearsal.fay, token)
    assert (run.state, run.document) == ("stopped", None)
    assert run.says == "Stopped after 2 of 3 steps; nothing was kept."


def test_one_that_waits_is_stopped_before_it_begins(
    runs: LongRuns, others: LongRuns, rehearsal: Rehearsal
) -> None:
    gate, began = Gate(), threading.Event()

    def began_then(_: Progress) -> dict[str, Any]:
        began.set()
        return {}

    first = ask(runs, rehearsal.fay, gate.work)
    waiting = ask(runs, rehearsal.fay, began_then)
    others.stop(rehearsal.fay, waiting)
    assert found(runs, rehearsal.fay, waiting).says == "Stopped before it began."
    gate.on.set()
    over(runs, rehearsal.fay, first)
    over(runs, rehearsal.fay, ask(runs, rehearsal.fay))
    assert not began.is_set()


def test_what_is_over_is_not_stopped(runs: LongRuns, rehearsal: Rehearsal) -> None:
    token = ask(runs, rehearsal.fay)
    over(runs, rehearsal.fay, token)
    runs.stop(rehearsal.fay, token)
    assert found(runs, rehearsal.fay, token).state == "done"


def test_nobody_else_sees_or_stops_it(runs: LongRuns, rehearsal: Rehearsal) -> None:
    gate = Gate()
    token = ask(runs, rehearsal.fay, gate.work)
    assert gate.begun.wait(SOON)
    runs.stop(rehearsal.finn, token)
    assert runs.of(rehearsal.finn, token) is None
    assert runs.all_of(rehearsal.finn) == []
    gate.on.set()
    assert over(runs, rehearsal.fay, token).state == "done"


def test_what_is_refused_says_why_and_what_breaks_says_that_it_did(
    runs: LongRuns, rehearsal: Rehearsal, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(_: Progress) -> dict[str, Any]:
        raise WrongInput([Fault("risk", "2021/22 is over before 2024-07-01.")])

    def fail(_: Progress) -> dict[str, Any]:
        raise ZeroDivisionError

    refused = over(runs, rehearsal.fay, ask(runs, rehearsal.fay, refuse))
    assert (refused.state, "2021/22 is over" in refused.says) == ("refused", True)
    assert not caplog.records
    broken = over(runs, rehearsal.fay, ask(runs, rehearsal.fay, fail))
    assert (broken.state, "could not be worked out" in broken.says) == ("refused", True)
    assert [each.__dict__["event"] for each in caplog.records] == ["exploration_failed"]


@on_both
def test_too_many_at_once_of_one_person_are_refused_and_another_still_may(
    runs: LongRuns, others: LongRuns, rehearsal: Rehearsal
) -> None:
    gate, fay = Gate(), rehearsal.fay
    first = ask(runs, fay, gate.work)
    for at in range(1, MOST_WAITING_OF_ONE):
        last = ask((runs, others)[at % 2], fay)
    for each in (runs, others):
        with pytest.raises(WrongInput, match=f"at most {MOST_WAITING_OF_ONE} at once"):
            ask(each, fay)
    ask(others, rehearsal.finn)
    gate.on.set()
    over(runs, fay, first)
    over(runs, fay, last)
    ask(runs, fay)


@on_both
def test_a_run_whose_process_is_not_heard_of_is_told_as_stopped_and_holds_nobody_up(
    runs: LongRuns, rehearsal: Rehearsal
) -> None:
    fay = rehearsal.fay
    silent = [_of_no_process(rehearsal, name) for name in ("running", "waiting")]
    mine = ask(runs, fay)
    rehearsal.clock.instant += SILENT
    assert [found(runs, fay, token).state for token in silent] == ["running", "waiting"]
    rehearsal.clock.instant += dt.timedelta(microseconds=1)
    assert {(found(runs, fay, token).state, found(runs, fay, token).says) for token in silent} == {
        ("stopped", LOST)
    }
    again = ask(runs, fay)
    assert over(runs, fay, again).state == "done"
    # What waited behind it and was never heard of either is this process's own: its threads tell of it.
    assert found(runs, fay, mine).is_over
    assert [found(runs, fay, token).says for token in silent] == [LOST, LOST]


def test_what_a_process_works_on_when_it_ends_is_told_as_stopped_at_once(
    runs: LongRuns, others: LongRuns, rehearsal: Rehearsal, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = Gate()
    asked = [ask(runs, rehearsal.fay, gate.work), ask(runs, rehearsal.fay)]
    assert gate.begun.wait(SOON)
    monkeypatch.setattr(run_worker, "PATIENCE_SECONDS", 0)
    runs.close()
    monkeypatch.undo()
    gate.on.set()
    runs.close()
    for token in asked:
        run = found(others, rehearsal.fay, token)
        assert (run.state, run.says) == ("stopped", ENDED)


@on_both
def test_old_ones_are_forgotten_and_those_under_way_never(runs: LongRuns, rehearsal: Rehearsal) -> None:
    fay = rehearsal.fay
    for _ in range(MOST_KEPT):
        _of_no_process(rehearsal, "refused")
    gate = Gate()
    under_way = ask(runs, fay, gate.work)
    assert gate.begun.wait(SOON)
    assert len(runs.all_of(fay)) == MOST_KEPT
    rehearsal.clock.instant += KEPT
    gate.on.set()
    # By the clock it was silent for a day, so that only its own word says that it is over.
    over(runs, fay, under_way, ("done",))
    daily.run(rehearsal.office, rehearsal.clock.today())
    assert len(runs.all_of(fay)) == MOST_KEPT
    rehearsal.clock.instant += dt.timedelta(seconds=1)
    daily.run(rehearsal.office, rehearsal.clock.today())
    assert [each.token for each in runs.all_of(fay)] == [under_way]
    rehearsal.clock.instant += KEPT
    long_runs.forget_old(rehearsal.office)
    assert runs.all_of(fay) == []


def _of_no_process(rehearsal: Rehearsal, state: str) -> str:
    """A run in a state that no process works on."""
    made = LongRuns(rehearsal.office)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(made._worker, "put", lambda _token, _work: None)
        token = ask(made, rehearsal.fay)
    at = rehearsal.office.now()
    with acting(rehearsal.office.engine) as session:
        if state == "running":
            long_run_files.begin(session, token, at)
        elif state != "waiting":
            long_run_files.end(session, [token], state, "", at)
    return token
