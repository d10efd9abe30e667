"""The rules of the house: imports point one way, every act and command says whom it is for, and nothing leaks."""

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

THE_SYSTEMS_OWN = {
    Act.CREATE_DATABASE,
    Act.UPGRADE_DATABASE,
    Act.REAPPLY_ERASURES,
    Act.RELEASE_COMMITMENT,
    Act.LAPSE_APPROVAL,
    Act.SUM_PERIOD,
}
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


HOME_OF = {
    "home-of-the-database": "guarantor.storage",
    "home-of-durable-rules": "rules.engine",
    "home-of-reportlab": "letters.pdf",
    "home-of-pyhanko": "letters.seal",
    "home-of-scipy": "risk",
    "home-of-spreadsheets": "guarantor.tabular",
    "home-of-holidays": "guarantor.domain",
    "home-of-the-pages": "guarantor.web",
    "home-of-passwords": "guarantor.services.entering",
}
"""Where a library may be imported directly; nowhere else."""


def _within(module: str, package: str) -> bool:
    return f"{module}.".startswith(f"{package}.")


def test_every_home_is_named_here() -> None:
    assert set(HOME_OF) == {name for name in CONTRACTS if name.startswith("home-of-")}


@pytest.mark.parametrize(("contract", "home"), HOME_OF.items())
def test_a_library_with_a_home_is_forbidden_to_every_module_outside_it(contract: str, home: str) -> None:
    modules = [
        ".".join(path.relative_to(CHECKOUT).with_suffix("").parts)
        for room in ROOMS
        for path in (CHECKOUT / room).rglob("*.py")
        # A package's own file is watched with the package, or says no more than what the package is.
        if path.name != "__init__.py"
    ]
    sources = CONTRACTS[contract]["source_modules"]
    unwatched = {
        module
        for module in modules
        if not _within(module, home) and not any(_within(module, source) for source in sources)
    }
    assert unwatched == set()


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
