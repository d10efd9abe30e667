"""The county of the default seed, played once in a session by the command that everybody uses."""

import fcntl
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from guarantor.services.acting.office import Office
from guarantor.services.casework import showing
from tests.commanding import at, run
from tests.rehearsing import PAYEE_KEY, Rehearsal, opened
from tests.watching import asked

__all__ = ["at", "run"]
GUARANTOR = Path(sys.executable).parent / "guarantor"


@dataclass(frozen=True)
class County:
    """A county that was played: its database, what was written, and what was said in the terminal."""

    folder: Path
    rehearsal: Rehearsal
    said: str

    @property
    def url(self) -> str:
        """The address of its database."""
        return self.rehearsal.url

    @property
    def office(self) -> Office:
        """Its office."""
        return self.rehearsal.office

    @property
    def out(self) -> Path:
        """What the demo wrote."""
        return self.folder / "out"

    def guarantees(self) -> list[dict[str, Any]]:
        """Every guarantee as `guarantee show` has it."""
        return [
            showing.guarantee(self.office, each["guarantee_ref"]) for each in showing.guarantees(self.office)
        ]

    def facts(self, ref: str) -> dict[str, Any]:
        """The latest facts of a case, as they were given."""
        query = "SELECT document FROM application_facts WHERE case_ref = ? ORDER BY id DESC LIMIT 1"
        ((document,),) = asked(self.url, query, ref)
        return dict(json.loads(document))

    def environment(self) -> dict[str, str]:
        """What the command line must be told to work on it."""
        return _environment(self.folder)


@pytest.fixture
def database_kind() -> str:
    """SQLite; both kinds are for the tests of storage."""
    return "sqlite"


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """The county of the default seed; the processes of one session play it once between them."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "county"
    folder.mkdir(exist_ok=True)
    said = folder / "said.txt"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            said.write_text(_played(folder), encoding="utf-8")
    with opened(f"sqlite:///{folder / 'county.db'}", folder) as rehearsal:
        yield County(folder, rehearsal, said.read_text(encoding="utf-8"))


def _environment(folder: Path) -> dict[str, str]:
    """The settings of the county in a folder, with the keys that `opened` reads it with."""
    return {
        "GUARANTOR_DATABASE_URL": f"sqlite:///{folder / 'county.db'}",
        "GUARANTOR_SIGNING_KEY_FILE": str(folder / "journal-signing-key.pem"),
        "GUARANTOR_PAYEE_KEY_FILE": str(folder / "payee-key"),
    }


def _played(folder: Path) -> str:
    (folder / "payee-key").write_text(PAYEE_KEY, encoding="ascii")
    ran = subprocess.run(
        [GUARANTOR, "demo", "--no-serve", "--out", str(folder / "out")],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **_environment(folder)},
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
