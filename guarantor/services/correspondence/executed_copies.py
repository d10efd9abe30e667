"""Signed copies: the deed or agreement as it came back, a scan or a signed PDF, kept with its own digest."""

import datetime as dt
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.refusals import AlreadyDone
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.acts import doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.storage import guarantee_files, letter_files
from guarantor.storage.tables.letters import ExecutedCopy
from letters.seal import fingerprint

LARGEST_BYTES = 20_000_000
# A file is what its first bytes say, whatever it is called.
_BEGINS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}


def store(office: Office, person: Person, code: str, content: bytes, on: dt.date) -> dict[str, Any]:
    """Keep a signed copy beside the sealed paper.

    Raises NotFound for a code that is no deed's or agreement's, WrongInput for a file that is no PDF, PNG or JPEG, is
    too large, or is the sealed paper itself with nothing signed, and AlreadyDone for one that is held already.
    """
    media_type = _media_type(content)
    sha256 = fingerprint(content)
    with doing(office, person, Act.STORE_EXECUTED_COPY, on) as act:
        paper = letter_files.by_code(act.session, code)
        if paper is None or paper.basis or paper.guarantee_ref is None:
            raise NotFound("CODE", "a deed or an agreement", code)
        act.subject = paper.guarantee_ref
        guarantee = guarantee_files.held(act.session, paper.guarantee_ref, to_change=True)
        not_before(act, guarantee.issued_on, "issued")
        if letter_files.by_digest(act.session, sha256) is not None:
            raise WrongInput.at(
                "FILE", "expected the copy that was signed, and this is the paper as it was issued"
            )
        if letter_files.executed_copy(act.session, sha256) is not None:
            raise AlreadyDone("This signed copy is held already")
        act.add(
            ExecutedCopy(
                guarantee_ref=guarantee.ref,
                code=code,
                sha256=sha256,
                media_type=media_type,
                content_bytes=content,
                received_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.note(paper=code, sha256=sha256)
        return {"guarantee_ref": guarantee.ref, "kind": paper.kind, "code": code, "sha256": sha256}


def _media_type(content: bytes) -> str:
    if len(content) > LARGEST_BYTES:
        raise WrongInput.at(
            "FILE", f"expected at most {LARGEST_BYTES // 1_000_000} MB, got {len(content):,} bytes"
        )
    for begins, media_type in _BEGINS.items():
        if content.startswith(begins):
            return media_type
    raise WrongInput.at("FILE", "expected a PDF, PNG or JPEG file")
