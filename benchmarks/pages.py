"""Pages at many cases: the worktray, lists, a search and a case, by eight clients at once, against an empty page.

Prints, for each database and number of cases, the median and the 95th percentile of each page's time, its ratio to the
empty page's in the same run, and its weight. Nothing is kept.
"""

import argparse
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import text

from benchmarks import many_cases
from benchmarks.offices import KINDS, Databases, databases
from guarantor.rehearsal import demo
from guarantor.services.acting.office import Office, open_office
from guarantor.storage.engine import open_engine

CLIENTS = 8
EMPTY = "empty page"
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_GOAL_AT_10_000, _GOAL_AT_100_000 = 3.0, 1.5


@dataclass(frozen=True)
class Look:
    """How a page is asked for: its address for one of the cases and, for a search, what is typed."""

    name: str
    address: Callable[[str], str]
    typed: Callable[[str], str] | None = None
    who: str = "caseworker-1"


@dataclass
class Seen:
    """What was measured of a page: seconds, and bytes as they went over the wire before any packing."""

    seconds: list[float] = field(default_factory=list)
    weight: int = 0

    def percentile(self, share: int) -> float:
        """Milliseconds below which this share of a hundred lies."""
        return statistics.quantiles(self.seconds, n=100)[share - 1] * 1000


LOOKS = (
    Look(EMPTY, lambda _: "/accessibility"),
    Look("worktray", lambda _: "/"),
    Look("worktray of an approver", lambda _: "/", who="approver-1"),
    Look("worktray, alarms, mine", lambda _: "/?what=alarms&whose=mine"),
    Look("worktray, by case", lambda _: "/?order=case&page=20"),
    Look("cases that lack facts", lambda _: "/queues?of=lacking"),
    Look("search by a name", lambda _: "/search", typed=lambda ref: f"example {_copy_number(ref)}"),
    Look("search by a common word", lambda _: "/search", typed=lambda _: "example"),
    Look("search by reference", lambda _: "/search", typed=lambda ref: ref),
    Look("cases", lambda _: "/cases"),
    Look("cases, by outcome", lambda _: "/cases?outcome=ineligible"),
    Look("guarantees", lambda _: "/guarantees"),
    Look("waiting list", lambda _: "/waiting-list"),
    Look("letters of a case", lambda ref: f"/cases/{ref}/letters"),
    Look("case", lambda ref: f"/cases/{ref}"),
)


