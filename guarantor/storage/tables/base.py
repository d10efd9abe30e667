"""What every table shares: STRICT on SQLite, named constraints, and the pattern of erasable content."""

import datetime as dt
import secrets
from typing import Any, ClassVar

from sqlalchemy import Date, LargeBinary, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from guarantor.ledger.journal import content_digest
from guarantor.storage.types import Instant

_NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(DeclarativeBase):
    """Root of every table."""

    metadata = MetaData(naming_convention=_NAMES)
    __table_args__: Any = {"sqlite_strict": True}
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: Text(),
        bytes: LargeBinary(),
        dt.date: Date(),
        dt.datetime: Instant(),
    }


class Erasable:
    """Rows whose content can be erased while the journal's digest of it stays.

    `erasable` names the columns that hold a person's data. The journal keeps `digest()`, made with 32 random
    bytes that are erased with the content; afterwards nothing can be guessed from the digest.
    """

    erasable: ClassVar[tuple[str, ...]]

    salt: Mapped[bytes | None] = mapped_column(LargeBinary, default=lambda: secrets.token_bytes(32))
    erased_at: Mapped[dt.datetime | None] = mapped_column(Instant, default=None)

    def content(self) -> dict[str, Any]:
        """The erasable columns as JSON values; bytes as hex."""
        values = {name: getattr(self, name) for name in self.erasable}
        return {name: value.hex() if isinstance(value, bytes) else value for name, value in values.items()}

    def digest(self) -> str:
        """What the journal keeps of the content. Raises AssertionError once erased."""
        assert self.salt is not None, "nothing is left to digest"
        return content_digest(self.salt, self.content())

    def erase(self, at: dt.datetime) -> None:
        """Take the content and its random bytes away; the row and its reference stay."""
        for name in self.erasable:
            setattr(self, name, None)
        self.salt = None
        self.erased_at = at
