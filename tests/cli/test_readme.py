"""The README's walk from an application to a paid claim, every command of it run as it stands there."""

import shlex
import shutil
from pathlib import Path

import pytest

from guarantor.settings import CHECKOUT
from tests.commanding import Run
from tests.watching import asked

BLOCKS = (CHECKOUT / "README.md").read_text(encoding="utf-8").split("```")[1::2]
PROGRAM = ".venv/bin/guarantor "


def _commands(block: str) -> list[str]:
    return [line.removeprefix(PROGRAM) for line in block.splitlines() if line.startswith(PROGRAM)]


@pytest.fixture
def walk() -> list[str]:
    """The block that makes a database of its own, line by line."""
    (block,) = [block for block in BLOCKS if "db create" in block]
    return block.strip().splitlines()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with what the README's commands read and where they write."""
    shutil.copytree(CHECKOUT / "docs" / "examples", tmp_path / "docs" / "examples")
    (tmp_path / "out").mkdir()
    return tmp_path


def test_the_walk_of_the_readme_ends_in_a_paid_claim(
    run: Run, walk: list[str], checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for line in walk:
        if line.startswith("export "):
            name, _, value = line.removeprefix("export ").partition("=")
            monkeypatch.setenv(name, value)
            continue
        assert line.startswith(PROGRAM)
        ran = run(*shlex.split(line.removeprefix(PROGRAM)))
        assert (ran.code, line) == (0, line), ran.err
    assert (checkout / "out" / "deed.pdf").read_bytes().startswith(b"%PDF-")
    url = f"sqlite:///{checkout / 'var' / 'mine.db'}"
    assert asked(url, "SELECT reference, amount_pence FROM claim_payment") == [("BACS-0001", 104_000)]
    assert run("ledger", "check", "--json").json() == {"clean": True, "findings": []}
    assert run("audit", "verify", "--json").json() == {"clean": True, "findings": []}


def test_with_one_person_on_both_halves_the_walk_stops(
    run: Run, walk: list[str], checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GUARANTOR_DATABASE_URL", "sqlite:///var/mine.db")
    for line in walk[1:]:
        words = shlex.split(line.removeprefix(PROGRAM))
        if "decide" in words:
            words[words.index("--by") + 1] = "cora"
            ran = run(*words)
            assert (ran.code, ran.sentences) == (3, ["cora may not decide case; this is for: approver."])
            return
        assert run(*words).code == 0
    pytest.fail("the walk of the README has no decision")


def test_the_readme_judges_its_example_without_a_database(run: Run, checkout: Path) -> None:
    commands = [command for block in BLOCKS for command in _commands(block) if command.startswith("assess ")]
    assert commands
    for command in commands:
        assert run(*shlex.split(command)).code == 0
