"""`guarantor serve` and `guarantor demo` serve alike: the banner, the log that the settings name, the pages."""

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from guarantor.cli import demo, serve
from tests.commanding import At
from tests.conftest import Begin
from tests.rehearsing import Rehearsal


class Door:
    """In the place of the server: it takes one request, which is a line of the log, and ends."""

    effective_port = 8123

    def run(self) -> None:
        """Serve one."""
        logging.getLogger("guarantor.web").info("request", extra={"event": "request", "status": 200})

    def close(self) -> None:
        """Nothing is held."""


@pytest.fixture
def one_request(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A service that ends after one request, and logging as it was afterwards."""
    root, ours = logging.getLogger(), logging.getLogger("guarantor")
    before, levels = list(root.handlers), (root.level, ours.level)
    monkeypatch.setattr(serve, "server", lambda *_: Door())
    # What the demo plays and says is tried elsewhere.
    monkeypatch.setattr(demo.demos, "play", lambda *_: None)
    for name in ("_say", "_say_accounts"):
        monkeypatch.setattr(demo, name, lambda *_: None)
    yield
    for handler in set(root.handlers) - set(before):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(levels[0])
    ours.setLevel(levels[1])


@pytest.mark.parametrize("command", ["serve", "demo"])
@pytest.mark.usefixtures("one_request")
def test_whatever_serves_says_where_and_keeps_the_log(
    begin: Begin, at: At, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    monkeypatch.setenv("GUARANTOR_LOG_TO", f"file:{tmp_path / 'log'}")
    ran = at(begin(Rehearsal.create))(command)
    assert ran.code == 0
    assert ran.err.count("REHEARSAL: synthetic people") == 1
    assert "http://127.0.0.1:8123/" in ran.err
    (line,) = (tmp_path / "log").read_text().splitlines()
    assert (json.loads(line)["event"], json.loads(line)["status"]) == ("request", 200)
