"""A policy file as plain cells that remember their lines.

Reads YAML without its surprises: no aliases, no tags, no merge keys, no duplicate keys, and only whole
numbers, true or false, dates and text as values. Knows nothing of policies.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import yaml

MOST_CHARACTERS = 200_000
DEEPEST = 12
LONGEST_FAULT = 400
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,11})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SWITCH = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class SheetFault:
    """One thing wrong with a policy file: its line, counted from 1, and a sentence."""

    line: int
    says: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "says", " ".join(self.says.split())[:LONGEST_FAULT])

    def __str__(self) -> str:
        return f"line {self.line}: {self.says}"


class UnreadableSheet(ValueError):
    """The text is not a sheet at all; `fault` says where and why."""

    def __init__(self, fault: SheetFault) -> None:
        self.fault = fault
        super().__init__(str(fault))


@dataclass(frozen=True, slots=True)
class Cell:
    """One value with its line: a number, a switch, a day, a text, nothing, a list of cells or named cells."""

    line: int
    value: "int | bool | date | str | tuple[Cell, ...] | Mapping[str, Cell] | None"

    def named(self) -> "Mapping[str, Cell]":
        """The named cells, or none where this is no mapping."""
        return self.value if isinstance(self.value, Mapping) else {}

    def listed(self) -> "tuple[Cell, ...]":
        """The cells of a list, or none where this is no list."""
        return self.value if isinstance(self.value, tuple) else ()

    def plain(self) -> object:
        """The content without lines, ready for JSON."""
        if isinstance(self.value, Mapping):
            return {name: cell.plain() for name, cell in self.value.items()}
        if isinstance(self.value, tuple):
            return [cell.plain() for cell in self.value]
        return self.value.isoformat() if isinstance(self.value, date) else self.value

    def moved_to(self, line: int) -> "Cell":
        """The same content as if it all stood on one line."""
        if isinstance(self.value, Mapping):
            return Cell(line, {name: cell.moved_to(line) for name, cell in self.value.items()})
        if isinstance(self.value, tuple):
            return Cell(line, tuple(cell.moved_to(line) for cell in self.value))
        return replace(self, line=line)


class _PlainLoader(yaml.SafeLoader):
    """YAML without anchors, aliases and tags: what a line says is what it means."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None)
        ):
            says = "anchors, aliases and tags are not used in a policy file"
            raise UnreadableSheet(SheetFault(event.start_mark.line + 1, says))
        return super().compose_node(parent, index)


def read_sheet(text: str, faults: list[SheetFault]) -> Cell:
    """The cells of one YAML document; faults found on the way are added to `faults`.

    Raises UnreadableSheet where the text is not YAML, not a mapping, or too large.
    """
    if len(text) > MOST_CHARACTERS:
        raise UnreadableSheet(SheetFault(1, f"the file is longer than {MOST_CHARACTERS} characters"))
    try:
        node = yaml.compose(text, Loader=_PlainLoader)
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 1
        raise UnreadableSheet(SheetFault(line, f"the file is not YAML: {wrong.problem}")) from None
    except (yaml.YAMLError, RecursionError):
        raise UnreadableSheet(SheetFault(1, "the file is not YAML")) from None
    if not isinstance(node, yaml.MappingNode):
        raise UnreadableSheet(SheetFault(1, "the file must hold named entries, starting with `policy:`"))
    return _cell(node, faults, 0)


def _cell(node: yaml.Node, faults: list[SheetFault], depth: int) -> Cell:
    line = node.start_mark.line + 1
    if depth > DEEPEST:
        raise UnreadableSheet(SheetFault(line, "the file is nested too deeply"))
    if isinstance(node, yaml.MappingNode):
        return Cell(line, dict(_entries(node, faults, depth)))
    if isinstance(node, yaml.SequenceNode):
        return Cell(line, tuple(_cell(part, faults, depth + 1) for part in node.value))
    assert isinstance(node, yaml.ScalarNode), "YAML knows three kinds of nodes"
    return Cell(line, _scalar(node, line, faults))


def _entries(node: yaml.MappingNode, faults: list[SheetFault], depth: int) -> Iterator[tuple[str, Cell]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            faults.append(SheetFault(line, "a name must be a single word"))
        elif key.value in seen:
            faults.append(SheetFault(line, f'duplicate name "{key.value}", first on line {seen[key.value]}'))
        else:
            seen[key.value] = line
            cell = _cell(value, faults, depth + 1)
            yield key.value, replace(cell, line=line) if isinstance(value, yaml.MappingNode) else cell


def _scalar(node: yaml.ScalarNode, line: int, faults: list[SheetFault]) -> int | bool | date | str | None:
    text = str(node.value)
    if node.style is not None:  # quoted or folded: a text, whatever it looks like
        return text.strip()
    if text in ("", "null", "~"):
        return None
    if text in _SWITCH:
        return _SWITCH[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            faults.append(SheetFault(line, f'"{text}" is not a day that exists'))
    return text


def fingerprint(content: object) -> str:
    """The digest "sha256:..." of the content alone: comments, order of names and layout do not count."""
    return f"sha256:{hashlib.sha256(canonical(content).encode()).hexdigest()}"


def canonical(content: object) -> str:
    """The content as JSON with sorted names; it is YAML too and reads back as the same content."""
    return json.dumps(content, sort_keys=True, ensure_ascii=True, indent=1)
