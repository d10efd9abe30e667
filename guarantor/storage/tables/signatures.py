"""What was written down wrong of a signature, in the words that stand on the paper."""

import datetime as dt
from typing import ClassVar

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from guarantor.storage.tables.base import Erasable, Table


class SignatureCorrection(Erasable, Table):
    """What counts in place of a signature's words; of several the latest. The signature keeps its own."""

    __tablename__ = "signature_correction"
    erasable: ClassVar[tuple[str, ...]] = ("name", "capacity", "witness", "how", "why")

    id: Mapped[int] = mapped_column(primary_key=True)
    guarantee_ref: Mapped[str] = mapped_column(ForeignKey("guarantee.ref"), index=True)
    signature: Mapped[int] = mapped_column(ForeignKey("signature.id"), index=True)
    name: Mapped[str | None]
    capacity: Mapped[str | None]
    witness: Mapped[str | None]
    how: Mapped[str | None]
    why: Mapped[str | None]
    corrected_on: Mapped[dt.date]
    officer: Mapped[int] = mapped_column(ForeignKey("officer.number"))
    recorded_at: Mapped[dt.datetime]