class Client:
    """One browser: a connection of its own, signed in."""

    def __init__(self, port: int, who: str, password: str) -> None:
        self._at = HTTPConnection("127.0.0.1", port, timeout=120)
        self._cookies: dict[str, str] = {}
        token = self._token("/sign-in")
        status, _ = self.ask("/sign-in", {"username": who, "password": password, "csrf_token": token})
        assert status == 303, f"{who} could not sign in: {status}"
        self.token = self._token("/search")

    def ask(self, address: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        """Ask for a page, or send a form; answers with the status and the body."""
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if form is None:
            self._at.request("GET", address, headers=sent)
        else:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
            self._at.request("POST", address, urlencode(form), sent)
        answer = self._at.getresponse()
        for header in answer.headers.get_all("Set-Cookie", []):
            name, _, value = header.partition(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, answer.read()

    def _token(self, address: str) -> str:
        found = _TOKEN.search(self.ask(address)[1].decode())
        assert found is not None, f"{address} has no form"
        return found[1]


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, nargs="+", default=[100, 10_000, 100_000])
    parser.add_argument("--kinds", nargs="+", default=list(KINDS), choices=KINDS)
    parser.add_argument("--rounds", type=int, default=5, help="each asks for every page by every client")
    parser.add_argument("--each", type=int, default=6, help="how often a client asks in a round")
    asked = parser.parse_args()
    with databases() as made:
        _settle(made.folder)
        for kind in asked.kinds:
            url, accounts = _played(made, kind)
            for cases in asked.cases:
                _measure(made, kind, url, accounts, cases, asked.rounds, asked.each)


def _settle(folder: Path) -> None:
    """Every key in the folder; the settings are read from the surroundings by this process and the server."""
    for name in list(os.environ):
        if name.startswith("GUARANTOR_"):
            del os.environ[name]
    os.environ["GUARANTOR_SIGNING_KEY_FILE"] = str(folder / "signing.pem")
    os.environ["GUARANTOR_DEMO_SEAL_KEY_FILE"] = str(folder / "demo-seal.p12")


def _played(made: Databases, kind: str) -> tuple[str, dict[str, str]]:
    """A database in which the county was played, and everybody's password."""
    url = made.empty(kind)
    _note(f"{kind}: playing the county")
    with _office(url) as office:
        played = demo.play(office, demo.DEFAULT_SEED, made.folder / f"out-{kind}", lambda _said, _far: None)
    return url, {name: password for name, password, _ in played.accounts}


@contextmanager
def _office(url: str) -> Iterator[Office]:
    os.environ["GUARANTOR_DATABASE_URL"] = url
    office = open_office()
    try:
        yield office
    finally:
        office.engine.dispose()


def _measure(
    made: Databases, kind: str, url: str, accounts: dict[str, str], cases: int, rounds: int, each: int
) -> None:
    copied = made.copy(url)
    engine = open_engine(copied)
    started = time.perf_counter()
    there = many_cases.copy(engine, cases)
    _note(f"{kind}: {there:,} cases after {time.perf_counter() - started:.0f} s")
    with engine.connect() as connection:
        refs = list(connection.scalars(text("SELECT ref FROM case_file ORDER BY ref")))
    engine.dispose()
    with _serving(copied) as port:
        seen = _looked(port, accounts, refs, rounds, each)
    print(f"\n{kind}, {there:,} cases, {CLIENTS} clients")
    print(f"{'page':28} {'P50, ms':>8} {'P95, ms':>8} {'ratio':>6} {'kB':>6}")
    empty = seen[EMPTY].percentile(95)
    for name, found in seen.items():
        p50, p95 = found.percentile(50), found.percentile(95)
        print(f"{name:28} {p50:8.1f} {p95:8.1f} {p95 / empty:6.2f} {found.weight / 1000:6.1f}", flush=True)


def _looked(
    port: int, accounts: dict[str, str], refs: Sequence[str], rounds: int, each: int
) -> dict[str, Seen]:
    """Every page by all clients at once, page after page and round after round; one round before is not counted."""
    chosen = random.Random(1)  # noqa: S311 - which cases are looked at
    names = sorted({look.who for look in LOOKS})
    clients = {who: [Client(port, who, accounts[who]) for _ in range(CLIENTS)] for who in names}
    seen: dict[str, Seen] = {}
    with ThreadPoolExecutor(CLIENTS) as together:
        for number in range(rounds + 1):
            for look in LOOKS:
                asked = [[chosen.choice(refs) for _ in range(each)] for _ in range(CLIENTS)]
                results = list(together.map(partial(_asked, look), clients[look.who], asked))
                if any(found is None for found in results):
                    continue
                held = seen.setdefault(look.name, Seen())
                for found in results:
                    if number and found is not None:
                        held.seconds += [seconds for seconds, _ in found]
                        held.weight = max(held.weight, *(weight for _, weight in found))
    return seen


def _asked(look: Look, client: Client, refs: Sequence[str]) -> list[tuple[float, int]] | None:
    """Seconds and bytes of each asking; None where the page is not shown."""
    found = []
    for ref in refs:
        form = {"csrf_token": client.token, "words": look.typed(ref)} if look.typed else None
        started = time.perf_counter()
        status, body = client.ask(look.address(ref), form)
        found.append((time.perf_counter() - started, len(body)))
        if status != 200:
            _note(f"{look.name} answers {status} and is left out")
            return None
    return found


@contextmanager
def _serving(url: str) -> Iterator[int]:
    """The pages as they are served, in a process of their own; the port that they are on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    surroundings = {**os.environ, "GUARANTOR_DATABASE_URL": url}
    command = [str(Path(sys.executable).with_name("guarantor")), "serve", "--port", str(port)]
    with subprocess.Popen(
        command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as server:
        try:
            _wait_for(server, port)
            yield port
        finally:
            server.terminate()


def _wait_for(server: subprocess.Popen[bytes], port: int) -> None:
    while True:
        if server.poll() is not None:
            assert server.stderr is not None, "it was opened with a pipe"
            raise SystemExit(server.stderr.read().decode())
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return


def _copy_number(ref: str) -> str:
    """The number by which the names in a copy differ from all others."""
    return f"0{ref[-2:]}" if len(ref) < len("RG-100000") else f"{int(ref[-2:]):03d}{int(ref[3:-2]) - 1000}"


def _note(says: str) -> None:
    print(says, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
