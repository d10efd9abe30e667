"""The clause book: dated wording, one clause to a file, with strict placeholders.

Knows which clauses a paper has on a date and how to fill them. Does not know what a value means, and never
guesses one: a placeholder without a value, or a value without a placeholder, is an error.

A clause file is YAML between two lines of `---`, then paragraphs parted by empty lines; lines that begin
with "- " are the list under the paragraph before them. `in_force_until` is the last day of the wording.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from letters import discretion
from letters.document import ClauseVersion
from letters.kinds import LANDLORDS_PAPERS, PAPERS

TO_CONFIRM = "for the council's lawyer to confirm"
_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_FILE = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)


class ClauseBookFaulty(ValueError):
    """The clause files cannot be used; `faults` has one sentence for each fault, all at once."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


class NoClauseInForce(LookupError):
    """The book has no wording for this paper on this date."""


class PlaceholdersDisagree(ValueError):
    """The values given are not exactly those that the wording asks for."""

    def __init__(self, missing: Iterable[str], unused: Iterable[str]) -> None:
        self.missing = tuple(sorted(missing))
        self.unused = tuple(sorted(unused))
        parts = []
        if self.missing:
            parts.append(f"no value for the placeholder {', '.join(self.missing)}")
        if self.unused:
            parts.append(f"no clause uses the value {', '.join(self.unused)}")
        super().__init__("; ".join(parts))


class ClauseHead(BaseModel):
    """What stands above a clause's wording.

    `documents` gives the papers that carry the clause and its place in each. `when` names a switch of the
    content that must be on, or "not SWITCH" one that must be off. `worded_on` is the day on which the wording was
    written, where that is later than its first day: whoever confirmed the book before has not seen it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1)
    documents: dict[str, int] = Field(min_length=1)
    when: str | None = Field(default=None, pattern=r"^(not )?[a-z_]+$")
    in_force_from: date
    in_force_until: date | None = None
    worded_on: date | None = None
    version: str = Field(min_length=1)
    source: str = Field(min_length=1)
    approved_by: str = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class ClauseParagraph:
    """One paragraph of a clause and the list under it, if any."""

    text: str
    bullets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause in one version, with or without its placeholders filled."""

    head: ClauseHead
    paragraphs: tuple[ClauseParagraph, ...]

    @property
    def placeholders(self) -> frozenset[str]:
        """Names in braces anywhere in the wording."""
        return frozenset(name for text in self.texts for name in _PLACEHOLDER.findall(text))

    @property
    def texts(self) -> tuple[str, ...]:
        """Title, paragraphs and list items in reading order."""
        parts = ((paragraph.text, *paragraph.bullets) for paragraph in self.paragraphs)
        return (self.head.title, *(text for part in parts for text in part))

    def in_force(self, on: date) -> bool:
        """Whether the wording is used on that day; first and last day included."""
        return self.head.in_force_from <= on <= (self.head.in_force_until or date.max)

    def chosen(self, switches: Mapping[str, bool]) -> bool:
        """Whether the content's switches ask for the clause; KeyError names a switch that is not known."""
        if self.head.when is None:
            return True
        *negated, switch = self.head.when.split()
        return switches[switch] is not bool(negated)

    def filled(self, values: Mapping[str, str]) -> "Clause":
        """The clause with each placeholder replaced once; a value that holds braces stays as it is."""

        def put(text: str) -> str:
            return _PLACEHOLDER.sub(lambda found: values[found.group(1)], text)

        paragraphs = tuple(
            ClauseParagraph(put(paragraph.text), tuple(put(bullet) for bullet in paragraph.bullets))
            for paragraph in self.paragraphs
        )
        return Clause(self.head, paragraphs)

    @property
    def edition(self) -> ClauseVersion:
        """The line by which a paper says which wording it carries."""
        head = self.head
        return ClauseVersion(head.id, head.title, head.version, head.in_force_from, head.approved_by)


@dataclass(frozen=True, slots=True)
class ClauseBook:
    """All clauses in all versions."""

    clauses: tuple[Clause, ...]

    def in_force(self, document: str, on: date, switches: Mapping[str, bool]) -> tuple[Clause, ...]:
        """The clauses of a paper on a date, in the paper's order, still with placeholders.

        Raises NoClauseInForce where there is none, KeyError for an unknown switch.
        """
        found = self.carried(document, on, switches)
        if not found:
            raise NoClauseInForce(f"no clause of the {document} is in force on {on.isoformat()}")
        return found

    def carried(
        self, document: str, on: date, switches: Mapping[str, bool] | None = None
    ) -> tuple[Clause, ...]:
        """The clauses of a paper on a date, in its order, every variant without `switches`; none is no error.

        Raises KeyError for an unknown switch.
        """
        found = [
            clause
            for clause in self.clauses
            if document in clause.head.documents
            and clause.in_force(on)
            and (switches is None or clause.chosen(switches))
        ]
        return tuple(sorted(found, key=lambda clause: clause.head.documents[document]))


