"""The same blocks on any number of workers, here or under Dask; progress; and what is left of a run that is stopped."""

from collections.abc import Callable, Iterator

import distributed
import numpy as np
import pytest

from risk.assumptions import Assumptions
from risk.book import Arrival, Book, Course, Exposure
from risk.engines.simulation.blocks import finished
from risk.engines.simulation.held import held_block
from risk.engines.simulation.run import scheme_run, simulated_run
from risk.engines.simulation.scheme import Scheme
from risk.engines.simulation.streams import BLOCK
from tests.clusters import small_cluster

Alike = Callable[..., Exposure]
Watched = Callable[[int, int], None]


@pytest.fixture
def small(one: Alike) -> Exposure:
    """Two guarantees held and a few to come."""
    held = one(count=2)
    return Exposure(held.book, (Arrival(Course("uasc", 2, 6, 6), 1.5, ((60_000, 1.0),)),), 12)


@pytest.mark.parametrize("workers", [2, 4])
def test_the_result_is_the_same_on_any_number_of_workers(
    worked_book: Book, worked: Assumptions, small: Exposure, workers: int
) -> None:
    book = Exposure(worked_book, (), 12)
    alone, shared = (
        simulated_run(book, worked, scenarios=3 * BLOCK, seed=5, workers=number).paths
        for number in (1, workers)
    )
    assert (alone == shared).all()
    alone, shared = (
        scheme_run(small, worked, Scheme(places=3), scenarios=3 * BLOCK, seed=5, workers=number).paths.net
        for number in (1, workers)
    )
    assert (alone == shared).all()


def test_the_result_is_the_same_under_dask(worked_book: Book, worked: Assumptions, small: Exposure) -> None:
    book = Exposure(worked_book, (), 12)
    told: list[tuple[int, int]] = []
    with small_cluster() as cluster, distributed.Client(cluster) as client:
        away = simulated_run(
            book,
            worked,
            scenarios=3 * BLOCK,
            seed=5,
            away=client,
            progress=lambda done, of: told.append((done, of)),
        )
        net = scheme_run(small, worked, Scheme(places=3), scenarios=2 * BLOCK, seed=5, away=client).paths.net
    assert (away.paths == simulated_run(book, worked, scenarios=3 * BLOCK, seed=5).paths).all()
    assert (net == scheme_run(small, worked, Scheme(places=3), scenarios=2 * BLOCK, seed=5).paths.net).all()
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_block_depends_on_its_seed_and_number_only(worked_book: Book, worked: Assumptions) -> None:
    exposure = Exposure(worked_book, (), 12)
    assert (held_block(exposure, worked, 5, 1) == held_block(exposure, worked, 5, 1)).all()
    assert (held_block(exposure, worked, 5, 1) != held_block(exposure, worked, 5, 0)).any()
    assert (held_block(exposure, worked, 5, 1) != held_block(exposure, worked, 6, 1)).any()


def test_more_scenarios_continue_the_same_ones(one: Alike, worked: Assumptions) -> None:
    few, more = (
        simulated_run(one(count=5), worked, scenarios=number, seed=5) for number in (BLOCK - 7, BLOCK + 100)
    )
    assert more.paths.shape[1] == BLOCK + 100
    assert (few.paths == more.paths[:, : BLOCK - 7]).all()


@pytest.mark.parametrize("workers", [1, 2])
def test_each_block_done_is_told_to_whoever_watches(one: Alike, worked: Assumptions, workers: int) -> None:
    told: list[tuple[int, int]] = []
    run = simulated_run(
        one(),
        worked,
        scenarios=2 * BLOCK + 1,
        seed=1,
        workers=workers,
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert run.stopped is None


def interrupted_after(blocks: int) -> Watched:
    """Somebody who presses Ctrl-C when so many blocks are done."""

    def watched(done: int, of: int) -> None:
        if done == blocks:
            raise KeyboardInterrupt

    return watched


@pytest.mark.parametrize("workers", [1, 2])
def test_an_interrupt_keeps_the_blocks_finished_in_order_and_says_how_many(
    one: Alike, worked: Assumptions, workers: int
) -> None:
    run = simulated_run(
        one(),
        worked,
        scenarios=5 * BLOCK,
        seed=1,
        workers=workers,
        progress=interrupted_after(2),
    )
    assert run.stopped == "stopped after 2 of 5 blocks"
    again = simulated_run(one(), worked, scenarios=2 * BLOCK, seed=1)
    assert (run.paths == again.paths).all()
    assert again.stopped is None


def test_a_scheme_says_too_how_far_it_came(small: Exposure, worked: Assumptions) -> None:
    run = scheme_run(
        small, worked, Scheme(places=3), scenarios=3 * BLOCK, seed=1, progress=interrupted_after(1)
    )
    assert run.stopped == "stopped after 1 of 3 blocks"
    assert run.paths.net.shape == (2, BLOCK)


def test_an_interrupt_before_the_first_block_goes_on_to_the_caller() -> None:
    def pressed(block: int) -> int:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        finished(pressed, 3 * BLOCK, workers=1, away=None, progress=None)


def test_what_was_sent_away_is_called_off_when_the_run_stops() -> None:
    class Sent:
        """One call that was sent away."""

        def __init__(self, answer: int) -> None:
            self._answer, self.called_off = answer, False

        def result(self) -> int:
            """What came back; the third is interrupted."""
            if self._answer == 2:
                raise KeyboardInterrupt
            return self._answer

        def cancel(self) -> None:
            """Call it off."""
            self.called_off = True

    class Elsewhere:
        """Somebody who takes work away and remembers it."""

        def __init__(self) -> None:
            self.sent: list[Sent] = []

        def submit(self, func: Callable[[int], int], *args: int, pure: bool) -> Sent:
            """Take a call away."""
            self.sent.append(Sent(func(*args)))
            return self.sent[-1]

    away = Elsewhere()
    found = finished(lambda block: block, 4 * BLOCK, workers=1, away=away, progress=None)
    assert found.blocks == [0, 1]
    assert found.stopped == "stopped after 2 of 4 blocks"
    assert [sent.called_off for sent in away.sent] == [True] * 4


def test_a_fault_in_a_block_is_no_stop() -> None:
    def faulty(block: int) -> int:
        return 1 // (1 - block)

    for workers in (1, 2):
        with pytest.raises(ZeroDivisionError):
            finished(faulty, 3 * BLOCK, workers=workers, away=None, progress=None)


@pytest.fixture(autouse=True)
def _nothing_is_left_of_randomness() -> Iterator[None]:
    # The library draws from its own streams only: the global one stands where it stood.
    before = np.random.get_state()[1].copy()  # type: ignore[index]
    yield
    assert (np.random.get_state()[1] == before).all()  # type: ignore[index]
