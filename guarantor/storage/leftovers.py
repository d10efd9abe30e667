"""What erasing leaves behind in a database's files, and its taking away."""

from sqlalchemy import Engine

from guarantor.storage import personal


def clear(engine: Engine) -> None:
    """Write every table with personal data anew, so that nothing of what was erased is left in the files.

    On PostgreSQL for the owner of the tables; what its own log of changes still holds goes as the server recycles it.
    """
    if engine.dialect.name == "sqlite":
        bare = engine.raw_connection()
        try:
            # Outside every transaction, which the engine's own connections begin by themselves.
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                bare.cursor().execute(statement).fetchall()
        finally:
            bare.close()
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in (*(each.__tablename__ for each in personal.tables()), "case_word", "pending_act"):  # type: ignore[attr-defined]
            connection.exec_driver_sql(f'VACUUM (FULL) "{table}"')
