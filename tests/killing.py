"""Real processes to be killed, each forked from one that has the program loaded, so that none needs a second to start.

A script finds what it is told under `told`, and ends with whatever becomes of the process.
"""

import multiprocessing
import runpy
import signal
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(
    [
        "guarantor.cli.main",
        "guarantor.services.claiming.claims",
        "guarantor.services.paying.payments",
        "guarantor.services.safekeeping.restores",
        "guarantor.services.worktrays.daily",
    ]
)


class Doomed:
    """A process that runs a script and says what it has done, until it is killed or kills itself."""

    def __init__(self, script: Path, told: Mapping[str, Any]) -> None:
        """It begins at once."""
        self._said, saying = _FORKS.Pipe(duplex=False)
        names = {"told": {**told, "said": saying}}
        self._process: ForkServerProcess = _FORKS.Process(
            target=runpy.run_path, args=(str(script), names, "__main__"), daemon=True
        )
        self._process.start()
        saying.close()

    def read_until_killed(self, acts: int | None = None) -> list[str]:
        """What it said it had done; it is killed after so many acts, unless it kills itself."""
        said: list[str] = []
        while True:
            try:
                said.append(self._said.recv())
            except EOFError:
                break
            if len(said) == acts:
                self._process.kill()
        self._said.close()
        self._process.join()
        assert self._process.exitcode == -signal.SIGKILL
        self._process.close()
        return said
