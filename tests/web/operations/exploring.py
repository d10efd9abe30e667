"""A process that was asked for explorations and goes one step further with each line that comes in.

Run as `python -m tests.web.operations.exploring URL OFFICER HOW_MANY`; it says the token of each, and each step it did.
"""

import sys
import threading
from typing import Any

from guarantor.services.acting.office import Office, Person
from guarantor.services.forecasting import cohorts
from guarantor.services.forecasting.long_runs import LongRuns
from guarantor.services.forecasting.run_worker import Work
from guarantor.settings import Settings
from guarantor.storage.engine import open_engine
from tests.rehearsing import Clock

STEPS = 3


def main(url: str, officer: str, how_many: str) -> None:
    """Ask for them and work on them until killed."""
    clock = Clock()
    office = Office(open_engine(url), Settings(database_url=url), clock.now, clock.today)
    runs, person = LongRuns(office), Person(int(officer), "", frozenset(), "test")
    for _ in range(int(how_many)):
        _say(runs.start(person, "fan", {"basis": "2018-06"}, _in_steps(runs, office)))
    # The threads work on; whoever started this process ends it.
    threading.Event().wait()


def _in_steps(runs: LongRuns, office: Office) -> Work:
    def work(progress: Any) -> dict[str, Any]:
        for step in range(1, STEPS + 1):
            progress(step, STEPS)
            runs.look()
            _say(f"{step} of {STEPS}")
            sys.stdin.readline()
            runs.look()
        return cohorts.fan_of(office.today(), basis_name="2018-06")

    return work


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
