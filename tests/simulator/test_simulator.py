"""A whole scheme played at random: every numbered invariant holds after each step, whatever was tried.

SIMULATOR_SEEDS and SIMULATOR_STEPS play more and longer counties; SIMULATOR_FIRST_SEED plays a failing one again.
"""

import datetime as dt
import os
import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.conftest import Begin
from tests.rehearsing import Rehearsal, after
from tests.services import stories
from tests.simulator import casework, money
from tests.simulator.county import County, Deed, try_it

FIRST = int(os.environ.get("SIMULATOR_FIRST_SEED", "1"))
SEEDS = range(FIRST, FIRST + int(os.environ.get("SIMULATOR_SEEDS", "1")))
STEPS = int(os.environ.get("SIMULATOR_STEPS", "80"))
AT_ONCE = 4
WINTER = dt.date(2018, 12, 3)

DEEDS: dict[Deed, float] = {**casework.WEIGHTS, **money.WEIGHTS}


@after(stories.hired)
def with_few_places(rehearsal: Rehearsal) -> None:
    """Everybody is at work; six places, a ceiling and a budget, so that each of them runs out."""
    rehearsal.adopt(places=6, ceiling_pence=1_700_000, budget_pence=300_000)


@pytest.fixture
def rehearsal(begin: Begin) -> Rehearsal:
    """A small programme."""
    return begin(with_few_places)


def begun(rehearsal: Rehearsal, folder: Path, seed: int) -> County:
    """Three guarantees since the summer with their rent charged, and it is winter."""
    county = County(rehearsal, random.Random(seed), folder)
    for _ in range(3):
        casework.all_the_way(county)
    county.on = WINTER
    for ref in ("RG-0001/1", "RG-0002/1", "RG-0003/1"):
        rehearsal.charge(ref, *(f"2018-{month:02d}-01" for month in range(6, 13)))
    return county


def chosen(dice: random.Random) -> Deed:
    """A deed, by its weight."""
    return dice.choices(list(DEEDS), weights=list(DEEDS.values()))[0]


def story(county: County, seed: int) -> str:
    """What a failure prints: the seed and everything that was done and refused."""
    return f"seed {seed}\n" + "\n".join(county.told)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_invariant_holds_after_every_step(rehearsal: Rehearsal, tmp_path: Path, seed: int) -> None:
    county = begun(rehearsal, tmp_path, seed)
    for _ in range(STEPS):
        deed = chosen(county.dice)
        try:
            try_it(county, deed)
        except Exception as error:
            error.add_note(f"while {deed.__name__} on {county.on}\n{story(county, seed)}")
            raise
        assert county.checked() == [], story(county, seed)
    assert county.happened.total() == STEPS


@pytest.mark.parametrize("seed", SEEDS)
def test_every_invariant_holds_when_officers_act_at_once(
    rehearsal: Rehearsal, tmp_path: Path, seed: int
) -> None:
    county = begun(rehearsal, tmp_path, seed)
    for each in range(STEPS // (2 * AT_ONCE)):
        officers = [
            County(
                rehearsal,
                random.Random(f"{seed} {each} {which}"),
                tmp_path,
                county.on,
                number=1000 + 10 * each,
            )
            for which in range(AT_ONCE)
        ]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            done = [pool.submit(try_it, officer, chosen(officer.dice)) for officer in officers]
            for waited in done:
                waited.result()
        county.on = max(officer.on for officer in officers)
        county.told += [line for officer in officers for line in officer.told]
        assert county.checked() == [], story(county, seed)
