"""What the ledger costs: acts beside bare inserts, answers as it grows, and sixteen workers at once.

Run as `.venv/bin/python -m benchmarks.ledger`. Prints three tables and writes nothing, unless --json names a file. What
each figure means stands in benchmarks/README.md.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import acts, at_once, growth
from benchmarks.acts import Cost
from benchmarks.at_once import Throughput
from benchmarks.growth import Answered
from benchmarks.offices import KINDS, databases

SIZES = {"sqlite": (10_000, 100_000, 1_000_000), "postgresql": (10_000, 100_000)}
"""How far each kind of database grows by default; with --full both grow to a million."""
ACT_GOAL = 4.0
GROWTH_GOAL = 2.0
HELD_TO_THE_GOAL = ("exposure", "statement")


def acts_table(costs: Sequence[Cost]) -> Iterator[str]:
    """Every kind of act beside its bare inserts."""
    yield f"{'act':38}{'':11}{'rows':>5}{'act, ms':>10}{'bare, ms':>10}{'acts/s':>9}{'ratio':>8}"
    for one in costs:
        verdict = "" if one.ratio <= ACT_GOAL else f"  {one.ratio - ACT_GOAL:.1f} too many"
        yield (
            f"{one.kind:38}{one.database:11}{one.rows:5}{1000 * one.act:10.2f}{1000 * one.bare:10.2f}"
            f"{one.per_second:9.0f}{one.ratio:8.2f}{verdict}"
        )
    yield f"Goal: an act at most {ACT_GOAL:g} times its bare inserts."


def growth_table(answers: Sequence[Answered]) -> Iterator[str]:
    """Every question at every size."""
    yield f"{'question':14}{'':11}{'transfers':>11}{'ms':>10}{'ratio':>8}{'peak, kB':>11}"
    for one in answers:
        over = one.question in HELD_TO_THE_GOAL and one.ratio > GROWTH_GOAL
        verdict = f"  {one.ratio - GROWTH_GOAL:.1f} too many" if over else ""
        yield (
            f"{one.question:14}{one.database:11}{one.transfers:11,}{1000 * one.seconds:10.1f}{one.ratio:8.2f}"
            f"{one.peak_kb:11,}{verdict}"
        )
    yield (
        f"Goal: {' and '.join(HELD_TO_THE_GOAL)} at a million transfers at most {GROWTH_GOAL:g} times their time at "
        f"ten thousand, with {growth.GUARANTEES:,} guarantees throughout."
    )


def workers_table(alone: Throughput, together: Throughput) -> Iterator[str]:
    """The same work by one worker and by all."""
    yield f"{'workers':>8}{'issued':>8}{'no place':>10}{'paid':>6}{'seconds':>9}{'acts/s':>9}"
    for one in (alone, together):
        yield (
            f"{one.workers:8}{one.issued:8}{one.refused:10}{one.paid:6}{one.seconds:9.1f}{one.per_second:9.1f}"
        )
    yield "Every act that was acknowledged is in the journal; ledger check and audit verify find nothing."


def main() -> None:
    """Measure, print the tables, and write the figures where asked."""
    asked = _parser().parse_args()
    progress = partial(print, file=sys.stderr)
    sizes = dict.fromkeys(KINDS, SIZES["sqlite"]) if asked.full else SIZES
    with databases() as made:
        costs: list[Cost] = []
        answers: list[Answered] = []
        for kind in KINDS:
            progress(f"{kind}: acts beside bare inserts")
            costs += acts.costs(made, kind)
        progress(f"postgresql: one worker, then {at_once.WORKERS}")
        alone, together = at_once.throughput(made)
        for kind in KINDS:
            answers += growth.measured(made, kind, sizes[kind], progress)
    print("\n".join([*acts_table(costs), "", *workers_table(alone, together), "", *growth_table(answers)]))
    if asked.json is not None:
        document: dict[str, Any] = {
            "python": platform.python_version(),
            "cores": os.cpu_count(),
            "acts": [asdict(one) for one in costs],
            "workers": [asdict(one) for one in (alone, together)],
            "growth": [asdict(one) for one in answers],
        }
        asked.json.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger")
    parser.add_argument("--full", action="store_true", help="let PostgreSQL grow to a million transfers too")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to this file as well")
    return parser


if __name__ == "__main__":
    main()
