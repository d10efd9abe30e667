"""The papers of one case as its pages show them: what is due, what was made, and where a paper can safely go."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from guarantor.domain.correspondence import SentHow
from guarantor.domain.wrong_input import NotFound
from guarantor.services.acting.office import Office
from guarantor.services.correspondence import asked_for, batches, dispatch
from guarantor.services.correspondence import due as asked_by_the_record
from guarantor.services.correspondence.dispatch import Destination, OnRecord
from guarantor.storage import case_overview, letter_files
from guarantor.storage.engine import Session, reading
from letters import kinds
from letters.notices import registry


@dataclass(frozen=True)
class DueLetter:
    """A letter that the record asks for: its kind and title, on what, since when, in which editions it comes."""

    kind: str
    title: str
    ref: str
    since_on: dt.date
    editions: tuple[str, ...]


def due(office: Office, case_ref: str, on: dt.date) -> list[DueLetter]:
    """The letters that the record of a case asks for on a day and nobody has made, oldest first."""
    with reading(office.engine) as session:
        found = asked_by_the_record.due(session, on, case_ref)
    return [
        DueLetter(each.kind, kinds.KINDS[each.kind].title, each.ref, each.since_on, editions(each.kind))
        for each in found
    ]


def editions(kind: str) -> tuple[str, ...]:
    """In which editions a letter can be made."""
    return tuple(str(each) for each in registry.editions(asked_for.kind(kind)))


def made(office: Office, case_ref: str) -> list[dict[str, Any]]:
    """Every paper of a case, the latest first, with what became of it and what it is called."""
    papers = [
        {**each, "title": kinds.KINDS[each["kind"]].title, "reader": str(kinds.KINDS[each["kind"]].reader)}
        for each in batches.of_case(office, case_ref)
    ]
    return papers[::-1]


def read(session: Session, case_ref: str) -> list[dict[str, Any]]:
    """What a list of a case's papers says of each, the latest first, in a reading that goes on."""
    return [
        {
            "code": each.code,
            "title": kinds.KINDS[each.kind].title,
            "ref": each.about,
            "made_on": each.made_on,
            "withdrawn": each.withdrawn,
            "sent": each.sent,
        }
        for each in reversed(case_overview.papers(session, case_ref))
    ]


def one(office: Office, case_ref: str, code: str) -> dict[str, Any]:
    """One paper of a case. Raises NotFound, also for a paper of another case."""
    found = next((each for each in made(office, case_ref) if each["code"] == code), None)
    if found is None:
        raise NotFound("CODE", "a paper of this case", code)
    return found


@dataclass(frozen=True)
class Ways:
    """Where a paper can go: by each way the place, or the sentence why it cannot; and what is held of the reader."""

    by: dict[SentHow, Destination]
    held: OnRecord


def ways(office: Office, code: str) -> Ways:
    """The ways of sending a paper, as the record stands. Raises NotFound."""
    with reading(office.engine) as session:
        paper = letter_files.by_code(session, code)
        if paper is None:
            raise NotFound("CODE", "a paper", code)
        by = {how: dispatch.destination(session, paper, how) for how in SentHow}
        return Ways(by, dispatch.on_record(session, paper))
