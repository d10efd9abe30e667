"""For what a live database itself is not served: a demo's accounts, files that others read, a role that owns it."""

import stat
from collections.abc import Iterator
from pathlib import Path

from guarantor.domain.wrong_input import Fault
from guarantor.services.acting import database_roles
from guarantor.services.acting.office import Office
from guarantor.storage import account_files, copies_beside, officers
from guarantor.storage.engine import file_of, reading

SETTING = "GUARANTOR_DATABASE_URL"
_NOT_THE_OWNERS = stat.S_IRWXG | stat.S_IRWXO


def refused(office: Office) -> Iterator[Fault]:
    """Everything about the database for which it is not served, a sentence each."""
    yield from _accounts_of_a_demo(office)
    yield from _open_files(office)
    for copy in copies_left(office):
        yield _fault(
            "expected no copy beside the database, as a restore or a tried upgrade leaves when it is killed, and "
            f"{copy} holds names that nothing seals: delete it"
        )
    if database_roles.owns_the_tables(office):
        yield _fault(
            "expected a role that owns nothing, and this one owns the tables, so that it could take their guards "
            "away: guarantor db grant ROLE gives another what it needs, guarantor db role-sql ROLE prints it"
        )


def copies_left(office: Office) -> list[Path]:
    """Copies of the database beside it that nobody took away, or that somebody is making now."""
    return copies_beside.left(office.engine)


def _accounts_of_a_demo(office: Office) -> Iterator[Fault]:
    with reading(office.engine) as session:
        by_password_alone = [
            held.officer.name
            for held in account_files.open_accounts(session)
            if held.credential is not None and held.credential.sealed_secret is None
        ]
        made_by_demo = officers.mark(session).made_by_demo
    if made_by_demo or by_password_alone:
        yield _fault("expected a live database without the accounts of a demo")


def _open_files(office: Office) -> Iterator[Fault]:
    """SQLite's file and the two beside it: whoever reads them reads every name."""
    file = file_of(office.engine)
    every = [] if file is None else [file.with_name(file.name + end) for end in ("", "-wal", "-shm")]
    modes = {each: stat.S_IMODE(each.stat().st_mode) for each in every if each.exists()}
    open_ = [f"{each} ({mode:03o})" for each, mode in modes.items() if mode & _NOT_THE_OWNERS]
    if open_:
        yield _fault(f"expected files that their owner alone may read, and not {', '.join(open_)}: chmod 600")


def _fault(says: str) -> Fault:
    return Fault(SETTING, f"{SETTING}: {says}.")
