"""Explorations that take more than a moment: worked on one after the other beside the pages, watched and stopped.

What was worked out is kept in the memory of this process for whoever asked, until many others have come after it. It is
no record: a run worth keeping is saved (runs.py). When the process ends, what was being worked on is gone.
"""

import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, Literal

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import Person

State = Literal["waiting", "running", "done", "stopped", "refused"]
Work = Callable[[Callable[[int, int], None]], dict[str, Any]]

MOST_KEPT = 64
MOST_WAITING_OF_ONE = 4


class _Stopped(Exception):
    """Somebody asked that the work be stopped."""


@dataclass
class LongRun:
    """One exploration: who asked, what for, how far it is, and what came out."""

    token: str
    kind: str
    asked_by: int
    asked: dict[str, Any]
    state: State = "waiting"
    done: int = 0
    of: int = 0
    document: dict[str, Any] | None = None
    says: str = ""
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "stopped", "refused")


class LongRuns:
    """The runs of one process, at most one at a time: the machine has pages to serve too."""

    def __init__(self) -> None:
        """No thread is started before the first run."""
        self._worker: ThreadPoolExecutor | None = None
        self._kept: dict[str, LongRun] = {}
        self._lock = threading.Lock()

    def start(self, person: Person, kind: str, asked: dict[str, Any], work: Work) -> LongRun:
        """Put a run in the queue. Raises WrongInput where the person has too many waiting."""
        run = LongRun(secrets.token_urlsafe(12), kind, person.number, asked)
        with self._lock:
            waiting = [
                each for each in self._kept.values() if each.asked_by == person.number and not each.is_over
            ]
            if len(waiting) >= MOST_WAITING_OF_ONE:
                raise WrongInput.at(
                    "run", f"expected at most {MOST_WAITING_OF_ONE} at once: wait for one, or stop it"
                )
            self._kept[run.token] = run
            self._forget()
            if self._worker is None:
                self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="exploration")
            self._worker.submit(_work, run, work)
        return run

    def of(self, person: Person, token: str) -> LongRun | None:
        """The person's own run, None where there is none of that name."""
        run = self._kept.get(token)
        return run if run is not None and run.asked_by == person.number else None

    def all_of(self, person: Person) -> list[LongRun]:
        """The person's runs that are kept, the latest first."""
        return [run for run in reversed(self._kept.values()) if run.asked_by == person.number]

    def stop(self, person: Person, token: str) -> LongRun | None:
        """Ask that a run be stopped; it stops after the step that it is at."""
        run = self.of(person, token)
        if run is not None:
            run.stop.set()
            if run.state == "waiting":
                run.state, run.says = "stopped", "Stopped before it began."
        return run

    def close(self) -> None:
        """Stop everything and wait for it."""
        for run in self._kept.values():
            run.stop.set()
        if self._worker is not None:
            self._worker.shutdown(wait=True, cancel_futures=True)

    def _forget(self) -> None:
        over = [token for token, run in self._kept.items() if run.is_over]
        for token in over[: max(len(self._kept) - MOST_KEPT, 0)]:
            del self._kept[token]


def _work(run: LongRun, work: Work) -> None:
    if run.stop.is_set():
        return
    run.state = "running"

    def progress(done: int, of: int) -> None:
        run.done, run.of = done, of
        if run.stop.is_set():
            raise _Stopped

    try:
        run.document = work(progress)
        run.state = "done"
    except _Stopped:
        run.state, run.says = "stopped", f"Stopped after {run.done} of {run.of} steps; nothing was kept."
    except WrongInput as error:
        run.state, run.says = "refused", " ".join(str(fault) for fault in error.faults)
    except Exception:
        # Nobody waits for the thread, so that its page must say it; the log has the rest.
        run.state, run.says = "refused", "This could not be worked out. The operator's log says why."
        raise
