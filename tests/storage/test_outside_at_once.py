"""Two bare clients at once: the second waits until the first has ended, and then sees what it wrote.

SQLite has one writer at a time; this is about PostgreSQL.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.rehearsing import Rehearsal
from tests.storage.conftest import REFUSALS, Outside, outside
from tests.storage.raw_rows import CORA, DEE, case_decision, case_step, guarantee, guarantee_step, transfer
from tests.storage.test_money_refused import COMMITTED, RELEASED
from tests.storage.test_two_people_refused import seen

PAIRS = {
    "released twice": (
        transfer(*RELEASED, 312_000, guarantee_ref="RG-0002/1"),
        transfer(*RELEASED, 1, guarantee_ref="RG-0002/1", id=1001),
    ),
    "committed twice under one ceiling": (
        transfer(*COMMITTED, 10_000, guarantee_ref="RG-0006/1"),
        transfer(*COMMITTED, 1, guarantee_ref="RG-0006/1", id=1001),
    ),
    "prepared while it is decided": (case_step("assessed", DEE), case_decision(CORA, DEE)),
    "gate seen while it is issued": (seen(DEE), guarantee(CORA, DEE)),
    "ended while it is made active": (
        guarantee_step("ended", "RG-0002/1", "offer_lapsed"),
        guarantee_step("active", "RG-0002/1", number=91),
    ),
}


@pytest.fixture
def database_kind() -> str:
    """PostgreSQL alone."""
    return "postgresql"


def waits(watcher: Outside) -> bool:
    """Whether a client of this database waits for a row."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    return watcher.asked(waiting) != []


@pytest.mark.parametrize("pair", PAIRS)
def test_the_second_waits_and_is_refused(in_use: Rehearsal, pair: str) -> None:
    first, second = PAIRS[pair]
    with outside(in_use.url) as one, outside(in_use.url) as other, outside(in_use.url) as watcher:
        assert other.refusal(second) is None
        one.run("BEGIN")
        one.run(first)
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(other.run, second)
            while not waiting.done() and not waits(watcher):
                pass
            one.run("COMMIT")
            with pytest.raises(REFUSALS):
                waiting.result(timeout=60)


@pytest.mark.parametrize("pair", PAIRS)
def test_the_second_goes_through_where_the_first_is_undone(in_use: Rehearsal, pair: str) -> None:
    first, second = PAIRS[pair]
    with outside(in_use.url) as one, outside(in_use.url) as other:
        one.run("BEGIN")
        one.run(first)
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(other.run, second)
            one.run("ROLLBACK")
            assert waiting.result(timeout=60) == 1
