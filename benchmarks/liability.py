"""What the liability model takes on one core: each engine's law alone, its checks apart, growth, memory, and peers.

The yardstick of a run is the floor of the pilot's simulation: one Philox double for each guarantee, month and scenario,
25 x 12 x 100,000, drawn in pieces as large as the engine's. Every figure is the least processor time of several laps.
"""

import argparse
import os
from collections.abc import Callable, Sequence
from functools import partial
from statistics import fmean, stdev

import numpy as np

from benchmarks import one_core
from benchmarks.compound import table as compound_table
from benchmarks.contestants import WrongAnswer
from benchmarks.laps import least_seconds
from benchmarks.liability_books import PILOT, assumptions, book, plain_loop
from benchmarks.liability_memory import law, measured
from risk.book import Exposure
from risk.engines.exact import chain_mean_pence
from risk.engines.simulation.streams import BLOCK, stream
from risk.liability import liability

SCENARIOS = 100_000
LOOPED = 1_000
SEED = 1
GOAL_MS = {
    ("exact", PILOT, 12): 20,
    ("exact", PILOT, 96): 30,
    ("large", 100_000, 12): 50,
    ("large", 100_000, 96): 150,
}
MOST_BY_FLOOR = 3.0
# The rows that the engine plays together: 13 guarantees of one group, 12 of the other.
TOGETHER = (13, 12)


