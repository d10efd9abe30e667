"""How many hostile inputs are borne: `python -m benchmarks.hostile --minutes 60 --seed 1`.

Sends them to every page, form, query, command, reader of files and to the policies' language of a rehearsal that has
something of every kind, and prints how many were tried, how each was answered, and every fault. It ends with 1 where
there was one. What is sent and what is claimed stands in tests/fuzzing.
"""

import argparse
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]


class _Asked:
    """What the run is to know: for how long, and by which chance."""

    def __init__(self, minutes: float, seed: int) -> None:
        self._minutes, self._seed = minutes, seed

    @pytest.fixture
    def minutes(self) -> float:
        """How long it goes on."""
        return self._minutes

    @pytest.fixture
    def seed(self) -> int:
        """The same seed sends the same inputs in the same order."""
        return self._seed


def main() -> int:
    """Run for as long as asked; 0 where nothing broke."""
    parser = argparse.ArgumentParser(description="Hostile input to everything that takes input.")
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    words = [
        "-s",
        "-p",
        "no:xdist",
        "-p",
        "no:cacheprovider",
        str(_ROOT / "tests" / "fuzzing" / "long_run.py"),
    ]
    return int(pytest.main(words, plugins=[_Asked(asked.minutes, asked.seed)]))


if __name__ == "__main__":
    sys.exit(main())
