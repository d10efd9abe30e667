"""Backups made while others work: one consistent state of the whole record, sealed, under a name that was free.

A backup holds what the record holds, and at its end how many rows of each table, each account's balance, the journal's
head and a digest of it all, which a restore is held against (see restores.py). It is written under another name beside
and renamed once it is whole, so that a failure in the middle leaves nothing under its name. A database of an earlier
version is backed up as it stands: the backup comes before the upgrade.
"""

import datetime as dt
import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import databases, key_files
from guarantor.services.acting.identity import NotReady
from guarantor.services.acting.made_by_root import given_to_folders_owner
from guarantor.services.acting.office import Office
from guarantor.services.data_protection import erasure_list
from guarantor.services.finance.balances import rows_of_all_transfers
from guarantor.services.safekeeping.sealed_files import NotOurs, SealedWriter, line_of, opened
from guarantor.services.safekeeping.written_alone import written_alone
from guarantor.settings import Settings
from guarantor.storage import record, schema, whole_record
from guarantor.storage.engine import Session, reading
from guarantor.storage.schema import State

SETTING = "GUARANTOR_BACKUP_KEY_FILE"
BEING_WRITTEN = ".part"

Progress = Callable[[int, int], None]


def back_up(office: Office, file: Path, progress: Progress | None = None) -> dict[str, Any]:
    """Write a backup; answers with what it holds. `progress` is told the tables done and all.

    Raises WrongInput where the name is taken or its folder is not there, or where a live database has no key;
    NotReady where nothing was created, or it is of a newer version than this program.
    """
    _check_is_free(file)
    found = databases.condition(office)
    if found["state"] != State.CREATED or not schema.is_known(found["schema"]):
        raise NotReady("The database is not ready to be backed up: guarantor db check says what it is.")
    keys = keys_of(office.settings, rehearsal=found["kind"] == "rehearsal")
    if found["ready"]:
        # An earlier version wrote no list; what it erased is erased in the backup.
        erasure_list.bring_up(office)
    at = office.now()
    line = {
        "database": found["kind"],
        "schema": found["schema"],
        "made_at": at.isoformat(timespec="seconds"),
        "keep_until": (at.date() + dt.timedelta(days=office.settings.backup_days)).isoformat(),
    }
    with _written(file) as out:
        writer = SealedWriter(out, keys[0], line)
        with reading(office.engine) as session:
            held = _write(session, writer, progress)
        writer.close()
    return {"file": str(file), "bytes": file.stat().st_size, **line, **held}


def expired(settings: Settings, folder: Path, today: dt.date) -> list[Path]:
    """The backups in a folder whose last day is over; anything else there, and what no key opens, is let be.

    Raises WrongInput where there is no such folder or no key.
    """
    if not folder.is_dir():
        raise WrongInput.at("FOLDER", f"expected a folder, not {folder}")
    keys = keys_to_open(settings)
    return [file for file in sorted(folder.iterdir()) if file.is_file() and _is_over(file, keys, today)]


def keys_of(settings: Settings, *, rehearsal: bool) -> list[bytes]:
    """The keys that seal and open. A rehearsal makes its own; raises WrongInput where a live database has none."""
    file = settings.backup_key_file
    if file is None:
        if not rehearsal:
            raise WrongInput.at(SETTING, "expected a file of keys; a live database's backups are sealed")
        file = settings.rehearsal_backup_key_file
        key_files.make_if_missing(file)
    return key_files.keys_in(file, SETTING)


def keys_to_open(settings: Settings) -> list[bytes]:
    """The keys that open, where there is no database yet to say of what kind it is. Raises WrongInput."""
    return key_files.keys_in(settings.backup_key_file or settings.rehearsal_backup_key_file, SETTING)


def journal_head(session: Session) -> dict[str, Any]:
    """The number and hash of the journal's last line."""
    last = record.last(session)
    assert last is not None, "a database that was created has a first line"
    return {"seq": last.seq, "hash": last.hash}


def balances(session: Session) -> dict[str, str]:
    """Each account's balance over all time, in pounds."""
    return {str(row["account"]): str(row["balance"]) for row in rows_of_all_transfers(session)}


def _write(session: Session, writer: SealedWriter, progress: Progress | None) -> dict[str, Any]:
    """Every table and its rows, a line of JSON each, and at the end what a restore is held against."""
    digest, counted = hashlib.sha256(), {}
    listed = whole_record.standing(session)

    def line(content: Any) -> None:
        text = json.dumps(content, separators=(",", ":")).encode() + b"\n"
        digest.update(text)
        writer.write(text)

    for done, table in enumerate(listed, start=1):
        line({"table": table.name, "columns": whole_record.columns_of(table)})
        counted[table.name] = 0
        for part in whole_record.rows(session, table):
            counted[table.name] += len(part)
            line(part)
        if progress:
            progress(done, len(listed))
    held = {"rows": counted, "balances": balances(session), "journal": journal_head(session)}
    told = {**held, "sha256": digest.hexdigest()}
    writer.write(json.dumps({"end": told}).encode() + b"\n")
    return told


def _check_is_free(file: Path) -> None:
    if file.exists() or not file.parent.is_dir():
        raise WrongInput.at("FILE", f"expected a name that is free in a folder that is there, not {file}")


@contextmanager
def _written(file: Path) -> Iterator[BinaryIO]:
    """The file under another name; its own once all is on the disk."""
    part = file.with_name(file.name + BEING_WRITTEN)
    with written_alone(part, "FILE") as held:
        _check_is_free(file)
        os.ftruncate(held, 0)
        with os.fdopen(os.dup(held), "wb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
            given_to_folders_owner(out.fileno(), file.parent)
        _check_is_free(file)
        part.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _is_over(file: Path, keys: list[bytes], today: dt.date) -> bool:
    try:
        with file.open("rb") as content:
            line_of(content)
            content.seek(0)
            told, pieces = opened(content, keys)
            # The first piece opens only where the line in the open is as it was written.
            next(pieces)
            return dt.date.fromisoformat(told["keep_until"]) < today
    except (NotOurs, OSError, KeyError, TypeError, ValueError):
        return False
