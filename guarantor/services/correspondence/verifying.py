"""Is this paper genuine? A file held against the record: by its digest, then by its seal, then by the code in it.

A file is never opened further than its seal: what is in it is not believed.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.office import Office
from guarantor.services.correspondence import sealing
from guarantor.storage import guarantee_files, letter_files, officers
from guarantor.storage.engine import Session, reading
from guarantor.storage.letter_files import Issued
from letters.seal import fingerprint
from letters.seal.examination import LARGEST_FILE, examine

# A paper's code stands in its file once more where no letter is compressed.
_CODE = re.compile(rb"(?<![0-9A-Z])[2-9A-HJKMNP-TV-Z]{14}(?![0-9A-Z])")


LARGEST_BYTES = LARGEST_FILE


class Verdict(StrEnum):
    """What can be said of a file."""

    GENUINE = "genuine"
    EXECUTED_COPY = "executed_copy"
    ALTERED = "altered"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verified:
    """The verdict, and what the record says of the paper."""

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
    sha256 = fingerprint(content)
    with reading(office.engine) as session:
        issued = letter_files.by_digest(session, sha256)
        if issued is not None:
            return _as_issued(session, issued, sha256)
        copy = letter_files.executed_copy(session, sha256)
        if copy is not None:
            paper = letter_files.by_code(session, copy.code)
            assert paper is not None, "a signed copy is of a paper"
            return _executed(session, paper, sha256, copy.received_on.isoformat())
        return _not_held(office, session, content, sha256)


def _as_issued(session: Session, paper: Issued, sha256: str) -> Verified:
    withdrawn = letter_files.withdrawal(session, paper.code)
    about = _about(session, paper)
    if withdrawn is not None:
        says = f"Withdrawn on {withdrawn.withdrawn_on.isoformat()}: this {paper.kind} no longer stands."
        return Verified(Verdict.WITHDRAWN, says, sha256, about)
    says = f"Genuine: the {paper.kind} of {about['ref']}, made on {about['made_on']}, unaltered."
    return Verified(Verdict.GENUINE, says, sha256, about)


def _executed(session: Session, paper: Issued, sha256: str, received_on: str) -> Verified:
    about = _about(session, paper)
    withdrawn = letter_files.withdrawal(session, paper.code)
    if withdrawn is not None:
        says = f"A signed copy of a {paper.kind} that was withdrawn on {withdrawn.withdrawn_on.isoformat()}."
        return Verified(Verdict.WITHDRAWN, says, sha256, about)
    says = f"Executed copy: the signed {paper.kind} of {about['ref']}, as it was received on {received_on}."
    return Verified(Verdict.EXECUTED_COPY, says, sha256, about)


def _not_held(office: Office, session: Session, content: bytes, sha256: str) -> Verified:
    rehearsal = officers.mark(session).kind == "rehearsal"
    seal = examine(content, sealing.trusted(office.settings, rehearsal=rehearsal))
    named = sorted(letter_files.codes(session, {found.decode() for found in _CODE.findall(content)}))
    if named:
        paper = letter_files.by_code(session, named[0])
        assert paper is not None, "the code is a paper's"
        says = f"Altered: it carries the code of the {paper.kind} {paper.code}, and is not the file that was issued."
        return Verified(Verdict.ALTERED, says, sha256, _about(session, paper))
    if seal.altered:
        return Verified(Verdict.ALTERED, f"Altered: {seal.says}", sha256)
    return Verified(Verdict.UNKNOWN, f"Unknown: no such paper is on record. {seal.says}", sha256)


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
