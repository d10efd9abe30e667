"""Blocks of scenarios spread over workers, here or elsewhere, and put together in order.

Knows threads, a client that sends work away (Dask's, or whatever has its `submit`), progress, and how to stop. What
a block does is not its business; a block must depend on its number alone, so that who played it makes no difference.
Threads suffice: most of a block is spent in NumPy, which lets the others run.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from risk.engines.simulation.streams import BLOCK, MOST_SEED
from risk.faults import WrongInput

Progress = Callable[[int, int], None]
Block = TypeVar("Block")


class Away(Protocol):
    """Whoever takes work away: `distributed.Client` does."""

    def submit(self, func: Callable[..., Any], *args: Any, pure: bool) -> Any:
        """Begin a call and answer with something that has `result()` and `cancel()`."""
        ...


@dataclass(frozen=True)
class Finished(Generic[Block]):
    """Blocks 0, 1, ... as far as they were finished, of `asked` blocks."""

    blocks: list[Block]
    asked: int

    @property
    def stopped(self) -> str | None:
        """What is said of a run that was stopped, None of one that was not."""
        done = len(self.blocks)
        return None if done == self.asked else f"stopped after {done} of {self.asked} blocks"


def checked(scenarios: int, seed: int, workers: int) -> None:
    """Raises WrongInput for fewer than two scenarios, no worker, or a seed that is not from 0 to 2^64 - 1."""
    faults = []
    if scenarios < 2:
        faults.append(f"scenarios should be at least 2, not {scenarios}.")
    if workers < 1:
        faults.append(f"workers should be at least 1, not {workers}.")
    if not 0 <= seed <= MOST_SEED:
        faults.append(f"seed should be a whole number from 0 to 2^64 - 1, not {seed}.")
    if faults:
        raise WrongInput(faults)


def finished(
    play: Callable[[int], Block],
    scenarios: int,
    *,
    workers: int,
    away: Away | None,
    progress: Progress | None,
) -> Finished[Block]:
    """Play enough blocks for `scenarios`. `progress(done, of)` is called as blocks are done, in order.

    An interrupt (Ctrl-C) keeps the blocks that were finished in order, and only those, so that fewer scenarios make
    the same figures again; where none was, it goes on to the caller.
    """
    asked = -(-scenarios // BLOCK)
    found: list[Block] = []
    try:
        with _playing(play, range(asked), workers, away) as played:
            for block in played:
                found.append(block)
                if progress:
                    progress(len(found), asked)
    except KeyboardInterrupt:
        if not found:
            raise
    return Finished(found, asked)


@contextmanager
def _playing(
    play: Callable[[int], Block], blocks: Iterable[int], workers: int, away: Away | None
) -> Iterator[Iterator[Block]]:
    """The blocks as they come, in order; what has not begun is called off on the way out."""
    if away is not None:
        futures = [away.submit(play, block, pure=False) for block in blocks]
        try:
            yield (future.result() for future in futures)
        finally:
            for future in futures:
                future.cancel()
    elif workers == 1:
        yield map(play, blocks)
    else:
        pool = ThreadPoolExecutor(max_workers=workers)
        try:
            yield pool.map(play, blocks)
        finally:
            pool.shutdown(cancel_futures=True)
