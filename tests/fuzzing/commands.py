"""Hostile words to every command: found in the command line itself, with whatever arguments and options each takes.

Claimed of each: it leaves with one of its codes, says what is wrong in sentences without a traceback, and leaves no row
behind where it did not do what was asked. Whatever it writes or reads lies in a folder of the test's own.
"""

import random
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typer

from guarantor.cli.main import _app
from tests.commanding import Ran
from tests.databases import file_of
from tests.fuzzing import hostile
from tests.fuzzing.pages import KEPT
from tests.fuzzing.policy_sheets import bent_policy
from tests.rehearsing import ROLES, Rehearsal

SERVERS = {"serve", "demo"}
"""They go on until they are stopped; what `serve` takes is attacked as pages."""
LONG = {"risk", "forecast", "report", "backup", "restore", "daily"}
"""Each reckons for a second or more; the long run has them."""

_EXAMPLES = {
    "DATE": "2018-08-01", "REF": "RG-0001", "GREF": "RG-0001/1", "CLAIM": "RG-0001/1/C1", "M": "10.00",
    "YYYY-MM": "2018-09",
    "TASK": "T-1", "PP-n": "PP-1", "P-n": "P-1", "B-n": "B-1", "SF-n": "SF-1", "CHANGE": "CH-1",
    "COPY": "SC-1", "K": "k1",
    "POLICY": "kent-pilot", "COST": "RG-0010/K1", "N": "1", "YEAR": "2018", "KIND": "deed", "ROLE": "finance",
    "NAME": "dee",
    "CODE": "2345-6789-ABCD-EF", "A": "kent-pilot", "B": "kent-proposed-2026", "DATE=M ...": "2018-09-01=5.00",
    "YYYY-MM=M ...": "2018-09=5.00", "NAME=VALUE": "places=3", "INSTANT": "2019-01-01T00:00:00Z",
    "SHARE=WEEKLY": "0.5=900",
}  # fmt: skip


@dataclass
class CommandAttack:
    """The command line on a rehearsal of everything, put back as it was after whatever got through."""

    run: Callable[..., Ran]
    rehearsal: Rehearsal
    folder: Path
    chance: random.Random
    tried: int = 0
    got_through: int = 0
    faults: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.commands = [
            each for each in _leaves(typer.main.get_command(_app([])), []) if each[0][0] not in SERVERS
        ]
        self._file = str(file_of(self.rehearsal.url))
        self._as_it_was = sqlite3.connect(":memory:")
        self._counting = sqlite3.connect(self._file)
        self._counting.backup(self._as_it_was)
        self._counted = self._counts()

    def close(self) -> None:
        """Let go of the files."""
        self._counting.close()
        self._as_it_was.close()

    def one(self, words: list[str], command: Any) -> None:
        """Run a command once with one of its values hostile, or all of them."""
        every = self.chance.random() < 0.2
        given: list[str] = []
        taken = [
            each
            for each in command.params
            if each.name != "help" and (each.required or self.chance.random() < 0.4)
        ]
        target = self.chance.choice(taken) if taken else None
        for each in taken:
            bad = every or each is target
            if each.param_type_name == "argument":
                given.append(self._value(each, bad=bad))
            elif getattr(each, "is_flag", False):
                given.append(each.opts[-1])
            else:
                given += [each.opts[-1], self._value(each, bad=bad)]
        if self.chance.random() < 0.1:
            given.append(self._safe(hostile.text(self.chance)))
        self._judge([*words, *given])

    def _value(self, param: Any, *, bad: bool) -> str:
        metavar = str(param.metavar or "").strip("[]")
        if metavar.startswith(("FILE", "FOLDER", "WHERE")) or param.name in (
            "file",
            "out",
            "folder",
            "template",
        ):
            return self._path(written=param.name in ("out", "template", "certificate", "folder") or not bad)
        if bad:
            return self._safe(hostile.text(self.chance))
        if metavar == "USER" or param.name == "by":
            return self.chance.choice(list(ROLES))
        if "|" in metavar:
            return self.chance.choice(metavar.split("|"))
        return _EXAMPLES.get(metavar, "plain words")

    def _path(self, *, written: bool) -> str:
        """A name that is free, or the name of a hostile file."""
        place = self.folder / f"{self.tried}"
        if written:
            return str(place.with_suffix(self.chance.choice((".csv", ".xlsx", ".zip", ".pdf", ""))))
        name, content = hostile.file(self.chance)
        if self.chance.random() < 0.3:
            content = bent_policy(self.chance).encode("utf-8", "replace")
        file = place.with_suffix(Path(re.sub(r"[^\w.]", "", name)).suffix[:8])
        file.write_bytes(content)
        return str(file)

    def _safe(self, text: str) -> str:
        """As the system hands words over, without a zero; and none that names a place elsewhere."""
        cut = text.replace("\0", "")[:20_000].encode("utf-8", "replace").decode()
        return cut.replace("/etc", "").replace("/dev", "").replace("..", ".")

    def _judge(self, words: list[str]) -> None:
        self.tried += 1
        shown = " ".join(word[:120] for word in words)
        try:
            ran = self.run(*words, stdin=self._safe(hostile.text(self.chance)))
        except Exception as broken:  # noqa: BLE001 - whatever comes out is what is looked for
            self.faults.append(
                f"{shown!r} broke with {type(broken).__name__}: {str(broken)[:300]}{_place(broken)}"
            )
            self._put_back()
            return
        self.answers[f"code {ran.code}"] += 1
        # Four is the answer of `letters verify` to a file that is not genuine.
        if (
            ran.code not in (0, 1, 2, 3, *([4] if words[:2] == ["letters", "verify"] else []))
            or "Traceback (most recent call last)" in ran.err
        ):
            self.faults.append(f"{shown!r} left with {ran.code}: {ran.err[-300:]}")
        if self._counts() != self._counted:
            self.got_through += 1
            if ran.code not in (0, 3):
                self.faults.append(f"{shown!r} left with {ran.code} and rows")
            self._put_back()

    def _counts(self) -> tuple[int, ...]:
        every = " UNION ALL ".join(f"SELECT {n}, COUNT(*) FROM {name}" for n, name in enumerate(KEPT))
        return tuple(count for _, count in sorted(self._counting.execute(every).fetchall()))

    def _put_back(self) -> None:
        self._as_it_was.backup(self._counting)


def _leaves(command: Any, words: list[str]) -> Iterator[tuple[list[str], Any]]:
    below = getattr(command, "commands", None)
    if below is None:
        yield words, command
    else:
        for name, each in below.items():
            yield from _leaves(each, [*words, name])


def _place(error: BaseException) -> str:
    trace, lines = error.__traceback__, []
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f" at {' < '.join(reversed(lines[-6:]))}"