def fill(
    clauses: Iterable[Clause], values: Mapping[str, str], at_hand: Mapping[str, str] | None = None
) -> tuple[Clause, ...]:
    """Fill a paper's clauses. What is `at_hand` is for clauses that ask for it; none of them has to.

    Raises PlaceholdersDisagree naming every value missing or never used.
    """
    clauses, spare = tuple(clauses), at_hand or {}
    asked = frozenset[str]().union(*(clause.placeholders for clause in clauses))
    given = frozenset(values)
    missing, unused = asked - given - spare.keys(), given - asked
    if missing or unused:
        raise PlaceholdersDisagree(missing, unused)
    return tuple(clause.filled({**spare, **values}) for clause in clauses)


def read(sources: Mapping[str, str]) -> ClauseBook:
    """The book from clause files, given as name -> text. Raises ClauseBookFaulty with every fault found."""
    faults: list[str] = []
    clauses: list[Clause] = []
    for name, text in sorted(sources.items()):
        try:
            clauses.append(_clause(text))
        except ValidationError as wrong:
            faults += [f"{name}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in wrong.errors()]
        except (ValueError, yaml.YAMLError) as wrong:
            faults.append(f"{name}: {wrong}")
    faults += _faults(clauses)
    if faults:
        raise ClauseBookFaulty(faults)
    return ClauseBook(tuple(clauses))


@lru_cache(maxsize=1)
def standard() -> ClauseBook:
    """The book that ships with the library, read once in a process."""
    folders = [folder for folder in files("letters.clauses").iterdir() if folder.is_dir()]
    return read(
        {
            f"{folder.name}/{file.name}": file.read_text("utf-8")
            for folder in folders
            for file in folder.iterdir()
            if file.name.endswith(".md")
        }
    )


def _clause(text: str) -> Clause:
    parts = _FILE.match(text)
    if parts is None:
        raise ValueError("expected YAML between two lines of ---, then the wording")
    head = ClauseHead.model_validate(yaml.safe_load(parts["head"]))
    paragraphs = tuple(_paragraph(block) for block in re.split(r"\n\s*\n", parts["body"].strip()))
    return Clause(head, paragraphs)


def _paragraph(block: str) -> ClauseParagraph:
    lead, *bullets = re.split(r"(?:\A|\n)- ", block)
    if not lead.strip():
        raise ValueError("expected wording, and a paragraph before each list")
    return ClauseParagraph(" ".join(lead.split()), tuple(" ".join(bullet.split()) for bullet in bullets))


def _faults(clauses: Iterable[Clause]) -> list[str]:
    """Faults that show only when the wording is read, or when clauses are seen together."""
    faults = []
    by_id: dict[str, list[Clause]] = {}
    for clause in clauses:
        by_id.setdefault(clause.head.id, []).append(clause)
        name = f"{clause.head.id} version {clause.head.version}"
        if (clause.head.in_force_until or date.max) < clause.head.in_force_from:
            faults.append(f"{name}: expected in_force_until no earlier than in_force_from")
        if any(brace in _PLACEHOLDER.sub("", text) for text in clause.texts for brace in "{}"):
            faults.append(f"{name}: expected placeholders like {{rent_share}}, found a stray brace")
        if unknown := clause.head.documents.keys() - PAPERS:
            faults.append(
                f"{name}: expected documents that are kinds of paper, found {', '.join(sorted(unknown))}"
            )
        if LANDLORDS_PAPERS & clause.head.documents.keys() and (
            words := discretion.told(" ".join(clause.texts))
        ):
            faults.append(f"{name}: a landlord's paper may not say {', '.join(words)}")
    for several in by_id.values():
        faults += _version_faults(sorted(several, key=lambda clause: clause.head.in_force_from))
    return faults


def _version_faults(versions: list[Clause]) -> list[str]:
    faults = []
    for earlier, later in pairwise(versions):
        if earlier.in_force(later.head.in_force_from):
            faults.append(
                f"{later.head.id}: versions {earlier.head.version} and {later.head.version} are both "
                f"in force on {later.head.in_force_from.isoformat()}"
            )
        if earlier.head.version == later.head.version:
            faults.append(f"{later.head.id}: expected each version once, found {later.head.version} twice")
    return faults
