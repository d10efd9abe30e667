"""The copy of everything held on a person that they may ask for: to read, as data, and with every file.

A person reads it through before it goes out and leaves out, with a reason, what is about somebody else. That it was
made, of which cases, and the digest of what went out stand in the journal; what it says does not.
"""

import datetime as dt
import hashlib
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from guarantor.domain.access import Act
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import doing
from guarantor.services.acting.office import Office, Person
from guarantor.services.data_protection import due, held_in_words
from guarantor.services.data_protection.clocks import EVENT_IN_WORDS, clocks
from guarantor.services.data_protection.held_in_words import held_in_words as words
from guarantor.storage import case_files, held_of_case, officers
from guarantor.storage.engine import Session, reading
from guarantor.storage.held_of_case import HeldFile, Row
from letters import access_copy, pdf
from letters.access_copy import AccessCopyContent, KeptUntil

PAPER, DATA = "what-we-hold.pdf", "data.json"
_IN_MEMORY = 32 << 20
_ENDS = {"application/pdf": "pdf", "image/png": "png", "image/jpeg": "jpg"}


@dataclass(frozen=True)
class ToRead:
    """An entry with words that somebody wrote, or a file: `label` names it where it is to be left out."""

    label: str
    kind: str
    words: str


def to_read(office: Office, refs: Sequence[str]) -> list[ToRead]:
    """What has to be read before a copy goes out: free text and files, which may be about others. Raises NotFound."""
    with reading(office.engine) as session:
        found = _found(session, refs)
        return [
            ToRead(held_of_case.label(name, row), words().tables()[name].title, told)
            for name, rows in found.items()
            for row in rows
            if (told := _written(name, row))
        ]


