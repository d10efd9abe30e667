"""One processor core for a whole process, so that its seconds are those of one core.

Libraries of linear algebra count the cores when they are loaded: a process that is not held to one yet begins again.
"""

import os
import sys
from typing import NoReturn

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
HELD_TO = "BENCHMARKS_ON_CORE"


def hold(module: str) -> int:
    """Begin this process again as `python -m module` with its own arguments, held to the last core it may use; who is
    held already goes on. The core's number; -1 where the system holds nobody."""
    if HELD_TO not in os.environ:
        _begin_again(module)
    return int(os.environ[HELD_TO])


def _begin_again(module: str) -> NoReturn:
    core = -1
    if hasattr(os, "sched_setaffinity"):
        core = max(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {core})
    threads = dict.fromkeys(THREADS, "1")
    again = [sys.executable, "-m", module, *sys.argv[1:]]
    os.execve(sys.executable, again, os.environ | threads | {HELD_TO: str(core)})  # noqa: S606
