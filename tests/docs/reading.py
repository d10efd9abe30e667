"""The documents of the repository as the tests read them: links, anchors, code, commands."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

from guarantor.settings import CHECKOUT

DOCUMENTS = [
    CHECKOUT / "README.md",
    CHECKOUT / "CHANGELOG.md",
    CHECKOUT / "CONTRIBUTING.md",
    CHECKOUT / "benchmarks" / "README.md",
    *sorted((CHECKOUT / "docs").rglob("*.md")),
]
FENCED = re.compile(r"^( *)```(?P<kind>[^\n`]*)\n(?P<code>.*?)^\1```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+?)\s*$", re.MULTILINE)
PROGRAM = re.compile(r"^(?:/usr/local/bin/|\.venv/bin/)?guarantor(?= |$)")


def named(document: Path) -> str:
    """The document as the tests call it."""
    return str(document.relative_to(CHECKOUT))


def text(document: Path) -> str:
    """What is written."""
    return document.read_text(encoding="utf-8")


def prose(document: Path) -> str:
    """What is written outside code."""
    return INLINE.sub("", FENCED.sub("", text(document)))


def links(document: Path) -> list[str]:
    """Where the document leads."""
    return LINK.findall(prose(document))


def anchors(document: Path) -> set[str]:
    """Every heading as a link names it: small letters, hyphens for blanks, no other signs."""
    without_code = FENCED.sub("", text(document))
    found: dict[str, int] = {}
    names = set()
    for heading in HEADING.findall(without_code):
        said = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        name = re.sub(r"[^\w\- ]", "", said).replace(" ", "-")
        before = found.get(name, 0)
        names.add(f"{name}-{before}" if before else name)
        found[name] = before + 1
    return names


def blocks(document: Path, kind: str) -> list[str]:
    """The fenced blocks of a kind, such as `sh`, without what they are indented by."""
    return [
        "\n".join(line.removeprefix(found[1]) for line in found["code"].splitlines())
        for found in FENCED.finditer(text(document))
        if found["kind"].strip() == kind
    ]


def commands(document: Path) -> Iterator[list[str]]:
    """The words after `guarantor` of each command that stands in code, without pipes and placeholders."""
    yield from typed_commands(document)
    for found in INLINE.finditer(FENCED.sub("", text(document))):
        yield from _words(found[1])


def typed_commands(document: Path) -> Iterator[list[str]]:
    """Those of them that stand in blocks of their own, whole, as they are typed."""
    for found in FENCED.finditer(text(document)):
        for line in found["code"].replace("\\\n", " ").splitlines():
            yield from _words(line.strip().removeprefix("ExecStart="))


def _words(line: str) -> Iterator[list[str]]:
    if PROGRAM.match(line) is None:
        return
    try:
        words = shlex.split(line.partition(" | ")[0], comments=True)
    except ValueError:
        words = line.split()
    yield words[1:]
