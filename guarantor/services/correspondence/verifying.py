"""Is this paper genuine? A file held against the record: by its digest, then by its seal, then by the code in it.

What is in a file is not believed: a code printed in it says which paper to compare it with, and nothing more.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

from guarantor.domain.correspondence import CopyStatus, as_printed
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.identity import business_day
from guarantor.services.acting.office import Office
from guarantor.services.correspondence import checking_page, foreign_files, sealing
from guarantor.services.correspondence.checking_page import Outcome, Standing
from guarantor.storage import copy_files, guarantee_files, letter_files, officers
from guarantor.storage.copy_files import KeptCopy
from guarantor.storage.engine import Session, reading
from guarantor.storage.letter_files import Issued
from letters.seal import fingerprint
from letters.seal.examination import LARGEST_FILE, examine

# A paper's code stands in its file once more where no letter is compressed.
_CODE = re.compile(rb"(?<![0-9A-Z])[2-9A-HJKMNP-TV-Z]{14}(?![0-9A-Z])")
_MOST_CODES = 10_000
"""Words of a file that are asked for as codes: a paper has a handful."""
_LARGEST_READ = 20_000_000
"""Bytes of a file that is read for printed codes."""
_ARCHIVES = (b"PK\x03\x04", b"7z\xbc\xaf", b"\x1f\x8b", b"Rar!")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")

LARGEST_BYTES = LARGEST_FILE


class Verdict(StrEnum):
    """What can be said of a file. Genuine and an executed copy are the only good ones."""

    GENUINE = "genuine"
    EXECUTED_COPY = "executed_copy"
    WAITING = "waiting"
    TAKEN_BACK = "taken_back"
    ALTERED = "altered"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verified:
    """The verdict, and what the record says of the paper: of an unknown file, of the one whose code it names."""

    verdict: Verdict
    says: str
    sha256: str
    paper: dict[str, Any] | None = None

    def document(self) -> dict[str, Any]:
        """As one JSON document."""
        return {"verdict": self.verdict, "says": self.says, "sha256": self.sha256, "paper": self.paper}


def verify(office: Office, content: bytes) -> Verified:
    """Whether a file is a paper that was issued, or a signed copy of one. Raises WrongInput for one too large."""
    if len(content) > LARGEST_BYTES:
        raise WrongInput.at(
            "FILE", f"expected at most {LARGEST_BYTES // 1_000_000} MB, got {len(content):,} bytes"
        )
    sha256, day = fingerprint(content), business_day(office, None)
    if not content:
        return Verified(Verdict.UNKNOWN, "Unknown: the file is empty.", sha256)
    with reading(office.engine) as session:
        issued = letter_files.by_digest(session, sha256)
        if issued is not None:
            return _as_issued(session, issued, sha256, day)
        copy = copy_files.by_digest(session, sha256)
        if copy is not None:
            return _kept(session, copy, sha256, day)
        named = _first_known(session, (found[0].decode() for found in _CODE.finditer(content)))
        if named is not None:
            return _carries(session, named, sha256)
        rehearsal = officers.mark(session).kind == "rehearsal"
    seal = examine(content, sealing.trusted(office.settings, rehearsal=rehearsal))
    if seal.altered:
        return Verified(Verdict.ALTERED, f"Altered: {seal.says}", sha256)
    return _unknown(office, content, sha256, day, seal.says)


def _as_issued(session: Session, paper: Issued, sha256: str, day: dt.date) -> Verified:
    withdrawn = letter_files.withdrawal(session, paper.code)
    about = _about(session, paper)
    if withdrawn is not None:
        says = f"Withdrawn on {withdrawn.withdrawn_on.isoformat()}: this {paper.kind} no longer stands."
        return Verified(Verdict.WITHDRAWN, says, sha256, about)
    says = f"Genuine: the {paper.kind} of {about['ref']}, made on {about['made_on']}, unaltered."
    return Verified(Verdict.GENUINE, _with_standing(session, paper, day, says), sha256, about)


def _kept(session: Session, copy: KeptCopy, sha256: str, day: dt.date) -> Verified:
    """What is said of a file that was kept as a signed copy, by where it stands."""
    paper = letter_files.by_code(session, copy.code)
    assert paper is not None, "a signed copy is of a paper"
    about = _about(session, paper)
    of, received = f"{paper.kind} of {about['ref']}", copy.received_on.isoformat()
    withdrawn = letter_files.withdrawal(session, paper.code)
    if copy.taken_back_on is not None:
        says = (
            f"Taken back on {copy.taken_back_on.isoformat()}: this file was kept as a signed copy of the {of} "
            "in error, and counts for nothing."
        )
        return Verified(Verdict.TAKEN_BACK, says, sha256, about)
    if copy.status is CopyStatus.WAITING:
        says = (
            f"Waiting to be compared: this file came on {received} as a signed copy of the {of}, and no second "
            "person has confirmed it."
        )
        return Verified(Verdict.WAITING, says, sha256, about)
    if withdrawn is not None:
        says = f"A signed copy of a {paper.kind} that was withdrawn on {withdrawn.withdrawn_on.isoformat()}."
        return Verified(Verdict.WITHDRAWN, says, sha256, about)
    assert copy.confirmed_on is not None, "it neither waits nor was it taken back"
    says = (
        f"Executed copy: the signed {of}, as it was received on {received}, confirmed on "
        f"{copy.confirmed_on.isoformat()}."
    )
    return Verified(Verdict.EXECUTED_COPY, _with_standing(session, paper, day, says), sha256, about)


def _carries(session: Session, named: Issued, sha256: str) -> Verified:
    """A file that is none of ours, and carries the code of one among its bytes."""
    says = (
        f"Altered: it carries the code of the {named.kind} {named.code}, and is not the file that was issued."
    )
    return Verified(Verdict.ALTERED, says, sha256, _about(session, named))


def _unknown(office: Office, content: bytes, sha256: str, day: dt.date, seal_says: str) -> Verified:
    """A file of which the record knows nothing; the code printed in it, or what could be checked instead."""
    # The reader may take seconds, and no transaction waits for it.
    printed = foreign_files.printed_codes(content) if len(content) <= _LARGEST_READ else []
    with reading(office.engine) as session:
        paper = _first_known(session, printed)
        if paper is not None:
            about = _about(session, paper)
            says = (
                f"Unknown file, but it names code {as_printed(paper.code)}: that paper is the {paper.kind} of "
                f"{about['ref']}, made on {about['made_on']}; fetch the stored one and compare."
            )
            withdrawn = letter_files.withdrawal(session, paper.code)
            if withdrawn is not None:
                says += f" It was withdrawn on {withdrawn.withdrawn_on.isoformat()}."
            else:
                says = _with_standing(session, paper, day, says)
            return Verified(Verdict.UNKNOWN, says, sha256, about)
    return Verified(Verdict.UNKNOWN, _said_of_unknown(content, seal_says), sha256)


def _said_of_unknown(content: bytes, seal_says: str) -> str:
    """What can be checked instead of a file that is no paper by itself."""
    if content.startswith(_ARCHIVES):
        return (
            "Unknown: an archive or office document cannot be checked; take the PDF out of it and check that."
        )
    if content.startswith(_PICTURES):
        return (
            "Unknown: a picture cannot be checked; check the PDF itself, or the code printed on the paper at the "
            "check page."
        )
    return f"Unknown: no such paper is on record, and the file names none. {seal_says}"


def _first_known(session: Session, found: Iterable[str]) -> Issued | None:
    """The paper of the first of these words that is a code."""
    asked = list(islice(dict.fromkeys(islice(found, _MOST_CODES * 10)), _MOST_CODES))
    known = letter_files.codes(session, set(asked))
    code = next((each for each in asked if each in known), None)
    return None if code is None else letter_files.by_code(session, code)


def _with_standing(session: Session, paper: Issued, day: dt.date, says: str) -> str:
    """The sentence, and for a deed or an agreement whether the guarantee stands."""
    told = _of_guarantee(checking_page.standing(session, paper, day))
    return f"{says} {told}" if told else says


def _of_guarantee(standing: Standing) -> str:
    """Whether a guarantee stands, in a sentence; nothing for a letter."""
    if standing.outcome is Outcome.IN_FORCE:
        assert standing.starts_on is not None, "a guarantee starts"
        assert standing.ends_on is not None, "a guarantee ends"
        return (
            f"The guarantee is in force, for rent due from {standing.starts_on.isoformat()} to "
            f"{standing.ends_on.isoformat()}."
        )
    if standing.outcome is Outcome.NOT_YET_SIGNED:
        return "The guarantee is not yet signed by everybody, and not in force."
    since = standing.since.isoformat() if standing.since else ""
    if standing.outcome is Outcome.ENDED:
        return f"The guarantee ended on {since}, and is no longer in force."
    return f"The guarantee lapsed unsigned on {since}." if standing.outcome is Outcome.NEVER_SIGNED else ""


def _about(session: Session, paper: Issued) -> dict[str, Any]:
    status = guarantee_files.status(session, paper.guarantee_ref) if paper.guarantee_ref else None
    return {
        "kind": paper.kind,
        "code": paper.code,
        "ref": paper.about,
        "edition": paper.edition,
        "made_on": paper.made_on.isoformat(),
        "sha256": paper.sha256,
        "guarantee_status": status,
    }
