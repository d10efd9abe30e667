"""A backup put into an empty place, held against what it said of itself, with a certificate of what stands there now.

The place is empty or it is refused. The rows are put in in one transaction, which is kept only where they are as many
and the same as the backup says. What stands then is marked as being restored, and so is not served, until it was
brought up to this version, erased again and held against the backup. On SQLite all of that happens in a file beside,
which is renamed at the end: a failure in the middle leaves the place empty.
"""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

from guarantor.domain.refusals import AlreadyDone
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import databases, signing
from guarantor.services.acting.office import Office
from guarantor.services.data_protection import erasure_list
from guarantor.services.proof import checking
from guarantor.services.safekeeping.backups import balances, journal_head, keys_to_open
from guarantor.services.safekeeping.sealed_files import NotOurs, opened
from guarantor.services.safekeeping.written_alone import written_alone
from guarantor.storage import copies_beside, record, schema, whole_record
from guarantor.storage.engine import file_of, open_engine, reading
from guarantor.storage.schema import State
from guarantor.storage.whole_record import Refill

_NOT_CLEAN = frozenset({"not as the backup says", "not applied"})
Progress = Callable[[int], None]


def restore(
    office: Office,
    file: Path,
    progress: Progress | None = None,
    *,
    erasures: Path | None = None,
    nobody_erased: bool = False,
) -> dict[str, Any]:
    """Put a backup into the empty place that the settings name; answers with the certificate.

    `progress` is told the tables done. What the list of erasures names is erased again: `erasures`, or else that of the
    settings; a live backup is not restored without one unless `nobody_erased` is said.
    Raises AlreadyDone where the place is not empty, WrongInput where the file is no backup, was cut or altered, no key
    opens it, or it is of a later version than this program, and where the list is missing or is none.
    """
    _check_is_empty(office)
    listed = _list_of_erasures(office, erasures, nobody_erased=nobody_erased)
    if not file.is_file():
        raise WrongInput.at("FILE", f"expected a backup, and {file} is no file")
    keys = keys_to_open(office.settings)
    with file.open("rb") as content:
        with _whole(file):
            line, pieces = opened(content, keys)
            # The first piece opens only where the line in the open is as it was written.
            pieces = chain([next(pieces)], pieces)
        _check_has_list(line, listed, nobody_erased=nobody_erased)
        if line["database"] == "rehearsal":
            signing.prepare_key(office.settings, rehearsal=True)
        with _place(office) as place:
            with _whole(file):
                held = _fill(place, str(line["schema"]), _lines(pieces), progress)
            schema_now = databases.upgrade(place)
            erased = _erase_again(place, listed)
            certificate = _certificate(place, file, line, held, erased) | {"schema_now": schema_now}
            if _NOT_CLEAN.isdisjoint(map(str, certificate["checks"].values())):
                schema.mark_as_restored(place.engine)
    return certificate


@contextmanager
def _whole(file: Path) -> Iterator[None]:
    """What is wrong with a backup's content, told as wrong input."""
    try:
        yield
    except (NotOurs, KeyError, TypeError, ValueError) as error:
        raise WrongInput.at("FILE", f"expected a backup that is whole, and {file} is not: {error}") from None


def _check_is_empty(office: Office) -> None:
    if schema.state(office.engine) != State.EMPTY:
        raise AlreadyDone(
            "A backup is restored into an empty place, and this one holds something; nothing was changed"
        )


def _list_of_erasures(office: Office, given: Path | None, *, nobody_erased: bool) -> Path | None:
    """The list to hold the restored record against, found whole before anything is put back. Raises WrongInput."""
    if nobody_erased:
        return None
    if given is not None:
        erasure_list.read(given, "--erasures")
        return given
    file = office.settings.erasure_list_file
    if file is None or not file.exists():
        return None
    erasure_list.read(file)
    return file


def _check_has_list(line: dict[str, Any], listed: Path | None, *, nobody_erased: bool) -> None:
    if line["database"] == "live" and listed is None and not nobody_erased:
        raise WrongInput.at(
            "--erasures",
            "expected the list of what was erased since, which a live backup is not restored without; "
            "--nobody-erased where there is none because nobody ever was",
        )


