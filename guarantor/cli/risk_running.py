"""How a run of the liability model is shown while it lasts, where it runs, and on which basis: options and progress."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from guarantor.domain.wrong_input import WrongInput

DASK_SECONDS = 10

BasisName = Annotated[
    str | None,
    typer.Option("--basis", metavar="NAME", help="Such as 2018-06. Default: the basis in force on the day."),
]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="For a simulation: a Dask scheduler such as tcp://127.0.0.1:8786."),
]


@contextmanager
def cluster(address: str | None) -> Iterator[Any]:
    """A client of the Dask scheduler at an address, or None. Raises WrongInput where there is none to be had."""
    if address is None:
        yield None
        return
    try:
        from distributed import Client  # noqa: PLC0415 - an optional extra, asked for by this option alone
    except ImportError:
        raise WrongInput.at("--dask", "expected the optional extra: pip install '.[dask]'") from None
    try:
        client = Client(address, timeout=DASK_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise WrongInput.at("--dask", f"expected a scheduler that answers at {address} ({error})") from None
    with client:
        yield client


class Shown:
    """Progress on a terminal's stderr, with the time left; silent elsewhere."""

    def __enter__(self) -> "Shown":
        columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, transient=True, disable=not sys.stderr.isatty())
        self._progress.__enter__()
        self._task = self._progress.add_task("liability", total=None)
        return self

    def __exit__(self, *error: Any) -> None:
        self._progress.__exit__(*error)

    def progress(self, done: int, of: int) -> None:
        """Called as blocks, options or refinements are done."""
        self._progress.update(self._task, completed=done, total=of)


def in_pounds(amount: float | None) -> str | None:
    """A figure of the model as people read it, in whole pounds."""
    if amount is None:
        return None
    return f"-£{-amount:,.0f}" if amount < 0 else f"£{amount:,.0f}"
