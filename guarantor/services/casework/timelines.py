"""The timeline of a case: everything that was done on it, its guarantees, claims, costs and papers, by whom and when.

It is read from the journal, so that no act can be missing from it; the words come from where they can be erased.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from guarantor.services.acting.office import Office
from guarantor.storage import case_files, claim_files, claim_proposals, officers, timeline_files
from guarantor.storage.engine import Session, reading
from guarantor.storage.timeline_files import Line

AT_ONCE = 50


@dataclass(frozen=True)
class Entry:
    """One act. `by` is None for what happened by itself; `codes` are its codes and references.

    `on` is the day it is dated on, `at` the instant it was written down; `words` is what a person wrote with it.
    `first_entry` tells that it stands for every saving by which the application was filled in before it was handed in.
    """

    on: dt.date
    at: dt.datetime
    by: str | None
    act: str
    about: str
    codes: dict[str, Any]
    words: str | None
    amount_pence: int | None
    task: str | None
    first_entry: bool = False


@dataclass(frozen=True)
class Timeline:
    """One page of a case's entries, the latest first, and how many there are of both."""

    entries: tuple[Entry, ...]
    found: int
    page: int
    pages: int


def timeline(office: Office, ref: str, page: int = 1, at_once: int = AT_ONCE) -> Timeline:
    """What was done on a case, the latest first, in pages. Raises NotFound."""
    with reading(office.engine) as session:
        case_files.held(session, ref)
        return read(session, ref, officers.names(session), page, at_once)


def read(session: Session, ref: str, names: Mapping[int, str], page: int, at_once: int) -> Timeline:
    """As `timeline`, in a reading that goes on, of a case that is there; `names` are the officers' by number."""
    filled_in = timeline_files.filled_in(session, ref)
    lines = timeline_files.of_case(session, ref).without(filled_in[:-1])
    found = len(lines.seqs)
    pages = max(1, -(-found // at_once))
    page = min(max(1, page), pages)
    shown = lines.page(session, (page - 1) * at_once, at_once)
    entries = _entries(session, shown, names)
    merged = {line.seq for line in shown} & {*filled_in[-1:]}
    return Timeline(
        tuple(
            replace(entry, first_entry=line.seq in merged) for entry, line in zip(entries, shown, strict=True)
        ),
        found,
        page,
        pages,
    )


def of_claim(office: Office, claim_ref: str, *, words: bool = True) -> tuple[Entry, ...]:
    """What was done on a claim, the latest first; without `words` for those who may not see cases. Raises NotFound."""
    with reading(office.engine) as session:
        claim_files.held(session, claim_ref)
        pending = (f"P-{number}" for number in claim_proposals.numbers(session, claim_ref))
        lines = timeline_files.of_subjects(session, (claim_ref, *pending))
        shown = _entries(session, lines.page(session, 0, len(lines.seqs)), officers.names(session))
        return shown if words else tuple(replace(each, words=None) for each in shown)


def _entries(session: Session, lines: list[Line], names: Mapping[int, str]) -> tuple[Entry, ...]:
    words = timeline_files.words(session, lines)
    amounts = timeline_files.amounts(session, lines)
    kinds = timeline_files.task_kinds(session, lines)
    return tuple(
        Entry(
            on=dt.date.fromisoformat(line.details["on"]),
            at=line.at,
            by=names.get(line.actor or 0),
            act=line.act,
            about=line.subject,
            codes={key: value for key, value in line.details.items() if key not in ("rows", "digests")},
            words=words.get(line.seq),
            amount_pence=amounts.get(line.seq),
            task=kinds.get(line.details.get("task") or next(iter(line.details.get("tasks", ())), 0)),
        )
        for line in lines
    )
