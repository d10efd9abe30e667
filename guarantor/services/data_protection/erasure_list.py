"""The list of what was erased, kept outside the database: a restored backup is held against it and erased again.

It names rows and digests, nothing that was erased. It only grows: what the file holds and the record does not, stays.
Each list is of one database, told by the hash of its journal's first line, and ends with a digest of itself.
"""

import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from guarantor.domain.access import Act
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting.acts import Doing, doing
from guarantor.services.acting.made_by_root import given_to_folders_owner
from guarantor.services.acting.office import Office
from guarantor.storage import erasures, leftovers, officers, personal, record
from guarantor.storage.engine import Session, reading
from guarantor.storage.erasures import Erased

SETTING = "GUARANTOR_ERASURE_LIST_FILE"
_log = logging.getLogger("guarantor.erasures")


@dataclass(frozen=True)
class Listed:
    """What a list holds: of which database, and the rows with the digests of what went."""

    database: str
    rows: Erased


def check(office: Office) -> None:
    """Raise WrongInput where a live database has no list to write to, or the list is not this database's."""
    with reading(office.engine) as session:
        check_in(session, office)


def check_in(session: Session, office: Office) -> None:
    """As `check`, in a session that is open."""
    file = office.settings.erasure_list_file
    if file is None:
        if officers.mark(session).kind == "live":
            raise WrongInput.at(
                SETTING,
                "expected a file outside the database, so that a restore erases again what was erased",
            )
        return
    _held(file, _database(session))
    if not os.access(file if file.exists() else file.parent, os.W_OK):
        raise WrongInput.at(SETTING, f"expected a file that can be written, and {file} cannot")


def bring_up(office: Office) -> bool:
    """Write what is erased into the list; answers whether a list holds it now.

    What was erased stays erased where the file cannot be written, and the next call, a backup or an erasure, writes it.
    """
    file = office.settings.erasure_list_file
    if file is None:
        return False
    try:
        with _alone(file):
            with reading(office.engine) as session:
                database, rows = _database(session), erasures.erased(session)
            held = _held(file, database)
            if not file.exists() or not rows <= held.rows:
                _write(file, Listed(database, held.rows | rows))
    except (OSError, WrongInput):
        _log.exception("erasure list", extra={"event": "erasure_list_not_written"})
        return False
    return True


def bring_up_after(act: Doing, answer: dict[str, Any]) -> None:
    """Bring the list up once the act is kept; `listed` in its answer says whether a list holds what it erased."""
    act.afterwards.append(lambda: answer.update(listed=bring_up(act.office)))


def read(file: Path, field: str = SETTING) -> Listed:
    """A list as it was written. Raises WrongInput, naming `field`, where it is none, was cut or altered."""
    try:
        *lines, end = file.read_bytes().splitlines(keepends=True)
        first, *rows = [json.loads(line) for line in lines]
        said = json.loads(end)["sha256"]
        found = Listed(str(first["erased_of"]), frozenset((row["row"], row["digest"]) for row in rows))
    except PermissionError:
        raise WrongInput.at(field, f"expected a file that can be read, and {file} cannot") from None
    except (OSError, KeyError, TypeError, ValueError):
        raise WrongInput.at(field, f"expected a list of erasures that is whole, and {file} is not") from None
    if hashlib.sha256(b"".join(lines)).hexdigest() != said:
        raise WrongInput.at(field, f"expected a list of erasures that is whole, and {file} was altered")
    return found


def reapply(office: Office, file: Path, field: str = SETTING) -> dict[str, Any]:
    """Erase again whatever the list names and the record still holds, in one act of the system's own.

    Answers with how many rows are listed, erased now and erased before. Nothing is written where nothing is left to
    erase. Raises WrongInput where the file is no list, or is another database's.
    """
    listed = read(file, field)
    with reading(office.engine) as session:
        if listed.database != _database(session):
            raise WrongInput.at(field, f"expected the list of this database, and {file} is of another")
        still = len(list(_standing(session, listed)))
    erased = 0
    if still:
        with doing(office, None, Act.REAPPLY_ERASURES, office.today()) as act:
            erased = personal.erase(act.session, _standing(act.session, listed), act.at)
            act.subject = "erasures"
            act.note(listed=len(listed.rows), erased=erased)
        leftovers.clear(office.engine)
    with reading(office.engine) as session:
        before = len(listed.rows & erasures.erased(session)) - erased
    return {"listed": len(listed.rows), "erased": erased, "erased_before": before}


def _standing(session: Session, listed: Listed) -> Iterator[Any]:
    """The rows that a list names and that still hold what it says went."""
    for label, digest in sorted(listed.rows):
        row = personal.row_at(session, label)
        if row is not None and row.erased_at is None and row.digest() == digest:
            yield row


def _database(session: Session) -> str:
    first = record.first(session)
    assert first is not None, "a database that was created has a first line"
    return first.hash


def _held(file: Path, database: str) -> Listed:
    """What the file holds already. Raises WrongInput where it is no list, or is another database's."""
    if not file.exists():
        return Listed(database, frozenset())
    held = read(file)
    if held.database != database:
        raise WrongInput.at(SETTING, f"expected the list of this database, and {file} is of another")
    return held


def _write(file: Path, listed: Listed) -> None:
    lines = [{"erased_of": listed.database}]
    lines += [{"row": label, "digest": digest} for label, digest in sorted(listed.rows)]
    text = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    end = json.dumps({"sha256": hashlib.sha256(text).hexdigest()}).encode() + b"\n"
    part = file.with_name(f"{file.name}.part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(text + end)
        out.flush()
        os.fsync(out.fileno())
        given_to_folders_owner(out.fileno(), file.parent)
    part.rename(file)


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Processes that erase at once write one after the other, each with what the one before wrote."""
    with file.with_name(f"{file.name}.lock").open("w") as lock:
        given_to_folders_owner(lock.fileno(), file.parent)
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
