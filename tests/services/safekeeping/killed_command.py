"""A backup or a restore that is killed at a table, or once all rows are in and before the rest."""

import os
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from guarantor.cli import main, safekeeping
from guarantor.services.acting import databases

ONCE_ALL_IS_IN = -1


def run(act: str, file: str, at: int, environment: Mapping[str, str], said: Any) -> None:
    """Give the command until it is killed."""
    os.environ.update(environment)

    def die(*_: object) -> None:
        said.send(act)
        os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def counting(_: str) -> Iterator[Callable[[int, int], None]]:
        yield lambda done, _all: die() if done == at else None

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(safekeeping, "counting", counting)
        if at == ONCE_ALL_IS_IN:
            patched.setattr(databases, "upgrade", die)
        main.main([act, file])


if __name__ == "__main__":
    run(**globals()["told"])
