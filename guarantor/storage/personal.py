"""Where a person's data stands: every erasable row of a case, and every erasable table."""

import datetime as dt
from collections.abc import Iterable

from sqlalchemy import Select, func, inspect, literal, select, union_all
from sqlalchemy.orm import Session

from guarantor.storage import belonging, case_words
from guarantor.storage.belonging import Way
from guarantor.storage.tables import Table
from guarantor.storage.tables.base import Erasable
from guarantor.storage.tables.cases import ApplicationFacts, Home, YoungPerson


def tables() -> list[type[Erasable]]:
    """Every table whose rows can be erased, by name."""
    classes = [mapper.class_ for mapper in Table.registry.mappers if issubclass(mapper.class_, Erasable)]
    return sorted(classes, key=_name)


def rows(session: Session, ref: str) -> list[Erasable]:
    """Every row of a case with content that is not erased yet."""
    found: list[Erasable] = []
    for table in tables():
        asked, case_ref = select(table), _way(table).case_ref
        for joined, on in _way(table).joins:
            asked = asked.join(joined, on)
        found += session.scalars(asked.where(case_ref == ref, table.erased_at.is_(None)))
    return found


def erase(session: Session, gone: Iterable[Erasable], at: dt.datetime) -> int:
    """Empty rows, and take away the words that a case is found by where what they were taken from goes; how many."""
    emptied = 0
    for row in gone:
        row.erase(at)
        emptied += 1
        if isinstance(row, YoungPerson | Home):
            case_words.keep(session, row.case_ref, [])
        elif isinstance(row, ApplicationFacts):
            case_words.forget_birth(session, row.case_ref)
    return emptied


def left(session: Session, only: str | None = None) -> dict[str, dict[str, int]]:
    """How many rows with content that is not erased yet each case has, by table; of every case, or of one."""
    found: dict[str, dict[str, int]] = {}
    for name, ref, rows_left in session.execute(union_all(*(_counted(table, only) for table in tables()))):
        found.setdefault(ref, {})[name] = rows_left
    return found


def row_at(session: Session, where: str) -> Erasable | None:
    """The row that a journal line names as table:key, or None where it is gone."""
    name, _, key = where.partition(":")
    for table in tables():
        if _name(table) == name:
            numbered = inspect(table).primary_key[0].type.python_type is int
            if numbered and not key.isdigit():
                return None
            found = session.get(table, int(key) if numbered else key)
            assert found is None or isinstance(found, Erasable), "the table is erasable"
            return found
    return None


def _name(table: type[Erasable]) -> str:
    return str(inspect(table).local_table.description)


def _way(table: type[Erasable]) -> Way:
    found = belonging.way(_name(table))
    assert found is not None, f"nobody knows whose the rows of {table} are"
    return found


def _counted(table: type[Erasable], only: str | None) -> Select[str, str, int]:
    """A table's rows that are not erased, counted by case."""
    case_ref = _way(table).case_ref
    asked = select(literal(_name(table)), case_ref, func.count()).select_from(table)
    for joined, on in _way(table).joins:
        asked = asked.join(joined, on)
    asked = asked.where(table.erased_at.is_(None)).group_by(case_ref)
    return asked if only is None else asked.where(case_ref == only)
