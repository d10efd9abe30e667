"""Papers and letters of every case as a list shows them: those that never went out, and each time one went out.

Cut into pages by the database. Knows codes, kinds and days, not where a paper goes nor what it says.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, func, select, union_all
from sqlalchemy.orm import Session

from guarantor.storage.letter_files import never_sent
from guarantor.storage.tables.guarantees import Guarantee, Paper
from guarantor.storage.tables.letters import Dispatch, Letter, ReturnedLetter


@dataclass(frozen=True)
class Sending:
    """A paper or letter that went out on a day, and when and why it came back, where it did."""

    code: str
    case_ref: str
    how: str
    sent_on: dt.date
    came_back_on: dt.date | None
    why_back: str | None


def count_to_send(session: Session, without: Collection[str]) -> int:
    """How many papers and letters stand, are held and never went out, but for those of some cases."""
    return session.scalar(select(func.count()).select_from(_to_send(without).subquery())) or 0


def to_send(session: Session, without: Collection[str], *, first: int, at_most: int) -> list[str]:
    """The codes of some of them, the one made first at the head, from the `first` on."""
    listed = _to_send(without).subquery()
    asked = select(listed.c.code).order_by(listed.c.made_on, listed.c.case_ref, listed.c.code)
    return list(session.scalars(asked.offset(first).limit(at_most)))


def count_sendings(session: Session, without: Collection[str], *, came_back: bool) -> int:
    """How many times papers and letters went out, or of those the ones that came back."""
    return session.scalar(select(func.count()).select_from(_sendings(without, came_back).subquery())) or 0


def sendings(
    session: Session, without: Collection[str], *, came_back: bool, first: int, at_most: int
) -> list[Sending]:
    """Some of them, the latest at the head, from the `first` on."""
    order = ReturnedLetter.dispatch.desc() if came_back else Dispatch.id.desc()
    asked = _sendings(without, came_back).order_by(order).offset(first).limit(at_most)
    return [Sending(*row) for row in session.execute(asked)]


def _to_send(without: Collection[str]) -> CompoundSelect[*tuple[Any, ...]]:
    papers = (
        select(Paper.code, Guarantee.case_ref, Guarantee.issued_on.label("made_on"))
        .join(Guarantee, Guarantee.ref == Paper.guarantee_ref)
        .where(never_sent(Paper.code), Paper.content_bytes.is_not(None), Guarantee.case_ref.not_in(without))
    )
    letters = select(Letter.code, Letter.case_ref, Letter.made_on).where(
        never_sent(Letter.code), Letter.content_bytes.is_not(None), Letter.case_ref.not_in(without)
    )
    return union_all(papers, letters)


def _sendings(without: Collection[str], came_back: bool) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Dispatch.code,
            Dispatch.case_ref,
            Dispatch.how,
            Dispatch.sent_on,
            ReturnedLetter.returned_on,
            ReturnedLetter.reason_code,
        )
        .join(ReturnedLetter, ReturnedLetter.dispatch == Dispatch.id, isouter=not came_back)
        .where(Dispatch.case_ref.not_in(without))
    )
