"""A changed setting of the forecast, from the request to the page, against an empty page of the same layout.

One person asks, each time for another setting, in the rehearsal's county. Prints the median and the 95th percentile,
and the ratio to the empty page's in the same run. Nothing is kept.
"""

import argparse
import random
import time
from collections.abc import Callable
from urllib.parse import urlencode

from benchmarks import pages
from benchmarks.offices import databases

GOALS_MS = {"pilot": 150, "2,500 guarantees": 300}
Asked = Callable[[random.Random], dict[str, str]]


def _changed(dice: random.Random, **more: str) -> dict[str, str]:
    """Rates that nobody has asked for before."""
    return {
        "first_miss": f"{dice.uniform(0.5, 3):.4f}",
        "correlation": f"{dice.uniform(0.03, 0.2):.4f}",
        "take_up": f"{dice.uniform(30, 100):.2f}",
        **more,
    }


SETTINGS: dict[str, Asked] = {
    "pilot": lambda dice: _changed(dice, places=str(dice.randint(20, 30))),
    "pilot, shock by year": lambda dice: _changed(dice, places="25", basis="2026-11"),
    "guarantees now": lambda dice: _changed(dice, of="book"),
    "2,500 guarantees": lambda dice: _changed(dice, places=str(dice.randint(2_400, 2_600))),
    "2,500, 60 months": lambda dice: _changed(dice, places="2500", months="60"),
    "2,500, shock by year": lambda dice: _changed(dice, places="2500", basis="2026-11"),
}


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=40, help="how often each is asked for")
    asked = parser.parse_args()
    dice = random.Random(1)  # noqa: S311 - settings to ask for
    with databases() as made:
        pages._settle(made.folder)
        url, accounts = pages._played(made, "sqlite")
        with pages._serving(url) as port:
            client = pages.Client(port, "finance-1", accounts["finance-1"])
            empty = [_milliseconds(client, "/accessibility") for _ in range(asked.times)]
            print(f"{'setting':24} {'P50, ms':>8} {'P95, ms':>8} {'by empty':>9} {'goal, ms':>9}")
            _line("empty page", empty, empty)
            for name, setting in SETTINGS.items():
                _milliseconds(client, _address(setting, dice))
                found = [_milliseconds(client, _address(setting, dice)) for _ in range(asked.times)]
                _line(name, found, empty)


def _address(setting: Asked, dice: random.Random) -> str:
    return f"/forecast/what-if?{urlencode(setting(dice))}"


def _milliseconds(client: pages.Client, address: str) -> float:
    began = time.perf_counter()
    status, _ = client.ask(address)
    assert status == 200, f"{address}: {status}"
    return 1000 * (time.perf_counter() - began)


def _line(name: str, found: list[float], empty: list[float]) -> None:
    p50, p95 = (sorted(found)[round(share * (len(found) - 1))] for share in (0.5, 0.95))
    against = sorted(empty)[round(0.95 * (len(empty) - 1))]
    print(f"{name:24} {p50:8.1f} {p95:8.1f} {p95 / against:9.1f} {GOALS_MS.get(name, ''):>9}", flush=True)


if __name__ == "__main__":
    main()
