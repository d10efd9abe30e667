"""What one process does of the explorations that were asked for in it: one after the other, in the order of all.

One thread works. Another writes down once a second how far it came, where it came any further, and reads whether the
run is to be stopped: so that working out waits for no database, and the database is written to rarely and shortly.
"""

import atexit
import datetime as dt
import json
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from queue import SimpleQueue
from typing import Any

from guarantor import clock
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import Office
from guarantor.storage import long_run_files
from guarantor.storage.engine import acting, reading

Work = Callable[[Callable[[int, int], None]], dict[str, Any]]

MOST_AT_ONCE = 1
"""Worked on at once by all processes together: the machine has pages to serve too."""
LOOKS_EVERY_SECONDS = 1
HEARD_OF_EVERY_SECONDS = 5
SILENT = dt.timedelta(seconds=30)
"""After so long without a word a process is taken to have ended; acts of others keep it waiting for less."""
PATIENCE_SECONDS = 5
ENDED = "The service was ended before this was worked out, and nothing of it was kept. Ask again."

_log = logging.getLogger("guarantor.explorations")


class _Left(Exception):
    """The run is not to be gone on with."""


@dataclass
class _Mine:
    """A run of this process: how far it is, how far it was when that was last written down, and whether to leave it."""

    token: str
    reached: tuple[int, int] = (0, 0)
    told: tuple[int, int] = (0, 0)
    leave: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True)
class _Outcome:
    """How a run ended, and what it says or what came out, as JSON."""

    state: str
    says: str = ""
    document: str | None = None


class RunWorker:
    """The two threads of one process and the runs they have."""

    def __init__(self, office: Office) -> None:
        """No thread is started before the first run."""
        self._office = office
        self._mine: dict[str, _Mine] = {}
        self._queue: SimpleQueue[tuple[_Mine, Work] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._heard_of_at = clock.stopwatch()

    def put(self, token: str, work: Work) -> None:
        """Take on a run that waits in the database."""
        with self._lock:
            mine = self._mine[token] = _Mine(token)
            self._queue.put((mine, work))
            if not self._threads:
                self._threads = [
                    # A process that is told to end does not wait for a long step.
                    threading.Thread(target=each, name="exploration", daemon=True)
                    for each in (self._work_off, self._watch)
                ]
                for each in self._threads:
                    each.start()
                atexit.register(self.close)

    def look(self) -> None:
        """Write down how far the runs are and that this process is there, and see which of them to leave."""
        with self._lock:
            mine = list(self._mine.values())
        if not mine:
            return
        tokens = [each.token for each in mine]
        with reading(self._office.engine) as session:
            to_leave = long_run_files.to_leave(session, tokens)
        for each in mine:
            if each.token in to_leave:
                each.leave.set()
        further = [(each, each.reached) for each in mine if each.reached != each.told]
        if not further and clock.stopwatch() - self._heard_of_at < HEARD_OF_EVERY_SECONDS:
            return
        self._heard_of_at = clock.stopwatch()
        with acting(self._office.engine) as session:
            long_run_files.heard_of(session, tokens, self._office.now())
            for each, reached in further:
                long_run_files.step(session, each.token, *reached)
                each.told = reached

    def close(self) -> None:
        """Leave every run, and say so in the database; what is at a long step is not waited for."""
        atexit.unregister(self.close)
        self._closed.set()
        self._queue.put(None)
        with self._lock:
            mine, threads = list(self._mine.values()), list(self._threads)
        # First told, then left, since what is left says that somebody stopped it.
        if mine:
            _kept_going(partial(self._end, mine, _Outcome("stopped", ENDED)))
        for each in mine:
            each.leave.set()
        for thread in threads:
            thread.join(PATIENCE_SECONDS)

    def _watch(self) -> None:
        while not self._closed.wait(LOOKS_EVERY_SECONDS):
            _kept_going(self.look)

    def _work_off(self) -> None:
        while (following := self._queue.get()) is not None:
            mine, work = following
            _kept_going(partial(self._work_on, mine, work))
            with self._lock:
                del self._mine[mine.token]

    def _work_on(self, mine: _Mine, work: Work) -> None:
        while not self._begun(mine.token):
            if mine.leave.wait(LOOKS_EVERY_SECONDS):
                return
        self._end([mine], _outcome(mine, work))

    def _begun(self, token: str) -> bool:
        """Whether it is the run's turn; if so it has begun."""
        heard_since = self._office.now() - SILENT
        with reading(self._office.engine) as session:
            if long_run_files.next_one(session, heard_since, MOST_AT_ONCE) != token:
                return False
        with acting(self._office.engine) as session:
            long_run_files.hold_still(session)
            # Looked at again alone: another process may have begun one meanwhile.
            if long_run_files.next_one(session, heard_since, MOST_AT_ONCE) != token:
                return False
            long_run_files.begin(session, token, self._office.now())
            return True

    def _end(self, mine: list[_Mine], outcome: _Outcome) -> None:
        tokens, at = [each.token for each in mine], self._office.now()
        with acting(self._office.engine) as session:
            for each in mine:
                long_run_files.step(session, each.token, *each.reached)
            long_run_files.end(session, tokens, outcome.state, outcome.says, at, outcome.document)


def _outcome(mine: _Mine, work: Work) -> _Outcome:
    def progress(done: int, of: int) -> None:
        mine.reached = (done, of)
        if mine.leave.is_set():
            raise _Left

    try:
        return _Outcome("done", document=json.dumps(work(progress)))
    except _Left:
        done, of = mine.reached
        return _Outcome("stopped", f"Stopped after {done} of {of} steps; nothing was kept.")
    except WrongInput as error:
        return _Outcome("refused", " ".join(str(fault) for fault in error.faults))
    except Exception:  # noqa: BLE001 - whatever went wrong in the work, the run is over
        # Nobody waits for the thread, so that its page must say it; the log has the rest.
        _log.exception("an exploration failed", extra={"event": "exploration_failed"})
        return _Outcome("refused", "This could not be worked out. The operator's log says why.")


def _kept_going(what: Callable[[], None]) -> None:
    """Do it; where the database cannot be used just now the thread goes on and the log says so."""
    try:
        what()
    except Exception:  # noqa: BLE001 - a thread that ended here would leave every later run waiting
        _log.exception("an exploration could not be told of", extra={"event": "exploration_not_told"})
