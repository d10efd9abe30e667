"""Letters by the batch: everything that is due made in one go, everything that waits sent in one go.

Each letter is an act of its own, so a batch that is stopped has done what it said it did and goes on from there.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from guarantor.domain.correspondence import SentHow
from guarantor.domain.refusals import NotPermitted, Refused
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.closed_cases import case_of, closed_to
from guarantor.services.acting.office import Office, Person
from guarantor.services.correspondence import dispatch, executed_copies, letters
from guarantor.services.correspondence import due as asked_for
from guarantor.services.correspondence.dispatch import HandOver
from guarantor.services.correspondence.telling import Due
from guarantor.storage import copy_files, letter_files, officers
from guarantor.storage.engine import Session, reading
from guarantor.storage.letter_files import Issued

Progress = Callable[[int, int], None]
"""Told how many of how many are done."""


@dataclass(frozen=True)
class NotDone:
    """What of a batch could not be made or sent, and why in one sentence."""

    kind: str
    ref: str
    why: str


@dataclass(frozen=True)
class Batch:
    """What a batch did, each as its act answered, and what it could not do."""

    done: tuple[dict[str, Any], ...]
    not_done: tuple[NotDone, ...]


def due(office: Office, on: dt.date, person: Person | None = None) -> list[Due]:
    """Every letter that the record asks for and nobody has made, oldest first.

    For a person: without those of cases that are closed to them.
    """
    with reading(office.engine) as session:
        closed = _closed_to(session, person)
        open_ = [each for each in asked_for.due(session, on) if case_of(each.ref) not in closed]
        return sorted(open_, key=lambda each: (each.since_on, each.ref, each.kind))


def make_due(office: Office, person: Person, on: dt.date, progress: Progress) -> Batch:
    """Make every letter that is due; what cannot be made is listed and stops nothing else.

    Those of cases that are closed to the person are left to others.
    """
    return make(office, person, due(office, on, person), on, progress)


def make(office: Office, person: Person, wanted: Sequence[Due], on: dt.date, progress: Progress) -> Batch:
    """Make some of the letters that are due, each in an act of its own; as `make_due`."""
    done: list[dict[str, Any]] = []
    not_done: list[NotDone] = []
    for number, each in enumerate(wanted, start=1):
        try:
            made = letters.issue(office, person, each.kind, each.ref, on)
            # Somebody else may have made it since the list was drawn up.
            if made["new"]:
                done.append(made)
        except NotPermitted:
            raise
        except (Refused, WrongInput) as error:
            not_done.append(NotDone(each.kind, each.ref, str(error)))
        progress(number, len(wanted))
    return Batch(tuple(done), tuple(not_done))


def to_send(office: Office, person: Person | None = None) -> list[Issued]:
    """Every paper and letter that stands and was never sent, oldest first.

    For a person: without those of cases that are closed to them.
    """
    with reading(office.engine) as session:
        closed = _closed_to(session, person)
        return [each for each in letter_files.to_send(session) if each.case_ref not in closed]


def send_all(
    office: Office,
    person: Person,
    papers: Sequence[Issued],
    how: SentHow,
    on: dt.date,
    hand_over: HandOver,
    progress: Progress,
) -> Batch:
    """Send papers one way, each in an act of its own that hands its file over.

    A letter without a safe place on record is not sent and is listed. Raises NotPermitted.
    """
    done: list[dict[str, Any]] = []
    not_done: list[NotDone] = []
    for number, paper in enumerate(papers, start=1):
        try:
            done.append(dispatch.send_first(office, person, paper.code, how, on, hand_over))
        except NotPermitted:
            raise
        except (Refused, WrongInput) as error:
            not_done.append(NotDone(paper.kind, paper.about, str(error)))
        progress(number, len(papers))
    return Batch(tuple(done), tuple(not_done))


def _closed_to(session: Session, person: Person | None) -> frozenset[str]:
    return frozenset() if person is None else closed_to(session, person)


def of_case(office: Office, case_ref: str) -> Iterator[dict[str, Any]]:
    """Every paper of a case with what became of it."""
    with reading(office.engine) as session:
        names = officers.names(session)
        papers = letter_files.of_case(session, case_ref)
        sent = letter_files.dispatches(session, [paper.code for paper in papers])
        for paper in papers:
            withdrawn = letter_files.withdrawal(session, paper.code)
            yield {
                "code": paper.code,
                "kind": paper.kind,
                "edition": paper.edition,
                "ref": paper.about,
                "made_on": paper.made_on.isoformat(),
                "sha256": paper.sha256,
                "withdrawn_on": withdrawn.withdrawn_on.isoformat() if withdrawn else None,
                "sent": [
                    {
                        "how": each.how,
                        "to": each.sent_to,
                        "on": each.sent_on.isoformat(),
                        "came_back_on": back.returned_on.isoformat() if back else None,
                    }
                    for each, back in sent
                    if each.code == paper.code
                ],
                "signed_copies": [
                    executed_copies.shown(copy, names) for copy in copy_files.of_paper(session, paper.code)
                ],
            }