def _erase_again(office: Office, listed: Path | None) -> dict[str, Any]:
    """What became of the list: how many rows of it were erased now, or why it was not applied."""
    if listed is None:
        return {"list": "none"}
    try:
        return {"list": listed.name, **erasure_list.reapply(office, listed)}
    except WrongInput as error:
        return {"list": listed.name, "not_applied": str(error)}


def _fill(place: Office, version: str, lines: Iterator[Any], progress: Progress | None) -> dict[str, Any]:
    """Fill the place from a backup's lines; answers with what the backup says at its end. Raises NotOurs."""
    digest = hashlib.sha256()
    with whole_record.refilling(place.engine, version) as refill:
        said = _put(refill, lines, digest, progress)
        if next(lines, None) is not None:
            raise NotOurs("something was put behind its end")
        if said["sha256"] != digest.hexdigest():
            raise NotOurs("its digest is of something else")
        counted = {name: refill.count(name) for name in said["rows"]}
        if counted != said["rows"]:
            raise NotOurs("its rows are not as many as it says")
        with refill.session() as session:
            if journal_head(session) != said["journal"]:
                raise NotOurs("its journal does not end as it says")
    return said


def _put(refill: Refill, lines: Iterator[Any], digest: Any, progress: Progress | None) -> dict[str, Any]:
    done = 0
    for text in lines:
        content = json.loads(text)
        if isinstance(content, dict) and "end" in content:
            end: dict[str, Any] = content["end"]
            return end
        digest.update(text + b"\n")
        if isinstance(content, dict):
            refill.table(content["table"], [(name, kind) for name, kind in content["columns"]])
            done += 1
            if progress:
                progress(done)
        else:
            refill.put(content)
    raise NotOurs("it has no end")


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The lines of a backup in plain."""
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from whole
    if rest:
        raise NotOurs("its last line was cut")


@contextmanager
def _place(office: Office) -> Iterator[Office]:
    """Where the record is filled in: on SQLite a file beside, renamed at the end; on PostgreSQL the place itself."""
    file = file_of(office.engine)
    if file is None:
        yield office
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = copies_beside.filled_for(file)
    with written_alone(beside.with_name(beside.name + ".lock"), "GUARANTOR_DATABASE_URL"):
        yield from _filled_beside(office, file, beside)


def _filled_beside(office: Office, file: Path, beside: Path) -> Iterator[Office]:
    _check_is_empty(office)
    _remove(beside)
    engine = open_engine(f"sqlite:///{beside}")
    try:
        yield replace(office, engine=engine)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        _check_is_empty(office)
        office.engine.dispose()
        _remove(file)
        beside.rename(file)
    finally:
        engine.dispose()
        _remove(beside)


def _remove(file: Path) -> None:
    for end in ("", "-wal", "-shm"):
        file.with_name(file.name + end).unlink(missing_ok=True)


def _moved(balances: dict[str, str]) -> dict[str, str]:
    """The accounts that hold something: an earlier version had fewer."""
    return {account: held for account, held in balances.items() if Decimal(held)}


def _as_listed(erased: dict[str, Any]) -> str:
    if erased["list"] == "none":
        return "no list"
    return "not applied" if "not_applied" in erased else "as the list says"


def _certificate(
    office: Office, file: Path, line: dict[str, Any], said: dict[str, Any], erased: dict[str, Any]
) -> dict[str, Any]:
    with reading(office.engine) as session:
        head, held = journal_head(session), balances(session)
        kept = record.line(session, said["journal"]["seq"])
    findings = [*checking.verify_journal(office), *checking.check_ledger(office)]
    checks = {
        "rows": "as the backup says",
        "balances": "as the backup says"
        if _moved(held) == _moved(said["balances"])
        else "not as the backup says",
        "journal": "as the backup says"
        if kept is not None and kept.hash == said["journal"]["hash"]
        else "not as the backup says",
        "erasures": _as_listed(erased),
        "findings": [finding.says for finding in findings],
    }
    return {
        "restored_at": office.now().isoformat(timespec="seconds"),
        "from": file.name,
        "made_at": line["made_at"],
        "database": line["database"],
        "schema_then": line["schema"],
        "sha256": said["sha256"],
        "rows": said["rows"],
        "balances": held,
        "journal": head,
        "erasures": erased,
        "checks": checks,
        "clean": not findings and _NOT_CLEAN.isdisjoint(map(str, checks.values())),
    }
