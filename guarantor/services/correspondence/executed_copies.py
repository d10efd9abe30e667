"""Signed copies: the deed or agreement as it came back, kept by one person, compared with the paper by a second.

Until then a copy waits and proves nothing. One that was kept in error is taken back: its row stays and says so.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.correspondence import CopyStatus
from guarantor.domain.lifecycle import Party
from guarantor.domain.refusals import AlreadyDone, NotSignedByAll, SamePerson, WrongStatus
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.acts import Doing, doing, not_before
from guarantor.services.acting.office import Office, Person
from guarantor.services.correspondence import foreign_files
from guarantor.storage import copy_files, guarantee_files, letter_files, officers
from guarantor.storage.copy_files import KeptCopy
from guarantor.storage.engine import Session, reading
from guarantor.storage.tables.letters import (
    ExecutedCopy,
    ExecutedCopyConfirmation,
    ExecutedCopyTakenBack,
)
from letters.seal import fingerprint

LARGEST_BYTES = 20_000_000
SIGNED_BY = {
    "deed": (Party.LANDLORD, Party.COUNCIL),
    "agreement": (Party.YOUNG_PERSON, Party.COUNCIL),
}
"""The parties who sign each paper."""
# A file is what its first bytes say, whatever it is called.
_BEGINS = {b"%PDF-": "application/pdf", b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_ENDINGS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@dataclass(frozen=True)
class GivenOut:
    """A copy as a file."""

    name: str
    media_type: str
    content: bytes


def store(office: Office, person: Person, code: str, content: bytes, on: dt.date) -> dict[str, Any]:
    """Keep a file as a signed copy beside the sealed paper; it waits for a second person.

    Raises NotFound for a code that is no deed's or agreement's, WrongInput for a file that does not open as a PDF, PNG
    or JPEG, is too large, or is the sealed paper itself with nothing signed, and AlreadyDone for one that is held.
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
        held = copy_files.by_digest(act.session, sha256)
        if held is not None and held.status is not CopyStatus.TAKEN_BACK:
            raise AlreadyDone(f"This signed copy is held already, as {held.ref}")
        row = act.add(
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
        kept = {"copy": f"SC-{row.id}", "guarantee_ref": guarantee.ref, "kind": paper.kind, "code": code}
        return {**kept, "sha256": sha256, "status": CopyStatus.WAITING}


def confirm(office: Office, person: Person, number: int, on: dt.date) -> dict[str, Any]:
    """Say, as a second person who has looked at the copy, that it is the paper with the signatures.

    Raises NotFound, SamePerson for whoever kept it, AlreadyDone, WrongStatus where it was taken back, NotSignedByAll
    where a party's signature is not on record or is later than the copy, WrongInput for a day before it came.
    """
    with doing(office, person, Act.COMPARE_EXECUTED_COPY, on) as act:
        copy = _held(act, number)
        if copy.status is CopyStatus.CONFIRMED:
            raise AlreadyDone(f"{copy.ref} was confirmed before")
        if copy.status is CopyStatus.TAKEN_BACK:
            raise WrongStatus(copy.ref, copy.status, [CopyStatus.WAITING])
        if not copy.held:
            raise NotFound("COPY", "a signed copy that is still held", copy.ref)
        if copy.kept_by == act.number:
            raise SamePerson(officers.names(act.session)[act.number], f"confirm {copy.ref}", "kept it")
        not_before(act, copy.received_on, "received")
        _check_signed(act.session, copy)
        act.add(
            ExecutedCopyConfirmation(
                copy=number,
                kept_by=copy.kept_by,
                confirmed_by=act.number,
                confirmed_on=on,
                recorded_at=act.at,
            )
        )
        act.note(copy=copy.ref, paper=copy.code)
        return {"copy": copy.ref, "guarantee_ref": copy.guarantee_ref, "status": CopyStatus.CONFIRMED}


def take_back(office: Office, person: Person, number: int, reason: str, on: dt.date) -> dict[str, Any]:
    """Say that a copy was kept in error, compared or not. The file can be kept again, under the right paper.

    Raises NotFound, AlreadyDone, and WrongInput without a reason or for a day before it came or was confirmed.
    """
    if not reason.strip():
        raise WrongInput.at("--reason", "expected why it is not the signed copy")
    with doing(office, person, Act.TAKE_BACK_EXECUTED_COPY, on) as act:
        copy = _held(act, number)
        if copy.status is CopyStatus.TAKEN_BACK:
            raise AlreadyDone(f"{copy.ref} was taken back before")
        not_before(act, copy.received_on, "received")
        if copy.confirmed_on is not None:
            not_before(act, copy.confirmed_on, "confirmed")
        act.add(
            ExecutedCopyTakenBack(
                copy=number,
                reason=reason.strip(),
                taken_back_on=on,
                officer=act.number,
                recorded_at=act.at,
            )
        )
        act.note(copy=copy.ref, paper=copy.code)
        return {"copy": copy.ref, "guarantee_ref": copy.guarantee_ref, "status": CopyStatus.TAKEN_BACK}


def waiting(office: Office) -> list[dict[str, Any]]:
    """The copies that wait for a second person, in the order they came."""
    with reading(office.engine) as session:
        names = officers.names(session)
        return [{**shown(copy, names), "ref": copy.guarantee_ref} for copy in copy_files.waiting(session)]


def one(office: Office, number: int) -> dict[str, Any]:
    """One copy as `shown`, with its guarantee, paper and what its signatures lack. Raises NotFound."""
    with reading(office.engine) as session:
        copy = copy_files.by_number(session, number)
        if copy is None:
            raise NotFound("COPY", "a signed copy", f"SC-{number}")
        paper = letter_files.by_code(session, copy.code)
        assert paper is not None, "a copy is of a paper"
        return {
            **shown(copy, officers.names(session)),
            "ref": copy.guarantee_ref,
            "kind": paper.kind,
            "lacks": _lacking(session, copy, paper.kind),
        }


def file(office: Office, number: int) -> GivenOut:
    """A copy as it came. Raises NotFound, also where it was erased."""
    with reading(office.engine) as session:
        copy, held = copy_files.by_number(session, number), copy_files.content(session, number)
        if copy is None or held is None:
            raise NotFound("COPY", "a signed copy that is still held", f"SC-{number}")
        content, media_type = held
        name = f"signed-{copy.guarantee_ref.replace('/', '-')}-{copy.ref}.{_ENDINGS[media_type]}"
        return GivenOut(name, media_type, content)


def shown(copy: KeptCopy, names: dict[int, str]) -> dict[str, Any]:
    """A copy as lists show it; `names` are the officers'."""
    return {
        "copy": copy.ref,
        "status": copy.status,
        "sha256": copy.sha256,
        "code": copy.code,
        "received_on": copy.received_on.isoformat(),
        "kept_by": names[copy.kept_by],
        "confirmed_on": copy.confirmed_on.isoformat() if copy.confirmed_on else None,
        "confirmed_by": names[copy.confirmed_by] if copy.confirmed_by is not None else None,
        "taken_back_on": copy.taken_back_on.isoformat() if copy.taken_back_on else None,
        "taken_back_by": names[copy.taken_back_by] if copy.taken_back_by is not None else None,
        "reason": copy.reason,
    }


def _held(act: Doing, number: int) -> KeptCopy:
    """The copy, with its guarantee held still so that nobody else takes it back or confirms it meanwhile."""
    found = copy_files.by_number(act.session, number)
    if found is None:
        raise NotFound("COPY", "a signed copy", f"SC-{number}")
    act.subject = found.guarantee_ref
    guarantee_files.held(act.session, found.guarantee_ref, to_change=True)
    copy = copy_files.by_number(act.session, number)
    assert copy is not None, "no copy is ever taken away"
    return copy


def _check_signed(session: Session, copy: KeptCopy) -> None:
    paper = letter_files.by_code(session, copy.code)
    assert paper is not None, "a copy is of a paper"
    lacks = _lacking(session, copy, paper.kind)
    if lacks:
        raise NotSignedByAll(copy.ref, paper.kind, lacks)


def _lacking(session: Session, copy: KeptCopy, kind: str) -> Sequence[str]:
    """Of each party to the paper whose signature the copy cannot carry: what the record lacks."""
    signed = guarantee_files.signed_on(session, copy.guarantee_ref)
    lacks = []
    for party in SIGNED_BY[kind]:
        day, name = signed.get(party), party.replace("-", " ")
        if day is None:
            lacks.append(f"the signature of the {name} is not recorded")
        elif day > copy.received_on:
            came = copy.received_on.isoformat()
            lacks.append(f"the {name} signed on {day.isoformat()}, after the copy came on {came}")
    return lacks


def _media_type(content: bytes) -> str:
    if not content:
        raise WrongInput.at("FILE", "expected a file with something in it")
    if len(content) > LARGEST_BYTES:
        raise WrongInput.at(
            "FILE", f"expected at most {LARGEST_BYTES // 1_000_000} MB, got {len(content):,} bytes"
        )
    for begins, media_type in _BEGINS.items():
        if content.startswith(begins):
            fault = foreign_files.fault(content, media_type)
            if fault is not None:
                raise WrongInput.at("FILE", f"expected a PDF, PNG or JPEG file that opens, and {fault}")
            return media_type
    raise WrongInput.at("FILE", "expected a PDF, PNG or JPEG file")