def make(
    office: Office,
    person: Person,
    refs: Sequence[str],
    out: IO[bytes],
    on: dt.date,
    left_out: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Write the copy of what is held in one person's cases to `out` as a zip; answers with what is in it.

    `left_out` gives for entries by label why they are left out. Nothing is written to `out` unless the act is kept.
    Raises NotFound, NotPermitted, CaseIsRestricted, and WrongInput for a label that is none of theirs or has no reason.
    """
    refs, left_out = list(dict.fromkeys(refs)), dict(left_out or {})
    with SpooledTemporaryFile(max_size=_IN_MEMORY) as beside:
        with reading(office.engine) as session:
            counted = _write(office, session, refs, beside, on, left_out)
        beside.seek(0)
        sha256 = hashlib.file_digest(beside, "sha256").hexdigest()
        with doing(office, person, Act.ANSWER_ACCESS_REQUEST, on) as act:
            act.subject = case_files.held(act.session, refs[0], to_change=True).ref
            for ref in refs:
                act.admit({"case": ref})
            act.note(cases=refs, left_out=sorted(left_out), sha256=sha256, **counted)
        beside.seek(0)
        while part := beside.read(1 << 20):
            out.write(part)
    return {"cases": refs, **counted, "left_out": len(left_out), "sha256": sha256}


def _write(
    office: Office,
    session: Session,
    refs: Sequence[str],
    beside: Any,
    on: dt.date,
    left_out: dict[str, str],
) -> dict[str, int]:
    found = _found(session, refs)
    _check_left_out(found, left_out)
    names = officers.names(session)
    kept = {
        name: [_without_others(name, row) for row in rows if held_of_case.label(name, row) not in left_out]
        for name, rows in found.items()
    }
    files: list[tuple[str, str]] = []
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as packed:
        for place, each in enumerate(held_of_case.files(session, kept), 1):
            files.append((_file_name(place, each), words().tables()[each.table].title))
            packed.writestr(_entry(files[-1][0], on), each.content)
        content = _content(office, session, refs, on, kept, files, _reasons(found, left_out), names)
        packed.writestr(_entry(DATA, on), _data(refs, on, kept, content, names))
        packed.writestr(_entry(PAPER, on), pdf.render(access_copy.access_copy(content)))
    return {"entries": sum(map(len, kept.values())), "files": len(files)}


def _found(session: Session, refs: Sequence[str]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for ref in refs:
        case_files.held(session, ref)
        for name, rows in held_of_case.rows(session, ref).items():
            found.setdefault(name, []).extend(rows)
    return found


def _check_left_out(found: dict[str, list[Row]], left_out: dict[str, str]) -> None:
    labels = {held_of_case.label(name, row) for name, rows in found.items() for row in rows}
    for label, why in left_out.items():
        if label not in labels:
            raise WrongInput.at("--leave-out", f"expected an entry of this person, and {label!r} is none")
        if not why.strip():
            raise WrongInput.at("--leave-out", f"expected why {label} is left out")


def _written(name: str, row: Row) -> str:
    """The free text of a row, and the name of its file."""
    others = words().tables()[name].of_others
    said = [
        f"{words().called(name, column)}: {row[column]}"
        for column in sorted(held_of_case.free_text_in(name))
        if row.get(column) and column not in others and words().called(name, column)
    ]
    file = held_of_case.file_called(name, row)
    return "; ".join([*said, *([f"file {file}"] if file else [])])


def _without_others(name: str, row: Row) -> Row:
    others = words().tables()[name].of_others
    return {column: value for column, value in row.items() if column not in others}


def _reasons(found: dict[str, list[Row]], left_out: dict[str, str]) -> list[tuple[str, str]]:
    """What is not in the copy and why: by what it is, not by what it says."""
    tables = words().tables()
    chosen = [
        (f"{tables[label.partition(':')[0]].title} ({label})", why.strip())
        for label, why in sorted(left_out.items())
    ]
    always = [
        (f"{tables[name].title}, in part", why)
        for name, rows in found.items()
        for column, why in tables[name].of_others.items()
        if any(row.get(column) is not None for row in rows)
    ]
    return [*chosen, *always]


def _content(
    office: Office,
    session: Session,
    refs: Sequence[str],
    on: dt.date,
    kept: dict[str, list[Row]],
    files: list[tuple[str, str]],
    left_out: list[tuple[str, str]],
    names: Mapping[int, str],
) -> AccessCopyContent:
    said, tell = office.settings, held_in_words.printable
    young = [row["name"] for row in kept.get("young_person", []) if row.get("name")]
    assessed = [row["record"] for row in kept.get("assessment", []) if row.get("record")]
    return AccessCopyContent(
        council_name=said.council_name,
        contact=said.scheme_contact,
        telephone=said.scheme_telephone,
        email=said.scheme_email,
        complaints=f"{said.complaints_contact}, {said.complaints_email}",
        advocacy=said.advocacy_service + (f", {said.advocacy_email}," if said.advocacy_email else ""),
        name=tell(young[-1]) if young else "the person whose case this is",
        cases=tuple(refs),
        made_on=on,
        policy=json.loads(assessed[-1])["policy"] if assessed else None,
        chapters=held_in_words.chapters(kept, names),
        files=tuple((tell(name), what) for name, what in files),
        left_out=tuple((tell(what), tell(why)) for what, why in left_out),
        kept=tuple(_kept_until(session, refs)),
        rehearsal=officers.mark(session).kind == "rehearsal",
    )


def _kept_until(session: Session, refs: Sequence[str]) -> Iterator[KeptUntil]:
    for ref in refs:
        until = {each.kind: each.due_on for each in due.of_case(session, ref, held=False)}
        for kind in due.kinds_of(session, ref):
            clock = clocks()[kind]
            about = f"{clock.about}" if len(refs) == 1 else f"{ref}: {clock.about}"
            yield KeptUntil(
                about=about, months=clock.months, event=EVENT_IN_WORDS[clock.event], until=until.get(kind)
            )


def _data(
    refs: Sequence[str],
    on: dt.date,
    kept: dict[str, list[Row]],
    content: AccessCopyContent,
    names: Mapping[int, str],
) -> bytes:
    """The same as data. Officers stand by their names; sums are in pence and end in _pence."""
    held = {
        name: [{column: _plain(name, column, value, names) for column, value in row.items()} for row in rows]
        for name, rows in kept.items()
    }
    told = {
        "made_on": on.isoformat(),
        "cases": list(refs),
        "left_out": [{"what": what, "why": why} for what, why in content.left_out],
        "held": held,
    }
    return (json.dumps(told, indent=1, ensure_ascii=False, default=str) + "\n").encode()


def _plain(name: str, column: str, value: Any, names: Mapping[int, str]) -> Any:
    if column in held_of_case.officers_in(name) and value is not None:
        return names[value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _file_name(place: int, file: HeldFile) -> str:
    called = re.sub(r"[^\w.-]+", "-", file.called).strip("-.") or "file"
    end = _ENDS.get(file.media_type, "bin")
    stem = called.removesuffix(f".{end}")[:60]
    return f"files/{place:03d}-{file.table.replace('_', '-')}-{stem}.{end}"


def _entry(name: str, on: dt.date) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (max(on.year, 1980), on.month, on.day, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
