"""What a case's application said before: each time it was written down anew, by whom, when, and what it changed."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from guarantor.services.acting.office import Office
from guarantor.services.casework.application_documents import answers_of, document_of
from guarantor.storage import application_history, case_files, officers
from guarantor.storage.application_history import Revision
from guarantor.storage.engine import reading


@dataclass(frozen=True)
class Change:
    """One answer before and after, by path such as "tenancy.rent_share"; None where it was not known."""

    path: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Correction:
    """Who wrote the application down anew, when, and what it changed; None where the content was erased."""

    by: str
    at: dt.datetime
    changes: tuple[Change, ...] | None


@dataclass(frozen=True)
class Written:
    """The application as it stands, by path, None where it was erased; who wrote it first; its corrections.

    The latest correction comes first.
    """

    answers: dict[str, Any] | None
    first_by: str
    first_at: dt.datetime
    corrections: tuple[Correction, ...]


def of_case(office: Office, ref: str) -> Written:
    """What a case's application says and said. Raises NotFound."""
    with reading(office.engine) as session:
        case_files.held(session, ref)
        revisions = application_history.revisions(session, ref)
        names = officers.names(session)
        said = [_answers(each, ref) for each in revisions]
    corrections = [
        Correction(names[now.facts.recorded_by], now.facts.recorded_at, _changes(before, after))
        for now, before, after in zip(revisions[1:], said, said[1:], strict=False)
    ]
    first = revisions[0].facts
    return Written(said[-1], names[first.recorded_by], first.recorded_at, tuple(corrections[::-1]))


def _answers(revision: Revision, ref: str) -> dict[str, Any] | None:
    return None if revision.facts.document is None else answers_of(document_of(revision, ref))


def _changes(before: dict[str, Any] | None, after: dict[str, Any] | None) -> tuple[Change, ...] | None:
    if before is None or after is None:
        return None
    return tuple(
        Change(path, before.get(path), after.get(path))
        for path in dict.fromkeys([*before, *after])
        if before.get(path) != after.get(path)
    )
