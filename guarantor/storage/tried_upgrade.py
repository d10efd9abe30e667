"""An upgrade tried where nothing is kept: on a copy of an SQLite file, or in a transaction that is rolled back."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from guarantor.storage import copies_beside, schema
from guarantor.storage.engine import file_of, open_engine


@contextmanager
def copied(engine: Engine) -> Iterator[Engine]:
    """An SQLite database as it stands now, copied beside itself under the same disk's rules; gone afterwards."""
    file = file_of(engine)
    assert file is not None, "a copy is made of a file"
    with copies_beside.tried_for(file) as folder:
        copy = Path(folder) / file.name
        with (
            closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as held,
            closing(sqlite3.connect(copy)) as into,
        ):
            held.backup(into)
        tried = open_engine(f"sqlite:///{copy}")
        try:
            yield tried
        finally:
            tried.dispose()


def rolled_back(engine: Engine) -> str | None:
    """Bring PostgreSQL's schema up and take it back; the version that was reached. Others wait meanwhile."""
    with engine.connect() as connection:
        under_way = connection.begin()
        try:
            schema.bring_to(connection, "head")
            return schema.version_in(connection)
        finally:
            under_way.rollback()
