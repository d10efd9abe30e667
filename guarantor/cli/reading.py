"""Reading JSON that people hand in: strict, and every fault says where it is."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from guarantor.domain.wrong_input import WrongInput


def one_document(file: str) -> Any:
    """The JSON document in a file, or on standard input for `-`. Raises WrongInput."""
    name = "standard input" if file == "-" else file
    return parsed(whole_text(file), name)


def documents(file: str) -> Any:
    """The file's one document, its array, or the list of its lines where it is named .jsonl or holds several.

    Raises WrongInput, naming the line where the file is one document a line.
    """
    if file.endswith(".jsonl"):
        return [parsed(line, f"line {number}") for number, line in lines(file)]
    text = whole_text(file)
    try:
        return parsed(text, "standard input" if file == "-" else file)
    except WrongInput:
        numbered = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        one_a_line = len(numbered) > 1 and all(line.lstrip().startswith("{") for _, line in numbered)
        if not one_a_line or numbered[0][1].strip() == "{":
            raise
        return [parsed(line, f"line {number}") for number, line in numbered]


def parsed(text: str, name: str) -> Any:
    """One JSON value. A name given twice in an object, NaN and Infinity are faults. Raises WrongInput."""
    try:
        return json.loads(text, object_pairs_hook=_each_name_once, parse_constant=_no_such_number)
    except json.JSONDecodeError as error:
        where = f"{name}, line {error.lineno}" if "\n" in text.strip() else name
        raise WrongInput.at(where, f"expected JSON ({error.msg.lower()})") from None
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, ValueError) else "it is nested too deeply"
        raise WrongInput.at(name, f"expected JSON ({reason})") from None


def one_by_one(file: str) -> Iterator[tuple[str, str]]:
    """Each application's text with its place, without holding them all: one a line, or the members of an array.

    Raises WrongInput where the file cannot be read or begins an array that is none.
    """
    numbered = lines(file)
    for number, line in numbered:
        if number == 1 and line.lstrip().startswith("["):
            text = "".join([line, *(rest for _, rest in numbered)])
            members = parsed(text, "standard input" if file == "-" else file)
            yield from ((f"application {place}", json.dumps(each)) for place, each in enumerate(members, 1))
            return
        yield f"line {number}", line


def lines(file: str) -> Iterator[tuple[int, str]]:
    """Each line of a file that is not blank, with its number from 1; standard input for `-`. Raises WrongInput."""
    if file == "-":
        yield from _numbered(sys.stdin)
        return
    with _opened(file) as stream:
        yield from _numbered(stream)


def whole_text(file: str) -> str:
    """All text of a file, or of standard input for `-`. Raises WrongInput."""
    if file == "-":
        return sys.stdin.read()
    with _opened(file) as stream:
        try:
            return stream.read()
        except UnicodeDecodeError:
            raise WrongInput.at(file, "expected text in UTF-8") from None


def _opened(file: str) -> TextIO:
    try:
        return Path(file).open(encoding="utf-8-sig")
    except OSError as error:
        raise WrongInput.at(file, f"expected a file that can be read ({error.strerror})") from None


def _numbered(stream: Iterable[str]) -> Iterator[tuple[int, str]]:
    number = 0
    try:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                yield number, line
    except UnicodeDecodeError:
        raise WrongInput.at(f"line {number + 1}", "expected text in UTF-8") from None


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field {twice} is given twice")
    return document


def _no_such_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")
