"""The rules of the house: imports point one way, every act and command says whom it is for, and nothing leaks."""

import ast
import importlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tomllib
import warnings
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typer
import typer.main
from pytest_socket import SocketConnectBlockedError

from guarantor.cli.main import NOUNS
from guarantor.domain.access import MAY, Act
from guarantor.settings import CHECKOUT

PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = ("guarantor", "rules", "risk", "letters")
CONTRACTS = {contract["id"]: contract for contract in PYPROJECT["tool"]["importlinter"]["contracts"]}

THE_SYSTEMS_OWN = {Act.CREATE_DATABASE, Act.RELEASE_COMMITMENT}
"""Acts that no person does: the first line of a database, and the release that the passing of days brings."""


# ---- imports


def _file_of(module: str) -> Path:
    """Where a planted line goes: the module itself, or the package's own file."""
    path = Path(*module.split("."))
    return path / "__init__.py" if (CHECKOUT / path).is_dir() else path.with_suffix(".py")


def _violations(contract: dict[str, Any]) -> Iterator[tuple[Path, str]]:
    """Lines that break a contract, worked out from the contract itself, so that a new one is planted too."""
    match contract["type"]:
        case "layers":
            (container,) = contract["containers"]
            rooms = [layer.split("|")[0].strip() for layer in contract["layers"]]
            for above, below in pairwise(rooms):
                yield _file_of(f"{container}.{below}"), f"import {container}.{above}"
            if contract.get("exhaustive"):
                yield Path(container, "without_a_room.py"), '"""A module without a room."""'
        case "independence":
            modules = contract["modules"]
            for module, other in zip(modules, [*modules[1:], modules[0]], strict=True):
                yield _file_of(module), f"import {other}"
        case "forbidden":
            sources, forbidden = contract["source_modules"], contract["forbidden_modules"]
            ends = dict.fromkeys((sources[0], sources[-1]))
            yield from ((_file_of(source), f"import {forbidden[0]}") for source in ends)
            yield from ((_file_of(sources[0]), f"import {module}") for module in forbidden[1:])


