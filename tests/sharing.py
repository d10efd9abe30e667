"""What the tests' many databases and applications share, as one process of the service does all its life.

A statement is put into SQL and a template into Python once, and not afresh for each of thousands of engines and
applications. Passwords are hashed as always, with the least that the hash can cost.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial, partialmethod
from types import CodeType
from typing import Any

import pytest
from flask.templating import Environment
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import util
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from guarantor.services.entering import passwords
from guarantor.storage import engine

HASHER_OF_THE_SERVICE = passwords._hasher
"""What hashes passwords outside the tests."""
_MOST_STATEMENTS = 4_000


class _Templates(BytecodeCache):
    """The templates as Python; only the application has any."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what another application has worked out."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it for the next one."""
        assert bucket.code is not None
        self._kept[bucket.key, bucket.checksum] = bucket.code


@contextmanager
def shared() -> Iterator[None]:
    """Within this, a database finds statements that another of its kind asked, an application another's templates."""
    statements: dict[Any, Any] = util.LRUCache(_MOST_STATEMENTS)  # type: ignore[assignment]
    opening = partial(engine.create_engine, execution_options={"compiled_cache": statements})
    templated = partialmethod(Environment.__init__, bytecode_cache=_Templates())
    hasher = cache(lambda: PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),)))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(engine, "create_engine", opening)
        # A statement is kept by the dialect, of which each engine has one; they differ in nothing that SQL says.
        for dialect in (SQLiteDialect_pysqlite, PGDialect_psycopg):
            patched.setattr(dialect, "__hash__", lambda self: hash(type(self)))
            patched.setattr(dialect, "__eq__", lambda self, other: type(self) is type(other))
        patched.setattr(Environment, "__init__", templated)
        patched.setattr(passwords, "_hasher", hasher)
        yield
