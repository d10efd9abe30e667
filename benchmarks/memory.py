"""The memory that a long stream of assessments takes, measured in a process of its own.

Run by `benchmarks.assessments`: the peak of another contestant would hide what the stream adds. Answers with one line
of JSON.
"""

import argparse
import json
import resource
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from benchmarks.cases import cases
from rules.decide import assess
from rules.policy import shipped

FIRST = 1_000
STEP = 10_000
STATUS = Path("/proc/self/status")
PEAK_IS_FORGOTTEN_BY = Path("/proc/self/clear_refs")


@dataclass(frozen=True)
class Stream:
    """The process's resident size, in kB: after the first applications of a stream, and the largest from then on."""

    first: int
    after_first_kb: int
    streamed: int
    peak_kb: int

    @property
    def growth_kb(self) -> int:
        """What the rest of the stream added at most."""
        return self.peak_kb - self.after_first_kb

    @property
    def ratio(self) -> float:
        """The peak by the size after the first."""
        return self.peak_kb / self.after_first_kb


def measured(policy: str, count: int) -> Stream:
    """Assess so many applications in a new process, which shows its progress on stderr."""
    command = [sys.executable, "-m", "benchmarks.memory", policy, str(count)]
    answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return Stream(**json.loads(answer))


def stream(policy_name: str, count: int) -> Stream:
    """Assess one application after another; none is kept, nor is what came of it."""
    policy = shipped(policy_name)
    first = min(FIRST, count)
    after_first = 0
    for number, case in enumerate(islice(cases(policy), count), start=1):
        assess(case.application, policy, case.on)
        if number == first:
            after_first = begin_the_peak()
        if number % STEP == 0:
            print(f"memory: {number:,} of {count:,} applications", file=sys.stderr)
    return Stream(first, after_first, count, peak_kb())


def begin_the_peak() -> int:
    """Forget the peak so far, which loading the program may have set, and say where the new one begins, in kB.

    Linux only: elsewhere, or where that is refused, the peak goes on from where it was.
    """
    if PEAK_IS_FORGOTTEN_BY.exists():
        with suppress(OSError):
            PEAK_IS_FORGOTTEN_BY.write_text("5", encoding="ascii")
    return peak_kb()


def peak_kb() -> int:
    """The largest resident size of this process, in kB."""
    if STATUS.exists():
        lines = dict(line.split(":", 1) for line in STATUS.read_text(encoding="ascii").splitlines())
        return int(lines["VmHWM"].split()[0])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 if sys.platform == "darwin" else 1)


def main() -> None:
    """Print what the stream took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("policy")
    parser.add_argument("count", type=int)
    asked = parser.parse_args()
    print(json.dumps(asdict(stream(asked.policy, asked.count))))


if __name__ == "__main__":
    main()
