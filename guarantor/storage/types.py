"""Column types that mean the same on SQLite's STRICT tables and on PostgreSQL. Migrations use these too."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Dialect, Integer, LargeBinary, Numeric, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.types import TypeDecorator, TypeEngine


class Pence(TypeDecorator[int]):
    """Whole pence. PostgreSQL would round 1.5 into a bigint, so there it is numeric with a check beside it."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else BigInteger())

    def process_bind_param(self, value: int | None, _dialect: Dialect) -> Any:
        assert value is None or type(value) is int, "money is whole pence"
        return value

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> int | None:
        if value is None:
            return None
        assert not isinstance(value, Decimal) or value == value.to_integral_value(), "money is whole pence"
        return int(value)


class Instant(TypeDecorator[dt.datetime]):
    """A moment in UTC: timestamptz on PostgreSQL, ISO text on SQLite, where any ISO form can be read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(Text() if dialect.name == "sqlite" else DateTime(timezone=True))

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        assert value.tzinfo is not None, "an instant has a time zone"
        value = value.astimezone(dt.UTC)
        return value if dialect.name != "sqlite" else value.isoformat(sep=" ", timespec="microseconds")

    def process_result_value(self, value: Any | None, _dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        instant = dt.datetime.fromisoformat(value) if isinstance(value, str) else value
        assert isinstance(instant, dt.datetime)
        return instant.astimezone(dt.UTC) if instant.tzinfo else instant.replace(tzinfo=dt.UTC)


# STRICT tables know only INTEGER, REAL, TEXT, BLOB and ANY.
@compiles(BigInteger, "sqlite")
@compiles(Integer, "sqlite")
@compiles(Boolean, "sqlite")
def _integer(_element: Any, _compiler: Any, **_kw: Any) -> str:
    return "INTEGER"


@compiles(Date, "sqlite")
@compiles(DateTime, "sqlite")
def _text(_element: Any, _compiler: Any, **_kw: Any) -> str:
    return "TEXT"


@compiles(LargeBinary, "sqlite")
def _blob(_element: Any, _compiler: Any, **_kw: Any) -> str:
    return "BLOB"
