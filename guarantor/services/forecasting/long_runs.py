"""Explorations that take more than a moment: worked on one after the other beside the pages, watched and stopped.

How far each is and what came out stands in the database for a day, so that whichever process of the pages is asked can
show it and stop it. It is no record: a run worth keeping is saved (runs.py). What is kept names guarantees by reference
and holds nothing of a person. A process that works on a run is heard of every few seconds; where it is not heard of
any more, its runs are told as stopped and count no longer.
"""

import datetime as dt
import json
import secrets
from dataclasses import dataclass
from typing import Any, Literal

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import Office, Person
from guarantor.services.forecasting.run_worker import SILENT, RunWorker, Work
from guarantor.storage import long_run_files
from guarantor.storage.engine import acting, reading
from guarantor.storage.tables.long_runs import KeptRun

State = Literal["waiting", "running", "done", "stopped", "refused"]

KEPT = dt.timedelta(days=1)
MOST_KEPT = 64
MOST_WAITING_OF_ONE = 4
LOST = "The service was ended while this was being worked out, and nothing of it was kept. Ask again."


@dataclass(frozen=True)
class LongRun:
    """One exploration as it stood when it was read: what it is for, how far it is, and what came out."""

    token: str
    kind: str
    asked: dict[str, Any]
    state: State
    done: int
    of: int
    says: str
    document: dict[str, Any] | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ("done", "stopped", "refused")


class LongRuns:
    """The runs as one process sees them, and those it works on itself: of all processes together one at a time."""

    def __init__(self, office: Office) -> None:
        """No thread is started before the first run."""
        self._office = office
        self._worker = RunWorker(office)

    def start(self, person: Person, kind: str, asked: dict[str, Any], work: Work) -> str:
        """Put a run in the queue; its token. Raises WrongInput where the person has too many waiting."""
        at, token = self._office.now(), secrets.token_urlsafe(12)
        with acting(self._office.engine) as session:
            long_run_files.hold_still(session)
            long_run_files.end_lost(session, at - SILENT, LOST)
            if long_run_files.at_work_of(session, person.number, at - SILENT) >= MOST_WAITING_OF_ONE:
                raise WrongInput.at(
                    "run", f"expected at most {MOST_WAITING_OF_ONE} at once: wait for one, or stop it"
                )
            run = KeptRun(token=token, asked_by=person.number, kind=kind, asked=json.dumps(asked))
            run.state, run.steps_done, run.steps, run.says, run.stop_asked = "waiting", 0, 0, "", False
            run.asked_at = run.beat_at = at
            long_run_files.add(session, run)
            long_run_files.forget(session, at - KEPT, MOST_KEPT)
        self._worker.put(token, work)
        return token

    def of(self, person: Person, token: str) -> LongRun | None:
        """The person's own run, None where there is none of that name."""
        with reading(self._office.engine) as session:
            found = long_run_files.of(session, person.number, token)
            return None if found is None else self._told(found, found.document)

    def all_of(self, person: Person) -> list[LongRun]:
        """The person's runs that are kept, the latest first, without what came out."""
        with reading(self._office.engine) as session:
            return [self._told(each, None) for each in long_run_files.all_of(session, person.number)]

    def stop(self, person: Person, token: str) -> None:
        """Ask that a run of the person be stopped; it stops after the step that it is at."""
        run = self.of(person, token)
        if run is None or run.is_over:
            return
        with acting(self._office.engine) as session:
            long_run_files.hold_still(session)
            long_run_files.ask_to_stop(session, token)
            if run.state == "waiting":
                says = "Stopped before it began."
                long_run_files.end_waiting(session, token, says, self._office.now())
        self._worker.look()

    def look(self) -> None:
        """Tell at once how far the runs of this process are, and see which of them are to stop."""
        self._worker.look()

    def close(self) -> None:
        """Stop what this process works on."""
        self._worker.close()

    def _told(self, kept: KeptRun, document: str | None) -> LongRun:
        is_lost = kept.state in long_run_files.AT_WORK and kept.beat_at < self._office.now() - SILENT
        state: Any = "stopped" if is_lost else kept.state
        return LongRun(
            kept.token,
            kept.kind,
            json.loads(kept.asked),
            state,
            kept.steps_done,
            kept.steps,
            LOST if is_lost else kept.says,
            None if document is None else json.loads(document),
        )


def forget_old(office: Office) -> None:
    """Take away what nobody will read again."""
    at = office.now()
    with acting(office.engine) as session:
        long_run_files.hold_still(session)
        long_run_files.end_lost(session, at - SILENT, LOST)
        long_run_files.forget(session, at - KEPT, MOST_KEPT)
