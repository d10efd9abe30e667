"""A process killed at any moment: what it said it had done is there, anything else is wholly absent.

KILL_ROUNDS sets how many rounds of the loop are played and KILL_FIRST_SEED where they begin; more of them is a longer
night, not another test.
"""

import datetime as dt
import os
import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from guarantor.services.proof import checking
from guarantor.services.worktrays import daily
from guarantor.storage import record
from guarantor.storage.engine import reading
from guarantor.storage.tables.claims import ClaimDecision
from guarantor.storage.tables.ledger import KeyedAct
from tests.conftest import Begin
from tests.killing import Doomed
from tests.rehearsing import Rehearsal, after
from tests.services.stories import day
from tests.storage.conftest import outside

ROUNDS = int(os.environ.get("KILL_ROUNDS", "6"))
FIRST = int(os.environ.get("KILL_FIRST_SEED", "0"))


@after(Rehearsal.staff)
def under_way(rehearsal: Rehearsal) -> None:
    """RG-0001/1 is active and has been charged from September on."""
    guarantee = rehearsal.active_guarantee()
    rehearsal.charge(guarantee, *(f"2018-{month:02d}-01" for month in range(9, 13)))


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A guarantee in being, on which processes act and are killed."""
    return begin(under_way)


def started(
    rehearsal: Rehearsal, seed: int, die_at: int | None = None, daily_on: dt.date | None = None
) -> Doomed:
    """A process that acts on the database."""
    keys = rehearsal.office.settings.signing_key_file
    told = {"url": rehearsal.url, "keys": keys, "seed": seed, "die_at": die_at, "daily_on": daily_on}
    return Doomed(Path(__file__).with_name("worker.py"), told)


def assert_kept(rehearsal: Rehearsal, said: Sequence[str]) -> None:
    """Everything that was said is there, and the record holds together."""
    with reading(rehearsal.office.engine) as session:
        for line in said:
            word, _, rest = line.partition(" ")
            table, key = (KeyedAct, rest) if word == "key" else (ClaimDecision, rest)
            assert session.get(table, key) is not None, line
        acts = [entry.act for entry in record.entries(session)]
    assert checking.check_ledger(rehearsal.office) == []
    assert checking.verify_journal(rehearsal.office) == []
    # What was said is a part of what is kept: at most the one act under way was kept and not said.
    assert len(said) <= len(acts)


def test_a_killed_process_leaves_whole_acts_only(rehearsal: Rehearsal) -> None:
    dice = random.Random(20180601 + FIRST)
    for each in range(FIRST, FIRST + ROUNDS):
        said = started(rehearsal, seed=each).read_until_killed(acts=dice.randrange(1, 12))
        assert_kept(rehearsal, said)


def test_two_processes_killed_together_leave_whole_acts_only(rehearsal: Rehearsal) -> None:
    for each in range(FIRST, FIRST + max(ROUNDS // 4, 1)):
        both = [started(rehearsal, seed=1000 + 2 * each + which) for which in range(2)]
        said = [line for process in both for line in process.read_until_killed(acts=5)]
        assert_kept(rehearsal, said)


@pytest.mark.parametrize("statement", [1, 7, 12, 17, 22, -9, -14, -19])
def test_a_process_that_dies_at_a_statement_leaves_whole_acts_only(
    rehearsal: Rehearsal, statement: int
) -> None:
    said = started(rehearsal, seed=7, die_at=statement).read_until_killed()
    assert_kept(rehearsal, said)


@pytest.mark.parametrize("statement", [20, 50, 80, 110, -80])
def test_a_daily_run_that_was_killed_is_caught_up_by_the_next(
    begin: Begin, rehearsal: Rehearsal, statement: int
) -> None:
    on = day("2019-12-01")
    assert started(rehearsal, 0, die_at=statement, daily_on=on).read_until_killed() == []
    daily.run(rehearsal.office, on)
    assert checking.check_ledger(rehearsal.office) == []
    assert checking.verify_journal(rehearsal.office) == []
    undisturbed = begin(under_way)
    daily.run(undisturbed.office, on)
    assert _what_days_bring(rehearsal) == _what_days_bring(undisturbed)


def _what_days_bring(rehearsal: Rehearsal) -> list[tuple[object, ...]]:
    with outside(rehearsal.url) as client:
        return [
            *client.asked(
                "SELECT guarantee_ref, status, reason_code, happened_on FROM guarantee_status ORDER BY id"
            ),
            *client.asked("SELECT kind, amount_pence, happened_on FROM transfer ORDER BY id"),
            *client.asked("SELECT basis, due_on, opened_on FROM task ORDER BY basis"),
        ]
