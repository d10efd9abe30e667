"""Everything that is held of one case, table by table, so that no table can be forgotten (see belonging.py).

What is only reckoned from rows is left out, and files are read one by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, LargeBinary, Select, select, union_all
from sqlalchemy import Table as SqlTable

from guarantor.storage import belonging, personal
from guarantor.storage.engine import Session
from guarantor.storage.tables import Table

RECKONED = frozenset({"case_standing", "case_word", "open_task", "period_guarantee", "place"})
"""Tables that are kept so that lists are quick; what they say stands in other rows too."""

_TABLES = Table.metadata.tables
_CODED = ("letter", "paper")
_BY_CODE = ("paper_check", "withdrawn_paper")
"""Tables that name a paper or letter by its code, where it need not be one of the council's."""
_NEVER = ("salt",)
_FILES = {"evidence_file": "file_name", "executed_copy": "code", "letter": "code", "paper": "code"}
"""Tables that hold files, and the column that names one."""

_WRITTEN = {each.__tablename__: frozenset(each.erasable) for each in personal.tables()}  # type: ignore[attr-defined]

Row = dict[str, Any]


@dataclass(frozen=True)
class HeldFile:
    """A file: the row that holds it (evidence_file:3), what it was called, and what it is."""

    label: str
    table: str
    called: str
    media_type: str
    content: bytes


def rows(session: Session, ref: str) -> dict[str, list[Row]]:
    """Each table that holds anything of a case with its rows by column, by their keys; no file's content."""
    asked = {table.name: _of_case(table, ref) for table in _of_cases()}
    codes = union_all(
        *(asked[name].with_only_columns(_TABLES[name].c.code).order_by(None) for name in _CODED)
    )
    asked |= {name: select(_TABLES[name]).where(_TABLES[name].c.code.in_(codes)) for name in _BY_CODE}
    found: dict[str, list[Row]] = {}
    for name, question in asked.items():
        if listed := [dict(row) for row in session.execute(question).mappings()]:
            found[name] = listed
    return found


def files(session: Session, found: dict[str, list[Row]]) -> Iterator[HeldFile]:
    """The files of the rows that were found, one by one; an erased one is none."""
    for name, called in _FILES.items():
        table = _TABLES[name]
        (key,) = table.primary_key.columns
        for row in found.get(name, []):
            content = session.scalar(select(table.c.content_bytes).where(key == row[key.name]))
            if content is not None:
                kind = str(row.get("media_type") or "application/pdf")
                yield HeldFile(label(name, row), name, str(row[called]), kind, bytes(content))


def file_called(name: str, row: Row) -> str | None:
    """What the file is called that a row holds; None where it holds none, or none any more."""
    return str(row[_FILES[name]]) if name in _FILES and row["erased_at"] is None else None


def tables() -> list[str]:
    """The tables whose rows may be a case's, by name."""
    return [*(table.name for table in _of_cases()), *_BY_CODE]


def columns(name: str) -> list[str]:
    """The columns of a table that are told."""
    return [column.name for column in _TABLES[name].columns if _is_shown(column)]


def officers_in(name: str) -> frozenset[str]:
    """The columns of a table that hold an officer's number."""
    return frozenset(
        column.name
        for column in _TABLES[name].columns
        if any(key.column.table.name == "officer" for key in column.foreign_keys)
    )


def free_text_in(name: str) -> frozenset[str]:
    """The columns of a table that hold what somebody wrote or what is somebody's, and that an erasure empties."""
    return _WRITTEN.get(name, frozenset())


def label(name: str, row: Row) -> str:
    """A row as the journal names it: case_note:12."""
    keys = _TABLES[name].primary_key.columns
    return f"{name}:{','.join(str(row[key.name]) for key in keys)}"


def _of_cases() -> list[SqlTable]:
    """In an order in which each stands after those it points to."""
    every = Table.metadata.sorted_tables
    return [table for table in every if table.name not in RECKONED and belonging.way(table.name)]


def _of_case(table: SqlTable, ref: str) -> Select[Any]:
    way = belonging.way(table.name)
    assert way is not None, "it is a case's"
    asked = select(*(column for column in table.columns if _is_shown(column))).select_from(table)
    for joined, on in way.joins:
        asked = asked.outerjoin(joined, on)
    is_its_own = way.case_ref == ref
    if table.name == "transfer":
        # A cost of a case without a guarantee stands in the ledger under its own reference alone.
        cost = _TABLES["case_cost"].c
        is_its_own |= table.c.reason_code.in_(select(cost.ref).where(cost.case_ref == ref))
    return asked.where(is_its_own).order_by(*table.primary_key.columns)


def _is_shown(column: Column[Any]) -> bool:
    return column.name not in _NEVER and not isinstance(column.type, LargeBinary)
