"""A file that one process writes at a time: a second is told so, and what a killed one left is taken over."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from guarantor.domain.wrong_input import WrongInput


@contextmanager
def written_alone(file: Path, field: str) -> Iterator[int]:
    """The file's descriptor, held until the end; the file is gone then, unless it was renamed.

    Raises WrongInput naming `field` where another process holds it.
    """
    held = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _is_ours(held, file):
            raise WrongInput.at(
                field, f"expected a place that nobody else is writing to, and {file} is in use"
            )
        try:
            yield held
        finally:
            file.unlink(missing_ok=True)
    finally:
        os.close(held)


def _is_ours(held: int, file: Path) -> bool:
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Between opening and locking the one before may have renamed the file to its own name.
        return os.path.samestat(os.fstat(held), file.stat())
    except (BlockingIOError, FileNotFoundError):
        return False
