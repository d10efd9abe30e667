"""How quickly applications are assessed, beside durable_rules alone and whoever else can judge the same criteria.

Run as `.venv/bin/python -m benchmarks.assessments`. Prints a table and writes nothing, unless --json names a file.
What each figure means stands in benchmarks/README.md.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import memory
from benchmarks.cases import cases
from benchmarks.contestants import Figure, race
from benchmarks.lineup import ALONE, ALONE_FROM_PARSED, DECISION, OWN_HOST, Lineup, lineup
from rules.policy import shipped

POLICY = "kent-pilot"
GOAL = 0.7


def report(entered: Lineup, figures: Sequence[Figure], stream: memory.Stream) -> Iterator[str]:
    """The table, and whether the goal is met, line by line."""
    total = entered.outcomes.total()
    shares = ", ".join(f"{name} {100 * n / total:.0f}%" for name, n in entered.outcomes.most_common())
    yield f"{total:,} applications by {POLICY}: {shares}"
    yield f"{entered.rules} rules in durable_rules, of which {entered.fired:.1f} fire for an application"
    yield ""
    yield f"{'':42}{'starts from':>17}{'per second':>12}{'ratio':>7}"
    for one in figures:
        yield f"{one.name:42}{one.starts_from:>17}{one.per_second:12,.0f}{one.ratio:7.2f}"
    for name in entered.not_installed:
        yield f"{name:42}{'not installed':>17}"
    yield ""
    yield (
        f"Memory: {stream.after_first_kb:,} kB after the first {stream.first:,} applications, at most "
        f"{stream.peak_kb:,} kB over {stream.streamed:,}: {stream.growth_kb:+,} kB, ratio {stream.ratio:.3f}"
    )
    yield ""
    yield from verdict({one.name: one.ratio for one in figures})


def verdict(ratios: Mapping[str, float]) -> Iterator[str]:
    """Whether the goal is met against durable_rules alone, by each of the three ways in which that is measured."""
    yield f"Goal: a Decision from parsed facts at {GOAL} or more of durable_rules alone."
    for name in (ALONE, ALONE_FROM_PARSED, OWN_HOST):
        reached = ratios[DECISION] / ratios[name]
        says = "met" if reached >= GOAL else f"NOT met, {GOAL - reached:.2f} short"
        yield f"  {reached:.2f} of {name}: {says}"


def document(entered: Lineup, figures: Sequence[Figure], stream: memory.Stream) -> dict[str, Any]:
    """The run as JSON holds it."""
    return {
        "policy": POLICY,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "applications": entered.outcomes.total(),
        "outcomes": dict(entered.outcomes),
        "rules": entered.rules,
        "rules_fired": entered.fired,
        "figures": [asdict(one) for one in figures],
        "not_installed": list(entered.not_installed),
        "memory": asdict(stream) | {"growth_kb": stream.growth_kb, "ratio": stream.ratio},
        "goal": GOAL,
    }


def main() -> None:
    """Measure, print the table, and write the figures where asked."""
    asked = _parser().parse_args()
    progress: Callable[[str], None] = partial(print, file=sys.stderr)
    policy = shipped(POLICY)
    progress(f"{asked.applications:,} synthetic applications, judged once by each to compare the answers")
    entered = lineup(policy, [*islice(cases(policy), asked.applications)])
    for contestant in entered.contestants:
        contestant.must_be_right()
    figures = race(entered.contestants, asked.rounds, progress)
    stream = memory.measured(POLICY, asked.streamed)
    print("\n".join(report(entered, figures, stream)))
    if asked.json is not None:
        text = json.dumps(document(entered, figures, stream), indent=1)
        asked.json.write_text(f"{text}\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.assessments")
    parser.add_argument(
        "--applications", type=_count, default=1_500, help="how many are timed (default 1500)"
    )
    parser.add_argument("--rounds", type=_count, default=9, help="how often each is timed (default 9)")
    parser.add_argument(
        "--streamed", type=_count, default=100_000, help="how many for memory (default 100000)"
    )
    parser.add_argument("--json", type=_file, metavar="FILE", help="write the figures to this file as well")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, not {text!r}")
    return int(text)


def _file(text: str) -> Path:
    """A file that can be written at the end: found out now, not after a minute."""
    path = Path(text)
    if path.is_dir() or not path.parent.is_dir():
        raise argparse.ArgumentTypeError(f"expected a file in a folder that exists, not {text!r}")
    return path


if __name__ == "__main__":
    main()
