"""Files handed in as evidence for a case: taken by what they are and not by their names, scanned, kept, given out.

They are rows of the database: outside the web's folders, in every backup, and erased with the person.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.evidence_kinds import SHOWS, EvidenceKind
from guarantor.domain.refusals import AlreadyDone
from guarantor.domain.wrong_input import NotFound, WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.casework import virus_scanner
from guarantor.storage import case_files, evidence_files, officers
from guarantor.storage.engine import reading
from guarantor.storage.tables.evidence import EvidenceFile

# A file is what its first bytes say, whatever it is called.
_BEGINS = {
    b"%PDF-": ("application/pdf", "pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
}
_LONGEST_NAME = 120


@dataclass(frozen=True)
class Shown:
    """A file in a case's list. `name` is None once it was erased."""

    number: int
    shows: str
    name: str | None
    size_bytes: int
    scanned: bool
    received_on: dt.date
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class GivenOut:
    """A file with its content, under a name that ends as its content says."""

    name: str
    media_type: str
    content: bytes


def store(
    office: Office,
    person: Person,
    ref: str,
    shows: EvidenceKind,
    name: str,
    content: bytes,
    on: dt.date,
) -> dict[str, Any]:
    """Keep a file for a case. Raises as `store_several`."""
    return store_several(office, person, ref, shows, [(name, content)], on)[0]


def store_several(
    office: Office,
    person: Person,
    ref: str,
    shows: EvidenceKind,
    files: Sequence[tuple[str, bytes]],
    on: dt.date,
) -> list[dict[str, Any]]:
    """Keep files for a case that show the same, each its name and content, in one act: all of them or none.

    Raises NotFound, WrongInput for a file that is empty, no PDF, PNG or JPEG, or larger than the setting allows,
    FileInfected and ScannerSilent where a scanner is set, and AlreadyDone for a file that the case has.
    """
    looked_at = [_look_at(office, name, content) for name, content in files]
    with doing(office, person, Act.STORE_EVIDENCE, on) as act:
        act.subject = case_files.held(act.session, ref, to_change=True).ref
        stored = []
        for (name, content), (media_type, scan, sha256) in zip(files, looked_at, strict=True):
            if evidence_files.is_held(act.session, ref, sha256):
                which = "this very file" if len(files) == 1 else f"the very file {_plain_name(name)}"
                raise AlreadyDone(f"{ref} has {which} already")
            row = act.add(
                EvidenceFile(
                    case_ref=ref,
                    shows=shows,
                    media_type=media_type,
                    size_bytes=len(content),
                    sha256=sha256,
                    scan=scan,
                    file_name=_plain_name(name),
                    content_bytes=content,
                    received_on=on,
                    officer=act.number,
                    recorded_at=act.at,
                )
            )
            stored.append({"ref": ref, "file": row.id, "shows": shows, "scan": scan})
        act.note(shows=shows, scan=stored[0]["scan"], sha256=" ".join(sha256 for _, _, sha256 in looked_at))
        return stored


def of_case(office: Office, ref: str) -> list[Shown]:
    """The files of a case, the latest first. Raises NotFound."""
    with reading(office.engine) as session:
        case_files.held(session, ref)
        names = officers.names(session)
        return [
            Shown(
                number=each.number,
                shows=SHOWS[EvidenceKind(each.shows)],
                name=each.name,
                size_bytes=each.size_bytes,
                scanned=each.scan == "clean",
                received_on=each.received_on,
                by=names[each.officer],
                at=each.recorded_at,
            )
            for each in evidence_files.of_case(session, ref)
        ]


def file(office: Office, ref: str, number: int) -> GivenOut:
    """A file of a case. Raises NotFound, also where its content was erased."""
    with reading(office.engine) as session:
        found = evidence_files.content(session, ref, number)
        if found is None or found.content_bytes is None:
            raise NotFound("FILE", f"a file that is held for {ref}", str(number))
        ending = next(end for media_type, end in _BEGINS.values() if media_type == found.media_type)
        stem = (found.file_name or f"{ref} {found.shows}").rsplit(".", 1)[0]
        return GivenOut(f"{stem}.{ending}", found.media_type, found.content_bytes)


def _look_at(office: Office, name: str, content: bytes) -> tuple[str, str, str]:
    """A file's media type, what the scanner said of it, and its digest."""
    try:
        media_type, _ = _kind_of(content, office.settings.evidence_megabytes)
    except WrongInput as wrong:
        says = str(wrong).removeprefix("--file: ").rstrip(".")
        raise WrongInput.at("--file", f"{says} ({_plain_name(name)})") from None
    return media_type, virus_scanner.scan(office.settings, content), hashlib.sha256(content).hexdigest()


def _kind_of(content: bytes, megabytes: int) -> tuple[str, str]:
    if not content:
        raise WrongInput.at("--file", "expected a file with something in it")
    if len(content) > megabytes * 1_000_000:
        raise WrongInput.at(
            "--file", f"expected at most {megabytes} MB, and this is {len(content) / 1_000_000:.1f} MB"
        )
    for begins, kind in _BEGINS.items():
        if content.startswith(begins):
            return kind
    raise WrongInput.at("--file", "expected a PDF, PNG or JPEG; its name does not make it one")


def _plain_name(name: str) -> str:
    """The last part of a name, without what no file system takes."""
    last = re.split(r"[/\\]", name)[-1]
    kept = "".join(character for character in last if character.isprintable() and character not in '<>:"|?*')
    return kept.strip(". ")[-_LONGEST_NAME:] or "file"
