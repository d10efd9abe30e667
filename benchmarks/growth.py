"""How balances, exposure and a statement answer as a ledger grows to a million transfers, its guarantees held constant.

One ledger grows week by week, balances carried forward as the daily run does it, and is copied at every size; all
copies are then asked in turn. With `--only`, in a process of its own, a copy is asked once for the memory it takes.
"""

import argparse
import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks import memory
from benchmarks.big_ledger import BigLedger, begun
from benchmarks.offices import Clock, Databases, opened, staffed
from guarantor.services.acting.office import Office
from guarantor.services.finance import periods
from guarantor.services.finance.balances import balances
from guarantor.services.finance.exposure import exposure
from guarantor.services.proof import checking
from guarantor.services.rent_record import rent

GUARANTEES = 1_000
ROUNDS = 11
LATE_IN_THE_MONTH = 20
"""From this day of a month on it is measured, so that much has come since balances were carried forward."""

Progress = Callable[[str], None]


class NotClean(RuntimeError):
    """A check found something in the ledger that is measured, so its figures mean nothing."""


@dataclass(frozen=True)
class Grown:
    """The ledger at one size: a copy of its database, how many transfers it holds, and the day it has come to."""

    url: str
    transfers: int
    on: dt.date


@dataclass(frozen=True)
class Answered:
    """How one question was answered at one size; `ratio` is its time by that at the smallest size."""

    database: str
    question: str
    transfers: int
    seconds: float
    ratio: float
    peak_kb: int


def measured(databases: Databases, kind: str, sizes: Sequence[int], progress: Progress) -> list[Answered]:
    """Every question at every size, medians over the rounds, ratios taken within a round. Raises NotClean."""
    grown = _grown(databases, kind, sizes, progress)
    laps: dict[tuple[int, str], list[float]] = {}
    with ExitStack() as offices:
        asked = []
        for each in grown:
            clock = Clock()
            clock.set(each.on)
            office = offices.enter_context(opened(each.url, databases.folder, clock))
            asked.append((each.transfers, questions(office, each.on)))
        for number in range(ROUNDS + 1):
            for transfers, ask in asked:
                for question, do in ask.items():
                    started = time.perf_counter()
                    do()
                    # The first round brings what is asked for into memory.
                    if number:
                        laps.setdefault((transfers, question), []).append(time.perf_counter() - started)
    progress(f"{kind}: memory")
    peaks = {each.transfers: _peaks(databases, each) for each in grown}
    smallest = grown[0].transfers
    return [
        Answered(
            kind,
            question,
            transfers,
            median(own),
            median(lap / first for lap, first in zip(own, laps[smallest, question], strict=True)),
            peaks[transfers][question],
        )
        for (transfers, question), own in laps.items()
    ]


def questions(office: Office, on: dt.date) -> Mapping[str, Callable[[], object]]:
    """What is asked of a ledger on a day: whole, and of one guarantee."""
    return {
        "balances": partial(balances, office, on),
        "exposure": partial(exposure, office, on),
        "statement": partial(rent.statement, office, "RG-0008/1", on),
    }


def _grown(databases: Databases, kind: str, sizes: Sequence[int], progress: Progress) -> list[Grown]:
    clock, url = Clock(), databases.empty(kind)
    grown: list[Grown] = []
    with opened(url, databases.folder, clock) as office:
        staff, programme = staffed(office, GUARANTEES)
        ledger = begun(office, clock, staff, programme, GUARANTEES)
    for size in sizes:
        progress(f"{kind}: growing to {size:,} transfers")
        with opened(url, databases.folder, clock) as office:
            ledger.office = office
            _grow(ledger, size)
            if not grown:
                _must_be_clean(office)
        # Nobody is connected now, so the database can be copied.
        grown.append(Grown(databases.copy(url), ledger.transfers, ledger.last_on))
    return grown


def _grow(ledger: BigLedger, size: int) -> None:
    while ledger.transfers < size or ledger.last_on.day < LATE_IN_THE_MONTH:
        ledger.grow_week()
        periods.close_if_due(ledger.office, ledger.last_on)


def _must_be_clean(office: Office) -> None:
    found = [*checking.check_ledger(office), *checking.verify_journal(office)]
    if found:
        raise NotClean(f"{len(found)} things do not hold, first: {found[0].says}")


def _peaks(databases: Databases, grown: Grown) -> dict[str, int]:
    """The largest resident size, in kB, of a new process that asks each question once, by question."""
    command = [sys.executable, "-m", "benchmarks.growth", "--only", grown.url, "--on", grown.on.isoformat()]
    command += ["--folder", str(databases.folder)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    peaks: dict[str, int] = json.loads(answer)
    return peaks


def main() -> None:
    """Ask one ledger once and print the memory that each question took at most."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", required=True)
    parser.add_argument("--on", required=True, type=dt.date.fromisoformat)
    parser.add_argument("--folder", required=True, type=Path)
    given = parser.parse_args()
    clock, peaks = Clock(), {}
    clock.set(given.on)
    with opened(given.only, given.folder, clock) as office:
        for question, do in questions(office, given.on).items():
            memory.begin_the_peak()
            do()
            peaks[question] = memory.peak_kb()
    print(json.dumps(peaks))


if __name__ == "__main__":
    main()
