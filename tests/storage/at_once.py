"""Doing many things at once, each as a process of its own would: with its own connections, all from one moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from threading import Barrier
from typing import Any

from guarantor.domain.refusals import Refused
from tests.rehearsing import Rehearsal, opened

Deed = Callable[[Rehearsal], Any]


def at_once(url: str, folder: Path, deeds: Sequence[Deed]) -> list[Any]:
    """Do each deed in an office of its own, all at once; each one's answer or refusal."""
    together = Barrier(len(deeds))

    def done(rehearsal: Rehearsal, deed: Deed) -> Any:
        together.wait(timeout=60)
        try:
            return deed(rehearsal)
        except Refused as refused:
            return refused

    with ExitStack() as offices, ThreadPoolExecutor(len(deeds)) as pool:
        own = [offices.enter_context(opened(url, folder)) for _ in deeds]
        return list(pool.map(done, own, deeds))
