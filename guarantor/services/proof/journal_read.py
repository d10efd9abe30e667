"""The journal and the looks at cases, as an auditor reads them: by page and by choice, with officers' names."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from guarantor.services.acting.office import Office
from guarantor.storage import journal_pages, officers, timeline_files
from guarantor.storage.engine import reading
from guarantor.storage.journal_pages import Sought

AT_ONCE = 50
SYSTEM = "system"
_OF_ROWS = ("rows", "digests", "transfers")
_ENGLAND = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Chosen:
    """What the reader chose. `day` is that on which a line was written; `before` is where the page begins."""

    act: str | None = None
    subject: str | None = None
    officer: str | None = None
    day: dt.date | None = None
    before: int | None = None


@dataclass(frozen=True)
class Line:
    """A line of the journal. `codes` are what it says besides the digests of rows, whose number is `rows`."""

    seq: int
    at: dt.datetime
    by: str
    via: str
    act: str
    subject: str
    codes: Mapping[str, Any]
    rows: int
    hash: str


@dataclass(frozen=True)
class Page:
    """A page of lines; `older` is where the next one begins, None on the last."""

    lines: tuple[Line, ...]
    older: int | None


def journal(office: Office, chosen: Chosen) -> Page:
    """The lines that are chosen, the latest first. An officer that nobody is finds nothing.

    A case stands for its guarantees, claims and costs too, and for what was proposed on any of them.
    """
    with reading(office.engine) as session:
        known = officers.names(session)
        number = None
        if chosen.officer is not None:
            number = next((number for number, name in known.items() if name == chosen.officer), 0)
        from_at, to_at = _of_day(chosen.day)
        subjects = None if chosen.subject is None else timeline_files.subjects_of(session, chosen.subject)
        sought = Sought(chosen.act, subjects, number, from_at, to_at, chosen.before)
        found = journal_pages.lines(session, sought, AT_ONCE + 1)
        lines = []
        for row in found[:AT_ONCE]:
            details = json.loads(row.details)
            lines.append(
                Line(
                    row.seq,
                    row.at,
                    known.get(row.actor or 0, SYSTEM),
                    row.via,
                    row.act,
                    row.subject,
                    {name: value for name, value in details.items() if name not in _OF_ROWS},
                    len(details.get("rows", ())),
                    row.hash,
                )
            )
        return Page(tuple(lines), found[AT_ONCE - 1].seq if len(found) > AT_ONCE else None)


def how_many(office: Office) -> int:
    """How many lines the journal has."""
    with reading(office.engine) as session:
        return journal_pages.how_many_lines(session)


def looks(
    office: Office, case_ref: str | None, officer: str | None, before: int | None
) -> tuple[list[dict[str, Any]], int | None]:
    """Who looked at which case, the latest first, and where the next page begins, if there is one."""
    with reading(office.engine) as session:
        known = officers.names(session)
        number = None
        if officer is not None:
            number = next((number for number, name in known.items() if name == officer), 0)
        found = journal_pages.looks(session, case_ref, number, before, AT_ONCE + 1)
        told = [
            {"by": known[each.officer], "case": each.case_ref, "at": each.looked_at}
            for each in found[:AT_ONCE]
        ]
        return told, found[AT_ONCE - 1].id if len(found) > AT_ONCE else None


def officers_names(office: Office) -> list[str]:
    """Everybody who works here or did, by name."""
    with reading(office.engine) as session:
        return sorted(officers.names(session).values())


def _of_day(day: dt.date | None) -> tuple[dt.datetime | None, dt.datetime | None]:
    """The instants between which a day lies in England."""
    if day is None:
        return None, None
    begins = dt.datetime.combine(day, dt.time(), _ENGLAND)
    return begins.astimezone(dt.UTC), (begins + dt.timedelta(days=1)).astimezone(dt.UTC)