def floor(months: int, scenarios: int = SCENARIOS) -> None:
    """Draw the pilot's uniform numbers and do nothing with them."""
    rooms = [np.empty((rows, BLOCK)) for rows in TOGETHER]
    for block in range(-(-scenarios // BLOCK)):
        random = stream(SEED, block)
        for room in rooms:
            for _ in range(months):
                random.random(out=room)


def answered(engine: str, guarantees: int, months: int) -> Callable[[], object]:
    """The whole answer of an engine: total, years, foil and the checks that travel with it."""
    return partial(liability, book(guarantees, months), assumptions(), engine=engine)


def laws(yardstick: float, rounds: int) -> None:
    """Exact and large, the law alone and with all that travels with it."""
    print(
        f"\n{'law alone':34}{'ms':>10}{'by yardstick':>14}{'goal, ms':>10}{'with years and checks, ms':>28}"
    )
    for engine, guarantees in (("exact", PILOT), ("large", 2_500), ("large", 100_000)):
        for months in (12, 96):
            alone = least_seconds(law(engine, guarantees, months, SCENARIOS), rounds)
            whole = least_seconds(answered(engine, guarantees, months), max(2, rounds // 5))
            goal = GOAL_MS.get((engine, guarantees, months))
            verdict = "" if goal is None else f"{goal} {'met' if 1000 * alone <= goal else 'NOT met'}"
            name = f"{engine}, {guarantees:,} for {months} months"
            print(f"{name:34}{1000 * alone:10.1f}{alone / yardstick:14.3f}{verdict:>10}{1000 * whole:28.0f}")


def simulations(rounds: int) -> None:
    """The simulation by its floor, and a plain loop by the simulation."""
    print(f"\n{f'simulate, {PILOT} x {SCENARIOS:,}':24}{'s':>14}{'floor, s':>10}{'by floor':>10}", end="")
    print(f"{'plain loop, s':>15}{'by ours':>9}")
    for months in (12, 96):
        ours = least_seconds(law("simulate", PILOT, months, SCENARIOS), rounds)
        least = least_seconds(partial(floor, months), rounds)
        must_agree(plain_loop(months, LOOPED, SEED), months)
        looped = least_seconds(partial(plain_loop, months, LOOPED, SEED), 2) * SCENARIOS / LOOPED
        by_floor = ours / least
        verdict = "met" if by_floor <= MOST_BY_FLOOR else "NOT met"
        print(
            f"{f'for {months} months':24}{ours:14.3f}{least:10.3f}{by_floor:10.2f}{looped:15.1f}{looped / ours:9.0f}"
            f"   at most {MOST_BY_FLOOR:g} by floor: {verdict}"
        )
    print(f"The plain loop plays {LOOPED:,} scenarios; its seconds are multiplied by {SCENARIOS // LOOPED}.")


def must_agree(losses: Sequence[int], months: int) -> None:
    """The loop's mean within four standard errors of the chain's, or its speed means nothing."""
    known = chain_mean_pence(Exposure(book(PILOT, months), (), months), assumptions()) / 100
    apart = (fmean(losses) - known) / (stdev(losses) / len(losses) ** 0.5)
    if abs(apart) > 4:
        raise WrongAnswer(f"plain loop: its mean is {apart:.1f} standard errors from £{known:,.2f}")


def growth(rounds: int) -> None:
    """How seconds grow, each by the first of its line."""
    print("\ngrowth, the law alone; ms, and by the first of the line")
    lines: list[tuple[str, str, list[tuple[int, int, int]]]] = [
        ("exact", "guarantees", [(n, 12, 0) for n in (25, 50, 100, 200, 400)]),
        ("exact", "months", [(PILOT, months, 0) for months in (12, 24, 48, 96)]),
        ("large", "guarantees", [(n, 12, 0) for n in (1_000, 10_000, 100_000, 1_000_000)]),
        ("large", "months", [(100_000, months, 0) for months in (12, 24, 48, 96)]),
        ("simulate", "guarantees", [(n, 12, 20_480) for n in (25, 50, 100, 200)]),
        ("simulate", "months", [(PILOT, months, 20_480) for months in (12, 24, 48, 96)]),
        ("simulate", "scenarios", [(PILOT, 12, n) for n in (20_480, 40_960, 81_920, 163_840)]),
    ]
    for engine, grown, sizes in lines:
        spent = [least_seconds(law(engine, *size), rounds) for size in sizes]
        place = ("guarantees", "months", "scenarios").index(grown)
        cells = [
            f"{size[place]:,}: {1000 * seconds:.1f} ({seconds / spent[0]:.2f})"
            for size, seconds in zip(sizes, spent, strict=True)
        ]
        print(f"  {engine + ', ' + grown:24}{'   '.join(cells)}")


def memory() -> None:
    """The peak of each engine in a process of its own, by that of the exact pilot for 12 months."""
    print(f"\n{'peak memory':34}{'loaded, kB':>12}{'peak, kB':>12}{'added, kB':>12}{'by the first':>14}")
    first = 0
    for engine, guarantees, months in (
        ("exact", PILOT, 12), ("exact", PILOT, 96), ("large", 100_000, 12), ("large", 100_000, 96),
        ("simulate", PILOT, 12), ("simulate", PILOT, 96),
    ):  # fmt: skip
        taken = measured(engine, guarantees, months, SCENARIOS)
        first = first or taken.peak_kb
        name = f"{engine}, {guarantees:,} for {months} months"
        print(
            f"{name:34}{taken.before_kb:12,}{taken.peak_kb:12,}{taken.added_kb:12,}{taken.peak_kb / first:14.2f}"
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20, help="laps of what takes milliseconds")
    arguments = parser.parse_args()
    core = one_core.hold("benchmarks.liability")
    few = max(2, arguments.rounds // 5)
    print(f"held to core {core}; load of the machine at the start {os.getloadavg()[0]:.2f}")
    yardstick = least_seconds(partial(floor, 12), few)
    print(f"yardstick: {PILOT * 12 * BLOCK * -(-SCENARIOS // BLOCK):,} Philox doubles in {yardstick:.3f} s")
    laws(yardstick, arguments.rounds)
    simulations(few)
    growth(few)
    memory()
    compound_table(arguments.rounds)
    print(f"\nload at the end {os.getloadavg()[0]:.2f}")


if __name__ == "__main__":
    main()
