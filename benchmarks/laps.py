"""The least processor time that something takes: what it takes when nothing gets in its way."""

import gc
import time
from collections.abc import Callable


def least_seconds(act: Callable[[], object], rounds: int) -> float:
    """The shortest of `rounds` laps after one that is not counted, in seconds of the process's time, so that other
    work on the machine lengthens nobody's lap by more than the cache it takes."""
    act()
    found = []
    for _ in range(rounds):
        gc.collect()
        begun = time.process_time()
        act()
        found.append(time.process_time() - begun)
    return min(found)
