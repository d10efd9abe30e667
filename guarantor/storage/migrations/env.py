"""Alembic's entry: runs the migrations on the connection it is given, or on the configured database."""

from alembic import context

from guarantor.settings import Settings
from guarantor.storage.engine import open_engine
from guarantor.storage.tables import Table


def _run() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        _migrate(given)
        return
    with open_engine(Settings().database_url).connect() as connection:
        _migrate(connection)
        connection.commit()


def _migrate(connection: object) -> None:
    context.configure(connection=connection, target_metadata=Table.metadata, compare_type=True)  # type: ignore[arg-type]
    with context.begin_transaction():
        context.run_migrations()


_run()
