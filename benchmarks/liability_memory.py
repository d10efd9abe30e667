"""The memory that an engine takes at most, measured in a process of its own.

Run by `benchmarks.liability`: the peak of another engine would hide it. Answers with one line of JSON.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass

from benchmarks.liability_books import assumptions, book
from benchmarks.memory import begin_the_peak, peak_kb
from risk.book import Exposure
from risk.engines.exact import fitted_law
from risk.engines.large import large_law
from risk.engines.simulation.run import simulated_run
from risk.measures import figures


@dataclass(frozen=True)
class Taken:
    """The process's resident size in kB, with the program loaded and at most."""

    before_kb: int
    peak_kb: int

    @property
    def added_kb(self) -> int:
        """What the run added at most."""
        return self.peak_kb - self.before_kb


def law(engine: str, guarantees: int, months: int, scenarios: int) -> Callable[[], object]:
    """The law alone by one engine with its figures, yet to be found."""
    held, assumed = book(guarantees, months), assumptions()
    exposure = Exposure(held, (), months)
    match engine:
        case "exact":
            return lambda: figures(fitted_law(exposure, assumed))
        case "large":
            return lambda: figures(large_law(exposure, assumed))
        case _:
            return lambda: figures(simulated_run(exposure, assumed, scenarios=scenarios, seed=1).total)


def measured(engine: str, guarantees: int, months: int, scenarios: int) -> Taken:
    """Find a law in a new process."""
    given = [engine, str(guarantees), str(months), str(scenarios)]
    command = [sys.executable, "-m", "benchmarks.liability_memory", *given]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Taken(**json.loads(answer))


def main() -> None:
    """Print what one law took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine")
    for name in ("guarantees", "months", "scenarios"):
        parser.add_argument(name, type=int)
    asked = parser.parse_args()
    # Small things are loaded when they are first used, which is no part of what a law takes.
    law(asked.engine, 25, 2, 2)()
    before = begin_the_peak()
    law(asked.engine, asked.guarantees, asked.months, asked.scenarios)()
    print(json.dumps(asdict(Taken(before, peak_kb()))))


if __name__ == "__main__":
    main()
