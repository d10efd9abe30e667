"""What an approver has before them when they decide: the case, what is missing, which decisions it bears, the places.

Decides nothing: the act itself looks again (see decisions).
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from guarantor.services.acting.office import Office, Person
from guarantor.services.casework import evidence_files, overviews, waiting
from guarantor.services.casework.overviews import Overview
from guarantor.storage import change_files, programme_files
from guarantor.storage.engine import reading


@dataclass(frozen=True)
class BeforeDeciding:
    """A case as it is decided on.

    `missing` are the paths of the answers that the assessment lacked; `borne` are the decisions that its outcome
    bears, by the names of `decisions.DECISIONS`; `files` is the number of evidence files; `full` tells that an
    approval now would lead to the waiting list.
    """

    found: Overview
    missing: tuple[str, ...]
    borne: tuple[str, ...]
    files: int
    full: bool


def before_deciding(office: Office, person: Person, ref: str, on: dt.date) -> BeforeDeciding:
    """What there is to decide on, on a day. Raises NotFound."""
    found = overviews.overview(office, person, ref, on, latest=1)
    record = found.case["assessment"] or {}
    return BeforeDeciding(
        found=found,
        missing=tuple(record.get("missing", ())),
        borne=_borne(found.case["outcome"], record),
        files=len(evidence_files.of_case(office, ref)),
        full=_no_place_is_left(office, ref, record.get("policy_fingerprint", ""), on),
    )


def _borne(outcome: str | None, record: dict[str, Any]) -> tuple[str, ...]:
    if outcome in ("eligible", "refer"):
        return ("approve", "decline")
    if record.get("in_principle"):
        return ("approve-in-principle", "decline")
    return ("decline",)


def _no_place_is_left(office: Office, ref: str, fingerprint: str, on: dt.date) -> bool:
    """Whether no place would be left for the case once those on the waiting list have theirs."""
    with reading(office.engine) as session:
        programme = programme_files.of_version(session, fingerprint, on)
        move = change_files.move_under_way(session, ref)
        keeps = move is not None and programme_files.place_of(session, move.guarantee_ref) is not None
        if programme is None or keeps:
            return False
        code, free = programme.code, programme_files.places_free(session, programme.code)
    ahead = [
        each for each in waiting.listed(office, on) if each["programme"] == code and not each["let_pass"]
    ]
    return len(ahead) >= free
