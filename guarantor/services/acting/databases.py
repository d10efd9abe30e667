"""Creating a database, bringing it up to date, and saying what it is."""

import datetime as dt
import json
import pwd
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from guarantor.domain.access import Act, Role
from guarantor.domain.refusals import AlreadyDone, NotADemo
from guarantor.domain.wrong_input import WrongInput
from guarantor.services.acting import signing
from guarantor.services.acting.acts import SYSTEM, doing
from guarantor.services.acting.identity import NotReady
from guarantor.services.acting.office import Office, Person
from guarantor.storage import officers, record, recorded_rows, schema, tried_upgrade
from guarantor.storage.engine import acting, reading
from guarantor.storage.schema import State
from guarantor.storage.tables.people import DatabaseMark, Officer, OfficerRole


def create(
    office: Office, administrators: Sequence[str], *, rehearsal: bool, made_by_demo: bool = False
) -> None:
    """Create an empty database with its two first administrators: the one act without a second person.

    A live database takes them as operating-system accounts. Raises WrongInput for anything but two different
    people, AlreadyDone where the database has a record.
    """
    if len(set(administrators)) != 2 or len(administrators) != 2:
        raise WrongInput.at("--administrator", "expected two different people")
    uids = [None if rehearsal else _uid(name) for name in administrators]
    signing.prepare_key(office.settings, rehearsal=rehearsal)
    if schema.state(office.engine) != State.EMPTY:
        raise AlreadyDone("The database was created before; nothing was changed")
    upgrade(office)
    at = office.now()
    kind = "rehearsal" if rehearsal else "live"
    rows: dict[str, str] = {}
    with acting(office.engine) as session:
        session.add(DatabaseMark(kind=kind, business_on=None, made_by_demo=made_by_demo, created_at=at))
        for number, (name, uid) in enumerate(zip(administrators, uids, strict=True), start=1):
            for row in (
                Officer(number=number, name=name, os_uid=uid, added_at=at),
                OfficerRole(officer=number, role=Role.ADMINISTRATOR, pending=None, granted_at=at),
            ):
                session.add(row)
                session.flush()
                rows[recorded_rows.label(row)] = recorded_rows.row_digest(row)
        # This first line closes the door: from here on a role takes two administrators.
        record.append(
            session,
            [],
            at=at,
            actor=None,
            via=SYSTEM,
            act=Act.CREATE_DATABASE,
            subject=kind,
            details={"administrators": [1, 2], "rows": rows},
        )


def set_business_date(office: Office, person: Person, on: dt.date) -> None:
    """Move a rehearsal's stored date. Raises WrongInput in a live database, whose date is today's."""
    with doing(office, person, Act.SET_BUSINESS_DATE, on) as act:
        stored = officers.mark(act.session)
        if stored.kind == "live":
            raise WrongInput.at("--on", "expected a rehearsal database: a live one has today's date")
        stored.business_on = on
        act.subject = "rehearsal"


def clear_demo(office: Office) -> None:
    """Empty a database that a demo made; an empty one stays as it is. Raises NotADemo for any other."""
    found = schema.state(office.engine)
    if found is State.EMPTY:
        return
    if found is State.FOREIGN:
        raise NotADemo("holds tables of something else")
    with reading(office.engine) as session:
        if not officers.mark(session).made_by_demo:
            raise NotADemo("was not made by a demo")
    schema.wipe(office.engine)


def condition(office: Office) -> dict[str, Any]:
    """What stands behind the address: its kind, its schema, and whether this program can use it."""
    found, version = schema.state(office.engine), schema.version(office.engine)
    kind = None
    if found is State.CREATED:
        with reading(office.engine) as session:
            kind = officers.mark(session).kind
    return {
        "state": found,
        "kind": kind,
        "schema": version,
        "newest_schema": schema.newest_version(),
        "ready": found is State.CREATED and version == schema.newest_version(),
    }


def newest_schema() -> str:
    """The schema's version that this program needs."""
    return schema.newest_version()


def upgrade(office: Office) -> str:
    """Bring the database's schema up to this version; returns the version it has now.

    Versions before 0.4.0 did not name every row in the journal. What they wrote is counted and sealed into one
    line, so that from then on no row can be added, changed or taken away unseen.
    """
    schema.upgrade(office.engine)
    version = schema.version(office.engine) or ""
    with acting(office.engine) as session:
        first = record.first(session)
        if first is None or "rows" in json.loads(first.details) or record.baseline(session) is not None:
            return version
        by_table: dict[str, dict[str, str]] = {}
        for label, digest in recorded_rows.stored(session):
            by_table.setdefault(label.partition(":")[0], {})[label] = digest
        baseline = {
            table: {"rows": len(rows), "digest": recorded_rows.together(rows)}
            for table, rows in by_table.items()
        }
        record.append(
            session,
            [],
            at=office.now(),
            actor=None,
            via=SYSTEM,
            act=Act.UPGRADE_DATABASE,
            subject="schema",
            details={"version": version, "baseline": baseline},
        )
    return version


def try_upgrade(office: Office) -> dict[str, Any]:
    """What `upgrade` would do, tried where nothing is kept: the steps, and the failure that stopped it or None.

    SQLite is upgraded whole on a copy; PostgreSQL's schema in a transaction that is rolled back, for which others wait.
    Raises NotReady where no database was created, WrongInput where it is of a newer program.
    """
    held = schema.version(office.engine)
    if held is None:
        raise NotReady("The database was never created: run guarantor db create.")
    try:
        steps = schema.steps_from(held)
    except ValueError:
        raise WrongInput.at(
            "GUARANTOR_DATABASE_URL", f"expected a schema that this program knows, not {held}"
        ) from None
    on_copy = office.engine.dialect.name == "sqlite"
    reached, failure = None, None
    try:
        if on_copy:
            with tried_upgrade.copied(office.engine) as engine:
                reached = upgrade(replace(office, engine=engine))
        else:
            reached = tried_upgrade.rolled_back(office.engine)
    except Exception as error:  # noqa: BLE001 - whatever a step fails with is what was asked for
        failure = f"{type(error).__name__}: {str(error).splitlines()[0]}"
    return {
        "schema": held,
        "would_be": schema.newest_version(),
        "steps": [{"version": version, "about": about} for version, about in steps],
        "tried_on": "a copy" if on_copy else "the database, and rolled back",
        "works": failure is None and reached == schema.newest_version(),
        "failure": failure,
    }


def _uid(name: str) -> int:
    try:
        return pwd.getpwnam(name).pw_uid
    except KeyError:
        raise WrongInput.at(
            "--administrator", f"expected an operating-system account, and {name!r} is none"
        ) from None
