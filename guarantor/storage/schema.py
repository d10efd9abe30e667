"""The schema's versions, and what stands behind a database's address. The only home of alembic."""

from enum import StrEnum
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, inspect, text

import guarantor.storage.migrations
from guarantor.storage import officers
from guarantor.storage.engine import file_of, missing, reading

_MARK = "restore_under_way"
"""A table that stands from the moment a backup is put in until what stands there was held against the backup."""


class State(StrEnum):
    """What stands behind the database's address."""

    EMPTY = "empty"
    CREATED = "created"
    BEING_RESTORED = "being restored"
    FOREIGN = "foreign"


def state(engine: Engine) -> State:
    """Whether the database is empty, one of ours, or holds something else."""
    if missing(engine):
        return State.EMPTY
    tables = set(inspect(engine).get_table_names()) - {"alembic_version"}
    if not tables:
        return State.EMPTY
    if _MARK in tables:
        return State.BEING_RESTORED
    if "database_mark" not in tables:
        return State.FOREIGN
    with reading(engine) as session:
        try:
            officers.mark(session)
        except LookupError:
            return State.EMPTY
    return State.CREATED


def upgrade(engine: Engine) -> None:
    """Bring the schema up to this version of the program, whole or not at all."""
    file = file_of(engine)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    with engine.begin() as connection:
        bring_to(connection, "head")


def bring_to(connection: Connection, version: str) -> None:
    """Bring the schema up to a version within a transaction that is under way. Raises ValueError for an unknown one."""
    config = _alembic()
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, version)
    except CommandError as error:
        raise ValueError(f"{version!r} is no version of the schema that this program knows") from error


def mark_as_being_restored(connection: Connection) -> None:
    """Say within a transaction that what it puts in was not yet held against anything."""
    connection.exec_driver_sql(f"CREATE TABLE {_MARK} (mark INTEGER)")


def mark_as_restored(engine: Engine) -> None:
    """Take the mark away: what stands here is what the backup says."""
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP TABLE {_MARK}")


def version(engine: Engine) -> str | None:
    """The schema's version, or None for an empty database."""
    if missing(engine):
        return None
    with engine.connect() as connection:
        return version_in(connection)


def version_in(connection: Connection) -> str | None:
    """The schema's version as a transaction that is under way sees it."""
    return MigrationContext.configure(connection).get_current_revision()


def steps_from(held: str | None) -> list[tuple[str, str]]:
    """The steps from a version to the newest, in order: each version with the first sentence of what it is about.

    Raises ValueError for a version that this program does not know.
    """
    scripts = ScriptDirectory.from_config(_alembic())
    try:
        found = [] if held == newest_version() else list(scripts.iterate_revisions("head", held or "base"))
    except (CommandError, RevisionError) as error:
        raise ValueError(f"{held!r} is no version of the schema that this program knows") from error
    return [(each.revision, (each.doc or "").splitlines()[0]) for each in reversed(found)]


def is_known(held: str | None) -> bool:
    """Whether a version is this program's or an earlier one."""
    if held is None:
        return False
    try:
        steps_from(held)
    except ValueError:
        return False
    return True


def newest_version() -> str:
    """The schema's version that this program needs."""
    head = ScriptDirectory.from_config(_alembic()).get_current_head()
    assert head is not None, "there is a migration"
    return head


def wipe(engine: Engine) -> None:
    """Take every table of ours away, with its guards. For a demo's database only; the caller has made sure."""
    file = file_of(engine)
    if file is not None:
        engine.dispose()
        for end in ("", "-wal", "-shm"):
            file.with_name(file.name + end).unlink(missing_ok=True)
        return
    with engine.begin() as connection:
        schema = inspect(connection).default_schema_name
        for table in inspect(connection).get_table_names():
            connection.exec_driver_sql(f'DROP TABLE "{table}" CASCADE')
        functions = text(
            "SELECT proname FROM pg_proc JOIN pg_namespace ON pg_namespace.oid = pronamespace "
            "WHERE nspname = :schema AND prorettype = 'trigger'::regtype"
        )
        for function in connection.scalars(functions, {"schema": schema}).all():
            connection.exec_driver_sql(f'DROP FUNCTION "{function}"() CASCADE')


def _alembic() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(guarantor.storage.migrations.__file__).parent))
    return config
