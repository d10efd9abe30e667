"""Every command that a document shows is one of the program's, with options that it has."""

import contextlib
from pathlib import Path

import click
import pytest
import typer.main
from typer.exceptions import Exit, TyperException

from guarantor.cli import argv
from guarantor.cli.main import _app
from tests.docs.reading import DOCUMENTS, commands, named, typed_commands


@pytest.fixture(scope="module")
def program() -> click.Group:
    """The whole program."""
    found = typer.main.get_command(_app([]))
    assert hasattr(found, "commands")
    return found  # type: ignore[return-value]


def _faults(program: click.Group, words: list[str]) -> list[str]:
    """What is wrong with a command's words; values are not looked at, since many stand for others."""
    command, known = program, {"--help", *_options(program)}
    rest = list(words)
    if rest[:1] == ["--why"]:
        rest = rest[2:]
    while rest and hasattr(command, "commands") and not rest[0].startswith("-"):
        word = rest.pop(0)
        if word not in command.commands:
            # `guarantor NOUN` and `guarantor risk ...` speak of commands and are none.
            return [] if word.isupper() or word == "..." else [f"no command {word!r}"]
        command = command.commands[word]
    known |= _options(command)
    given = [word.split("=")[0] for word in rest if word.startswith("--")]
    return [f"no option {each}" for each in given if each not in known]


def _options(command: click.Command) -> set[str]:
    return {name for each in command.params for name in (*each.opts, *each.secondary_opts)}


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_command_shown_is_one_of_the_programs(program: click.Group, document: Path) -> None:
    wrong = [
        f"guarantor {' '.join(words)}: {fault}"
        for words in commands(document)
        for fault in _faults(program, words)
    ]
    assert wrong == []


def _read(program: click.Group, words: list[str]) -> None:
    """Read a command's words as the program does, and go no further. Raises where they are not all that it needs."""
    command, name, rest = program, "guarantor", argv.spread(words)
    while rest and rest[0] in getattr(command, "commands", ()):
        name = rest.pop(0)
        command = command.commands[name]
    with contextlib.suppress(Exit):
        command.make_context(name, rest)


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_command_that_stands_by_itself_can_be_typed_as_it_stands(
    program: click.Group, document: Path
) -> None:
    wrong = []
    for words in typed_commands(document):
        try:
            _read(program, words)
        except TyperException as error:
            wrong.append(f"guarantor {' '.join(words)}: {error.message}")
    assert wrong == []


def test_a_command_that_lacks_something_is_found(program: click.Group) -> None:
    with pytest.raises(TyperException):
        _read(program, ["case", "decide", "RG-0001"])


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("case show RG-0001", []),
        ("case show RG-0001 --colour", ["no option --colour"]),
        ("case paint", ["no command 'paint'"]),
        ("paint", ["no command 'paint'"]),
        ("demo --no-serve", []),
    ],
)
def test_a_command_that_the_program_does_not_have_is_found(
    program: click.Group, words: str, fault: list[str]
) -> None:
    assert _faults(program, words.split()) == fault