PLANTED = [
    pytest.param(name, file, line, id=f"{name}: {file}: {line}")
    for name, contract in CONTRACTS.items()
    for file, line in _violations(contract)
]


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the four packages and of the contracts."""
    copy = tmp_path_factory.mktemp("copied")
    shutil.copyfile(CHECKOUT / "pyproject.toml", copy / "pyproject.toml")
    for room in ROOMS:
        shutil.copytree(CHECKOUT / room, copy / room, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def _kept(copy: Path, *contracts: str) -> bool:
    chosen = [word for name in contracts for word in ("--contract", name)]
    ran = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-logo", *chosen],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in (0, 1), ran.stderr
    assert " kept, " in ran.stdout, ran.stdout
    return ran.returncode == 0


def test_the_tree_as_it_stands_keeps_every_contract(copied: Path) -> None:
    assert _kept(copied)


def test_every_kind_of_contract_is_one_that_is_planted_here() -> None:
    assert {contract["type"] for contract in CONTRACTS.values()} <= {"layers", "independence", "forbidden"}
    assert {param.values[0] for param in PLANTED} == set(CONTRACTS)


@pytest.mark.parametrize(("contract", "file", "line"), PLANTED)
def test_a_planted_violation_is_caught(copied: Path, contract: str, file: Path, line: str) -> None:
    planted = copied / file
    before = planted.read_text(encoding="utf-8") if planted.exists() else None
    planted.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        assert not _kept(copied, contract)
    finally:
        if before is None:
            planted.unlink()
        else:
            planted.write_text(before, encoding="utf-8")


# ---- tests


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="anything"):
        warnings.warn("anything", UserWarning, stacklevel=1)


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("203.0.113.7", 443)])
def test_no_socket_leaves_this_machine(address: tuple[str, int]) -> None:
    with socket.socket() as outgoing, warnings.catch_warnings():
        # The guard warns before it raises; here the error itself is wanted.
        warnings.simplefilter("ignore")
        with pytest.raises(SocketConnectBlockedError):
            outgoing.connect(address)


def test_a_socket_on_this_machine_is_allowed() -> None:
    with socket.socket() as listening, socket.socket() as outgoing:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        outgoing.connect(listening.getsockname())


def test_no_folder_of_tests_is_a_package() -> None:
    assert list((CHECKOUT / "tests").rglob("__init__.py")) == []


# ---- acts and commands


@pytest.mark.parametrize("act", Act)
def test_every_act_is_granted_to_somebody_or_is_the_systems_own(act: Act) -> None:
    assert bool(MAY.get(act)) is (act not in THE_SYSTEMS_OWN)


def _commands() -> Iterator[tuple[str, str]]:
    """Every command with the text of its help."""
    for noun, module in NOUNS.items():
        app = typer.Typer(rich_markup_mode=None)
        app.callback()(lambda: None)
        importlib.import_module(f"guarantor.cli.{module}").register(app)
        yield from _under(noun, typer.main.get_command(app).commands[noun])  # type: ignore[attr-defined]


def _under(name: str, command: Any) -> Iterator[tuple[str, str]]:
    commands = getattr(command, "commands", {})
    if not commands or command.invoke_without_command:
        yield name, command.help or ""
    for word, each in commands.items():
        yield from _under(f"{name} {word}", each)


COMMANDS = dict(_commands())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_whom_it_is_for(command: str) -> None:
    assert re.search(r"\bFor: \w", COMMANDS[command]), COMMANDS[command]


# ---- modules

MODULES = [path for room in ROOMS for path in sorted((CHECKOUT / room).rglob("*.py"))]
OF_THE_HOUSE = [path for path in MODULES if path.parent.name != "versions"]
TESTS = sorted((CHECKOUT / "tests").rglob("*.py"))


def _named(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(CHECKOUT)) for path in paths]


def test_modules_stay_under_300_lines() -> None:
    long = [path for path in OF_THE_HOUSE if len(path.read_text(encoding="utf-8").splitlines()) >= 300]
    assert _named(long) == []


def test_functions_stay_under_50_lines() -> None:
    long = [
        f"{path.relative_to(CHECKOUT)}:{each.lineno} {each.name}"
        for path in OF_THE_HOUSE
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(each, ast.FunctionDef) and (each.end_lineno or each.lineno) - each.lineno + 1 >= 50
    ]
    assert long == []


def test_every_module_says_what_it_knows() -> None:
    silent = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert _named(silent) == []


def test_no_module_is_named_for_everything() -> None:
    vague = {"utils", "util", "helpers", "helper", "common", "models", "misc", "base_utils"}
    assert _named([path for path in [*MODULES, *TESTS] if path.stem in vague]) == []


def test_nothing_is_left_to_be_done_later() -> None:
    later = re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X)\b|NotImplemented[E]rror")
    left = [path for path in [*MODULES, *TESTS] if later.search(path.read_text(encoding="utf-8"))]
    assert _named(left) == []


def test_only_the_clock_reads_the_time() -> None:
    reads = re.compile(
        r"\b(?:datetime|dt|date)\.(?:now|today|utcnow)\(|\btime\.(?:time|monotonic|perf_counter)\("
    )
    found = [path for path in MODULES if reads.search(path.read_text(encoding="utf-8"))]
    assert _named(found) == ["guarantor/clock.py"]


def test_only_the_settings_read_the_environment() -> None:
    reads = re.compile(r"os\.environ|os\.getenv")
    assert _named([path for path in MODULES if reads.search(path.read_text(encoding="utf-8"))]) == []


# ---- versions and what stands in the repository

VERSION = PYPROJECT["project"]["version"]


def test_the_changelog_and_the_readme_name_the_version_that_is_built() -> None:
    released = re.findall(
        r"^## (\d+\.\d+\.\d+)", (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M
    )
    assert released[0] == VERSION
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"Version (\d+\.\d+\.\d+)", readme)) <= {VERSION}


def test_the_python_versions_are_the_same_everywhere() -> None:
    assert PYPROJECT["project"]["requires-python"] == ">=3.11,<3.14"
    assert "(3,11) <= sys.version_info < (3,14)" in (CHECKOUT / "Makefile").read_text(encoding="utf-8")
    assert "3.11 to 3.13" in (CHECKOUT / "README.md").read_text(encoding="utf-8")


LOCKS = sorted(CHECKOUT.glob("requirements*.lock"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_pins_by_hash_and_names_no_registry(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text
    pinned = re.findall(r"^([A-Za-z0-9_.\[\]-]+)==\S+(.*)$", text, re.M)
    assert pinned
    assert text.count("--hash=sha256:") >= len(pinned)
    assert all(rest.rstrip().endswith("\\") for _, rest in pinned)


def test_there_are_locks_for_building_running_and_development() -> None:
    names = {lock.name for lock in LOCKS}
    assert names >= {"requirements.lock", "requirements-dev.lock", "requirements-build.lock"}


def test_what_the_program_needs_is_in_its_lock() -> None:
    locked = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8").casefold().replace("_", "-")
    for needed in PYPROJECT["project"]["dependencies"]:
        name = re.split(r"[\[=<>~ ]", needed)[0].casefold().replace("_", "-")
        assert re.search(rf"^{re.escape(name)}(\[[a-z,]+\])?==", locked, re.M), name


def _tracked() -> list[Path]:
    """What is, or will be, in the repository: every file that git does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this checkout is not a git repository")
    return [path for name in listed.stdout.splitlines() if (path := CHECKOUT / name).is_file()]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    homes = re.compile(r"(?<![\w.<])/(?:home|root|Users)/\w|[A-Z]:\\\\Users")
    here = str(CHECKOUT)
    named = []
    for path in _tracked():
        text = path.read_bytes().decode("utf-8", errors="replace")
        if homes.search(text) or (len(CHECKOUT.parts) > 2 and here in text):
            named.append(path)
    assert _named(named) == []


def test_what_the_program_makes_is_not_in_the_repository() -> None:
    made = {".venv", "var", "out", "build", "__pycache__", ".hypothesis"}
    assert [path for path in _named(_tracked()) if made & set(Path(path).parts)] == []
