"""How far something long has come, shown on stderr while it runs, and only where somebody is watching."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


@contextmanager
def counting(what: str) -> Iterator[Callable[..., None]]:
    """A function to be told how many are done and, where it is known, of how many: `told(5)` or `told(5, 20)`."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(what)

        def told(done: int, of_all: int | None = None) -> None:
            if done % 100 == 0:
                total = f" of {of_all:,}" if of_all is not None else ""
                progress.update(task, description=f"{done:,}{total} {what}")

        yield told
