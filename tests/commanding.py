"""The command line run inside the test's own process, with what it printed and the code it left with.

A folder that wants it names the fixtures in its conftest: `from tests.commanding import at, run`.
"""

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from guarantor.cli.main import main
from tests.rehearsing import Rehearsal
from tests.sealing_keys import council_key_file

NO_DATABASE = "sqlite:////dev/null/no-database.db"
"""An address that cannot be opened: a command that opens a database fails on it."""


@dataclass(frozen=True)
class Ran:
    """A command that has run."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The one JSON document on stdout; anything beside it is an error."""
        return json.loads(self.out)

    @property
    def sentences(self) -> list[str]:
        """What was said on stderr, without the rehearsal's banner."""
        return [line for line in self.err.splitlines() if line and not line.startswith("REHEARSAL: ")]


Run = Callable[..., Ran]
At = Callable[[Rehearsal], Run]
Written = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Iterator[Run]:
    """Run one command: `run("case", "list", stdin="")`. No database is set up; `at` names one."""
    monkeypatch.setenv("GUARANTOR_DATABASE_URL", NO_DATABASE)
    monkeypatch.setenv("GUARANTOR_SIGNING_KEY_FILE", str(tmp_path / "journal-signing-key.pem"))
    monkeypatch.setenv("GUARANTOR_PAYEE_KEY_FILE", str(tmp_path / "payee-key"))
    monkeypatch.setenv("GUARANTOR_BACKUP_KEY_FILE", str(tmp_path / "backup-key"))
    monkeypatch.setenv("GUARANTOR_SEAL_KEY_FILE", str(council_key_file(tmp_path)))
    monkeypatch.setenv("GUARANTOR_DEMO_SEAL_KEY_FILE", str(tmp_path / "demo-seal.p12"))
    monkeypatch.chdir(tmp_path)
    engines: set[Engine] = set()

    def remember(connection: Connection) -> None:
        engines.add(connection.engine)

    def one(*words: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(words)
        said = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Ran(left.value.code, said.out, said.err)

    event.listen(Engine, "engine_connect", remember)
    yield one
    event.remove(Engine, "engine_connect", remember)
    for engine in engines:
        engine.dispose()


@pytest.fixture
def at(run: Run, monkeypatch: pytest.MonkeyPatch) -> At:
    """Run commands on the database of a rehearsal: `at(rehearsal)("case", "list")`."""

    def on_database(rehearsal: Rehearsal) -> Run:
        settings = rehearsal.office.settings
        monkeypatch.setenv("GUARANTOR_DATABASE_URL", rehearsal.url)
        monkeypatch.setenv("GUARANTOR_SIGNING_KEY_FILE", str(settings.signing_key_file))
        monkeypatch.setenv("GUARANTOR_PAYEE_KEY_FILE", str(settings.payee_key_file))
        return run

    return on_database


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write a file and answer with its path: text as it is, anything else as JSON."""

    def write(content: object, name: str = "application.json") -> str:
        file = tmp_path / name
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(file)

    return write
