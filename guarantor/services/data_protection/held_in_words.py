"""What is held of a case in words: each table and column by its name for people, each value as they would read it.

The names stand in held.yaml. Free text stays as it was written; a letter that no paper can print is named.
"""

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict

from guarantor.clock import KENT
from guarantor.storage import held_of_case
from guarantor.storage.held_of_case import Row
from letters import formats, pdf
from letters.access_copy import Chapter, HeldTable, Record

FILE = Path(__file__).with_name("held.yaml")
_MOST_COLUMNS, _LONGEST_IN_A_TABLE = 6, 80
_FOR_COMPUTERS = frozenset({"policy_fingerprint", "reference", "set"})
"""What documents hold beside what is told of a person; it stands in the data file."""
_DAY, _SUM, _CODE = (re.compile(form) for form in (r"\d{4}-\d\d-\d\d", r"\d+\.\d\d", "[a-z]+(_[a-z]+)+"))
_LONGEST = 40_000


class TableInWords(BaseModel):
    """A table's name and its columns' names; None for what stands in the data file alone, "" for what is unfolded."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    columns: dict[str, str | None]
    of_others: dict[str, str] = {}


class ChapterInWords(BaseModel):
    """Tables that belong together, in their order."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    tables: dict[str, TableInWords]


class HeldInWords(BaseModel):
    """Every table that can hold something of a case."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    common: dict[str, str | None]
    chapters: tuple[ChapterInWords, ...]

    def tables(self) -> dict[str, TableInWords]:
        """Every table by its name in the database."""
        return {name: table for chapter in self.chapters for name, table in chapter.tables.items()}

    def called(self, table: str, column: str) -> str | None:
        """What a column is called; None where it is not told in words."""
        columns = self.tables()[table].columns
        return columns[column] if column in columns else self.common[column]


@cache
def held_in_words() -> HeldInWords:
    """The names, as they stand in the file."""
    return HeldInWords.model_validate(yaml.safe_load(FILE.read_text(encoding="utf-8")))


def chapters(found: Mapping[str, list[Row]], officers: Mapping[int, str]) -> tuple[Chapter, ...]:
    """The chapters of the copy, without the tables that hold nothing."""
    told = [
        Chapter(
            title=chapter.title,
            tables=tuple(_table(name, found[name], officers) for name in chapter.tables if found.get(name)),
        )
        for chapter in held_in_words().chapters
    ]
    return tuple(chapter for chapter in told if chapter.tables)


def printable(text: str) -> str:
    """The text on one line, with each letter that no font prints named in brackets."""
    seen = "".join(letter for letter in " ".join(text.split()) if unicodedata.category(letter)[0] != "C")
    try:
        return pdf.drawable(seen)[:_LONGEST]
    except ValueError:
        return "".join(_letter(letter) for letter in seen)[:_LONGEST]


def _letter(letter: str) -> str:
    try:
        return pdf.drawable(letter)
    except ValueError:
        return f"[{unicodedata.name(letter, 'a sign').lower()}]"


def _table(name: str, rows: list[Row], officers: Mapping[int, str]) -> HeldTable:
    records = [dict(_lines(name, row, officers)) for row in rows]
    head = tuple(dict.fromkeys(called for record in records for called in record))
    cells = [cell for record in records for cell in record.values()]
    is_short = len(head) <= _MOST_COLUMNS and all(len(cell) <= _LONGEST_IN_A_TABLE for cell in cells)
    title = held_in_words().tables()[name].title
    if is_short and head and len(records) > 1:
        return HeldTable(
            title=title,
            head=head,
            rows=tuple(tuple(record.get(called, "") for called in head) for record in records),
        )
    empty = (("", "Held, and nothing of it is in words"),)
    return HeldTable(
        title=title, records=tuple(Record(lines=tuple(record.items()) or empty) for record in records)
    )


def _lines(name: str, row: Row, officers: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    words, by, free = held_in_words(), held_of_case.officers_in(name), held_of_case.free_text_in(name)
    for column, value in row.items():
        called = words.called(name, column)
        if called is None or value is None or column in words.tables()[name].of_others:
            continue
        if called == "":
            yield from _unfolded(json.loads(value))
        elif column in by:
            yield called, printable(officers[value])
        else:
            yield called, printable(str(value)) if column in free else printable(in_words(column, value))


def in_words(column: str, value: Any) -> str:
    """A value that was not written by a person: days, sums and codes as people read them."""
    match value:
        case bool():
            said = "yes" if value else "no"
        case dt.datetime():
            local = value.astimezone(KENT)
            said = f"{formats.day(local.date())}, {local:%H:%M}"
        case dt.date():
            said = formats.day(value)
        case int() if column.endswith("_pence"):
            said = formats.money(Decimal(value) / 100)
        case str() if value.startswith("["):
            said = ", ".join(_plain(each) for each in json.loads(value))
        case _:
            said = _plain(value)
    return said


def _unfolded(document: Any, under: str = "") -> Iterator[tuple[str, str]]:
    """The lines of a document within a document, each with the names above it: "person, date of birth"."""
    match document:
        case {"criterion": criterion, "result": result, "reason": reason}:
            yield _plain(criterion).capitalize(), printable(f"{_plain(result)}. {reason}")
        case {"criterion": criterion, "says": says}:
            yield f"{under}, {_plain(criterion)}", printable(str(says))
        case dict():
            for name, value in document.items():
                if name not in _FOR_COMPUTERS:
                    yield from _unfolded(
                        value, f"{under}, {_plain(name)}" if under else _plain(name).capitalize()
                    )
        case list():
            for value in document:
                yield from _unfolded(value, under)
        case None | "":
            return
        case _:
            yield (
                printable(under),
                printable(in_words("", document) if isinstance(document, bool) else _read(str(document))),
            )


def _read(said: str) -> str:
    """A day, a sum or a code of a document as people read it; anything else as it is."""
    if _DAY.fullmatch(said):
        return formats.day(dt.date.fromisoformat(said))
    if _SUM.fullmatch(said):
        return formats.money(Decimal(said))
    return _plain(said) if _CODE.fullmatch(said) else said


def _plain(code: object) -> str:
    return str(code).replace("_", " ")
