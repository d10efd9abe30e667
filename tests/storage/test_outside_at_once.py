"""Two bare clients at once: the second waits until the first has ended, and then sees what it wrote.

SQLite has one writer at a time; this is about PostgreSQL.
"""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.rehearsing import Rehearsal
from tests.storage.conftest import REFUSALS, Outside, outside
from tests.storage.raw_rows import (
    ANN,
    C3,
    CORA,
    DEE,
    case_decision,
    case_step,
    claim_decision,
    cost_confirmed,
    guarantee,
    guarantee_step,
    raised,
    signed,
    transfer,
)
from tests.storage.test_money_refused import C9, COMMITTED, RELEASED, accepted_in_full, accepted_line
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
    "accepted on two claims under one cap": (
        accepted_line(C9, "2019-03", 156_000),
        accepted_line(C3, "2018-12", 1),
    ),
    "owed a cost twice": (
        transfer("scheme_costs", "costs_payable", 12_000, reason_code="RG-0010/K9"),
        transfer("scheme_costs", "costs_payable", 1, reason_code="RG-0010/K9", id=1001),
    ),
}

FIRST = {
    "committed twice under one ceiling": raised("RG-0006/1", 20_000),
    "ended while it is made active": signed("RG-0002/1"),
    "accepted on two claims under one cap": [*accepted_in_full(156_000)[:-1], claim_decision(C3, CORA, ANN)],
    "owed a cost twice": cost_confirmed(),
}
"""What is written, lawfully, before the two begin."""


@pytest.fixture
def database_kind() -> str:
    """PostgreSQL alone."""
    return "postgresql"


def waits(watcher: Outside) -> bool:
    """Whether a client of this database waits for a row."""
    waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    return watcher.asked(waiting) != []


def prepare(client: Outside, pair: str) -> None:
    for lawful in FIRST.get(pair, ()):
        client.run(lawful)


@pytest.mark.parametrize("pair", PAIRS)
def test_the_second_waits_and_is_refused(in_use: Rehearsal, pair: str) -> None:
    first, second = PAIRS[pair]
    with outside(in_use.url) as one, outside(in_use.url) as other, outside(in_use.url) as watcher:
        prepare(one, pair)
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
        prepare(one, pair)
        one.run("BEGIN")
        one.run(first)
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(other.run, second)
            one.run("ROLLBACK")
            assert waiting.result(timeout=60) == 1
